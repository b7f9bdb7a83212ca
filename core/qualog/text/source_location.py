"""Where the words of a document stand in the file that they came from, byte for byte.

A plain text is all of its file. Of other files that are text, such as subtitles, a document has
pieces: they are looked up in the file, in their order.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from qualog.language import Sayable, message
from qualog.text.byte_offsets import ByteMap

_NEAR: Final = 5_000
"""In so many code points of a file the next words are looked for, however few they are."""

_SURE: Final = 5
"""So many words in a row do not stand there by chance."""

_FEW: Final = 3
"""So many words in a row are looked for in all of the file."""

_PACKED: Final = (
    (
        b"PK\x03\x04",
        message("The file is packed, as Word's are: no words have bytes of their own in it."),
    ),
    (
        b"%PDF",
        message("The file is a PDF, which packs its text: no words have bytes of their own in it."),
    ),
)


@frozen
class Piece:
    """Words of a document, `[start, end)` in code points, and their bytes `[first, last)`.

    `line` is where they begin in the file, counted from 1.
    """

    start: int
    end: int
    first: int
    last: int
    line: int


@frozen
class SourceMap:
    """The file that a document came from, and which of its bytes are which words.

    Attributes:
        data: the file.
        encoding: how it was read; None where that is not known.
        why_not: a sentence, why no words have bytes of their own; empty where they have.
    """

    data: bytes = field(repr=False)
    encoding: str | None
    why_not: Sayable = ""
    _map: ByteMap | None = field(default=None, repr=False)
    _pieces: tuple[tuple[int, int, int], ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, data: bytes, encoding: str | None, text: str) -> "SourceMap":
        """Find a document's text in its file.

        Args:
            data: the file as it was received.
            encoding: how it was read; None where that is not known: then as UTF-8.
            text: the document's text.
        """
        for magic, why_not in _PACKED:
            if data.startswith(magic):
                return cls(data, encoding, why_not)
        try:
            found = ByteMap.of(data, encoding or "utf-8")
        except (ValueError, LookupError):
            name = encoding or "UTF-8"
            why_not = message("The file is not text in {encoding} from end to end.", encoding=name)
            return cls(data, encoding, why_not)
        whole = ((0, 0, len(text)),)
        pieces = whole if text == found.text else tuple(_pieces_of(text, found.text))
        if not pieces:
            why_not = message("The file has none of the document's words as they stand.")
            return cls(data, encoding, why_not)
        return cls(data, encoding or "utf-8", "", found, pieces)

    @property
    def is_whole(self) -> bool:
        """Whether the document is all of the file, and not pieces of it."""
        return self._map is not None and self._pieces[0] == (0, 0, len(self._map.text))

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return what of a passage `[start, end)` has bytes of its own, in the passage's order.

        Of a plain text, that is one piece. What a format writes in another way, such as `&amp;`,
        or what was added, such as a space between two subtitles, has none. Where an encoding
        writes two code points as one, a piece has both.
        """
        if self._map is None:
            return []
        found = []
        for begin, stop, shift in self._within(start, end):
            first, last = self._map.bytes_of(begin + shift, stop + shift)
            low, high = self._map.passage_of(first, last)
            line = self._map.text.count("\n", 0, low) + 1
            found.append(Piece(low - shift, high - shift, first, last, line))
        return found

    def passages(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the passages of the document that have a byte in `[first, last)`, in order."""
        if self._map is None or first >= last:
            return []
        low, high = self._map.passage_of(first, last)
        found = [
            (start + max(0, low - at), start + min(length, high - at))
            for start, at, length in self._pieces
        ]
        return [(start, end) for start, end in found if start < end]

    def decoded(self, piece: Piece) -> str:
        r"""Return the words of a piece, decoded from its bytes, with `\n` as the line end."""
        assert self._map is not None
        decoder = codecs.getincrementaldecoder(self._map.codec)()
        is_plain = self._map.codec.startswith("utf-") and self._map.codec != "utf-7"
        if not is_plain:  # what a byte means may depend on what was before it
            decoder.decode(self.data[: piece.first])
        at_end = is_plain or piece.last == len(self.data)
        text = decoder.decode(self.data[piece.first : piece.last], at_end)
        if piece.first == 0:  # UTF-7 may write a byte order mark and the first letter as one
            text = text.removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _within(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the parts of a passage that lie in a piece, and how far they are moved in it."""
        index = max(0, bisect_right(self._pieces, start, key=lambda piece: piece[0]) - 1)
        for begin, at, length in self._pieces[index:]:
            if begin >= end:
                break
            low, high = max(start, begin), min(end, begin + length)
            if low < high:
                yield low, high, at - begin


def _pieces_of(text: str, file: str) -> Iterator[tuple[int, int, int]]:
    """Yield where stretches of a text stand in a file: start in text, start in file, length."""
    cursor = 0
    begun: tuple[int, int, int] | None = None
    for line in re.finditer(r"[^\n]+", text):
        words = [match.span() for match in re.finditer(r"\S+", line[0])]
        words = [(start + line.start(), end + line.start()) for start, end in words]
        while words:
            places = _next(text, words, file, cursor)
            for (start, end), at in zip(words, places, strict=False):
                if begun is not None and _goes_on(text, file, begun, start, at):
                    begun = (begun[0], begun[1], end - begun[0])
                    continue
                if begun is not None:
                    yield begun
                begun = (start, at, end - start)
            if places:
                cursor = places[-1] + words[len(places) - 1][1] - words[len(places) - 1][0]
            words = words[len(places) or 1 :]
    if begun is not None:
        yield begun


def _goes_on(text: str, file: str, begun: tuple[int, int, int], start: int, at: int) -> bool:
    """Return whether a word follows a piece in the file just as it does in the text."""
    first, there, length = begun
    return start - first == at - there and (
        text[first + length : start] == file[there + length : at]
    )


def _next(text: str, words: list[tuple[int, int]], file: str, cursor: int) -> list[int]:
    """Return where as many of the next words as possible stand in a row.

    None do if the first is not there.
    """
    best: list[int] = []
    enough = min(_SURE, len(words))
    word = text[slice(*words[0])]
    at = _find(file, word, cursor, cursor + _NEAR)
    while at >= 0:
        row = _in_a_row(text, words, file, at)
        best = row if len(row) > len(best) else best
        if len(best) >= enough:
            return best
        at = _find(file, word, at + 1, cursor + _NEAR)
    if not best and len(words) >= _FEW:
        row_of = r"\s+".join(re.escape(text[start:end]) for start, end in words[:_FEW])
        if far := re.compile(row_of).search(file, cursor):
            return _in_a_row(text, words, file, far.start())
    return best


def _find(file: str, word: str, start: int, end: int) -> int:
    """Return where a word stands that is not part of a longer one; -1 if nowhere."""
    at = file.find(word, start, end)
    while at >= 0 and not (
        _parts(file[at - 1 : at], word[0]) and _parts(word[-1], file[at + len(word) :][:1])
    ):
        at = file.find(word, at + 1, end)
    return at


def _parts(left: str, right: str) -> bool:
    return not (left.isalnum() and right.isalnum())


def _in_a_row(text: str, words: list[tuple[int, int]], file: str, at: int) -> list[int]:
    """Return where the words stand that follow each other from a place on, whatever the space."""
    found = []
    for start, end in words:
        if not file.startswith(text[start:end], at):
            break
        found.append(at)
        at += end - start
        while at < len(file) and file[at].isspace():
            at += 1
    return found
