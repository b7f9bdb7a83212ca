r"""Imports what was annotated in brat: a text (`.txt`) with its annotations (`.ann`) beside it.

A text-bound annotation (`T`) is a coding of exactly its words, one for each of its pieces if
it has several; a note (`#`) on it is the coding's memo, a note on anything else a memo on the
document. What stands between annotations (relations, events, attributes, normalisations) is
left behind, and counted. Who annotated is not in the files: brat keeps a folder for each.

brat counts code points of the text as it is on disk. Each annotation repeats its words: where
they differ from the text, `\r\n` and a byte order mark are counted as other programs do, and
what still does not fit is left behind, and named by its id.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, same_words
from qualog_plugins.importers.placing.passages import other_words, shortened
from qualog_plugins.importers.reading.encoding import decode, decode_as_found, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.transcripts.turns import TurnOptions, labels_left_behind, turns_in

# What is between annotations, by the letter that its id begins with.
_KINDS = {
    "R": "relation",
    "*": "relation",
    "E": "event",
    "A": "attribute",
    "M": "attribute",
    "N": "normalisation",
}


@frozen
class Options(TurnOptions):
    """How a text with annotations is read."""

    encoding: str | None = option(None, help="text encoding of the files; detected if not given")


@frozen
class _Annotation:
    """A text-bound annotation: its id, code, pieces, and its words as the file repeats them."""

    id: str
    code: str
    pieces: tuple[tuple[int, int], ...]
    words: str

    def spans(self, way: Offsets) -> list[tuple[int, int]] | None:
        """Return the spans of its pieces in the stored text; None if one of them has no place."""
        spans = [way.span(start, end) for start, end in self.pieces]
        placed = [span for span in spans if span is not None]
        return placed if len(placed) == len(spans) else None

    def reads(self, spans: list[tuple[int, int]], text: str) -> bool:
        """Return whether its words, if the file repeats them, are those of some spans."""
        return not self.words or same_words(_words_at(spans, text), self.words)


@frozen
class _AnnotationFile:
    """All that an .ann file says.

    Attributes:
        bound: the text-bound annotations.
        notes: notes, each with the id of what it is on.
        others: how many there are of what is between annotations, by kind.
        unread: the lines that are none of these.
    """

    bound: list[_Annotation] = field(factory=list)
    notes: list[tuple[str, str]] = field(factory=list)
    others: Counter[str] = field(factory=Counter)
    unread: list[Sayable] = field(factory=list)

    def read(self, text: str) -> None:
        """Read the lines of the file."""
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            kind = line[0]
            fields = line.split("\t")
            if kind == "T" and (annotation := _text_bound(fields)):
                self.bound.append(annotation)
            elif kind == "#" and len(fields) >= 3 and fields[1].split():
                if fields[2].strip():
                    self.notes.append((fields[1].split()[-1], fields[2].strip()))
            elif kind in _KINDS and len(fields) >= 2:
                self.others[_KINDS[kind]] += 1
            else:
                self.unread.append(
                    message(
                        "line {line} of the annotations, which is not an annotation: “{text}”",
                        line=number,
                        text=shortened(line),
                    )
                )

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        if count := self.others["attribute"]:
            yield plural("one attribute", "{n} attributes", count)
        if count := self.others["event"]:
            yield plural("one event", "{n} events", count)
        if count := self.others["normalisation"]:
            yield plural("one normalisation", "{n} normalisations", count)
        if count := self.others["relation"]:
            yield plural("one relation", "{n} relations", count)
        yield from self.unread


class BratAnnotations:
    """The importer of texts that were annotated in brat."""

    name = "brat"
    summary = "Texts annotated in brat (.txt with .ann beside): annotations as codings"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of an .ann file, or a text with one beside it."""
        if head and not looks_like_text(head):
            return 0.0
        if path.suffix.lower() == ".ann":
            return 0.9
        beside = path.suffix.lower() == ".txt" and path.with_suffix(".ann").is_file()
        return 0.9 if beside else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Return the file of annotations that is read along with a text."""
        return [path.with_suffix(".ann")] if path.suffix.lower() != ".ann" else []

    def read(self, path: Path, options: Any) -> Material:
        """Return the text as one document, with its annotations as codings.

        Raises:
            BadInput: one of the two files is not there, or is not a text.
        """
        data = _bytes_beside(path, ".txt")
        annotated = _bytes_beside(path, ".ann")
        found, encoding = decode_as_found(data, path, options.encoding)
        text, _ = decode(data, path, options.encoding)
        if encoding == "utf-8-sig":
            found = f"\ufeff{found}"  # brat may have counted the mark that decoding took off
        annotations = _AnnotationFile()
        if annotated.strip():
            annotations.read(decode(annotated, path.with_suffix(".ann"), options.encoding)[0])
        cut = turns_in(text, options)
        codings, unplaced = _codings(path.stem, text, found, annotations)
        return Material(
            documents=(ImportedDocument(path.stem, text, cut.turns, data, encoding),),
            codings=codings,
            memos=tuple(_memos(path.stem, annotations)),
            dropped=(*unplaced, *annotations.left_behind(), *labels_left_behind(cut.doubtful)),
        )


def _bytes_beside(path: Path, suffix: str) -> bytes:
    """Return the bytes of a file, or of the one with another suffix beside it."""
    wanted = path if path.suffix.lower() == suffix else path.with_suffix(suffix)
    if not wanted.exists():
        raise BadInput(
            "{file} has no {wanted} beside it. Put the text (.txt) and its annotations (.ann) into "
            "one folder.",
            file=path.name,
            wanted=wanted.name,
        )
    return read_bytes(wanted)


def _text_bound(fields: list[str]) -> _Annotation | None:
    """Return what `T1`, `CODE 0 5;8 12`, `the words` says; None if it is no such thing."""
    code, _, places = fields[1].partition(" ") if len(fields) > 1 else ("", "", "")
    pieces = []
    for place in places.split(";"):
        numbers = place.split()
        if len(numbers) != 2 or not all(part.isascii() and part.isdigit() for part in numbers):
            return None
        start, end = (int(part[:18]) for part in numbers)
        pieces.append((start, end))
    words = fields[2] if len(fields) > 2 else ""
    return _Annotation(fields[0], code, tuple(pieces), words) if code else None


def _codings(
    document: str, text: str, found: str, annotations: _AnnotationFile
) -> tuple[tuple[ImportedCoding, ...], list[Sayable]]:
    """Return the codings, and what does not fit the text."""
    way = _best_way(text, found, annotations.bound)
    memos: dict[str, list[str]] = {}
    for target, note in annotations.notes:
        memos.setdefault(target, []).append(note)
    codings: list[ImportedCoding] = []
    unplaced: list[Sayable] = []
    parted = 0
    for annotation in annotations.bound:
        place = message("{id} ({code})", id=annotation.id, code=annotation.code)
        spans = annotation.spans(way)
        if spans is None:
            pieces = ";".join(f"{start}:{end}" for start, end in annotation.pieces)
            unplaced.append(
                message("{place}: its text has no passage {pieces}", place=place, pieces=pieces)
            )
            continue
        if not annotation.reads(spans, text):
            reason = other_words(_words_at(spans, text), annotation.words)
            unplaced.append(message("{place}: {reason}", place=place, reason=reason))
            continue
        parted += len(spans) > 1
        for index, (start, end) in enumerate(spans):
            memo = "\n\n".join(memos.get(annotation.id, ())) if index == 0 else ""
            codings.append(ImportedCoding(document, start, end, annotation.code, memo=memo))
    if parted:
        unplaced.append(
            plural(
                "that the pieces of an annotation belong together: of one annotation",
                "that the pieces of an annotation belong together: of {n} annotations",
                parted,
            )
        )
    return tuple(codings), unplaced


def _best_way(text: str, found: str, annotations: list[_Annotation]) -> Offsets:
    """Return the way of counting by which most annotations have the words that they repeat."""

    def fitting(way: Offsets) -> int:
        placed = ((annotation, annotation.spans(way)) for annotation in annotations)
        return sum(spans is not None and mark.reads(spans, text) for mark, spans in placed)

    ways = [offsets_in(found), offsets_in(found.removeprefix("\ufeff")), Offsets(len(text))]
    return max(ways, key=fitting)


def _words_at(spans: list[tuple[int, int]], text: str) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _memos(document: str, annotations: _AnnotationFile) -> Iterator[ImportedMemo]:
    """Yield the notes that are on no text-bound annotation, as memos on the document."""
    bound = {annotation.id for annotation in annotations.bound}
    for target, note in annotations.notes:
        if target not in bound:
            yield ImportedMemo(document, note)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [BratAnnotations()]
