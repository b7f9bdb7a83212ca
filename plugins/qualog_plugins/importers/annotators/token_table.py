r"""Imports texts that were annotated token by token: one token a line, its codes in columns.

The lines are as in CoNLL's files: columns between tabs (or white space), an empty line after
each sentence. Headings tell the columns; where there are none, columns go by their numbers.
The notation of a column is found out from all of its cells:

1. **Chunks** (`B-PER`, `I-PER`, also `E-`, `S-`, `L-`, `U-`): a coding for each chunk.
2. **Numbered** (`direct.speech.3.nonfact`, several with `|` between, as in Redewiedergabe): what
   stands before the number is the code, what stands behind is a memo; the tokens in a row that
   share a number are one coding.
3. **Plain** (`PER`): tokens in a row with the same value are one coding.

`-`, `_`, `O`, `0` and nothing are no code. The text is made of the tokens, with one space
between and a new line at each sentence, for the file does not hold the white space of the
original: with `--onto DOCUMENT` the codings go to the original, if that is there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.tables.table import Table, columns_called, listed, numbered, tidy

WORDS: dict[str, tuple[str, ...]] = {
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

    tokens: str | None = option(None, help="the column of tokens")
    codes: str = option("", help="the columns of codes, with ; between")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class TokenTable:
    """The importer of texts that were annotated token by token."""

    name = "token-table"
    summary = "Text with one token a line, and codes in columns (CoNLL, IOB, Redewiedergabe)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: headings that name a column of tokens and one of codes."""
        if path.suffix.lower() not in _SUFFIXES or not looks_like_text(head):
            return 0.0
        first = head.decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
        found = columns_called(_cells(first, "\t" in first), WORDS).keys()
        return 0.93 if {"tokens", "codes"} <= found else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the tokens as one document, and their codes as codings.

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
        words = _Words()
        for number, cells in lines[columns.begin :]:
            words.take(number, cells, columns)
        if not words.spans:
            raise BadInput(f"{path.name} holds no tokens below its headings.")
        document = ImportedDocument(path.stem, words.text, words.turns, data, encoding)
        codings: list[ImportedCoding] = []
        dropped = list(words.dropped)
        for index in columns.codes:
            chunks = _Chunks([each[index] for each in words.cells])
            codings += chunks.codings(path.stem, words.spans)
            if chunks.parted:
                named = columns.headings[index] if columns.headings else f"column {index + 1}"
                dropped.append(f"that pieces belong together, in {named}: {chunks.parted}")
        dropped.append("the white space between the tokens, which the file does not hold")
        return Material(documents=(document,), codings=tuple(codings), dropped=tuple(dropped))


@frozen
class _Columns:
    """Where things stand, and with which line the tokens begin."""

    tokens: int
    codes: tuple[int, ...]
    sentence: int | None
    headings: tuple[str, ...]
    begin: int


def _columns(lines: Sequence[tuple[int, list[str]]], options: Options, path: Path) -> _Columns:
    named = [*listed(options.tokens or ""), *listed(options.codes)]
    numbers = [numbered(each) for each in named]
    if options.tokens and options.codes and all(number for number in numbers):
        tokens, *codes = [number - 1 for number in numbers if number]
        return _Columns(tokens, tuple(codes), None, (), 0)
    begin = next((index for index, (_, cells) in enumerate(lines) if any(cells)), 0)
    table = Table(tuple(lines[begin][1]), ())
    found = columns_called(table.headings, WORDS)
    if options.tokens:
        found["tokens"] = table.column(options.tokens)
    chosen = table.columns(options.codes) or ([found["codes"]] if "codes" in found else [])
    there = ", ".join(f"'{tidy(each)}'" for each in table.headings if each.strip())
    if "tokens" not in found or not chosen:
        what = "codes" if "tokens" in found else "tokens"
        raise BadInput(
            f"{path.name} does not say which column has the {what}: its first line is {there}. "
            f"Say it with -o {what}=…; if that line is no heading, with numbers "
            "(-o tokens=1 -o codes=2)."
        )
    headings = tuple(map(tidy, table.headings))
    return _Columns(found["tokens"], tuple(chosen), found.get("sentence"), headings, begin + 1)


def _cells(line: str, tabs: bool) -> list[str]:
    cells = line.split("\t") if tabs else line.split()
    return [each.strip() for each in cells]


@define
class _Words:
    """The tokens: where each is in the text that is made of them, and its line's cells."""

    spans: list[tuple[int, int]] = field(factory=list)
    cells: list[list[str]] = field(factory=list)
    dropped: list[str] = field(factory=list)
    _lines: list[int] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _position: int = 0
    _ended: bool = True

    def take(self, number: int, cells: list[str], columns: _Columns) -> None:
        """Take in one line: a token, or the end of a sentence."""
        if not any(cells):
            self._ended = True
            return
        token = cells[columns.tokens] if columns.tokens < len(cells) else ""
        if not token:
            self.dropped.append(f"line {number}, which has no token")
            return
        widest = max(columns.codes)
        if widest >= len(cells):
            self.dropped.append(f"the codes of line {number}, which has {len(cells)} columns")
            cells = [*cells, *[""] * (widest + 1 - len(cells))]
        starts = columns.sentence is not None and columns.sentence < len(cells)
        if starts and cells[columns.sentence or 0].casefold() in ("yes", "true", "1"):
            self._ended = True
        gap = "" if not self.spans else "\n" if self._ended else " "
        start = self._position + len(gap)
        if self._ended:
            self._lines.append(start)
        self.spans.append((start, start + len(token)))
        self.cells.append(cells)
        self._pieces += (gap, token)
        self._position, self._ended = start + len(token), False

    @property
    def text(self) -> str:
        """The tokens with what stands between them."""
        return "".join((*self._pieces, "\n"))

    @property
    def turns(self) -> tuple[ImportedTurn, ...]:
        """The sentences, as turns that nobody speaks."""
        ends = [start - 1 for start in self._lines[1:]] + [self._position]
        return tuple(map(ImportedTurn, self._lines, ends))


@define
class _Chunks:
    """One column of codes, read in the notation that all of its cells are in."""

    cells: list[str]
    parted: int = 0

    def codings(self, document: str, spans: list[tuple[int, int]]) -> list[ImportedCoding]:
        """Give a coding for each run of tokens that belong together."""
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
        given = [piece for cell in self.cells for piece in _pieces(cell)]
        for notation, pattern in (("chunks", _CHUNK), ("numbered", _NUMBERED)):
            if given and all(pattern.fullmatch(each) for each in given):
                return notation  # type: ignore[return-value]
        return "plain"


def _read(cell: str, notation: Notation) -> Iterator[tuple[str, str, str, bool]]:
    """Give the codes of a cell: code, number, memo, and whether a chunk begins with it."""
    for piece in _pieces(cell):
        if notation == "chunks" and (match := _CHUNK.fullmatch(piece)):
            yield match[2], "", "", match[1] in "BSU"
        elif notation == "numbered" and (match := _NUMBERED.fullmatch(piece)):
            yield match[1], match[2], ", ".join(filter(None, match[3].split("."))), False
        else:
            yield piece, "", "", False


def _pieces(cell: str) -> list[str]:
    pieces = [each.strip() for each in cell.split("|")]
    return [each for each in pieces if each not in _NOTHING]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [TokenTable()]
