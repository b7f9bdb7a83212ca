"""One line as it comes in: whether it is as Qualog writes it, and what is wrong where it is not.

Whoever takes lines in (a merge, a bundle, a database) or verifies them asks here. What a line rests
on (its past, its signature, the words that it is committed to) is asked elsewhere.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import msgspec

from qualog.decisions import is_of_a_plugin, kind_of, upcast_steps
from qualog.language import Sayable
from qualog.log.codec import stored_fields, upcast
from qualog.log.entry import LogEntry
from qualog.log.replication.standing import TRUST_KINDS
from qualog.log.store import StoredEntry
from qualog.log.strict.columns import column_faults, content_faults, sealed_faults
from qualog.log.strict.fields import Fields, fields_of
from qualog.log.strict.scanner import scanned
from qualog.log.strict.unsound import Unsound

_LARGEST: Final = 16 << 20
_UNKNOWN_LARGEST: Final = 64 << 10
_UNKNOWN_DEPTH: Final = 8
_NO_WORDS: Final = re.compile(r"[A-Za-z0-9._:/+-]{0,128}")


def line_faults(stored: StoredEntry) -> Iterator[Sayable]:
    """Yield what is wrong with a line, as clauses that follow its id; nothing where it is sound.

    Of any bytes whatever: nothing is raised. Words that were erased are no fault.
    """
    entry, sealed, contents = stored
    found = [*column_faults(entry), *sealed_faults(entry, sealed)]
    for content in contents:
        found += content_faults(content)
    yield from found
    if not found:
        try:
            _require_parts(entry, sealed.words if sealed is not None else None)
        except Unsound as unsound:
            yield unsound.fault


def _require_parts(entry: LogEntry, words: bytes | None) -> None:
    cls: Any = kind_of(entry.kind)
    steps = upcast_steps(cls, entry.version) if cls is not None else None
    if steps is None and entry.kind in TRUST_KINDS:
        raise Unsound("it needs a newer Qualog to be understood: pip install --upgrade qualog")
    if steps is None or is_of_a_plugin(cls):  # another version of it may have written the line
        _require_no_harm(entry.body, words)
    else:
        _require_of_class(cls, steps, entry.body, words)


def _require_of_class(cls: Any, steps: Any, body: bytes, words: bytes | None) -> None:
    if not steps and _is_as_written(cls, body, words):
        return
    plain = scanned(body, largest=_LARGEST)
    said = scanned(words, largest=_LARGEST) if words is not None else None
    if steps:
        _require_upcast(cls, steps, body, words)
        return
    exact = fields_of(cls)
    _require(plain, exact.body)
    if said is not None:
        _require(said, exact.words)


def _is_as_written(cls: Any, body: bytes, words: bytes | None) -> bool:
    """Return whether a line is what Qualog would write of what it reads, byte for byte.

    Nearly every line is: then it has each field once, and no number that could be read otherwise.
    """
    read_body, read_words = _readers(cls)
    try:
        return _encode(read_body(body)) == body and (
            words is None or _encode(read_words(words)) == words
        )
    except (ValueError, RecursionError):
        return False


_encode: Final = msgspec.json.Encoder().encode


@cache
def _readers(cls: Any) -> tuple[Any, Any]:
    exact = fields_of(cls)
    return msgspec.json.Decoder(exact.body).decode, msgspec.json.Decoder(exact.words).decode


def _require(found: dict[str, Any], wanted: Any) -> None:
    try:
        msgspec.convert(found, wanted)
    except ValueError as error:
        raise Unsound("its fields are not those of its kind ({cause})", cause=str(error)) from None


def _require_upcast(cls: Any, steps: Any, body: bytes, words: bytes | None) -> None:
    """Check a line of an old version by what becomes of it.

    What its body becomes must be the same whatever its words say.
    """
    exact: Fields = fields_of(cls, upcast=True)
    try:
        alone = upcast(steps, stored_fields(body, None))
        whole = upcast(steps, stored_fields(body, words))
    except (ValueError, RecursionError) as error:
        raise Unsound("its fields are not those of its kind ({cause})", cause=str(error)) from None
    sealed = set(exact.words.__struct_fields__)
    plain = {name: value for name, value in whole.items() if name not in sealed}
    if plain != {name: value for name, value in alone.items() if name not in sealed}:
        raise Unsound("its words change what it decides")
    _require(plain, exact.body)
    if words is not None:
        _require({name: value for name, value in whole.items() if name in sealed}, exact.words)


def _require_no_harm(body: bytes, words: bytes | None) -> None:
    """Check a line that not everybody can read: it is small, and has no words in its body."""
    plain = scanned(body, largest=_UNKNOWN_LARGEST, depth=_UNKNOWN_DEPTH)
    waiting: list[Any] = [plain]
    while waiting:
        match waiting.pop():
            case str(text) if _NO_WORDS.fullmatch(text) is None:
                raise Unsound("its body has words in it, and they could not be erased")
            case dict() as inner:
                waiting += [*inner.keys(), *inner.values()]
            case list() as inner:
                waiting += inner
    if words is not None:
        said = scanned(words, largest=_LARGEST)
        if not isinstance(said.get("why"), str | None):
            raise Unsound("the reason among its words is no text")
