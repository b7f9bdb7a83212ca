"""The codings as an Excel workbook: the same table as CSV, with numbers and times as such."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from qualog.errors import BadInput
from qualog.files import atomic_write
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Exporter
from qualog.state import State
from qualog.views.study import Study
from qualog_plugins.exporters.common.texts import memos_on_texts, write_archive
from qualog_plugins.exporters.tables.codings_table import (
    Cell,
    LayerOptions,
    columns_of,
    rows_of,
    tamed,
)

_LONGEST = 32_767  # characters in a cell of Excel
_TIME = "yyyy-mm-dd hh:mm:ss"
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class CodingsXlsx:
    """One sheet; times are in UTC, since Excel knows no time zones."""

    name = "codings-xlsx"
    summary = "The codings as an Excel workbook, one row a coding, with numbers and times as such"
    suffix = ".xlsx"
    options = LayerOptions

    def write(self, study: Study, target: Path, options: Any) -> Sequence[str]:
        """Write the workbook; say what of it or of memos found no place."""
        from lxml.etree import SerialisationError
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet, packed = book.create_sheet("codings"), BytesIO()
        with atomic_write(target) as draft:
            try:
                cut = _fill(sheet, study.state, options)
                book.save(packed)
            except SerialisationError as error:  # the rows are in a file of their own meanwhile
                _let_go(sheet)
                raise BadInput(f"{target} cannot be written: {error}.") from None
            write_archive(draft, _parts(packed, study.state))
        told = [f"what is beyond {_LONGEST} characters in a cell: {cut} cells"] if cut else []
        return [*told, *memos_on_texts(study.state, study.state.documents)]


def _fill(sheet: Any, state: State, options: LayerOptions) -> int:
    """Write the rows; give how many cells were cut."""
    from openpyxl.cell import WriteOnlyCell

    sheet.freeze_panes = "A2"
    sheet.append([each.name for each in columns_of(options.layer)])
    cut = 0
    for row in rows_of(state, options.layer):
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
    return cut


def _let_go(sheet: Any) -> None:
    """Close what openpyxl leaves open when it cannot write; it would tell so later, unasked."""
    for part in (sheet._rows, sheet._writer.xf):
        with suppress(Exception):
            part.close()


def _parts(packed: BytesIO, state: State) -> Iterator[tuple[str, bytes]]:
    """Give the parts of a workbook, dated as the last decision, and so always the same."""
    when = datetime.fromtimestamp((state.at >> 16) // 1000, UTC)
    with zipfile.ZipFile(packed) as package:
        for name in package.namelist():
            content = package.read(name)
            if name == "docProps/core.xml":
                content = _DATED.sub(rf"\g<1>{when:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            yield name, content


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
