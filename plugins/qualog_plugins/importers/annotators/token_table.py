r"""Imports texts that were annotated token by token: one token a line, its codes in columns.

The lines are as in CoNLL's files: columns between tabs (or white space), an empty line after
each sentence. Headings name the columns; where there are none, columns go by their numbers.
The notation of a column is found by all of its cells:

1. **Chunks** (`B-PER`, `I-PER`, also `E-`, `S-`, `L-`, `U-`): a coding for each chunk.
2. **Numbered** (`direct.speech.3.nonfact`, several with `|` between, as in Redewiedergabe): what
   is before the number is the code, what is after it a memo; tokens in a row that share a number
   are one coding.
3. **Plain** (`PER`): tokens in a row with the same value are one coding.

`-`, `_`, `O`, `0` and nothing are no code. The text is made of the tokens, with one space
between and a new line at each sentence, for the file does not hold the white space of the
original: with `--onto DOCUMENT` the codings go onto the original, if the project has it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.tables.table import Table, find_columns, split_list, whole_number

_HEADINGS: dict[str, tuple[str, ...]] = {
    "tokens": ("tok", "token", "tokens", "word", "words", "form"),
    "codes": ("stwr", "code", "codes", "label", "labels", "tag", "ner", "ne", "iob", "chunk"),
    "sentence": ("sentstart", "sentence start"),
}  # fmt: skip
_SUFFIXES = (".tsv", ".conll", ".iob", ".bio", ".txt", ".csv")
_NOTHING = {"", "-", "_", "O", "0"}
_CHUNK = re.compile(r"([BIESLU])-(.+)")
_NUMBERED = re.compile(r"([^\d.|][^.|]*(?:\.[^\d.|][^.|]*)*)\.(\d+(?:_\d+)?)((?:\.[^.|]+)*)")

Notation = Literal["chunks", "numbered", "plain"]


@frozen
class Options:
    """Which column is which: a heading, or a number from 1 where there are no headings."""

    tokens: str | None = option(
        None, help="the column of tokens; found by its heading if not given"
    )
    codes: str = option("", help="the columns of codes, separated by ;, found if not given")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class TokenTable:
    """The importer of texts that were annotated token by token."""

    name = "token-table"
    summary = "Text with one token a line, and codes in columns (CoNLL, IOB, Redewiedergabe)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of headings that name a column of tokens and one of codes."""
        if path.suffix.lower() not in _SUFFIXES or not looks_like_text(head):
            return 0.0
        first = head.decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
        found = find_columns(_cells(first, "\t" in first), _HEADINGS).keys()
        return 0.93 if {"tokens", "codes"} <= found else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the tokens as one document, and their codes as codings.

        Raises:
            BadInput: a column that is needed is not there, or there are no tokens.
        """
        data = read_bytes(path)
        text, encoding = decode(data, path, options.encoding)
        tabs = "\t" in text
        lines = [
            (number, _cells(line, tabs))
            for number, line in enumerate(text.split("\n"), start=1)
            if not (line.startswith("#") and tabs and "\t" not in line)
        ]
        columns = _columns(lines, options, path)
        tokens = _Tokens()
        for number, cells in lines[columns.begin :]:
            tokens.add(number, cells, columns)
        if not tokens.spans:
            raise BadInput(
                "{file} holds no tokens below its headings. Check that it is the right file.",
                file=path.name,
            )
        document = ImportedDocument(path.stem, tokens.text, tokens.turns, data, encoding)
        codings: list[ImportedCoding] = []
        dropped = list(tokens.dropped)
        for index in columns.codes:
            chunks = _Chunks([cells[index] for cells in tokens.cells])
            codings += chunks.codings(path.stem, tokens.spans)
            if chunks.parted:
                dropped.append(
                    plural(
                        "that pieces belong together: one piece, in {column}",
                        "that pieces belong together: {n} pieces, in {column}",
                        chunks.parted,
                        column=columns.called(index),
                    )
                )
        dropped.append(message("the white space between the tokens, which the file does not hold"))
        return Material(documents=(document,), codings=tuple(codings), dropped=tuple(dropped))


@frozen
class _Columns:
    """Which columns hold what.

    Attributes:
        tokens: the column of tokens.
        codes: the columns of codes.
        sentence: the column that says with which token a sentence begins; None if there is none.
        headings: the headings; empty where there are none.
        begin: the index of the line that the tokens begin with.
    """

    tokens: int
    codes: tuple[int, ...]
    sentence: int | None
    headings: tuple[str, ...]
    begin: int

    def called(self, index: int) -> Sayable:
        """Return what a column is called: by its heading, else by its number."""
        if self.headings:
            return message("the column “{heading}”", heading=self.headings[index])
        return message("column {number}", number=index + 1)


def _columns(lines: Sequence[tuple[int, list[str]]], options: Options, path: Path) -> _Columns:
    """Return which columns hold what: as a person says, else by headings.

    Raises:
        BadInput: there is no column of tokens, or of codes.
    """
    named = [*split_list(options.tokens or ""), *split_list(options.codes)]
    numbers = [whole_number(name) for name in named]
    if options.tokens and options.codes and all(numbers):
        tokens, *codes = [number - 1 for number in numbers if number]
        return _Columns(tokens, tuple(codes), None, (), 0)
    begin = next((index for index, (_, cells) in enumerate(lines) if any(cells)), 0)
    table = Table(path.name, tuple(lines[begin][1]))
    found = find_columns(table.headings, _HEADINGS)
    if options.tokens:
        found["tokens"] = table.column(options.tokens)
    chosen = table.columns(options.codes) or ([found["codes"]] if "codes" in found else [])
    if "tokens" not in found:
        raise BadInput(
            "{file} does not say which column has the tokens. Its first line is: {columns}. To "
            "name the column: -o tokens=…; if that line has no headings, number the columns: "
            "-o tokens=1 -o codes=2",
            file=path.name,
            columns=table.shown_headings,
        )
    if not chosen:
        raise BadInput(
            "{file} does not say which columns have the codes. Its first line is: {columns}. To "
            "name the columns: -o codes=…; if that line has no headings, number the columns: "
            "-o tokens=1 -o codes=2",
            file=path.name,
            columns=table.shown_headings,
        )
    headings = tuple(map(tidy, table.headings))
    return _Columns(found["tokens"], tuple(chosen), found.get("sentence"), headings, begin + 1)


def _cells(line: str, tabs: bool) -> list[str]:
    return list(map(str.strip, line.split("\t") if tabs else line.split()))


@define
class _Tokens:
    """The tokens, and the text that is made of them.

    Attributes:
        spans: where each token is in the text.
        cells: the cells of each token's line.
        dropped: the lines that could not be read.
    """

    spans: list[tuple[int, int]] = field(factory=list)
    cells: list[list[str]] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    _sentences: list[int] = field(factory=list)  # where each begins
    _pieces: list[str] = field(factory=list)
    _position: int = 0
    _ended: bool = True  # the sentence has

    def add(self, number: int, cells: list[str], columns: _Columns) -> None:
        """Add what one line says: a token, or the end of a sentence."""
        if not any(cells):
            self._ended = True
            return
        token = cells[columns.tokens] if columns.tokens < len(cells) else ""
        if not token:
            self.dropped.append(message("line {line}, which has no token", line=number))
            return
        widest = max(columns.codes)
        if widest >= len(cells):
            self.dropped.append(
                plural(
                    "the codes of line {line}, which has only one column",
                    "the codes of line {line}, which has only {n} columns",
                    len(cells),
                    line=number,
                )
            )
            cells = [*cells, *[""] * (widest + 1 - len(cells))]
        starts = columns.sentence is not None and columns.sentence < len(cells)
        if starts and cells[columns.sentence or 0].casefold() in ("yes", "true", "1"):
            self._ended = True
        gap = "" if not self.spans else "\n" if self._ended else " "
        start = self._position + len(gap)
        if self._ended:
            self._sentences.append(start)
        self.spans.append((start, start + len(token)))
        self.cells.append(cells)
        self._pieces += (gap, token)
        self._position, self._ended = start + len(token), False

    @property
    def text(self) -> str:
        """The tokens with what is between them."""
        return "".join((*self._pieces, "\n"))

    @property
    def turns(self) -> tuple[ImportedTurn, ...]:
        """The sentences, as turns that nobody speaks."""
        ends = [start - 1 for start in self._sentences[1:]] + [self._position]
        return tuple(map(ImportedTurn, self._sentences, ends))


@define
class _Chunks:
    """One column of codes, read in the notation that all of its cells are in.

    `parted` counts the runs of tokens whose number another run before them has.
    """

    cells: list[str]
    parted: int = 0

    def codings(self, document: str, spans: list[tuple[int, int]]) -> list[ImportedCoding]:
        """Return a coding for each run of tokens that belong together."""
        notation = self._notation()
        seen: set[tuple[str, str]] = set()
        runs: list[tuple[int, int, str, str]] = []
        opened: dict[tuple[str, str], int] = {}
        for index, cell in enumerate(self.cells):
            still: dict[tuple[str, str], int] = {}
            for code, number, memo, begins in _read(cell, notation):
                key = (code, number)
                run = opened.get(key)
                if run is not None and not begins:
                    runs[run] = (runs[run][0], index, *runs[run][2:])
                else:
                    self.parted += bool(number) and key in seen
                    seen.add(key)
                    run = len(runs)
                    runs.append((index, index, code, memo))
                still[key] = run
            opened = still
        return [
            ImportedCoding(document, spans[first][0], spans[last][1], code, memo=memo)
            for first, last, code, memo in runs
        ]

    def _notation(self) -> Notation:
        """Return the notation that every code is in; plain where none is."""
        codes = [code for cell in self.cells for code in _codes(cell)]
        if codes and all(map(_CHUNK.fullmatch, codes)):
            return "chunks"
        if codes and all(map(_NUMBERED.fullmatch, codes)):
            return "numbered"
        return "plain"


def _read(cell: str, notation: Notation) -> Iterator[tuple[str, str, str, bool]]:
    """Yield the codes of a cell: code, number, memo, and whether a chunk begins with it."""
    for code in _codes(cell):
        if notation == "chunks" and (match := _CHUNK.fullmatch(code)):
            yield match[2], "", "", match[1] in "BSU"
        elif notation == "numbered" and (match := _NUMBERED.fullmatch(code)):
            yield match[1], match[2], ", ".join(filter(None, match[3].split("."))), False
        else:
            yield code, "", "", False


def _codes(cell: str) -> list[str]:
    codes = map(str.strip, cell.split("|"))
    return [code for code in codes if code not in _NOTHING]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [TokenTable()]
