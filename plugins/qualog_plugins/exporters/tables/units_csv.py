"""The units that coders are compared on as a table, for R and other programs: one row a unit.

What a cell says is what `qualog agree` measures: both are made from the same continuum.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.continuum import CodedDocument
from qualog.reliability.data import MISSING
from qualog.reliability.explanations import why_nothing
from qualog.reliability.remaining_text import RemainingText
from qualog.reliability.selection import Selection, compare
from qualog.reliability.spans import codes_in, in_units, stretches
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.tables.codings_table import Cell, tamed

UNIT = ("document", "unit", "start", "end", "words")
NONE = "-"


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

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the table, in the order of the documents.

        Raises:
            BadInput: there is nothing that two coders can be compared on.
        """
        comparison = compare(study, Selection(unit=options.unit))
        if (why := why_nothing(comparison)) is not None:
            raise BadInput(why)
        coded = comparison.coded
        columns = _by_code(coded) if options.by == "code" else _by_set(coded)
        encoding = "utf-8-sig" if options.excel else "utf-8"
        with (
            atomic_write(target) as draft,
            draft.open("w", encoding=encoding, newline="") as file,
        ):
            csv.writer(file).writerows(_rows(study.state, coded, columns))
        return list(_left_out(study.state, coded))


Row = Sequence[Cell]


@frozen
class _Column:
    """A column: its heading, whose judgement it is (an index), and how a set of codes is told."""

    name: str
    coder: int
    tell: Callable[[int], Cell]


def _by_code(coded: CodedStudy) -> list[_Column]:
    def applied(code: int) -> Callable[[int], int]:
        return lambda given: given >> code & 1

    found = coded.continuum
    return [
        _Column(f"{coder}: {code}", number, applied(index))
        for index, code in enumerate(found.codes)
        for number, coder in enumerate(found.coders)
    ]


def _by_set(coded: CodedStudy) -> list[_Column]:
    found = coded.continuum

    def told(given: int) -> Cell:
        codes = sorted(found.codes[index] for index in codes_in(given))
        return tamed(" + ".join(codes)) if codes else NONE

    return [_Column(coder, number, told) for number, coder in enumerate(found.coders)]


def _rows(state: State, coded: CodedStudy, columns: Sequence[_Column]) -> Iterator[Row]:
    yield (*UNIT, *(tamed(each.name) for each in columns))
    compared = in_units(coded.continuum).documents
    for id_, document, judged in zip(coded.document_ids, coded.documents, compared, strict=True):
        kept, text, name = (
            RemainingText.of(state, id_),
            state.text(id_),
            tamed(state.documents[id_].name),
        )
        units = [each for each in document.units if each[0] < each[1]]
        for number, (unit, sets) in enumerate(
            zip(units, _judgements(judged, len(coded.coders)), strict=True), start=1
        ):
            start, end = kept.in_text(*unit)
            cells = (
                None if sets[each.coder] == MISSING else each.tell(sets[each.coder])
                for each in columns
            )
            yield name, number, start, end, tamed(_words(text, kept, start, end)), *cells


def _judgements(document: CodedDocument, coders: int) -> Iterator[tuple[int, ...]]:
    """Give each unit's sets of codes, coder by coder, of a document whose length is its units."""
    for start, end, sets in stretches(document, coders):
        yield from repeat(sets, end - start)


def _words(text: str, kept: RemainingText, start: int, end: int) -> str:
    """Give a unit's words, on one line, without what is left out of the study."""
    cuts = [start, *(edge for gone in kept.removed for edge in gone if start < edge < end), end]
    pieces = [text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return " ".join(" ".join(pieces).split())


def _left_out(state: State, coded: CodedStudy) -> Iterator[str]:
    left_out = coded.left_out
    if left_out.together:
        yield f"codings that several made together ({left_out.together})"
    if left_out.documents:
        names = ", ".join(state.documents[each].name for each in left_out.documents)
        yield f"documents that fewer than two coders judged: {names}"
    for _, reason in left_out.without_units:
        yield str(reason)


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [UnitsCsv()]
