"""Imports a table of units that several coders judged, as content analysis keeps it.

A row is a unit (an excerpt with its text, or only a number), and coders are either a column,
so that a unit has a row for each coder, or columns of their own. The units become the turns of
one document, in the order in which the table first has them; what a coder gave a unit becomes
codings of that turn. So agreement on them is agreement by turn.

1. **Values.** Where the table has one column of codes, or coders are columns, a value is a code.
   Where it has several (`values`), a value is the code `column: value`, under the code `column`.
2. **Presence.** A column that holds nothing but 0 and 1 (or yes and no, true and false, ja and
   nej) says of one code, named as the column, whether it is there: 0 is no code. With
   `presence=no` 0 is a code as any other.
3. **No code.** `-`, `none`, `no code` or `ingen` (the option `none`) say that the coder judged
   the unit and no code applies. An empty cell, or `NA`, says that the coder did not judge it.
   The log keeps which units each coder judged, so agreement tells the two apart.
4. **Several rows** of one unit by one coder are one judgement with all their codes.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import (
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedJudgement,
    ImportedTurn,
    Material,
)
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.coded_segments import columns_of
from qualog_plugins.importers.tables.table import (
    Table,
    columns_called,
    headings_of,
    listed,
    read_table,
    tidy,
)

WORDS: dict[str, tuple[str, ...]] = {
    "unit": ("unit", "unit id", "units", "item", "item id", "post", "post id", "case", "case id",
             "segment id", "excerpt id", "id", "key", "no", "nr", "number", "enhet"),
    "text": ("text", "excerpt", "segment", "quotation", "quote", "content", "utdrag", "citat"),
    "coder": ("coder", "coder id", "annotator", "annotator id", "rater", "rater id", "coded by",
              "author", "kodare"),
    "code": ("code", "codes", "label", "labels", "category", "tag", "tags", "kod", "koder",
             "kategori"),
    "memo": ("memo", "comment", "comments", "note", "notes", "kommentar", "anteckning"),
}  # fmt: skip
_PRESENCE = ({"0", "1"}, {"no", "yes"}, {"false", "true"}, {"nej", "ja"})
_PRESENT = {"1", "yes", "true", "ja"}
_MISSING = {"", "NA"}


@frozen
class Options:
    """Which column is which; found by their headings if not given."""

    unit: str | None = option(None, help="the heading of the column that tells units apart")
    text: str | None = option(None, help="that of the units' text")
    coder: str | None = option(None, help="that of coders")
    coders: str = option("", help="those of the coders' own columns, with ; between")
    values: str = option("", help="those of what was coded, with ; between; else all others")
    memo: str | None = option(None, help="that of memos")
    presence: bool = option(True, help="0 and 1 say that one code is there; if not, 0 is a code")
    none: str = option("-;–;none;no code;ingen", help="what says that no code applies")
    separator: str = option(";", help="what stands between codes in one cell")
    sheet: str | None = option(None, help="the sheet of a workbook; the first if not given")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class CodedUnits:
    """The importer of tables of units and coders."""

    name = "coded-units"
    summary = "A table (CSV, Excel) of units that several coders judged; units become turns"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a table with a column of units and one of coders."""
        found = columns_called(headings_of(path, head, WORDS), WORDS).keys()
        return 0.92 if "coder" in found and found & {"unit", "text"} else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the units as one document, and what coders gave them as codings.

        Raises:
            BadInput: a column that is needed is not there or empty, or there are no units.
        """
        table = read_table(path, WORDS, encoding=options.encoding, sheet=options.sheet)
        layout = _layout(table, options, path)
        units = _Units(layout)
        for row in table.rows:
            units.take(row.number, [row.cell(index) for index in range(len(table.headings))])
        if not units.texts:
            raise BadInput(f"{path.name} holds no units: there is nothing below the headings.")
        document, spans = _document(path.stem, layout, units)
        return Material(
            documents=(document,),
            codes=tuple(_codes(layout, units)),
            codings=tuple(_codings(path.stem, units, spans)),
            judged=tuple(_judged(path.stem, units, spans)),
            dropped=(*table.unknown(layout.taken), *units.dropped),
            how=table.how,
        )


@frozen
class _Variable:
    """A column of what was coded: how its values become codes."""

    index: int
    heading: str
    plain: bool
    presence: bool

    def codes(self, cell: str, separator: str, none: set[str]) -> list[str]:
        """Give the codes that a cell names; none if it says that no code applies."""
        if cell.casefold() in none:
            return []
        if self.presence:
            return [self.heading] if cell.casefold() in _PRESENT else []
        values = listed(cell, separator)
        return values if self.plain else [f"{self.heading}: {value}" for value in values]


@frozen
class _Layout:
    """Where things stand in the table; with coders in columns, a variable has its coder's name."""

    headings: tuple[str, ...]
    unit: int | None
    text: int | None
    coder: int | None
    memo: int | None
    variables: tuple[_Variable, ...]
    separator: str
    none: set[str]

    @property
    def taken(self) -> list[int | None]:
        """The columns that were read."""
        named = [self.unit, self.text, self.coder, self.memo]
        return [*named, *(each.index for each in self.variables)]

    def called(self, index: int | None, value: str) -> str:
        """Give a unit's or a coder's name: a mere number goes by its column's heading."""
        if index is None or any(character.isalpha() for character in value):
            return value
        return f"{self.headings[index]} {value}"


