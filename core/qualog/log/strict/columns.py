"""The columns of a line: ids, numbers and times in range, whatever its kind."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from qualog.language import Sayable, message
from qualog.log.clock import is_believed
from qualog.log.entry import LogEntry, Sealed
from qualog.log.store import StoredContent

_ID: Final = "[0-9a-f]{16}"
_OWN_KIND: Final = "[a-z][a-z0-9-]{0,47}"
_PLUGINS_KIND: Final = r"(?=.{1,128}\Z)[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+"
_FORMS: Final = {
    "replica": re.compile(_ID),
    "authors": re.compile(rf"{_ID}( {_ID}){{0,31}}"),
    "kind": re.compile(
        r"[a-z][a-z0-9-]{0,47}|(?=.{1,128}\Z)[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)+"
    ),
    "command": re.compile(r"[!-~]{0,128}"),
    "together": re.compile(rf"({_ID})?"),
    "subjects": re.compile(rf"({_ID}( {_ID}){{0,999}})?"),
}
_NUMBERS: Final = {"seq": range(1, (1 << 53) + 1), "version": range(1, 10_000)}
_HASH, _SALT = 32, 32
_CONTENT_BYTES: Final = 96 << 20


def column_faults(entry: LogEntry) -> Iterator[Sayable]:
    """Yield what is wrong with the columns of an entry, as clauses; its parts are not looked at."""
    for name in _FORMS:
        if not _is_of_form(name, getattr(entry, name)):
            yield message("its column “{name}” is not of the form that it must have", name=name)
    for name, possible in _NUMBERS.items():
        if getattr(entry, name) not in possible:
            yield message("its column “{name}” is a number that cannot be", name=name)
    if not isinstance(entry.at, int) or not is_believed(entry.at):
        yield message("its time cannot be: it lies after the year 4199")
    if not isinstance(entry.hash, bytes) or len(entry.hash) != _HASH:
        yield message("its hash is not of 32 bytes")
    if not isinstance(entry.commitment, bytes) or len(entry.commitment) not in (0, _HASH):
        yield message("its commitment is not of 32 bytes")


@lru_cache(maxsize=4096)
def _is_of_form(name: str, value: object) -> bool:
    """Return whether a column is of its form; those of a log are nearly always the same ones."""
    if not isinstance(value, str) or _FORMS[name].fullmatch(value) is None:
        return False
    named = value.split()
    return len(set(named)) == len(named)  # nobody is named twice


def sealed_faults(entry: LogEntry, sealed: Sealed | None) -> Iterator[Sayable]:
    """Yield what is wrong with a sealed part, but for its words."""
    if sealed is None:
        return
    if not entry.commitment:
        yield message("it comes with words, and is not said to have any")
    if not isinstance(sealed.salt, bytes) or len(sealed.salt) != _SALT:
        yield message("the salt of its words is not of 32 bytes")


def content_faults(content: StoredContent) -> Iterator[Sayable]:
    """Yield what is wrong with a text or file that a line comes with, but for what it says."""
    if re.fullmatch(_ID, content.id) is None:
        yield message("a text or file that it comes with is not called as one can be")
    if len(content.salt) != _SALT:
        yield message("the salt of a text or file that it comes with is not of 32 bytes")
    if len(content.bytes) > _CONTENT_BYTES:
        yield message(
            "it comes with a text or file of more than {limit} bytes", limit=_CONTENT_BYTES
        )
