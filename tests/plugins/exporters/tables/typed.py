"""The table of codings as CSV has it, for the forms with types to be held against."""

import csv
from datetime import UTC, datetime

from qualog_plugins.exporters.tables.codings_csv import CodingsCsv

LAYERS = ["coders", "consensus"]


def as_csv(cell):
    """Return a cell as a CSV file has it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=UTC).isoformat(timespec="seconds")
    return "" if cell is None else str(cell)


def csv_rows(export, **options):
    """Return the rows of the CSV table, the headings first."""
    with export(CodingsCsv(), **options)[0].open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
