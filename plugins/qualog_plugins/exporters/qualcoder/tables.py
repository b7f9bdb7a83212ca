"""Writing rows into the tables of a QualCoder project, and how their cells are written."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from qualog.language import Sayable, message
from qualog.state import State
from qualog.state.times import utc
from qualog_plugins.exporters.qualcoder.schema import TABLES
from qualog_plugins.exporters.shared.file_names import distinct


@frozen
class Tables:
    """A database with QualCoder's tables, and the names of those who own its rows.

    A row has one owner, so those who did something jointly are one.
    """

    connection: sqlite3.Connection
    state: State
    _renamed: list[tuple[str, str]] = field(factory=list)

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

    def names(self, names: Iterable[str]) -> list[str]:
        """Return names of which no two are the same, as QualCoder wants them in a table."""
        given = list(names)
        found = distinct(given)
        pairs = zip(given, found, strict=True)
        self._renamed.extend((name, other) for name, other in pairs if name != other)
        return found

    def left_out(self) -> Iterator[Sayable]:
        """Yield what is called otherwise."""
        for name, other in self._renamed:
            yield message(
                "“{name}” is called “{other}” in the project, since another has its name there.",
                name=name,
                other=other,
            )

    def owner(self, authors: Sequence[str]) -> str:
        """Return the name under which some authors (ids) own a row."""
        return self.state.author_names(authors)


def when(milliseconds: int) -> str:
    """Return a time, which is UTC milliseconds since 1970, as QualCoder writes it."""
    return f"{utc(milliseconds):%Y-%m-%d %H:%M:%S}"
