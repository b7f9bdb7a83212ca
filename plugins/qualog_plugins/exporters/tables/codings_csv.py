"""The codings as a CSV table: one row a coding."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.language import Sayable
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.shared.left_out import memos_on_texts
from qualog_plugins.exporters.tables.codings import LayerOptions, columns_of, rows_of
from qualog_plugins.exporters.tables.spreadsheet import Cell, harmless, write_csv


@frozen
class Options(LayerOptions):
    """Which codings, and for which program."""

    excel: bool = option(
        True, help="a byte order mark, and ' before what a spreadsheet would run as a formula"
    )


class CodingsCsv:
    """Spans in code points, times in UTC, several values of one cell with '; ' between."""

    name = "codings-csv"
    summary = "The codings as a CSV table, one row a coding"
    suffix = ".csv"
    options = Options

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the table in the order of the documents, and return which memos have no row."""
        write_csv(target, _rows(study.state, options), excel=options.excel)
        return memos_on_texts(study.state, study.state.documents)


def _rows(state: State, options: Options) -> Iterator[Sequence[Cell]]:
    yield [column.name for column in columns_of(options.layer)]
    for row in rows_of(state, options.layer):
        cells = map(_as_text, row)
        yield [*map(harmless, cells)] if options.excel else [*cells]


def _as_text(cell: Cell) -> Cell:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [CodingsCsv()]
