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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message
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
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.passages import shortened
from qualog_plugins.importers.tables.table import (
    Table,
    find_columns,
    headings_of,
    read_table,
    split_list,
)

_HEADINGS: dict[str, tuple[str, ...]] = {
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
_SHOWN = 40


@frozen
class Options:
    """Which column is which; found by their headings if not given."""

    unit: str | None = option(None, help="heading of the column that tells the units apart")
    text: str | None = option(None, help="heading of the column of the units' text")
    coder: str | None = option(None, help="heading of the column of coders")
    coders: str = option("", help="headings of the columns that are coders, separated by ;")
    values: str = option("", help="headings of what was coded, separated by ;, else all others")
    memo: str | None = option(None, help="heading of the column of memos")
    presence: bool = option(
        True, help="0 and 1 in a column say whether its code is there; if not, 0 is a code"
    )
    none: str = option("-;–;none;no code;ingen", help="what says that no code applies")
    separator: str = option(";", help="what separates several codes in one cell")
    sheet: str | None = option(None, help="sheet of the workbook; else the first")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class CodedUnits:
    """The importer of tables of units and coders."""

    name = "coded-units"
    summary = "A table (CSV, Excel) of units that several coders judged; units become turns"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a table with a column of units and one of coders."""
        found = find_columns(headings_of(path, head, _HEADINGS), _HEADINGS).keys()
        return 0.92 if "coder" in found and found & {"unit", "text"} else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the units as one document, and what coders gave them as codings.

        Raises:
            BadInput: a column that is needed is not there or empty, or there are no units.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding, sheet=options.sheet)
        layout = _layout(table, options)
        units = _Units(layout)
        for row in table.rows:
            units.add(row.number, [row.cell(index) for index in range(len(table.headings))])
        if not units.texts:
            raise BadInput(
                "{file} holds no units: no row below the headings names one. Add a row for each.",
                file=path.name,
            )
        document, spans = _document(path.stem, layout, units)
        return Material(
            documents=(document,),
            codes=tuple(_codes(layout, units)),
            codings=tuple(_codings(path.stem, units, spans)),
            judged=tuple(_judged(path.stem, units, spans)),
            dropped=(*table.left_behind(layout.read), *units.dropped),
            how=table.how,
        )


@frozen
class _Variable:
    """A column of what was coded: how its values become codes.

    Attributes:
        index: the column.
        heading: its heading.
        plain: whether a value is a code, not the code `heading: value`.
        presence: whether its values say that the code of its heading is there, or not.
    """

    index: int
    heading: str
    plain: bool
    presence: bool

    def codes(self, cell: str, separator: str, none: set[str]) -> list[str]:
        """Return the codes that a cell names; none if it says that no code applies."""
        if cell.casefold() in none:
            return []
        if self.presence:
            return [self.heading] if cell.casefold() in _PRESENT else []
        values = split_list(cell, separator)
        return values if self.plain else [f"{self.heading}: {value}" for value in values]


@frozen
class _Layout:
    """Which columns hold what.

    Attributes:
        headings: the headings.
        unit: the column that tells units apart; None where their text does.
        text: the column of their text.
        coder: the column of coders; None where each variable is a coder's, called as the coder.
        memo: the column of memos.
        variables: the columns of what was coded.
        separator: what separates codes in a cell.
        none: what says that no code applies, in lower case.
    """

    headings: tuple[str, ...]
    unit: int | None
    text: int | None
    coder: int | None
    memo: int | None
    variables: tuple[_Variable, ...]
    separator: str
    none: set[str]

    @property
    def read(self) -> list[int | None]:
        """The columns that were read."""
        named = [self.unit, self.text, self.coder, self.memo]
        return [*named, *(variable.index for variable in self.variables)]

    def called(self, index: int | None, value: str) -> str:
        """Return a unit's or a coder's name: a mere number goes by its column's heading."""
        if index is None or any(character.isalpha() for character in value):
            return value
        return f"{self.headings[index]} {value}"


def _layout(table: Table, options: Any) -> _Layout:
    """Return which columns hold what: as a person says, else by headings.

    Raises:
        BadInput: there are no coders or no units.
    """
    columns = table.chosen_columns(_HEADINGS, options)
    coders = table.columns(options.coders)
    if coders:
        columns.pop("coder", None)
    _check(table, columns, coders)
    return _Layout(
        headings=tuple(map(tidy, table.headings)),
        unit=columns.get("unit"),
        text=columns.get("text"),
        coder=columns.get("coder"),
        memo=columns.get("memo"),
        variables=tuple(_variables(table, columns, coders, options)),
        separator=options.separator,
        none={tidy(word).casefold() for word in options.none.split(";")},
    )


def _check(table: Table, columns: Mapping[str, int], coders: Sequence[int]) -> None:
    """Raise BadInput where the table does not say who coded, or what."""
    there = table.shown_headings
    coder = columns.get("coder")
    if not coders and coder is None:
        raise BadInput(
            "{file} does not say who coded. Its columns are: {columns}. To name the column of "
            "coders: -o coder=…; to name the columns that are coders: -o coders='A;B'",
            file=table.file,
            columns=there,
        )
    if coder is not None and not any(row.cell(coder) for row in table.rows):
        raise BadInput(
            "{file}: the column “{column}” names no coder in any row. The columns are: {columns}. "
            "To name the column of coders: -o coder=…",
            file=table.file,
            column=table.heading(coder),
            columns=there,
        )
    if not columns.keys() & {"unit", "text"}:
        raise BadInput(
            "{file} does not say what the units are. Its columns are: {columns}. To name the "
            "column that tells them apart: -o unit=…; to name that of their text: -o text=…",
            file=table.file,
            columns=there,
        )


def _variables(
    table: Table, columns: Mapping[str, int], coders: Sequence[int], options: Any
) -> Iterator[_Variable]:
    """Yield the columns of what was coded: named ones, else that of codes, else all others."""
    codes = [columns["code"]] if "code" in columns else []
    known = {columns.get(content) for content in ("unit", "text", "coder", "memo")}
    others = [index for index in table.named_columns if index not in known]
    chosen = coders or table.columns(options.values) or codes or others
    plain = bool(coders) or chosen == codes
    for index in chosen:
        cells = (row.cell(index) for row in table.rows)
        presence = options.presence and not plain and _is_presence(cells)
        yield _Variable(index, table.heading(index), plain, presence)


def _is_presence(cells: Iterable[str]) -> bool:
    """Return whether cells say nothing but yes and no, in one of the ways to say it."""
    values = {cell.casefold() for cell in cells if cell not in _MISSING}
    return bool(values) and any(values <= pair for pair in _PRESENCE)


@define
class _Units:
    """The units of a table in order, and what each coder gave each: codes, or just a judgement.

    Attributes:
        layout: which columns hold what.
        texts: what units say, by the key that tells them apart.
        given: codes with their memos, by unit and coder; empty where a coder gave no code.
        coders: the coders in order, also those who judged nothing.
        spelling: how a code was first spelled, by its name in lower case.
        dropped: the rows that could not be read.
    """

    layout: _Layout
    texts: dict[str, str] = field(factory=dict)
    given: dict[tuple[str, str], dict[str, str]] = field(factory=dict)
    coders: dict[str, None] = field(factory=dict)
    spelling: dict[str, str] = field(factory=dict)
    dropped: list[Sayable] = field(factory=list)

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add what one row says."""
        layout = self.layout
        key = self._unit(number, cells)
        if key is None:
            return
        memo = cells[layout.memo] if layout.memo is not None else ""
        if layout.coder is None:
            for variable in layout.variables:
                self._judge(key, variable.heading, (variable,), cells, memo)
                memo = ""  # a row has one memo: it is on what the first coder says
        elif not cells[layout.coder]:
            self.dropped.append(message("row {row}, which does not say who coded", row=number))
        else:
            coder = layout.called(layout.coder, cells[layout.coder])
            self._judge(key, coder, layout.variables, cells, memo)

    def _unit(self, number: int, cells: Sequence[str]) -> str | None:
        """Return the key of a row's unit, whose text is kept; None if the row names none."""
        layout = self.layout
        text = cells[layout.text] if layout.text is not None else ""
        key = cells[layout.unit] if layout.unit is not None else text
        if not key:
            self.dropped.append(message("row {row}, which does not say which unit", row=number))
            return None
        there = self.texts.setdefault(key, text)
        if text and not there:
            self.texts[key] = text
        elif text and text != there:
            self.dropped.append(
                message(
                    "another text of the unit “{unit}”, in row {row}",
                    row=number,
                    unit=shortened(key, _SHOWN),
                )
            )
        return key

    def _judge(
        self,
        key: str,
        coder: str,
        variables: Sequence[_Variable],
        cells: Sequence[str],
        memo: str,
    ) -> None:
        self.coders[coder] = None
        judged = [variable for variable in variables if cells[variable.index] not in _MISSING]
        if not judged:
            return
        codes = self.given.setdefault((key, coder), {})
        for variable in judged:
            cell = cells[variable.index]
            for code in variable.codes(cell, self.layout.separator, self.layout.none):
                codes.setdefault(self.spelling.setdefault(code.casefold(), code), memo)
                memo = ""


def _document(
    name: str, layout: _Layout, units: _Units
) -> tuple[ImportedDocument, dict[str, tuple[int, int]]]:
    """Return the units below each other as a document, and their spans in it by key.

    A unit that has a text of its own has its name before it.
    """
    pieces, spans, position = [], {}, 0
    for key, text in units.texts.items():
        unit = layout.called(layout.unit, key)
        label = f"[{unit}] " if text and layout.unit is not None else ""
        words = text or unit
        start = position + len(label)
        spans[key] = (start, start + len(words))
        piece = f"{label}{words}\n\n"
        pieces.append(piece)
        position += len(piece)
    turns = tuple(ImportedTurn(start, end) for start, end in spans.values())
    return ImportedDocument(name, "".join(pieces).rstrip("\n") + "\n", turns), spans


def _codes(layout: _Layout, units: _Units) -> Iterator[ImportedCode]:
    """Yield the codes that are under a column's; the others come with their codings."""
    used = units.spelling.values()
    for variable in layout.variables:
        below = [code for code in used if code.startswith(f"{variable.heading}: ")]
        if below and not variable.plain and not variable.presence:
            yield ImportedCode(variable.heading)
            for code in sorted(below):
                yield ImportedCode(code, parent=variable.heading)


def _codings(
    document: str, units: _Units, spans: Mapping[str, tuple[int, int]]
) -> Iterator[ImportedCoding]:
    for (key, coder), codes in units.given.items():
        for code, memo in codes.items():
            yield ImportedCoding(document, *spans[key], code, author=coder, memo=memo)


def _judged(
    document: str, units: _Units, spans: Mapping[str, tuple[int, int]]
) -> Iterator[ImportedJudgement]:
    """Yield which units each coder judged, so that no code and no judgement are told apart."""
    for coder in units.coders:
        keys = [key for key in units.texts if (key, coder) in units.given]
        passages = tuple(spans[key] for key in keys) if len(keys) < len(units.texts) else ()
        if keys:
            yield ImportedJudgement(document, coder, passages)


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [CodedUnits()]
