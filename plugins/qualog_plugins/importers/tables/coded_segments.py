"""Imports a table of coded segments: a row for each passage of a document that is there already.

A row names the document, the coder, the code (or several, with `;` between) and the passage: by
its words, by start and end (code points, the end not included), or by both, and then both must
fit. Words are found whatever white space and quotation marks they are written with; where they
are not in the document, or more than once, the row is left behind and told, with its number.
The table that `qualog export codings-csv` makes comes in again. Where all rows are of one document,
`on` names it; so a continuum, as pygamma-agreement reads it (coder, code, start, end, without
headings), goes onto the text that it was marked in.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.tables.table import (
    Row,
    Table,
    columns_called,
    headings_of,
    listed,
    numbered,
    read_table,
    tidy,
)

# What a column may be called; of several in one file the earlier is taken.
WORDS: dict[str, tuple[str, ...]] = {
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

    on: str | None = option(None, help="the document that all rows are of, if no column says it")
    document: str | None = option(None, help="the heading of the column of documents")
    coder: str | None = option(None, help="that of coders")
    code: str | None = option(None, help="that of codes")
    quote: str | None = option(None, help="that of the passages' words")
    start: str | None = option(None, help="that of where they start, in characters from 0")
    end: str | None = option(None, help="that of where they end, not included")
    memo: str | None = option(None, help="that of memos")
    separator: str = option(";", help="what stands between codes in one cell")
    sheet: str | None = option(None, help="the sheet of a workbook; the first if not given")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class CodedSegments:
    """The importer of tables of coded segments."""

    name = "coded-segments"
    summary = "A table (CSV, Excel) of coded segments of documents that are there already"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a table with documents, codes and passages."""
        headings = headings_of(path, head, WORDS)
        if _is_continuum(headings):
            return 0.7
        found = columns_called(headings, WORDS).keys()
        passages = "quote" in found or {"start", "end"} <= found
        return 0.95 if {"document", "code"} <= found and passages else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give a coding for each row and code.

        Raises:
            BadInput: a column that is needed is not there, or no row can be read.
        """
        table = read_table(path, WORDS, encoding=options.encoding, sheet=options.sheet)
        if _is_continuum(table.headings):
            table = Table(_CONTINUUM, (Row(1, table.headings), *table.rows), table.encoding)
        columns = columns_of(table, WORDS, options)
        _check(table, columns, path, options.on)
        rows = _Rows(columns, options.separator, options.on or "")
        codings = tuple(coding for row in table.rows for coding in rows.read(row))
        if not codings:
            told = "; ".join(rows.dropped[:5]) or "there is nothing below the headings"
            raise BadInput(f"{path.name} holds no coded segment: {told}.")
        dropped = (*table.unknown(columns.values()), *rows.dropped)
        return Material(codings=codings, dropped=dropped, how=table.how)


def columns_of(table: Table, words: dict[str, tuple[str, ...]], options: Any) -> dict[str, int]:
    """Find each column as a person named it, else by what it may be called.

    Raises:
        BadInput: a column that a person named is not there.
    """
    found = columns_called(table.headings, words)
    for what in words:
        if named := getattr(options, what, None):
            found[what] = table.column(named)
    return found


def _is_continuum(headings: Sequence[str]) -> bool:
    """Say whether what should be headings is a row already: a coder, a code, start and end."""
    return len(headings) == len(_CONTINUUM) and None not in map(numbered, headings[2:])


def _check(table: Table, columns: dict[str, int], path: Path, on: str | None) -> None:
    there = ", ".join(f"'{tidy(each)}'" for each in table.headings if each.strip())
    if "document" not in columns and not on:
        raise BadInput(
            f"{path.name} has no column of documents. Its columns are {there}; say which it is "
            "with -o document=…, or name the document that all rows are of with -o on=…"
        )
    if "code" not in columns:
        raise BadInput(
            f"{path.name} has no column of codes. Its columns are {there}; say which it is with "
            "-o code=…"
        )
    if "quote" not in columns and not {"start", "end"} <= columns.keys():
        raise BadInput(
            f"{path.name} does not say which passages: its columns are {there}. Say which has "
            "their words (-o quote=…), or where they start and end (-o start=… -o end=…)."
        )


@frozen
class _Rows:
    """Reads rows; remembers in words what of them cannot be read."""

    columns: dict[str, int]
    separator: str
    on: str
    dropped: list[str] = field(factory=list)

    def read(self, row: Row) -> Iterator[ImportedCoding]:
        """Give the codings of one row."""
        place = f"row {row.number}"
        cells = {what: row.cell(index) for what, index in self.columns.items()}
        codes = listed(cells["code"], self.separator)
        document = cells.get("document") or self.on
        span = (numbered(cells.get("start", "")), numbered(cells.get("end", "")))
        said = cells.get("start", "") or cells.get("end", "")
        quote = _untamed(cells.get("quote", "")) or None
        coders = listed(cells.get("coder", ""), ";")
        if not codes or not document:
            self.dropped.append(f"{place}: it has no {'document' if codes else 'code'}")
        elif len(coders) > 1:
            self.dropped.append(
                f"{place}: it is by {' and '.join(coders)} together, which is nobody's own coding"
            )
        elif said and None in span:
            self.dropped.append(
                f"{place}: it starts at '{cells.get('start', '')}' and ends at "
                f"'{cells.get('end', '')}', which are no places in a text"
            )
        elif quote is None and None in span:
            self.dropped.append(f"{place}: it does not say which passage")
        else:
            for index, code in enumerate(codes):
                yield ImportedCoding(
                    document,
                    *span,
                    code,
                    author=coders[0] if coders else None,
                    memo=cells.get("memo", "") if index == 0 else "",
                    quote=quote,
                    place=place,
                )


def _untamed(quote: str) -> str:
    """Take off the `'` that keeps a spreadsheet from running what somebody said."""
    return quote[1:] if quote[:1] == "'" and quote[1:2] in ("=", "+", "-", "@") else quote


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [CodedSegments()]
