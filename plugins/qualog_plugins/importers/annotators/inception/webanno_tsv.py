r"""Imports WebAnno TSV 3 (`.tsv`), as INCEpTION and WebAnno export it: one annotator's file.

An annotation of a layer is a coding: its code is the value of the layer's first feature that
has one, under a code that is named as the layer. Lemmas, tokens and sentences are no codings,
unless a person names them (`types`). Relations and chains are left behind, and counted.

Sentences stand in the file with their text, so that each annotation stands on exactly its
characters (counted in UTF-16); what stood between sentences is not in the file, and is written
as a new line (and spaces, where it was longer). With `--onto DOCUMENT` the codings go to the
original text, if that is there.

Who annotated is the file's name, or its folder's: say `--coder-from file` or `--coder`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import TECHNICAL, codes_under
from qualog_plugins.importers.placing.offsets import Offsets, kept, offsets_in
from qualog_plugins.importers.reading.encoding import decode
from qualog_plugins.importers.reading.files import document_name, read_bytes
from qualog_plugins.importers.tables.table import listed

_FORMAT = "#FORMAT=WebAnno TSV 3"
_LAYER = re.compile(r"#T_(SP|RL|CH)=(.*)")
_PLACE = re.compile(r"(\d{1,12})-(\d{1,12})")
_NUMBER = re.compile(r"(.*?)\[(\d+)\]")
_ESCAPED = re.compile(r"\\(->|.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}
_STACKED = re.compile(r"(?<!\\)\|")
_WIDEST_GAP = 10_000
_FIRST = 3  # columns before the layers': number, place, token


@frozen
class Options:
    """Which layers are codings."""

    types: str = option("", help="the layers that are codings, with ; between; else what is usual")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


@frozen
class _Layer:
    """A layer: its kind (SP, RL, CH), its short name, and its columns."""

    kind: str
    name: str
    first: int
    width: int


@frozen
class _Line:
    """A line of a token, or of a part of one: its number, its place as the file has it, cells."""

    number: int
    start: int
    end: int
    cells: list[str]


class WebAnnoTsv:
    """The importer of WebAnno TSV."""

    name = "webanno-tsv"
    summary = "Text and annotations of one annotator from INCEpTION or WebAnno (TSV 3)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: such a file says its format in its first line."""
        return 0.95 if head.removeprefix(b"\xef\xbb\xbf").startswith(_FORMAT.encode()) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the sentences as one document, with the annotations as codings.

        Raises:
            BadInput: it is of another format or version, or its sentences overlap.
        """
        return material_of(read_bytes(path), path, options.types, options.encoding)


def material_of(data: bytes, path: Path, types: str = "", encoding: str | None = None) -> Material:
    """Give what one annotator's file holds; `path` says what it is called.

    Raises:
        BadInput: it is of another format or version, or its sentences overlap.
    """
    text, used = decode(data, path, encoding)
    if not text.startswith(_FORMAT):
        raise BadInput(
            f"{path.name} is no WebAnno TSV 3: it does not begin with '{_FORMAT}'. "
            "Export it anew, as WebAnno TSV 3.3."
        )
    file = _File(path)
    for number, line in enumerate(text.split("\n"), start=1):
        file.take(number, line)
    found = "".join(file.pieces)
    if not found.strip():
        raise BadInput(f"{path.name} holds no sentence.")
    reader = _Reader(document_name(path), offsets_in(found, utf16=True))
    chosen = listed(types)
    layers = [each for each in file.layers if each.kind == "SP"]
    for named in chosen:
        if named not in (each.name for each in layers):
            there = ", ".join(each.name for each in layers) or "none"
            raise BadInput(f"{path.name} has no layer '{named}'. Its layers are {there}.")
    for layer in file.layers:
        usual = layer.name in chosen if chosen else layer.name not in TECHNICAL
        reader.take(layer, file.lines, coding=usual and layer.kind == "SP")
    document = ImportedDocument(
        reader.document, f"{kept(found)}\n", file.turns(reader.offsets), data, used
    )
    return Material(
        documents=(document,),
        codes=tuple(codes_under(reader.layers)),
        codings=tuple(reader.codings),
        dropped=(*file.dropped, *reader.told()),
    )


@define
class _File:
    """Reads the lines of a file: its layers, its sentences' text, its tokens."""

    path: Path
    layers: list[_Layer] = field(factory=list)
    lines: list[_Line] = field(factory=list)
    pieces: list[str] = field(factory=list)
    dropped: list[str] = field(factory=list)
    _sentences: list[str] = field(factory=list)
    _spans: list[tuple[int, int]] = field(factory=list)
    _waiting: str | None = None
    _units: int = 0
    _width: int = _FIRST

    def take(self, number: int, line: str) -> None:
        """Take in one line."""
        if match := _LAYER.fullmatch(line):
            name, *features = match[2].split("|")
            width = max(1, len(features))
            self.layers.append(_Layer(match[1], name.rpartition(".")[2], self._width, width))
            self._width += width
        elif line.startswith("#Text="):
            sentence = _unescaped(line.removeprefix("#Text="))
            self._waiting = f"{self._waiting}\n{sentence}" if self._waiting else sentence
        elif line and not line.startswith("#"):
            self._token(number, line.split("\t"))

    def turns(self, offsets: Offsets) -> tuple[ImportedTurn, ...]:
        """Give the sentences, as turns that nobody speaks."""
        spans = (offsets.span(start, end) for start, end in self._spans)
        return tuple(ImportedTurn(*span) for span in spans if span is not None)

    def _token(self, number: int, cells: list[str]) -> None:
        place = _PLACE.fullmatch(cells[1]) if len(cells) >= _FIRST else None
        if place is None:
            self.dropped.append(f"line {number}, which is no token")
            return
        start, end = int(place[1]), int(place[2])
        if self._waiting is not None:
            self._sentence(number, self._waiting, cells[2], start)
            self._waiting = None
        self.lines.append(_Line(number, start, end, cells))

    def _sentence(self, number: int, sentence: str, token: str, start: int) -> None:
        """Write a sentence where its first token says that it stands."""
        within = max(0, sentence.find(_unescaped(token)))
        gap = start - _units(sentence[:within]) - self._units
        if not 0 <= gap <= _WIDEST_GAP:
            raise BadInput(
                f"{self.path.name}, line {number}: the sentence does not follow the one before "
                "it. The file may be cut or edited; export it anew."
            )
        between = "\r\n" if gap == 2 and self.pieces else f"\n{' ' * (gap - 1)}" if gap else ""
        begin = self._units + gap
        self._units = begin + _units(sentence)
        self._spans.append((begin, self._units))
        self.pieces += (between, sentence)


