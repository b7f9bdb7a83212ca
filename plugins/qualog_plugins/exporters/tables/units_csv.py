"""The units that coders are compared on as a table, for R and other programs: one row a unit.

What a cell says is what `qualog agree` measures: both are made from the same continuum. A second
table says whose column is which: a name that R and SQL take cannot tell whose.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.continuum import CodedDocument
from qualog.reliability.data import MISSING
from qualog.reliability.explanations import left_out, why_nothing
from qualog.reliability.remaining_text import RemainingText
from qualog.reliability.selection import Selection, compare
from qualog.reliability.spans import codes_in, in_units, stretches
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.tables.column_names import column_names
from qualog_plugins.exporters.tables.spreadsheet import Cell, harmless, write_csv

UNIT = ("document", "unit", "start", "end", "words")
NONE = "-"
"""What a cell holds where the coder judged that no code applies; an empty cell is no judgement."""


@frozen
class Options:
    """What a row is, and what a column is."""

    unit: Literal["turn", "sentence", "answer", "word", "document"] = option(
        "turn", help="what one row is"
    )
    by: Literal["code", "set"] = option(
        "code", help="a column for each coder and code (1, 0), or for each coder (a + b, or -)"
    )
    excel: bool = option(False, help="a byte order mark, by which Excel knows that it is UTF-8")


class UnitsCsv:
    """An empty cell is a missing judgement; `'` stands before what would run as a formula."""

    name = "units-csv"
    summary = "The units that coders are compared on, as a CSV table for R, one row a unit"
    suffix = ".csv"
    options = Options

    def files(self, study: Study, target: Path, options: Any) -> Sequence[Path]:
        """Return the two files: the table, and beside it whose columns it has."""
        return [target, target.with_name(f"{target.stem}.columns{target.suffix}")]

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the table in the order of the documents, and return what is not compared.

        Raises:
            BadInput: there is nothing that two coders can be compared on.
        """
        comparison = compare(study, Selection(unit=options.unit))
        if (why := why_nothing(comparison)) is not None:
            raise BadInput(why)
        coded = comparison.coded
        columns = _by_code(coded) if options.by == "code" else _by_set(coded)
        table, legend = self.files(study, target, options)
        write_csv(table, _rows(study.state, coded, columns), excel=options.excel)
        write_csv(legend, _legend(coded, columns), excel=options.excel)
        return list(left_out(comparison))


Row = Sequence[Cell]


@frozen
class _Column:
    """A column of judgements.

    Attributes:
        name: its heading.
        coder: whose judgements they are (an index).
        code: on which code; empty where on all.
        cell: makes the cell of a set of codes, which is an integer with a bit for each code.
    """

    name: str
    coder: int
    code: str
    cell: Callable[[int], Cell]


def _by_code(coded: CodedStudy) -> list[_Column]:
    def whether_applied(code: int) -> Callable[[int], int]:
        return lambda codes: codes >> code & 1

    coders, codes = coded.continuum.coders, coded.continuum.codes
    judged = [(coder, code) for code in range(len(codes)) for coder in range(len(coders))]
    names = column_names(((coders[coder], codes[code]) for coder, code in judged), UNIT)
    return [
        _Column(name, coder, codes[code], whether_applied(code))
        for name, (coder, code) in zip(names, judged, strict=True)
    ]


def _by_set(coded: CodedStudy) -> list[_Column]:
    continuum = coded.continuum

    def codes_of(codes: int) -> Cell:
        applied = sorted(continuum.codes[index] for index in codes_in(codes))
        return harmless(" + ".join(applied)) if applied else NONE

    # A coder's name alone may be a word of R or SQL: NA, in, or.
    names = column_names(((coder, "codes") for coder in continuum.coders), UNIT)
    return [_Column(name, number, "", codes_of) for number, name in enumerate(names)]


def _legend(coded: CodedStudy, columns: Sequence[_Column]) -> Iterator[Row]:
    yield "column", "coder", "code"
    for column in columns:
        coder = coded.continuum.coders[column.coder]
        yield column.name, harmless(coder), harmless(column.code)


def _rows(state: State, coded: CodedStudy, columns: Sequence[_Column]) -> Iterator[Row]:
    yield (*UNIT, *(column.name for column in columns))
    compared = in_units(coded.continuum).documents
    for id_, document, judged in zip(coded.document_ids, coded.documents, compared, strict=True):
        remaining, text = RemainingText.of(state, id_), state.text(id_)
        name = harmless(state.documents[id_].name)
        # As `in_units` does: what has no characters is not compared, and has no judgements.
        units = [(start, end) for start, end in document.units if start < end]
        judgements = _judgements(judged, len(coded.coders))
        for number, (unit, sets) in enumerate(zip(units, judgements, strict=True), start=1):
            start, end = remaining.in_text(*unit)
            cells = (
                None if sets[column.coder] == MISSING else column.cell(sets[column.coder])
                for column in columns
            )
            yield name, number, start, end, harmless(_words(text, remaining, start, end)), *cells


def _judgements(document: CodedDocument, coders: int) -> Iterator[tuple[int, ...]]:
    """Yield each unit's sets of codes, coder by coder, of a document whose length is its units."""
    for start, end, sets in stretches(document, coders):
        yield from repeat(sets, end - start)


def _words(text: str, remaining: RemainingText, start: int, end: int) -> str:
    """Return a unit's words, on one line, without what is left out of the study."""
    seams = (side for passage in remaining.removed for side in passage if start < side < end)
    cuts = [start, *seams, end]
    pieces = [text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return " ".join(" ".join(pieces).split())


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [UnitsCsv()]
