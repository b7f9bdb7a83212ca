"""Imports a table of coded segments: a row for each passage of a document that is there already.

A row names the document, the coder, the code (or several, with `;` between) and the passage: by
its words, by start and end (code points, the end not included), or by both, and then both must
fit. Words are found whatever white space and quotation marks they are written with; where they
are not in the document, or more than once, the row is left behind and reported with its number.
The table that `qualog export codings-csv` writes can be imported again. Where all rows are of one
document, `on` names it; so a continuum, as pygamma-agreement reads it (coder, code, start, end,
without headings), goes onto the text that it was marked in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message
from qualog.material import ImportedCoding, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    find_columns,
    headings_of,
    read_table,
    split_list,
    unmarked,
    whole_number,
)

_HEADINGS: dict[str, tuple[str, ...]] = {
    "document": ("document", "document name", "documents", "file", "file name", "filename",
                 "source", "transcript", "interview", "dokument", "fil", "källa", "intervju"),
    "coder": ("coder", "coders", "coder id", "annotator", "annotator id", "rater", "coded by",
              "author", "user", "created by", "kodare"),
    "code": ("code", "codes", "code name", "label", "labels", "category", "categories", "tag",
             "tags", "kod", "koder", "kategori"),
    "quote": ("quotation", "quote", "quotation content", "coded segment", "coded text", "segment",
              "passage", "excerpt", "text", "content", "citat", "utdrag"),
    "start": ("start", "begin", "start offset", "från"),
    "end": ("end", "stop", "end offset", "till"),
    "memo": ("memo", "memos", "comment", "comments", "note", "notes", "kommentar",
             "anteckning"),
}  # fmt: skip
_CONTINUUM = ("coder", "code", "start", "end")


@frozen
class Options:
    """Which column is which; found by their headings if not given."""

    on: str | None = option(None, help="the document of all rows, where no column names one")
    document: str | None = option(None, help="heading of the column of documents")
    coder: str | None = option(None, help="heading of the column of coders")
    code: str | None = option(None, help="heading of the column of codes")
    quote: str | None = option(None, help="heading of the column of the passages' words")
    start: str | None = option(
        None, help="heading of the column of where passages start, in characters from 0"
    )
    end: str | None = option(
        None, help="heading of the column of where passages end, that character not included"
    )
    memo: str | None = option(None, help="heading of the column of memos")
    separator: str = option(";", help="what separates several codes in one cell")
    sheet: str | None = option(None, help="sheet of the workbook; else the first")
    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class CodedSegments:
    """The importer of tables of coded segments."""

    name = "coded-segments"
    summary = "A table (CSV, Excel) of coded segments, onto documents that the project has"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a table with documents, codes and passages."""
        headings = headings_of(path, head, _HEADINGS)
        if _is_continuum(headings):
            return 0.7
        found = find_columns(headings, _HEADINGS).keys()
        passages = "quote" in found or {"start", "end"} <= found
        return 0.95 if {"document", "code"} <= found and passages else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return a coding for each row and code.

        Raises:
            BadInput: a column that is needed is not there, or no row can be read.
        """
        table = read_table(path, _HEADINGS, encoding=options.encoding, sheet=options.sheet)
        if _is_continuum(table.headings):
            first = Row(1, table.headings)
            table = evolve(table, headings=_CONTINUUM, rows=(first, *table.rows))
        columns = table.chosen_columns(_HEADINGS, options)
        _check(table, columns, options.on)
        reader = _RowReader(columns, options.separator, options.on or "")
        codings = tuple(coding for row in table.rows for coding in reader.read(row))
        if not codings:
            raise BadInput(
                "{file} holds no coded segment that can be imported: {reason}.",
                file=path.name,
                reason=next(iter(reader.dropped), message("there is nothing below the headings")),
            )
        dropped = (*table.left_behind(columns.values()), *reader.dropped)
        return Material(codings=codings, dropped=dropped, how=table.how)


def _is_continuum(headings: Sequence[str]) -> bool:
    """Return whether what should be headings is a row already: a coder, a code, start and end."""
    return len(headings) == len(_CONTINUUM) and None not in map(whole_number, headings[2:])


def _check(table: Table, columns: Mapping[str, int], on: str | None) -> None:
    """Raise BadInput where no column says which document, which code or which passage."""
    there = table.shown_headings
    if "document" not in columns and not on:
        raise BadInput(
            "{file} has no column of documents. Its columns are: {columns}. To name the column: "
            "-o document=…; to name the one document of all rows: -o on=…",
            file=table.file,
            columns=there,
        )
    if "code" not in columns:
        raise BadInput(
            "{file} has no column of codes. Its columns are: {columns}. To name the column: "
            "-o code=…",
            file=table.file,
            columns=there,
        )
    if "quote" not in columns and not {"start", "end"} <= columns.keys():
        raise BadInput(
            "{file} does not say which passages are coded. Its columns are: {columns}. To name "
            "the column of their words: -o quote=…; to name those of where they start and end: "
            "-o start=… -o end=…",
            file=table.file,
            columns=there,
        )


@frozen
class _RowReader:
    """Reads rows; `dropped` is what of them could not be read.

    `columns` are indices by what they hold; `on` is the document of rows that name none.
    """

    columns: Mapping[str, int]
    separator: str
    on: str
    dropped: list[Sayable] = field(factory=list)

    def read(self, row: Row) -> Iterator[ImportedCoding]:
        """Yield the codings of one row."""
        place = message("row {row}", row=row.number)
        cells = {content: row.cell(index) for content, index in self.columns.items()}
        codes = split_list(cells["code"], self.separator)
        document = cells.get("document") or self.on
        start, end = cells.get("start", ""), cells.get("end", "")
        span = (whole_number(start), whole_number(end))
        quote = unmarked(cells.get("quote", "")) or None
        coders = split_list(cells.get("coder", ""), ";")
        if not document:
            self.dropped.append(message("{place}, which has no document", place=place))
        elif not codes:
            self.dropped.append(message("{place}, which has no code", place=place))
        elif len(coders) > 1:
            self.dropped.append(
                message(
                    "{place}, which {coders} coded jointly: it is nobody's own coding",
                    place=place,
                    coders=listing(coders),
                )
            )
        elif (start or end) and None in span:
            self.dropped.append(
                message(
                    "{place}: it starts at “{start}” and ends at “{end}”, which are not "
                    "positions in a text",
                    place=place,
                    start=start,
                    end=end,
                )
            )
        elif quote is None and None in span:
            self.dropped.append(message("{place}, which does not say which passage", place=place))
        else:
            for index, code in enumerate(codes):
                yield ImportedCoding(
                    document,
                    *span,
                    code,
                    author=coders[0] if coders else None,
                    memo=cells.get("memo", "") if index == 0 else "",
                    quote=quote,
                    place=str(place),
                )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [CodedSegments()]
