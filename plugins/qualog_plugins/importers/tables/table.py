"""Tables: the rows of a CSV file or of a sheet in Excel, and which column is which.

Columns are told apart by their headings, without regard to case, in any order; a person may name
them. The delimiter of a CSV file is the one under which the headings are best understood.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog_plugins.importers.placing.names import quoted, tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.reading.zipped import Zipped

KnownHeadings = Mapping[str, tuple[str, ...]]
"""What a column may be called, by what it holds; where a file has several, the earlier counts."""

_DELIMITERS = (",", ";", "\t", "|")
_EXCEL = (".xlsx", ".xlsm")
_MARKED = re.compile(r"^'(?='*[=+\-@\t\r\n])")
_MOST_BYTES = 200 * 1024 * 1024
_MOST_NAMED = 30


@frozen
class Row:
    """One row that holds anything, with its number as a spreadsheet counts."""

    number: int
    cells: tuple[str, ...]

    def cell(self, index: int | None) -> str:
        """Return what is in a column, without white space around it; "" if it has no such."""
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""


@frozen
class Table:
    """A table.

    Attributes:
        file: the name of its file, for messages.
        headings: its headings as they are in the file.
        rows: the rows below them.
        encoding: what it was decoded from; None for a workbook.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    encoding: str | None = None

    @property
    def how(self) -> Sayable:
        """How it was read, in words; empty for a workbook."""
        return message("read as {encoding}", encoding=self.encoding) if self.encoding else ""

    @property
    def named_columns(self) -> list[int]:
        """The indices of the columns that have a heading."""
        return [index for index, heading in enumerate(self.headings) if heading.strip()]

    @property
    def shown_headings(self) -> Sayable:
        """Its headings as a list, for messages."""
        return quoted((self.headings[index] for index in self.named_columns), _MOST_NAMED)

    def column(self, named: str) -> int:
        """Return the index of a column by its heading, without regard to case.

        Raises:
            BadInput: there is none; the message says which there are.
        """
        known = [tidy(heading).casefold() for heading in self.headings]
        if tidy(named).casefold() not in known:
            raise BadInput(
                "{file} has no column “{column}”. Its columns are: {columns}.",
                file=self.file,
                column=named,
                columns=self.shown_headings,
            )
        return known.index(tidy(named).casefold())

    def columns(self, named: str) -> list[int]:
        """Return the indices of columns by their headings, with `;` between, or `,`."""
        return [self.column(heading) for heading in split_list(named)]

    def chosen_columns(self, known: KnownHeadings, options: Any) -> dict[str, int]:
        """Return the columns by what they hold: as options of that name say, else by headings.

        Raises:
            BadInput: a column that a person named is not there.
        """
        found = find_columns(self.headings, known)
        for content in known:
            if named := getattr(options, content, None):
                found[content] = self.column(named)
        return found

    def heading(self, index: int) -> str:
        """Return a column's heading as it is shown."""
        return tidy(self.headings[index])

    def too_many_cells(self, row: Row) -> Sayable | None:
        """Return what is wrong with a row that goes on beyond the headings; None if it does not."""
        if not any(cell.strip() for cell in row.cells[len(self.headings) :]):
            return None
        return message(
            "row {row} has more cells ({cells}) than the table has columns ({columns}); "
            "put a text that holds the delimiter in quotation marks",
            row=row.number,
            cells=len(row.cells),
            columns=len(self.headings),
        )

    def left_behind(self, read: Iterable[int | None]) -> Iterator[Sayable]:
        """Yield, in one phrase, the columns that are not among those that were read."""
        known = set(read)
        unread = [self.headings[index] for index in self.named_columns if index not in known]
        if unread:
            yield plural(
                "the column {columns}", "the columns {columns}", len(unread), columns=quoted(unread)
            )


def read_table(
    path: Path, known: KnownHeadings, *, encoding: str | None = None, sheet: str | None = None
) -> Table:
    """Return the table in a file.

    Args:
        path: a CSV file or an Excel workbook.
        known: what columns may be called, for finding the delimiter.
        encoding: a CSV file's encoding; detected if None.
        sheet: which sheet of a workbook; the first if None.

    Raises:
        BadInput: it is not a table, or damaged; the message says where.
    """
    data, used = read_bytes(path), None
    if path.suffix.lower() in _EXCEL or data.startswith(b"PK\x03\x04"):
        rows = _sheet_rows(data, path, sheet)
    elif kind := kind_of(data[:16]):
        raise BadInput(
            "{file} is {kind}, not a table. Save the table as CSV.", file=path.name, kind=kind.name
        )
    else:
        text, used = decode(data, path, encoding)
        rows = _csv_rows(text, path, known)
    if not rows:
        raise BadInput(
            "{file} holds no table: all its rows are empty. Check that it is the right file.",
            file=path.name,
        )
    return Table(path.name, rows[0].cells, tuple(rows[1:]), used)


