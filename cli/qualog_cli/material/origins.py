"""Commands that lead from a document back to the file that it was taken from."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from qualog.errors import BadInput, NotFound
from qualog.language import Sayable
from qualog.state import Document, Passage, State
from qualog.text.source_location import Piece, SourceMap
from qualog.views.study import Study
from qualog_cli.shared.options import passage_options, reading
from qualog_cli.shared.show import counted, print_json, quoted, recorded, show

_BYTES = 16
_PIECES = 12


@click.command("origin")
@click.argument("document")
@passage_options
@reading
@click.pass_context
def origin_command(
    ctx: click.Context,
    document: str,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    study: Study,
    as_json: bool,
) -> None:
    """Show where a passage of DOCUMENT stands in the file that it was taken from.

    It tells the very bytes of a quotation in the file as it was received, and decodes them anew
    to prove that they are its words; the page, where the file has pages; and the second of the
    recording, where a turn has a time. What a format writes in another way (such as &amp;) has
    no bytes of its own, nor has what is packed (Word, PDF). Bytes are counted from 0.
    """
    found = study.find.document(document)
    start, end = study.find.passage(found, span=span, quote=quote, turn=turn)
    told = _Told.of(study.state, found, start, end)
    show(study, as_json, "origin", told.data(), told.lines)
    if not told.proven:
        ctx.exit(1)


@click.command("original")
@click.argument("document")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@reading
def original_command(document: str, file: Path, study: Study, as_json: bool) -> None:
    """Write the file that DOCUMENT was taken from to FILE, byte for byte as it was received."""
    data = study.state.original(study.find.document(document).id)
    _write_new(file, data)
    told = {"file": str(file), "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    if as_json:
        print_json(told)
        return
    click.echo(f"Wrote {file} ({len(data):,} bytes, SHA-256 {told['sha256']})")


def _write_new(file: Path, data: bytes) -> None:
    try:
        with file.open("xb") as out:
            out.write(data)
    except FileExistsError:
        raise BadInput(f"{file} is there already. Name another file.") from None
    except OSError as error:
        file.unlink(missing_ok=True)
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from None


@frozen
class _Told:
    """What is told of one passage."""

    state: State
    document: Document
    start: int
    end: int
    origin: SourceMap | None
    why_not: Sayable
    pieces: list[Piece]

    @classmethod
    def of(cls, state: State, document: Document, start: int, end: int) -> "_Told":
        """Look a passage up in its file."""
        try:
            origin = state.origin(document.id)
        except NotFound as error:
            return cls(state, document, start, end, None, str(error), [])
        pieces = origin.pieces(start, end)
        why_not = origin.why_not or ("" if pieces else "The file has these words in another form.")
        return cls(state, document, start, end, origin, why_not, pieces)

    @property
    def words(self) -> str:
        """The passage."""
        return self.state.text(self.document.id)[self.start : self.end]

    @property
    def proven(self) -> bool:
        """Whether the bytes, decoded anew, are the words."""
        text = self.state.text(self.document.id)
        return self.origin is None or all(
            self.origin.decoded(each) == text[each.start : each.end] for each in self.pieces
        )

    @property
    def without_bytes(self) -> int:
        """How many characters of the passage, but for white space, have no bytes of their own."""
        told = "".join(self.words[p.start - self.start : p.end - self.start] for p in self.pieces)
        return len("".join(self.words.split())) - len("".join(told.split()))

    def data(self) -> dict[str, Any]:
        """Give it all, as JSON has it."""
        origin, text = self.origin, self.state.text(self.document.id)
        return {
            "document": self.document.name,
            "start": self.start,
            "end": self.end,
            "quote": self.words,
            "time": self.document.time_in(self.start, self.end),
            "printed": [{"page": each.page, "box": list(each.box)} for each in self._printed()],
            "importer": self.document.importer,
            "encoding": self.document.encoding,
            "size": len(origin.data) if origin else None,
            "sha256": hashlib.sha256(origin.data).hexdigest() if origin else None,
            "pieces": [
                {
                    "start": each.start,
                    "end": each.end,
                    "first_byte": each.first,
                    "end_byte": each.last,
                    "line": each.line,
                    "quote": text[each.start : each.end],
                    "hex": origin.data[each.first : each.last].hex(),
                }
                for each in self.pieces
                if origin is not None
            ],
            "without_bytes": self.without_bytes,
            "why_not": str(self.why_not),
            "proven": self.proven if self.pieces else None,
        }

    def lines(self) -> Iterator[str]:
        """Give it in words."""
        document, origin = self.document, self.origin
        yield quoted(self.words, 200)
        yield f"  document   {document.name}, characters {self.start}:{self.end}"
        if (time := document.time_in(self.start, self.end)) is not None:
            yield f"  recording  {recorded(time)}"
        pages: dict[int, list[tuple[float, float, float, float]]] = {}
        for each in self._printed():
            pages.setdefault(each.page, []).append(each.box)
        for page, boxes in pages.items():
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            edges = (min(lefts), min(bottoms), max(rights), max(tops))
            told = ", ".join(f"{edge:.0f}" for edge in edges)
            yield f"  page       {page} ({told}: left, bottom, right, top, in points)"
        if origin is not None:
            read_as = f", read as {origin.encoding}" if origin.encoding else ""
            by = f", taken in by {document.importer}" if document.importer else ""
            yield f"  file       {len(origin.data):,} bytes{read_as}{by}"
        if origin is not None and self.pieces:
            yield from self._told_pieces(origin)
        else:
            yield f"  bytes      {self.why_not}"

    def _told_pieces(self, origin: SourceMap) -> Iterator[str]:
        text = self.state.text(self.document.id)
        for each in self.pieces[:_PIECES]:
            found = origin.data[each.first : each.last]
            dump = found[:_BYTES].hex(" ") + (" …" if len(found) > _BYTES else "")
            yield f"  bytes      {each.first}:{each.last}, line {each.line}: {dump}"
            if len(self.pieces) > 1:
                yield f"             {quoted(text[each.start : each.end])}"
        if (more := len(self.pieces) - _PIECES) > 0:
            yield f"             and {counted(more, 'piece')} more (--json gives all)"
        if self.without_bytes:
            told = counted(self.without_bytes, "character")
            yield f"             {told} of it not so in the file: written otherwise, or added"
        yield (
            "Decoded anew, these bytes are the words above."
            if self.proven
            else "Decoded anew, these bytes are NOT the words above."
        )

    def _printed(self) -> list[Any]:
        return self.state.printed(Passage(self.document.id, self.start, self.end))
