"""The codings as an Excel workbook: the same table as CSV, with numbers and times as such."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.language import Sayable, number, plural
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.state.times import last_decided
from qualog.views.study import Study
from qualog_plugins.exporters.shared.archive import write_archive
from qualog_plugins.exporters.shared.escaping import REPLACEMENT
from qualog_plugins.exporters.shared.left_out import memos_on_texts, nonzero
from qualog_plugins.exporters.tables.codings import LayerOptions, columns_of, rows_of
from qualog_plugins.exporters.tables.spreadsheet import Cell, harmless

_LONGEST = 32_767  # characters in a cell of Excel
_TIME = "yyyy-mm-dd hh:mm:ss"
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class CodingsXlsx:
    """One sheet; times are in UTC, since Excel knows no time zones."""

    name = "codings-xlsx"
    summary = "The codings as an Excel workbook, one row a coding, with numbers and times as such"
    suffix = ".xlsx"
    options = LayerOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[Sayable]:
        """Write the workbook, and return which words and memos have no place in it.

        Raises:
            BadInput: the file cannot be written.
        """
        from lxml.etree import SerialisationError
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet, packed = book.create_sheet("codings"), BytesIO()
        with atomic_write(target) as draft:
            try:
                cut = _fill(sheet, study.state, options)
                book.save(packed)
            except SerialisationError as error:  # openpyxl keeps the rows in a file meanwhile
                _close(sheet)
                raise BadInput(
                    "{file} cannot be written: {reason}.", file=target, reason=error
                ) from None
            write_archive(draft, _parts(packed, study.state))
        return [*_cut_off(cut), *memos_on_texts(study.state, study.state.documents)]


def _cut_off(cells: int) -> Sequence[Sayable]:
    return nonzero(
        plural(
            "A cell of Excel holds at most {most} characters; one cell was cut off. "
            "To export it in full: qualog export codings-csv",
            "A cell of Excel holds at most {most} characters; {n} cells were cut off. "
            "To export them in full: qualog export codings-csv",
            cells,
            most=number(_LONGEST),
        )
    )


def _fill(sheet: Any, state: State, options: LayerOptions) -> int:
    """Write the rows, and return how many cells were cut off."""
    from openpyxl.cell import WriteOnlyCell

    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in columns_of(options.layer)])
    cut = 0
    for row in rows_of(state, options.layer):
        values = [_as_excel(cell) for cell in row]
        cut += sum(isinstance(value, str) and len(value) > _LONGEST for value in values)
        cells = [
            WriteOnlyCell(sheet, value[:_LONGEST] if isinstance(value, str) else value)
            for value in values
        ]
        for cell in cells:
            if isinstance(cell.value, datetime):
                cell.number_format = _TIME
        sheet.append(cells)
    return cut


def _close(sheet: Any) -> None:
    """Close what openpyxl leaves open when it cannot write."""
    # Else it fails once more, and aloud, when it is thrown away.
    for part in (sheet._rows, sheet._writer.xf):
        with suppress(Exception):
            part.close()


def _parts(packed: BytesIO, state: State) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a workbook, dated as the last decision, and so always the same."""
    with zipfile.ZipFile(packed) as package:
        for name in package.namelist():
            content = package.read(name)
            if name == "docProps/core.xml":
                dated = rf"\g<1>{last_decided(state):%Y-%m-%dT%H:%M:%SZ}"
                content = _DATED.sub(dated.encode(), content)
            yield name, content


def _as_excel(cell: Cell) -> Cell:
    """Return a cell as Excel can hold it: a control character as a replacement character."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, str):
        return harmless(ILLEGAL_CHARACTERS_RE.sub(REPLACEMENT, cell))
    return cell


@hookimpl
def qualog_exporters() -> Iterable[Exporter]:
    """Return the exporter."""
    return [CodingsXlsx()]
