"""Whether words that are kept anew are those that they stand for, code point for code point.

Finer parts of a text take the place of coarser ones, and a corrected text says what it shares with
the one that it corrects. Both are committed to by their own decision alone: without this, either
could put other words in a participant's mouth.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from attrs import define, field

from qualog.decisions.documents import (
    Content,
    DocumentImported,
    DocumentRevised,
    PassageAttributed,
)
from qualog.language import Message, message
from qualog.log.codec import without_words
from qualog.log.entry import LogEntry
from qualog.log.erasure import explained
from qualog.log.store import LogRange, Store, StoredContent

KINDS: Final = (DocumentImported.kind, DocumentRevised.kind, PassageAttributed.kind)
"""What says how a text is kept."""

_GONE: Final = "\ud800"
"""Stands for a code point that is not there any more: half a character, which no text has."""


def replaced_words(
    store: Store, after: Mapping[str, int] | None = None
) -> Iterator[tuple[LogEntry, Message]]:
    """Yield the entries whose texts are not what they stand for, and what is wrong, as a clause.

    Args:
        store: the log; within a transaction, with what is written already.
        after: the last number in a replica that is not looked at; it is still compared with.
    """
    seen = after or {}
    if next(iter(store.entries(LogRange(after=seen), kinds=KINDS)), None) is None:
        return  # as in most merges: then no text need be learned
    texts = _Texts(store)
    for entry in store.entries(kinds=KINDS):
        if entry.seq > seen.get(entry.replica, 0):
            for fault in texts.faults(entry):
                yield entry, fault
        texts.take(entry)


class _Piece(NamedTuple):
    """A stretch of a text that is kept by itself, and where it begins."""

    begin: int
    content: Content

    @property
    def end(self) -> int:
        return self.begin + self.content.length


def _laid(begin: int, parts: tuple[Content, ...]) -> list[_Piece]:
    """Return the parts of a text, one after the other from a place on."""
    begins = accumulate((part.length for part in parts), initial=begin)
    return [_Piece(at, part) for at, part in zip(begins, parts, strict=False)]


@define
class _Texts:
    """The texts of a log in each revision, as far as its entries were taken, in order of replay.

    What a receipt says was erased is as good as gone, though it may be here until a merge has
    ended: whoever cut the text later had no words of it.
    """

    store: Store
    pieces: dict[tuple[str, str | None], list[_Piece]] = field(factory=dict)
    _erased: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._erased = frozenset(explained(self.store).contents)

    def take(self, entry: LogEntry) -> None:
        """Learn from an entry how a text is kept."""
        match without_words(entry.kind, entry.version, entry.body):
            case DocumentImported(document=document, parts=parts):
                self.pieces[document, None] = _laid(0, parts)
            case DocumentRevised(document=document, revision=revision, parts=parts):
                self.pieces[document, revision] = _laid(0, parts)
            case PassageAttributed() as cut:
                for begin in self._where(cut)[:1]:
                    self._pieces(cut).extend(_laid(begin, cut.parts))

    def faults(self, entry: LogEntry) -> Iterator[Message]:
        """Yield how the words of the next entry are not those that they stand for."""
        decision = without_words(entry.kind, entry.version, entry.body)
        match decision:
            case DocumentImported(parts=parts) | DocumentRevised(parts=parts):
                yield from self._misread(parts)
            case PassageAttributed(parts=parts):
                yield from self._misread(parts)
        match decision:
            case DocumentRevised() if not self._shares(decision):
                yield message(
                    "{decision} has other words in what it says that the corrected text has in "
                    "common with the one before it"
                )
            case PassageAttributed() if decision.parts and not self._cuts(decision):
                yield message(
                    "{decision} has other words than the text that it cuts into finer parts"
                )

    def _misread(self, parts: tuple[Content, ...]) -> Iterator[Message]:
        if any(self._content(part) is not None and self._text(part) is None for part in parts):
            yield message("{decision} has a text that is not as long as it says, or is not a text")

    def _cuts(self, cut: PassageAttributed) -> bool:
        finer = _laid(0, cut.parts)
        length = finer[-1].end
        read = self._read(finer, 0, length)
        there = self._pieces(cut)
        where = self._where(cut)
        return not there or any(
            _agree(read, self._read(there, begin, begin + length)) for begin in where
        )

    def _where(self, cut: PassageAttributed) -> list[int]:
        """Return where finer parts begin; several places only if they may begin in each.

        Where two parts are of one length, the passage may be either of them: then the text was
        cut already in the one place, as a replay sees it, too.
        """
        length = sum(part.length for part in cut.parts)
        cuts = {place for piece in self._pieces(cut) for place in (piece.begin, piece.end)}
        possible = [begin for begin in cut.where_cut() if begin >= 0]
        return [begin for begin in possible if {begin, begin + length} <= cuts] or possible

    def _pieces(self, cut: PassageAttributed) -> list[_Piece]:
        return self.pieces.get((cut.document, cut.revision), [])

    def _shares(self, revised: DocumentRevised) -> bool:
        base = self.pieces.get((revised.document, revised.base))
        own = _laid(0, revised.parts)
        return base is None or all(
            _agree(
                self._read(own, start, start + length),
                self._read(base, begin, begin + length),
            )
            for begin, start, length in revised.blocks
        )

    def _read(self, pieces: Collection[_Piece], start: int, end: int) -> str:
        """Return a stretch of a text: of each code point, what is there of it in any piece.

        Of what a receipt says was erased, nothing is: somebody else may have cut it meanwhile.
        """
        found = _GONE * (end - start)
        there = [piece for piece in pieces if self._text(piece.content) is not None]
        erased = [piece for piece in pieces if piece.content.content in self._erased]
        for piece in (*there, *erased):
            begin, stop = max(piece.begin, start), min(piece.end, end)
            if begin < stop:
                text = self._text(piece.content) or _GONE * piece.content.length
                text = text[begin - piece.begin : stop - piece.begin]
                found = found[: begin - start] + text + found[stop - start :]
        return found

    def _text(self, part: Content) -> str | None:
        """Return what a part of a text says; None where it is gone, or cannot be what it says."""
        content = self._content(part)
        try:
            text = content.bytes.decode() if content is not None else ""
        except UnicodeDecodeError:
            return None
        return text if len(text) == part.length else None

    def _content(self, part: Content) -> StoredContent | None:
        if part.content in self._erased:
            return None
        return self.store.content([part.content]).get(part.content)


def _agree(one: str, other: str) -> bool:
    """Return whether two stretches of text are the same, as far as both are there."""
    return one == other or all(a == b or _GONE in (a, b) for a, b in zip(one, other, strict=True))
