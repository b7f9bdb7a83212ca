"""Tables: the rows of a CSV file or of a sheet in Excel, and which column is which.

Columns are told by their headings, without regard to case, in any order; a person may name
them. The delimiter of a CSV file is the one under which the headings are best understood.
"""

import csv
import io
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.reading.zipped import Zipped

Words = Mapping[str, tuple[str, ...]]

_DELIMITERS = (",", ";", "\t", "|")
_EXCEL = (".xlsx", ".xlsm")
_MOST_ALONE = 3
_MOST = 200 * 1024 * 1024


@frozen
class Row:
    """One row that holds anything, with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, index: int | None) -> str:
        """Give what is in a column, without white space around it; "" if it has no such."""
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""


@frozen
class Table:
    """A table: its headings, the rows below them, and how a text that it is was read."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str | None = None

    @property
    def how(self) -> str:
        """How it was read, in words; empty for a workbook."""
        return f"read as {self.encoding}" if self.encoding else ""

    def column(self, named: str) -> int:
        """Give the index of a column by its heading, without regard to case.

        Raises:
            BadInput: there is none; the message says which there are.
        """
        known = [tidy(each).casefold() for each in self.headings]
        if tidy(named).casefold() not in known:
            there = ", ".join(f"'{tidy(each)}'" for each in self.headings if each.strip())
            raise BadInput(f"There is no column '{named}'. The columns are {there}.")
        return known.index(tidy(named).casefold())

    def columns(self, named: str) -> list[int]:
        """Give the indices of columns by their headings, with `;` between, or `,`."""
        return [self.column(each) for each in listed(named)]

    def heading(self, index: int) -> str:
        """Give a column's heading as it is shown."""
        return tidy(self.headings[index])

    def unknown(self, known: Iterable[int | None]) -> list[str]:
        """Say which columns are not among the known ones; many in one line."""
        taken = set(known)
        named = [
            f"'{tidy(heading)}'"
            for index, heading in enumerate(self.headings)
            if heading.strip() and index not in taken
        ]
        if len(named) > _MOST_ALONE:
            return [f"the columns {', '.join(named)}"]
        return [f"the column {each}" for each in named]


def read_table(
    path: Path, words: Words, *, encoding: str | None = None, sheet: str | None = None
) -> Table:
    """Read a file as a table.

    Args:
        path: a CSV file or an Excel workbook.
        words: what columns may be called, by what they hold; for finding the delimiter.
        encoding: a CSV file's encoding; found out if None.
        sheet: which sheet of a workbook; the first if None.

    Raises:
        BadInput: it is no table, or damaged; the message says where.
    """
    data, found = read_bytes(path), None
    if path.suffix.lower() in _EXCEL or data.startswith(b"PK\x03\x04"):
        rows = _sheet_rows(data, path, sheet)
    elif kind := kind_of(data[:16]):
        raise BadInput(f"{path.name} is {kind[0]}, not a table. Save the table as CSV.")
    else:
        text, found = decode(data, path, encoding)
        rows = _csv_rows(text, path, words)
    if not rows:
        raise BadInput(f"{path.name} holds no table.")
    return Table(rows[0].cells, tuple(rows[1:]), found)


def headings_of(path: Path, head: bytes, words: Words) -> tuple[str, ...]:
    """Give the headings of what may be a table, from its first bytes; () if it is none."""
    suffix = path.suffix.lower()
    if suffix in _EXCEL and head.startswith(b"PK\x03\x04"):
        try:
            return read_table(path, words).headings
        except BadInput:
            return ()
    if suffix not in (".csv", ".tsv") or kind_of(head) or not looks_like_text(head):
        return ()
    try:
        text, _ = decode(head, path)
    except BadInput:
        # The head may end within a character, but the headings are before that.
        text = head.decode("utf-8", errors="replace")
    told, rest = _told_delimiter(text.lstrip("\ufeff"))
    line = _first_line(rest)
    return tuple(_cells(line, told or _delimiter(line, words)))


def columns_called(headings: Sequence[str], words: Words) -> dict[str, int]:
    """Find the columns by what they may be called; of several words the earlier goes first."""
    known = [tidy(each).casefold().replace("_", " ") for each in headings]
    return {
        field: known.index(word)
        for field, each in words.items()
        for word in [next((one for one in each if one in known), None)]
        if word is not None
    }


def tidy(text: str) -> str:
    """Give a text with one space wherever it has white space."""
    return " ".join(text.split())


def listed(text: str, separator: str | None = None) -> list[str]:
    """Give what stands between separators: of `;` and `,` the first that is there."""
    between = separator or (";" if ";" in text else ",")
    return [told for each in text.split(between) if (told := tidy(each))]


def _csv_rows(text: str, path: Path, words: Words) -> list[Row]:
    told, rest = _told_delimiter(text)
    delimiter, before = told or _delimiter(_first_line(rest), words), 1 if told else 0
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = before
    try:
        for number, row in enumerate(reader, start=before + 1):
            if any(cell.strip() for cell in row):
                rows.append(Row(number, tuple(row)))
    except csv.Error as error:
        raise BadInput(
            f"{path.name}, row {number + 1}: the quotation marks do not match ({error}). "
            'Put a text that holds " or line breaks in quotation marks, and double those inside.'
        ) from None
    return rows


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """Read the hint that Excel takes, a first line such as `sep=;`; give it and the rest."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    return None, text


def _first_line(text: str) -> str:
    return text.lstrip("\n").partition("\n")[0]


def _delimiter(line: str, words: Words) -> str:
    """Choose the delimiter that makes most known columns of the headings, then most columns."""

    def merit(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(columns_called(cells, words)), len(cells)

    return max(_DELIMITERS, key=merit)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _sheet_rows(data: bytes, path: Path, sheet: str | None) -> list[Row]:
    """Read a sheet without trusting the workbook: its size and its XML are looked at before."""
    try:
        _look_at(data, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the workbook has besides its cells
            from openpyxl import load_workbook

            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            names = book.sheetnames
            if sheet is not None and sheet not in names:
                raise BadInput(f"{path.name} has no sheet '{sheet}'. It has {', '.join(names)}.")
            found = book[sheet or names[0]]
            rows = [
                Row(number, tuple(map(_shown, cells)))
                for number, cells in enumerate(found.iter_rows(values_only=True), start=1)
            ]
    except BadInput:
        raise
    except Exception as error:  # a damaged workbook lets out whatever its XML runs into
        raise BadInput(
            f"{path.name} is damaged, or no Excel workbook ({type(error).__name__}). "
            "Open it and save it anew, or save the table as CSV."
        ) from None
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _look_at(data: bytes, path: Path) -> None:
    package = Zipped(
        data, path.name, most=_MOST,
        advice=message("Open it and save it again, or save the table as CSV."),
        too_large=message("Split it."),
    )  # fmt: skip
    for name in package.names:
        content = package.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise BadInput(
                f"{path.name} declares entities in {name}, which no workbook does. "
                "It may be made to do harm; ask whoever sent it."
            )


def _shown(value: Any) -> str:
    """Give a cell's value as the sheet shows it: a whole number without its `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def numbered(text: str) -> int | None:
    """Read a whole number; None if it is none."""
    told = text.strip().removesuffix(".0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
