"""A passage in the file that its document was imported from, as it is shown."""

import hashlib
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from qualog.errors import NotFound
from qualog.language import Sayable, message, number, plural
from qualog.state import Document, Passage, State
from qualog.text.source_location import Piece, SourceMap
from qualog_cli.shared.formats import quoted, recording_time
from qualog_cli.shared.tables import titled

_BYTES = 16
"""So many bytes of a piece are shown, in hexadecimal."""

_PIECES = 12
"""So many pieces are shown; --json has all."""

_QUOTATION = 200


@frozen
class SourcePassage:
    """A passage of a document and the pieces of the file that hold its words.

    Attributes:
        state: the study.
        document: the document.
        start: where the passage begins, in code points of the document's text.
        end: where it ends.
        source: the file; None where it was not kept.
        why_not: why no bytes are shown; empty where some are.
        pieces: the pieces of the file that are the passage, in order.
    """

    state: State
    document: Document
    start: int
    end: int
    source: SourceMap | None
    why_not: Sayable
    pieces: list[Piece]

    @classmethod
    def of(cls, state: State, document: Document, start: int, end: int) -> "SourcePassage":
        """Look a passage up in its file."""
        try:
            source = state.origin(document.id)
        except NotFound as error:
            return cls(state, document, start, end, None, str(error), [])
        pieces = source.pieces(start, end)
        why_not: Sayable = source.why_not
        if not pieces and not str(why_not):
            why_not = message("The file has these words in another form.")
        return cls(state, document, start, end, source, why_not, pieces)

    @property
    def words(self) -> str:
        """The passage."""
        return self.state.text(self.document.id)[self.start : self.end]

    @property
    def proven(self) -> bool:
        """Whether the bytes, decoded again, are the words."""
        text = self.state.text(self.document.id)
        return self.source is None or all(
            self.source.decoded(piece) == text[piece.start : piece.end] for piece in self.pieces
        )

    @property
    def without_bytes(self) -> int:
        """How many characters of the passage, but for white space, have no bytes of their own."""
        found = "".join(self.words[p.start - self.start : p.end - self.start] for p in self.pieces)
        return len("".join(self.words.split())) - len("".join(found.split()))

    def data(self) -> dict[str, Any]:
        """Return all of it, as it stands in JSON."""
        source = self.source
        return {
            "document": self.document.name,
            "start": self.start,
            "end": self.end,
            "quote": self.words,
            "time": self.document.time_in(self.start, self.end),
            "printed": [{"page": line.page, "box": list(line.box)} for line in self._printed()],
            "importer": self.document.importer,
            "encoding": self.document.encoding,
            "size": len(source.data) if source else None,
            "sha256": hashlib.sha256(source.data).hexdigest() if source else None,
            "pieces": list(self._pieces_data()),
            "without_bytes": self.without_bytes,
            "why_not": str(self.why_not),
            "proven": self.proven if self.pieces else None,
        }

    def _pieces_data(self) -> Iterator[dict[str, Any]]:
        text = self.state.text(self.document.id)
        for piece in self.pieces if self.source is not None else ():
            assert self.source is not None
            yield {
                "start": piece.start,
                "end": piece.end,
                "first_byte": piece.first,
                "end_byte": piece.last,
                "line": piece.line,
                "quote": text[piece.start : piece.end],
                "hex": self.source.data[piece.first : piece.last].hex(),
            }

    def lines(self) -> Iterator[object]:
        """Yield what is shown of it."""
        yield quoted(self.words, _QUOTATION)
        yield from titled(self._rows(), indent="  ")
        if self.source is not None and self.pieces:
            yield (
                message("Decoded again, these bytes are the words above.")
                if self.proven
                else message("Decoded again, these bytes are NOT the words above.")
            )

    def _rows(self) -> Iterator[tuple[Sayable, Sayable]]:
        document = self.document
        place = message(
            "{name}, characters {start}:{end}", name=document.name, start=self.start, end=self.end
        )
        yield message("document"), place
        if (time := document.time_in(self.start, self.end)) is not None:
            yield message("recording"), recording_time(time)
        for page in self._pages():
            yield message("page"), page
        if self.source is not None:
            yield message("file"), message("{n} bytes", n=number(len(self.source.data)))
            if self.source.encoding:
                yield message("read as"), self.source.encoding
            if document.importer:
                yield message("imported by"), document.importer
        if self.source is not None and self.pieces:
            for row, line in enumerate(self._bytes(self.source)):
                yield "" if row else message("bytes"), line
        else:
            yield message("bytes"), self.why_not

    def _pages(self) -> Iterator[Sayable]:
        """Yield, for each page, where on it the passage is printed."""
        boxes: dict[int, list[tuple[float, float, float, float]]] = {}
        for line in self._printed():
            boxes.setdefault(line.page, []).append(line.box)
        for page, lines in boxes.items():
            lefts, bottoms, rights, tops = zip(*lines, strict=True)
            yield message(
                "{page} ({left}, {bottom}, {right}, {top}: left, bottom, right, top, in points)",
                page=page,
                left=round(min(lefts)),
                bottom=round(min(bottoms)),
                right=round(max(rights)),
                top=round(max(tops)),
            )

    def _bytes(self, source: SourceMap) -> Iterator[Sayable]:
        text = self.state.text(self.document.id)
        for piece in self.pieces[:_PIECES]:
            found = source.data[piece.first : piece.last]
            yield message(
                "{first}:{last}, line {line}: {bytes}",
                first=piece.first,
                last=piece.last,
                line=piece.line,
                bytes=found[:_BYTES].hex(" ") + (" …" if len(found) > _BYTES else ""),
            )
            if len(self.pieces) > 1:
                yield quoted(text[piece.start : piece.end])
        if (more := len(self.pieces) - _PIECES) > 0:
            yield plural(
                "and one piece more (--json has all)", "and {n} pieces more (--json has all)", more
            )
        if self.without_bytes:
            yield plural(
                "one character of it is not so in the file: it is written otherwise, or was added",
                "{n} characters of it are not so in the file: written otherwise, or added",
                self.without_bytes,
            )

    def _printed(self) -> list[Any]:
        return self.state.printed(Passage(self.document.id, self.start, self.end))
