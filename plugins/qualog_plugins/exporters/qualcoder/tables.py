"""Writing rows into the tables of a QualCoder project, and how their cells are written."""

import sqlite3
from collections.abc import Sequence

from attrs import frozen

from qualog.state import State
from qualog_plugins.exporters.qualcoder.schema import TABLES
from qualog_plugins.exporters.shared.times import utc


@frozen
class Tables:
    """A database with QualCoder's tables, and the names of those who own its rows.

    A row has one owner, so those who did something jointly are one.
    """

    connection: sqlite3.Connection
    state: State

    def make(self) -> None:
        """Make all tables."""
        for name, columns in TABLES.items():
            self.connection.execute(f"CREATE TABLE {name} ({columns})")

    def add(self, table: str, **cells: object) -> int:
        """Add a row, and return its number."""
        columns, places = ", ".join(cells), ", ".join("?" * len(cells))
        added = self.connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({places})", tuple(cells.values())
        )
        return added.lastrowid or 0

    def owner(self, authors: Sequence[str]) -> str:
        """Return the name under which some authors (ids) own a row."""
        return self.state.author_names(authors)


def when(milliseconds: int) -> str:
    """Return a time, which is UTC milliseconds since 1970, as QualCoder writes it."""
    return f"{utc(milliseconds):%Y-%m-%d %H:%M:%S}"
