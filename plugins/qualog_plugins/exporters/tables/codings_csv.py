"""The codings as a table: one row a coding."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.files import atomic_write
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.views.study import Study
from qualog_plugins.exporters.common.texts import memos_on_texts
from qualog_plugins.exporters.tables.codings_table import (
    Cell,
    LayerOptions,
    columns_of,
    rows_of,
    tamed,
)


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

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the table, in the order of the documents; say what memos have no row."""
        encoding = "utf-8-sig" if options.excel else "utf-8"
        with (
            atomic_write(target) as draft,
            draft.open("w", encoding=encoding, newline="") as file,
        ):
            table = csv.writer(file)
            table.writerow(each.name for each in columns_of(options.layer))
            for row in rows_of(study.state, options.layer):
                cells = map(_told, row)
                table.writerow(map(tamed, cells) if options.excel else cells)
        return memos_on_texts(study.state, study.state.documents)


def _told(cell: Cell) -> Cell:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [CodingsCsv()]
