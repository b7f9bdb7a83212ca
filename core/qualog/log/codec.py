"""Decisions to bytes and back: the body apart from the words, old versions through upcasters.

What is made for a class is made once (`cache`), since a replay decodes a million bodies.
"""

from collections.abc import Callable
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
    names = _body_fields(cls)
    if names is None:
        return _encode(decision)
    return _encode({name: getattr(decision, name) for name in names})


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
    read: Callable[[bytes], Decision] = msgspec.json.Decoder(cls).decode
    erased = sealed_fields(cls)
    if not erased:
        return lambda body, words: read(body)

    placeholder = _encode(erased)

    def decode(body: bytes, words: bytes | None) -> Decision:
        if words is not None:
            return read(_joined(body, words))
        # Decoding makes plain texts; the marks that say that they were erased are put back after.
        made: Decision = attrs.evolve(read(_joined(body, placeholder)), **erased)  # type: ignore[misc]
        return made

    return decode


@cache
def _old(cls: Any, steps: tuple[Upcaster, ...]) -> Decoder:
    read: Callable[[bytes], Decision] = msgspec.json.Decoder(cls).decode
    sealed = sealed_fields(cls)

    def decode(body: bytes, words: bytes | None) -> Decision:
        stored = msgspec.json.decode(body)
        if words is not None:
            stored |= msgspec.json.decode(words)
            stored.pop("why", None)  # the entry's, not the decision's
        for step in steps:
            stored = _upcast(step, stored)
        # An upcaster may have made a sealed field of one that is not: that is not erased.
        gone = {}
        if words is None:
            gone = {name: mark for name, mark in sealed.items() if name not in stored}
        made: Decision = attrs.evolve(read(_encode({**stored, **gone})), **gone)  # type: ignore[misc]
        return made

    return decode


def _upcast(step: Upcaster, stored: dict[str, Any]) -> dict[str, Any]:
    try:
        return step(stored)
    except Exception as error:  # a plugin's mistake must not stop a replay
        reason = message(
            "{step} fails with {error}: {reason}",
            step=step.__name__,
            error=type(error).__name__,
            reason=error,
        )
        raise msgspec.ValidationError(reason) from error


def _joined(body: bytes, words: bytes) -> bytes:
    """Return one JSON object made of two, without decoding either."""
    if len(body) <= 2:  # an empty object: a comma after it would be one too many
        return words
    return body[:-1] + b"," + words[1:]


@cache
def _body_fields(cls: Any) -> tuple[str, ...] | None:
    """Return the names of the fields of the body; None if all are, which is the common case."""
    sealed = sealed_fields(cls)
    if not sealed:
        return None
    return tuple(field.name for field in attrs.fields(cls) if field.name not in sealed)


@cache
def _words_fields(cls: Any) -> tuple[str, ...]:
    return tuple(sealed_fields(cls))