def _layout(table: Table, options: Any, path: Path) -> _Layout:
    columns = columns_of(table, WORDS, options)
    own = table.columns(options.coders)
    coder = None if own else columns.get("coder")
    unit, text, memo = (columns.get(each) for each in ("unit", "text", "memo"))
    there = ", ".join(f"'{tidy(each)}'" for each in table.headings if each.strip())
    if not own and coder is None:
        raise BadInput(
            f"{path.name} does not say who coded: its columns are {there}. Say which column has "
            "the coders (-o coder=…), or which columns are coders (-o coders='A;B')."
        )
    if coder is not None and not any(row.cell(coder) for row in table.rows):
        raise BadInput(
            f"{path.name}: the column '{table.heading(coder)}' names no coder in any row. Its "
            f"columns are {there}; say which has the coders with -o coder=…"
        )
    if unit is None and text is None:
        raise BadInput(
            f"{path.name} does not say what the units are: its columns are {there}. Say which "
            "column tells them apart (-o unit=…) or holds their text (-o text=…)."
        )
    known = {unit, text, coder, memo}
    chosen = own or table.columns(options.values)
    if not chosen:
        plain = columns.get("code")
        every = [index for index, each in enumerate(table.headings) if each.strip()]
        chosen = [plain] if plain is not None else [each for each in every if each not in known]
    is_plain = bool(own) or chosen == [columns.get("code")]
    return _Layout(
        headings=tuple(map(tidy, table.headings)),
        unit=unit,
        text=text,
        coder=coder,
        memo=memo,
        variables=tuple(
            _Variable(
                index,
                table.heading(index),
                is_plain,
                options.presence
                and not is_plain
                and _is_presence(row.cell(index) for row in table.rows),
            )
            for index in chosen
        ),
        separator=options.separator,
        none={tidy(each).casefold() for each in options.none.split(";")},
    )


def _is_presence(cells: Iterable[str]) -> bool:
    values = {each.casefold() for each in cells if each not in _MISSING}
    return bool(values) and any(values <= pair for pair in _PRESENCE)


@define
class _Units:
    """The units of a table in order, and what each coder gave each: codes, or just a judgement."""

    layout: _Layout
    texts: dict[str, str] = field(factory=dict)
    given: dict[tuple[str, str], dict[str, str]] = field(factory=dict)
    coders: dict[str, None] = field(factory=dict)
    spelling: dict[str, str] = field(factory=dict)
    dropped: list[str] = field(factory=list)

    def take(self, number: int, cells: Sequence[str]) -> None:
        """Take in one row."""
        layout = self.layout
        text = cells[layout.text] if layout.text is not None else ""
        key = cells[layout.unit] if layout.unit is not None else text
        if not key:
            self.dropped.append(f"row {number}: it does not say which unit")
            return
        there = self.texts.setdefault(key, text)
        if text and text != there:
            if there:
                self.dropped.append(f"row {number}: another text of the unit '{_short(key)}'")
            else:
                self.texts[key] = text
        memo = cells[layout.memo] if layout.memo is not None else ""
        if layout.coder is not None:
            coder = layout.called(layout.coder, cells[layout.coder])
            if not cells[layout.coder]:
                self.dropped.append(f"row {number}: it does not say who coded")
                return
            self._judge(key, coder, layout.variables, cells, memo)
            return
        for variable in layout.variables:
            self._judge(key, variable.heading, (variable,), cells, memo)
            memo = ""

    def _judge(
        self,
        key: str,
        coder: str,
        variables: Sequence[_Variable],
        cells: Sequence[str],
        memo: str,
    ) -> None:
        self.coders[coder] = None
        seen = [each for each in variables if cells[each.index] not in _MISSING]
        if not seen:
            return
        codes = self.given.setdefault((key, coder), {})
        for variable in seen:
            cell = cells[variable.index]
            for code in variable.codes(cell, self.layout.separator, self.layout.none):
                codes.setdefault(self.spelling.setdefault(code.casefold(), code), memo)
                memo = ""


def _document(
    name: str, layout: _Layout, units: _Units
) -> tuple[ImportedDocument, dict[str, tuple[int, int]]]:
    """Write the units below each other, each with its name if it has a text of its own."""
    pieces, spans, position = [], {}, 0
    for key, text in units.texts.items():
        named = layout.called(layout.unit, key)
        label = f"[{named}] " if text and layout.unit is not None else ""
        words = text or named
        start = position + len(label)
        spans[key] = (start, start + len(words))
        piece = f"{label}{words}\n\n"
        pieces.append(piece)
        position += len(piece)
    turns = tuple(ImportedTurn(start, end) for start, end in spans.values())
    return ImportedDocument(name, "".join(pieces).rstrip("\n") + "\n", turns), spans


def _codes(layout: _Layout, units: _Units) -> Iterator[ImportedCode]:
    """Give the codes that stand below a column's; the others come with their codings."""
    used = units.spelling.values()
    for variable in layout.variables:
        below = [code for code in used if code.startswith(f"{variable.heading}: ")]
        if below and not variable.plain and not variable.presence:
            yield ImportedCode(variable.heading)
            for code in sorted(below):
                yield ImportedCode(code, parent=variable.heading)


def _codings(
    document: str, units: _Units, spans: dict[str, tuple[int, int]]
) -> Iterator[ImportedCoding]:
    for (key, coder), codes in units.given.items():
        for code, memo in codes.items():
            yield ImportedCoding(document, *spans[key], code, author=coder, memo=memo)


def _judged(
    document: str, units: _Units, spans: dict[str, tuple[int, int]]
) -> Iterator[ImportedJudgement]:
    """Say which units each coder judged, so that no code and no judgement are told apart."""
    for coder in units.coders:
        keys = [key for key in units.texts if (key, coder) in units.given]
        passages = tuple(spans[key] for key in keys) if len(keys) < len(units.texts) else ()
        if keys:
            yield ImportedJudgement(document, coder, passages)


def _short(text: str) -> str:
    told = tidy(text)
    return told if len(told) <= 40 else f"{told[:39]}…"


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [CodedUnits()]
