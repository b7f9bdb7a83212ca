"""Tables that a spreadsheet opens: as CSV, and with nothing in them that it would run."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from qualog.files import atomic_write

Cell = str | int | datetime | None


def harmless(cell: Cell) -> Cell:
    """Return a cell with `'` before it if a spreadsheet would run it as a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    return f"'{cell}" if is_formula else cell


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
