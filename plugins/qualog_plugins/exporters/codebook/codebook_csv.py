"""The codebook as a CSV table: what Taguette imports, and Qualog reads back."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qualog.language import Sayable, message, plural
from qualog.options import NoOptions
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import Code, State
from qualog.views.study import Study
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.tables.spreadsheet import Cell, harmless, write_csv

COLUMNS = ("name", "description", "include", "exclude", "examples", "parent")
"""Taguette reads the first two, and passes over the rest."""


class CodebookCsv:
    """One row a code in use; examples are lines of one cell."""

    name = "codebook-csv"
    summary = "The codebook as a CSV table, for Taguette, a spreadsheet or another study"
    suffix = ".csv"
    options = NoOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the table, each code below the one above it, and return which codes have no row."""
        # Taguette guesses the encoding, and is certain of it by the mark that Excel wants, too.
        write_csv(target, _rows(study.state), excel=True)
        return list(_left_out(study.state))


def _rows(state: State) -> Iterator[Sequence[Cell]]:
    yield COLUMNS
    for code, parent in _live(state):
        cells = (
            code.name,
            code.definition,
            code.include,
            code.exclude,
            "\n".join(code.examples),
            parent,
        )
        yield [*map(harmless, cells)]


def _live(state: State) -> Iterator[tuple[Code, str]]:
    """Yield the codes in use, each with the name of the nearest such code above it."""
    above: list[Code] = []
    for depth, code in state.codebook.tree():
        del above[depth:]
        if code.is_live:
            yield code, next((upper.name for upper in reversed(above) if upper.is_live), "")
        above.append(code)


def _left_out(state: State) -> Iterator[Sayable]:
    codes = state.codebook.codes.values()
    for code in codes:
        if code.is_live and any("|" in example or "\n" in example for example in code.examples):
            yield message(
                "An example of the code “{code}” has a line break or a “|”: it is read as several.",
                code=code.name,
            )
    yield from nonzero(
        plural(
            "The file leaves out one code that was merged, split or retired. "
            "To export it: qualog export codebook-md",
            "The file leaves out {n} codes that were merged, split or retired. "
            "To export them: qualog export codebook-md",
            sum(not code.is_live for code in codes),
        ),
        plural(
            "The file leaves out one memo on a code. To export it: qualog export sqlite",
            "The file leaves out {n} memos on codes. To export them: qualog export sqlite",
            sum(memo.about in state.codebook.codes for memo in state.memos.values()),
        ),
    )


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [CodebookCsv()]
