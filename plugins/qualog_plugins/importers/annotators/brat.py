r"""Imports what was annotated in brat: a text (`.txt`) with its annotations (`.ann`) beside it.

A text-bound annotation (`T`) is a coding of exactly its words, one for each of its pieces if
it has several; a note (`#`) on it is the coding's memo, a note on anything else a memo on the
document. What stands between annotations (relations, events, attributes, normalisations) is
left behind, and counted. Who annotated is not in the files: brat keeps a folder for each.

brat counts code points of the text as it is on disk. Each annotation repeats its words: where
they differ from the text, `\r\n` and a byte order mark are counted as other programs do, and
what still does not fit is left behind, with its id.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, words_alike
from qualog_plugins.importers.reading.encoding import decode, decode_as_found, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.transcripts.turns import (
    Layout,
    TurnOptions,
    find_turns,
    labels_left_behind,
    split_names,
)

_KINDS = {
    "R": "relations",
    "*": "relations",
    "E": "events",
    "A": "attributes",
    "M": "attributes",
    "N": "normalisations",
}


@frozen
class Options(TurnOptions):
    """How a text with annotations is read."""

    encoding: str | None = option(None, help="the files' encoding; found out if not given")


@frozen
class _Annotation:
    """A text-bound annotation: its id, code, pieces, and its words as the file repeats them."""

    id: str
    code: str
    pieces: tuple[tuple[int, int], ...]
    words: str


@frozen
class _Annotations:
    """All that an .ann file says."""

    bound: list[_Annotation] = field(factory=list)
    notes: list[tuple[str, str]] = field(factory=list)
    others: Counter[str] = field(factory=Counter)
    unread: list[str] = field(factory=list)


class Brat:
    """The importer of texts that were annotated in brat."""

    name = "brat"
    summary = "Texts annotated in brat (.txt with .ann beside): annotations as codings"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: an .ann file, or a text with one beside it."""
        if head and not looks_like_text(head):
            return 0.0
        if path.suffix.lower() == ".ann":
            return 0.9
        beside = path.suffix.lower() == ".txt" and path.with_suffix(".ann").is_file()
        return 0.9 if beside else 0.0

    def companions(self, path: Path) -> Iterable[Path]:
        """Give the file of annotations that is read along with a text."""
        return [path.with_suffix(".ann")] if path.suffix.lower() != ".ann" else []

    def read(self, path: Path, options: Any) -> Material:
        """Give the text as one document, with its annotations as codings.

        Raises:
            BadInput: one of the two files is not there, or is no text.
        """
        data = _bytes_of(path, ".txt", "the text that it annotates")
        told = _bytes_of(path, ".ann", "the annotations")
        found, encoding = decode_as_found(data, path, options.encoding)
        text, _ = decode(data, path, options.encoding)
        if encoding == "utf-8-sig":
            found = f"\ufeff{found}"
        annotations = _Annotations()
        if told.strip():
            _read(decode(told, path.with_suffix(".ann"), options.encoding)[0], annotations)
        cut = find_turns(
            text, Layout(), speakers=options.speakers, names=split_names(options.names)
        )
        codings, unplaced = _codings(path.stem, text, found, annotations)
        return Material(
            documents=(ImportedDocument(path.stem, text, cut.turns, data, encoding),),
            codings=codings,
            memos=tuple(_memos(path.stem, annotations)),
            dropped=(
                *(f"{what}: {count}" for what, count in sorted(annotations.others.items())),
                *unplaced,
                *annotations.unread,
                *labels_left_behind(cut.doubtful),
            ),
        )


def _bytes_of(path: Path, suffix: str, what: str) -> bytes:
    wanted = path if path.suffix.lower() == suffix else path.with_suffix(suffix)
    if not wanted.exists():
        raise BadInput(f"{path.name} has no {wanted.name} beside it: {what}. Put it there.")
    return read_bytes(wanted)


def _read(text: str, into: _Annotations) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        kind = line[0]
        fields = line.split("\t")
        if kind == "T" and (annotation := _bound(fields)):
            into.bound.append(annotation)
        elif kind == "#" and len(fields) >= 3 and fields[1].split():
            if fields[2].strip():
                into.notes.append((fields[1].split()[-1], fields[2].strip()))
        elif kind in _KINDS and len(fields) >= 2:
            into.others[_KINDS[kind]] += 1
        else:
            into.unread.append(f"line {number} of the annotations, which is none: '{line[:60]}'")


def _bound(fields: list[str]) -> _Annotation | None:
    """Read `T1`, `CODE 0 5;8 12`, `the words`; None if it is no such thing."""
    code, _, places = fields[1].partition(" ") if len(fields) > 1 else ("", "", "")
    pieces = []
    for piece in places.split(";"):
        numbers = piece.split()
        if len(numbers) != 2 or not all(each.isascii() and each.isdigit() for each in numbers):
            return None
        pieces.append((int(numbers[0][:18]), int(numbers[1][:18])))
    words = fields[2] if len(fields) > 2 else ""
    return _Annotation(fields[0], code, tuple(pieces), words) if code else None


def _codings(
    document: str, text: str, found: str, annotations: _Annotations
) -> tuple[tuple[ImportedCoding, ...], list[str]]:
    """Give the codings, and in words what does not fit the text."""
    ways = [offsets_in(found), offsets_in(found.removeprefix("\ufeff")), Offsets(len(text))]
    way = max(ways, key=lambda each: _fitting(each, text, annotations.bound))
    memos: dict[str, list[str]] = {}
    for target, note in annotations.notes:
        memos.setdefault(target, []).append(note)
    codings: list[ImportedCoding] = []
    unplaced, parted = [], 0
    for each in annotations.bound:
        spans = _spans(each, way)
        told = f"{each.id} ({each.code})"
        if spans is None:
            where = ";".join(f"{start}:{end}" for start, end in each.pieces)
            unplaced.append(f"{told}: {where} lies outside of the text")
            continue
        if not _fits(each, spans, text):
            read = " ".join(text[start:end] for start, end in spans)
            unplaced.append(f"{told}: the text has '{read[:60]}' there, not '{each.words[:60]}'")
            continue
        parted += len(spans) > 1
        for index, (start, end) in enumerate(spans):
            memo = "\n\n".join(memos.get(each.id, ())) if index == 0 else ""
            codings.append(ImportedCoding(document, start, end, each.code, memo=memo))
    if parted:
        unplaced.append(f"that the pieces of an annotation belong together: {parted}")
    return tuple(codings), unplaced


def _spans(annotation: _Annotation, way: Offsets) -> list[tuple[int, int]] | None:
    spans = [way.span(start, end) for start, end in annotation.pieces]
    placed = [each for each in spans if each is not None]
    return placed if len(placed) == len(spans) else None


def _fits(annotation: _Annotation, spans: list[tuple[int, int]], text: str) -> bool:
    read = " ".join(text[start:end] for start, end in spans)
    return not annotation.words or words_alike(read, annotation.words)


def _fitting(way: Offsets, text: str, annotations: list[_Annotation]) -> int:
    placed = ((each, _spans(each, way)) for each in annotations)
    return sum(1 for each, spans in placed if spans is not None and _fits(each, spans, text))


def _memos(document: str, annotations: _Annotations) -> Iterator[ImportedMemo]:
    """Give the notes that are on no text-bound annotation, as memos on the document."""
    bound = {each.id for each in annotations.bound}
    for target, note in annotations.notes:
        if target not in bound:
            yield ImportedMemo(document, note)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Brat()]