def headings_of(path: Path, head: bytes, known: KnownHeadings) -> tuple[str, ...]:
    """Return the headings of what may be a table, from its first bytes; () if it is none."""
    suffix = path.suffix.lower()
    if suffix in _EXCEL and head.startswith(b"PK\x03\x04"):
        try:
            return read_table(path, known).headings
        except BadInput:
            return ()
    if suffix not in (".csv", ".tsv") or kind_of(head) or not looks_like_text(head):
        return ()
    try:
        text, _ = decode(head, path)
    except BadInput:
        # The head may end within a character, but the headings are before that.
        text = head.decode("utf-8", errors="replace")
    hinted, rest = _hinted_delimiter(text.lstrip("\ufeff"))
    line = _first_line(rest)
    return tuple(_cells(line, hinted or _delimiter(line, known)))


def find_columns(headings: Sequence[str], known: KnownHeadings) -> dict[str, int]:
    """Return the indices of the columns whose headings are known, by what they hold."""
    there = [tidy(heading).casefold().replace("_", " ") for heading in headings]
    return {
        content: there.index(name)
        for content, names in known.items()
        for name in [next((name for name in names if name in there), None)]
        if name is not None
    }


def split_list(text: str, separator: str | None = None) -> list[str]:
    """Return what stands between separators: of `;` and `,` the first that is there."""
    between = separator or (";" if ";" in text else ",")
    return [part for piece in text.split(between) if (part := tidy(piece))]


def unmarked(cell: str) -> str:
    """Return a cell without the `'` that keeps a spreadsheet from running it as a formula."""
    return _MARKED.sub("", cell)


def whole_number(text: str) -> int | None:
    """Return the whole number that a text is, from 0; None if it is none."""
    digits = text.strip().removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _csv_rows(text: str, path: Path, known: KnownHeadings) -> list[Row]:
    hinted, rest = _hinted_delimiter(text)
    delimiter = hinted or _delimiter(_first_line(rest), known)
    number = above = 1 if hinted else 0  # the hint is a row too, as a spreadsheet counts
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, start=above + 1):
            if any(cell.strip() for cell in cells):
                rows.append(Row(number, tuple(cells)))
    except csv.Error as error:
        raise BadInput(
            "{file}, row {row}: the quotation marks do not match ({error}). "
            'Put a text that holds " or line breaks in quotation marks, and double those inside.',
            file=path.name,
            row=number + 1,
            error=error,
        ) from None
    return rows


def _hinted_delimiter(text: str) -> tuple[str | None, str]:
    """Return the delimiter that a first line for Excel names, such as `sep=;`, and the rest."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], rest
    return None, text


def _first_line(text: str) -> str:
    return text.lstrip("\n").partition("\n")[0]


def _delimiter(line: str, known: KnownHeadings) -> str:
    """Return the delimiter that makes most known columns of the headings, then most columns."""

    def merit(delimiter: str) -> tuple[int, int]:
        cells = _cells(line, delimiter)
        return len(find_columns(cells, known)), len(cells)

    return max(_DELIMITERS, key=merit)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _sheet_rows(data: bytes, path: Path, sheet: str | None) -> list[Row]:
    """Return the rows of a sheet; its size and its XML are looked at before it is trusted."""
    try:
        _check_workbook(data, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the workbook has besides its cells
            from openpyxl import load_workbook

            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            names = book.sheetnames
            if sheet is not None and sheet not in names:
                raise BadInput(
                    "{file} has no sheet “{sheet}”. Its sheets are: {sheets}.",
                    file=path.name,
                    sheet=sheet,
                    sheets=quoted(names),
                )
            found = book[sheet or names[0]]
            rows = [
                Row(number, tuple(map(_shown, cells)))
                for number, cells in enumerate(found.iter_rows(values_only=True), start=1)
            ]
    except BadInput:
        raise
    except Exception as error:  # a damaged workbook lets out whatever its XML runs into
        raise BadInput(
            "{file} is damaged, or not an Excel workbook ({error}). "
            "Open it and save it again, or save the table as CSV.",
            file=path.name,
            error=type(error).__name__,
        ) from None
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _check_workbook(data: bytes, path: Path) -> None:
    """Raise BadInput for a workbook that unpacks to too much, or declares entities."""
    package = Zipped(
        data,
        path.name,
        most=_MOST_BYTES,
        advice=message("Open it and save it again, or save the table as CSV."),
        too_large=message("Split it."),
    )
    for name in package.names:
        content = package.read(name)
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise BadInput(
                "{file} declares entities in {part}, which no workbook does. "
                "It may have been made to do harm; ask whoever sent it.",
                file=path.name,
                part=name,
            )


def _shown(value: Any) -> str:
    """Return a cell's value as the sheet shows it: a whole number without its `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
