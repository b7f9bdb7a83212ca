r"""Imports WebAnno TSV 3 (`.tsv`), as INCEpTION and WebAnno export it: one annotator's file.

An annotation of a layer is a coding: its code is the value of the layer's first feature that
has one, under a code that is named as the layer. Lemmas, tokens and sentences are not codings,
unless a person names them (`types`). Relations and chains are left behind, and counted.

The file has sentences with their text, so that each annotation is on exactly its characters
(counted in UTF-16); what was between sentences is not in the file, and is written as a new line
(and spaces, where it was longer). With `--onto DOCUMENT` the codings go onto the original text,
if the project has it.

Who annotated is the name of the file or of its folder: `--coder-from file`, or `--coder`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.layers import TECHNICAL, codes_under
from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, stored_text
from qualog_plugins.importers.placing.passages import no_such_passage
from qualog_plugins.importers.reading.encoding import decode
from qualog_plugins.importers.reading.files import document_name, read_bytes
from qualog_plugins.importers.tables.table import split_list

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

    types: str = option("", help="layers to import as codings, separated by ;, else the usual ones")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


@frozen
class _Layer:
    """A layer: its kind (SP, RL, CH), its short name, and its columns."""

    kind: str
    name: str
    first: int
    width: int


@frozen
class _TokenLine:
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
        """Return how sure it is: of a file that names the format in its first line."""
        return 0.95 if head.removeprefix(b"\xef\xbb\xbf").startswith(_FORMAT.encode()) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the sentences as one document, with the annotations as codings.

        Raises:
            BadInput: it is of another format or version, or its sentences overlap.
        """
        return material_of(read_bytes(path), path, options.types, options.encoding)


def material_of(data: bytes, path: Path, types: str = "", encoding: str | None = None) -> Material:
    """Return what one annotator's file holds; `path` says what it is called.

    Raises:
        BadInput: it is of another format or version, or its sentences overlap.
    """
    text, used = decode(data, path, encoding)
    if not text.startswith(_FORMAT):
        raise BadInput(
            "{file} is not WebAnno TSV 3: it does not begin with “{begin}”. "
            "Export it again, as WebAnno TSV 3.3.",
            file=path.name,
            begin=_FORMAT,
        )
    file = _TsvFile(path)
    for number, line in enumerate(text.split("\n"), start=1):
        file.read(number, line)
    found = "".join(file.pieces)
    if not found.strip():
        raise BadInput(
            "{file} holds no sentence. Export it again, as WebAnno TSV 3.3.", file=path.name
        )
    reader = _LayerReader(document_name(path), offsets_in(found, utf16=True))
    chosen = split_list(types)
    _check(chosen, file.layers, path)
    for layer in file.layers:
        usual = layer.name in chosen if chosen else layer.name not in TECHNICAL
        reader.read(layer, file.lines, coding=usual and layer.kind == "SP")
    document = ImportedDocument(
        reader.document, f"{stored_text(found)}\n", file.turns(reader.offsets), data, used
    )
    return Material(
        documents=(document,),
        codes=tuple(codes_under(reader.layers)),
        codings=tuple(reader.codings),
        dropped=(*file.dropped, *reader.left_behind()),
    )


def _check(chosen: list[str], layers: list[_Layer], path: Path) -> None:
    """Raise BadInput if a layer that a person named is not there."""
    there = [layer.name for layer in layers if layer.kind == "SP"]
    for name in chosen:
        if not there:
            raise BadInput(
                "{file} has no layer “{layer}”, nor any other.", file=path.name, layer=name
            )
        if name not in there:
            raise BadInput(
                "{file} has no layer “{layer}”. Its layers are: {layers}.",
                file=path.name,
                layer=name,
                layers=listing(there),
            )


