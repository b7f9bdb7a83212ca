"""Tables that a spreadsheet opens: as CSV, and with nothing in them that it would run."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from qualog.files import atomic_write

Cell = str | int | datetime | None


_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def harmless(cell: Cell) -> Cell:
    """Return a cell with `'` before it if a spreadsheet would run it as a formula.

    Before `'` there is another, where there are just those before a formula: so whoever reads the
    table can tell which was there.
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def write_csv(target: Path, rows: Iterable[Sequence[Cell]], *, excel: bool) -> None:
    """Write rows as CSV, the headings first.

    Args:
        target: the file.
        rows: the rows.
        excel: whether the file begins with a byte order mark, by which Excel knows that it is
            UTF-8.
    """
    encoding = "utf-8-sig" if excel else "utf-8"
    with atomic_write(target) as draft, draft.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
