"""Decisions to bytes and back: the body apart from the words, old versions through upcasters.

What is made for a class is made once (`cache`), since a replay decodes a million bodies.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any, Final, get_type_hints

import attrs
import msgspec

from qualog.decisions import Decision, Upcaster, kind_of, sealed_fields, upcast_steps
from qualog.language import message

_encode: Final = msgspec.json.Encoder(enc_hook=str).encode  # Erased is a str of its own kind


def encode_body(decision: Decision) -> bytes:
    """Return the body of a decision as JSON: every field that is not words, always all of them."""
    cls: Any = type(decision)
    if not _words_fields(cls):
        return _encode(decision)
    return _encode({name: getattr(decision, name) for name in _body_fields(cls)})


def encode_words(decision: Decision, why: str | None) -> bytes:
    """Return the words of a decision and the reason for it as JSON; empty where there are none."""
    cls: Any = type(decision)
    names = _words_fields(cls)
    if not names:
        return _encode({"why": why}) if why else b""
    words = {name: getattr(decision, name) for name in names}
    return _encode({"why": why, **words} if why else words)


Decoder = Callable[[bytes, bytes | None], Decision]
"""Makes a decision of a body and its words: None where they were erased, or there are none."""


def decoder(kind: str, version: int) -> Decoder | None:
    """Return what reads this kind in this version; None where no installed code can.

    An old version is upcast step by step; what is stored stays as it is.
    """
    cls: Any = kind_of(kind)
    steps = upcast_steps(cls, version) if cls is not None else None
    if cls is None or steps is None:
        return None
    return _old(cls, steps) if steps else _present(cls)


def without_words(kind: str, version: int, body: bytes) -> Decision | None:
    """Return a decision from its body alone; None where no installed code can read it.

    Nor can a body be read that was changed in the file: verification names it.
    """
    decode = decoder(kind, version)
    try:
        return decode(body, None) if decode is not None else None
    except msgspec.MsgspecError:
        return None


def require_comes_back(decision: Decision) -> None:
    """Check that a decision can be read once it is written.

    Raises:
        msgspec.ValidationError: a field has a value that is not of its type.
        UnicodeEncodeError: a text has half a character, which no file can hold.
    """
    cls: Any = type(decision)
    _present(cls)(encode_body(decision), encode_words(decision, None) or None)


def require_readable(cls: Any) -> None:
    """Check that decisions of a class can be read from a log, also once their words are erased.

    Raises:
        TypeError: a field has a type that a log cannot hold.
        msgspec.ValidationError: a field of words has a type that no mark of erased words is of.
    """
    _present(cls)
    types = get_type_hints(cls)
    for name, mark in sealed_fields(cls).items():
        msgspec.convert(str(mark) if isinstance(mark, str) else mark, types[name])


@cache
def _present(cls: Any) -> Decoder:
    if not sealed_fields(cls):
        return _of_a_body(cls)
    erased = sealed_fields(cls)
    read_body = msgspec.json.Decoder(_struct(cls, _body_fields(cls))).decode
    read_words = msgspec.json.Decoder(_struct(cls, tuple(erased))).decode

    def decode(body: bytes, words: bytes | None) -> Decision:
        try:
            plain = msgspec.structs.asdict(read_body(body))
            said = msgspec.structs.asdict(read_words(words)) if words is not None else erased
        except (UnicodeDecodeError, RecursionError) as error:
            raise _unreadable(error) from error
        made: Decision = cls(**plain, **said)
        return made

    return decode


def _of_a_body(cls: Any) -> Decoder:
    """Return what reads a class without words: a million of them in a replay."""
    read: Callable[[bytes], Decision] = msgspec.json.Decoder(cls).decode

    def decode(body: bytes, words: bytes | None) -> Decision:
        try:
            return read(body)
        except (UnicodeDecodeError, RecursionError) as error:
            raise _unreadable(error) from error

    return decode


@cache
def _old(cls: Any, steps: tuple[Upcaster, ...]) -> Decoder:
    read: Callable[[bytes], Decision] = msgspec.json.Decoder(cls).decode
    sealed = sealed_fields(cls)

    def decode(body: bytes, words: bytes | None) -> Decision:
        stored = upcast(steps, stored_fields(body, words))
        # An upcaster may have made a sealed field of one that is not: that is not erased.
        gone = {}
        if words is None:
            gone = {name: mark for name, mark in sealed.items() if name not in stored}
        made: Decision = attrs.evolve(read(_encode({**stored, **gone})), **gone)  # type: ignore[misc]
        return made

    return decode


def stored_fields(body: bytes, words: bytes | None) -> dict[str, Any]:
    """Return what is stored of a decision by field, words among them, as JSON has it.

    Raises:
        msgspec.MsgspecError: it cannot be read, or a field stands in both places.
    """
    plain, said = _fields_of(body), _fields_of(words) if words is not None else {}
    said.pop("why", None)  # the entry's, not the decision's
    if both := plain.keys() & said.keys():
        raise msgspec.ValidationError(f"`{min(both)}` stands in the body and among the words")
    return plain | said


def fields_in(stored: bytes) -> dict[str, Any]:
    """Return the fields of a body or a sealed part of any kind; none where it is no JSON object."""
    try:
        return _fields_of(stored)
    except msgspec.MsgspecError:
        return {}


def _fields_of(stored: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(stored, type=dict[str, Any])
    except (UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> msgspec.MsgspecError:
    """Return what `msgspec` should have raised for bytes that are no text, or nest without end."""
    return msgspec.DecodeError(str(error))


def upcast(steps: Iterable[Upcaster], stored: dict[str, Any]) -> dict[str, Any]:
    """Return what the version at the end of some steps would have stored.

    Raises:
        msgspec.ValidationError: a step fails; a plugin's mistake must not stop a replay.
    """
    for step in steps:
        try:
            stored = step(stored)
        except Exception as error:
            reason = message(
                "{step} fails with {error}: {reason}",
                step=step.__name__,
                error=type(error).__name__,
                reason=error,
            )
            raise msgspec.ValidationError(reason) from error
    return stored


def _struct(cls: Any, names: Collection[str]) -> Any:
    """Return a type of some of the fields of a class, so that each part is read by itself."""
    types = get_type_hints(cls, include_extras=True)
    fields: list[Any] = []
    for each in attrs.fields(cls):
        if each.name in names:
            fields.append((each.name, types[each.name], *default_of(each)))
    return msgspec.defstruct(cls.__name__, fields, kw_only=True)


def default_of(field: Any) -> Iterator[Any]:
    """Yield the default of a field as `msgspec` has it; nothing where it has none."""
    if isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
        yield msgspec.field(default_factory=field.default.factory)
    elif field.default is not attrs.NOTHING:
        yield field.default


@cache
def _body_fields(cls: Any) -> tuple[str, ...]:
    sealed = sealed_fields(cls)
    return tuple(field.name for field in attrs.fields(cls) if field.name not in sealed)


@cache
def _words_fields(cls: Any) -> tuple[str, ...]:
    return tuple(sealed_fields(cls))