@define
class _TsvFile:
    """Reads the lines of a file.

    Attributes:
        path: where it lies, for messages.
        layers: its layers.
        lines: the lines of tokens.
        pieces: the sentences' text, and what is between them.
        dropped: the lines that could not be read.
    """

    path: Path
    layers: list[_Layer] = field(factory=list)
    lines: list[_TokenLine] = field(factory=list)
    pieces: list[str] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    _spans: list[tuple[int, int]] = field(factory=list)  # of sentences, in UTF-16
    _waiting: str | None = None  # the sentence whose first token has not come yet
    _units: int = 0  # how long the text is up to here, in UTF-16
    _width: int = _FIRST

    def read(self, number: int, line: str) -> None:
        """Read one line."""
        if match := _LAYER.fullmatch(line):
            name, *features = match[2].split("|")
            width = max(1, len(features))
            self.layers.append(_Layer(match[1], name.rpartition(".")[2], self._width, width))
            self._width += width
        elif line.startswith("#Text="):
            sentence = _unescaped(line.removeprefix("#Text="))
            self._waiting = f"{self._waiting}\n{sentence}" if self._waiting else sentence
        elif line and not line.startswith("#"):
            self._read_token(number, line.split("\t"))

    def turns(self, offsets: Offsets) -> tuple[ImportedTurn, ...]:
        """Return the sentences, as turns that nobody speaks."""
        spans = (offsets.span(start, end) for start, end in self._spans)
        return tuple(ImportedTurn(*span) for span in spans if span is not None)

    def _read_token(self, number: int, cells: list[str]) -> None:
        place = _PLACE.fullmatch(cells[1]) if len(cells) >= _FIRST else None
        if place is None:
            self.dropped.append(message("line {line}, which is not a token", line=number))
            return
        start, end = int(place[1]), int(place[2])
        if self._waiting is not None:
            self._add_sentence(number, self._waiting, cells[2], start)
            self._waiting = None
        self.lines.append(_TokenLine(number, start, end, cells))

    def _add_sentence(self, number: int, sentence: str, token: str, start: int) -> None:
        """Add a sentence to the text, where its first token says that it is."""
        within = max(0, sentence.find(_unescaped(token)))
        gap = start - _units(sentence[:within]) - self._units
        if not 0 <= gap <= _WIDEST_GAP:
            raise BadInput(
                "{file}, line {line}: the sentence does not follow the one before it. "
                "The file may be cut off or edited; export it again.",
                file=self.path.name,
                line=number,
            )
        between = "\r\n" if gap == 2 and self.pieces else f"\n{' ' * (gap - 1)}" if gap else ""
        begin = self._units + gap
        self._units = begin + _units(sentence)
        self._spans.append((begin, self._units))
        self.pieces += (between, sentence)


@define
class _LayerReader:
    """Makes codings of layers.

    Attributes:
        document: the name of the document.
        offsets: the way from the file's positions to those in the stored text.
        codings: the codings.
        layers: the layer that a code was first met in, by code.
        others: how many annotations are in layers that are not codings.
        unplaced: the annotations that have no place in the text.
    """

    document: str
    offsets: Offsets
    codings: list[ImportedCoding] = field(factory=list)
    layers: dict[str, str] = field(factory=dict)
    others: Counter[str] = field(factory=Counter)
    unplaced: list[Sayable] = field(factory=list)

    def read(self, layer: _Layer, lines: list[_TokenLine], *, coding: bool) -> None:
        """Read one layer: its annotations become codings, or are counted."""
        runs = _runs(layer, lines)
        if not coding:
            if runs:
                self.others[layer.name] += len(runs)
            return
        for first, last, value in runs:
            span = self.offsets.span(first.start, last.end)
            if span is None:
                self.unplaced.append(
                    message(
                        "an annotation of the layer {layer}, in line {line}: {reason}",
                        layer=layer.name,
                        line=first.number,
                        reason=no_such_passage(first.start, last.end),
                    )
                )
                continue
            code = value or layer.name
            if code.casefold() != layer.name.casefold():
                self.layers.setdefault(code, layer.name)
            self.codings.append(ImportedCoding(self.document, *span, code))

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        for layer, count in sorted(self.others.items()):
            yield plural(
                "one annotation of the layer {layer}",
                "{n} annotations of the layer {layer}",
                count,
                layer=layer,
            )
        yield from self.unplaced


def _runs(layer: _Layer, lines: list[_TokenLine]) -> list[tuple[_TokenLine, _TokenLine, str]]:
    """Return the annotations of a layer: the lines of their first and last token, and the value.

    Tokens whose annotations share a number are one run; one without a number is its token's.
    """
    runs: dict[tuple[str, int], tuple[_TokenLine, _TokenLine, str]] = {}
    for line in lines:
        cells = line.cells[layer.first : layer.first + layer.width]
        for index, values in enumerate(_annotations(cells)):
            value, number = next((pair for pair in values if pair[0]), ("", values[0][1]))
            key = (number, 0) if number else (f"{line.number}.", index)
            first = runs[key][0] if key in runs else line
            runs[key] = (first, line, value)
    return list(runs.values())


def _annotations(cells: list[str]) -> list[list[tuple[str, str]]]:
    """Return the annotations of a layer on a token: for each feature its value, and its number."""
    columns = [_STACKED.split(cell) for cell in cells]
    if not columns or all(column in (["_"], [""]) for column in columns):
        return []
    stacked = max(map(len, columns))
    return [
        [_value(column[index]) for column in columns if index < len(column)]
        for index in range(stacked)
    ]


def _value(cell: str) -> tuple[str, str]:
    """Return the value of a feature, and the number that tells annotations apart; "" for none."""
    match = _NUMBER.fullmatch(cell)
    value, number = (match[1], match[2]) if match else (cell, "")
    return ("" if value in ("*", "_") else _unescaped(value)), number


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text)


def _units(text: str) -> int:
    """Return how long a text is in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [WebAnnoTsv()]
