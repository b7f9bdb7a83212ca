"""Cutting a text into the parts that it is kept in, so that one person's can be erased alone."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from qualog.decisions.documents import Content
from qualog.ids import new_id
from qualog.log.entry import content_commitment, new_salt
from qualog.log.store import StoredContent


def cut_by_turns(text: str, ends: Iterable[int]) -> list[str]:
    """Cut a text after each turn, so that a turn's label and gap are kept with its words."""
    pieces, start = [], 0
    for end in ends:
        if start < end < len(text):
            pieces.append(text[start:end])
            start = end
    pieces.append(text[start:])
    return pieces


def seal_text(piece: str) -> tuple[Content, StoredContent]:
    """Return a part of a text, with its length in code points, and what is stored of it."""
    return _seal(piece.encode("utf-8"), length=len(piece))


def seal_file(data: bytes) -> tuple[Content, StoredContent]:
    """Return a file as it was, with its length in bytes, and what is stored of it."""
    return _seal(data, length=len(data))


class _Part(Protocol):
    @property
    def length(self) -> int: ...


def covering(parts: Sequence[_Part], start: int, end: int) -> tuple[int, int, int]:
    """Return which parts a span lies in: the first, after the last, and where the first begins."""
    position, first, begins = 0, 0, 0
    for index, part in enumerate(parts):
        if position <= start:
            first, begins = index, position
        position += part.length
        if position >= end:
            return first, index + 1, begins
    return first, len(parts), begins


def _seal(data: bytes, *, length: int) -> tuple[Content, StoredContent]:
    salt = new_salt()
    stored = StoredContent(new_id(), salt, data)
    return Content(stored.id, length, content_commitment(salt, data).hex()), stored
