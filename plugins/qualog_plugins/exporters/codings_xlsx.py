"""The codings as an Excel workbook: the same table as CSV, with numbers and times as such."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from qualog.hookspecs import Exporter, hookimpl
from qualog.study import Study
from qualog_plugins.exporters.atomic import written_whole
from qualog_plugins.exporters.codings_table import Cell, LayerOptions, columns_of, rows_of, tamed

_LONGEST = 32_767  # characters in a cell of Excel
_TIME = "yyyy-mm-dd hh:mm:ss"


class CodingsXlsx:
    """One sheet; times are in UTC, since Excel knows no time zones."""

    name = "codings-xlsx"
    summary = "The codings as an Excel workbook, one row a coding, with numbers and times as such"
    suffix = ".xlsx"
    options = LayerOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the workbook; say how many cells were too long for Excel."""
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell

        book = Workbook(write_only=True)
        sheet = book.create_sheet("codings")
        sheet.freeze_panes = "A2"
        sheet.append([each.name for each in columns_of(options.layer)])
        cut = 0
        for row in rows_of(study.state, options.layer):
            told = [_told(cell) for cell in row]
            cut += sum(isinstance(cell, str) and len(cell) > _LONGEST for cell in told)
            cells = [
                WriteOnlyCell(sheet, cell[:_LONGEST] if isinstance(cell, str) else cell)
                for cell in told
            ]
            for cell in cells:
                if isinstance(cell.value, datetime):
                    cell.number_format = _TIME
            sheet.append(cells)
        with written_whole(target) as draft:
            book.save(draft)
        return [f"what is beyond {_LONGEST} characters in a cell: {cut} cells"] if cut else []


def _told(cell: Cell) -> Cell:
    """Give a cell as Excel can hold it: a control character as a replacement character."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    return tamed(ILLEGAL_CHARACTERS_RE.sub("�", cell)) if isinstance(cell, str) else cell


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Give the exporter."""
    return [CodingsXlsx()]