@define
class _Reader:
    """Makes codings of layers, and remembers what it left behind."""

    document: str
    offsets: Offsets
    codings: list[ImportedCoding] = field(factory=list)
    layers: dict[str, str] = field(factory=dict)
    left: Counter[str] = field(factory=Counter)
    unplaced: list[str] = field(factory=list)

    def take(self, layer: _Layer, lines: list[_Line], *, coding: bool) -> None:
        """Take in one layer: its annotations, as codings or as a number."""
        runs: dict[tuple[str, int], tuple[_Line, _Line, str]] = {}
        for line in lines:
            cells = line.cells[layer.first : layer.first + layer.width]
            for index, values in enumerate(_annotations(cells)):
                value, number = next((each for each in values if each[0]), ("", values[0][1]))
                key = (number, 0) if number else (f"{line.number}.", index)
                first = runs[key][0] if key in runs else line
                runs[key] = (first, line, value)
        if not coding:
            if runs:
                self.left[layer.name] += len(runs)
            return
        for first, last, value in runs.values():
            span = self.offsets.span(first.start, last.end)
            if span is None:
                self.unplaced.append(
                    f"{layer.name} at {first.start}:{last.end} (line {first.number}): "
                    "there is no such passage in the text"
                )
                continue
            code = value or layer.name
            if code.casefold() != layer.name.casefold():
                self.layers.setdefault(code, layer.name)
            self.codings.append(ImportedCoding(self.document, *span, code))

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        for name, count in sorted(self.left.items()):
            yield f"annotations of the layer {name}: {count}"
        yield from self.unplaced


def _annotations(cells: list[str]) -> list[list[tuple[str, str]]]:
    """Give the annotations of a layer on a token: for each feature its value, and its number."""
    columns = [_STACKED.split(cell) for cell in cells]
    if not columns or all(column in (["_"], [""]) for column in columns):
        return []
    stacked = max(map(len, columns))
    return [
        [_value(column[index]) for column in columns if index < len(column)]
        for index in range(stacked)
    ]


def _value(told: str) -> tuple[str, str]:
    match = _NUMBER.fullmatch(told)
    value, number = (match[1], match[2]) if match else (told, "")
    return ("" if value in ("*", "_") else _unescaped(value)), number


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text)


def _units(text: str) -> int:
    return len(text) + sum(1 for each in text if each > "\uffff")


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [WebAnnoTsv()]
