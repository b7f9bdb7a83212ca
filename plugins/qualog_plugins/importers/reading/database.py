"""SQLite databases that other programs wrote, read without trusting them.

A file is opened in place, read-only and as immutable, so that nothing is written beside it.
Only stored columns of tables are read: a view, a virtual table or a computed column can be made
to run forever, and no program that is read here keeps its data in one.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog_plugins.importers.transcripts.dates import milliseconds_of

MAGIC = b"SQLite format 3\x00"
_MOST = 100 * 1024 * 1024  # bytes of one value

Tables = Mapping[str, tuple[str, ...]]
"""Columns, by the names of their tables."""


@frozen
class Record:
    """One row; a value of an unexpected type counts as none."""

    values: dict[str, Any]

    def text(self, column: str) -> str:
        """Return what a column holds as text; "" if it holds nothing, or bytes.

        NUL, which no text can hold, becomes `�`, so that positions stay as they are.
        """
        value = self.values.get(column)
        if value is None or isinstance(value, bytes):
            return ""
        return str(value).replace("\x00", "\ufffd")

    def trimmed(self, column: str) -> str:
        """Return a text without the white space around it."""
        return self.text(column).strip()

    def integer(self, column: str) -> int | None:
        """Return a whole number, however it is stored; None if there is none."""
        value = self.values.get(column)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value if isinstance(value, int) else None

    def date(self, column: str) -> int | None:
        """Return a date in milliseconds of UTC since 1970; None if there is none."""
        return milliseconds_of(self.text(column))


class Database:
    """The tables of one file."""

    def __init__(self, connection: sqlite3.Connection, file: str) -> None:
        self._connection = connection
        self._file = file
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST)
        for setting in ("trusted_schema = OFF", "cell_size_check = ON"):
            list(self._query(f"PRAGMA {setting}"))  # a query is run as its rows are asked for
        self.tables = frozenset(
            str(name)
            for name, sql in self._query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "virtual" not in str(sql).split("(", 1)[0].casefold().split()
        )

    def check(self, needed: Tables, what: Sayable) -> None:
        """Check that tables are there, with their columns.

        Args:
            needed: the columns that each table must have.
            what: what the file should be, with its article ("a Taguette project").

        Raises:
            BadInput: one is missing; the message says which.
        """
        for table, columns in needed.items():
            stored = self._columns(table)
            missing = next((column for column in columns if column not in stored), None)
            if missing is None:
                continue
            lacks = message("no table {table}", table=table)
            if table in self.tables:
                lacks = message("no column {column} in its table {table}",
                                column=missing, table=table)  # fmt: skip
            raise BadInput(
                "{file} is not {what}: it has {lacks}. Export or copy the project again.",
                file=self._file,
                what=what,
                lacks=lacks,
            )

    def rows(self, table: str, *columns: str) -> Iterator[Record]:
        """Yield the rows of a table, with those of the columns that it has; none without it.

        Raises:
            BadInput: the file is damaged.
        """
        stored = self._columns(table)
        present = [column for column in columns if column in stored]
        if not present:
            return
        names = ", ".join(f'"{column}"' for column in present)
        # An index can be made to say what the table does not.
        for values in self._query(f'SELECT {names} FROM "{table}" NOT INDEXED'):
            yield Record(dict(zip(present, values, strict=True)))

    def count(self, table: str) -> int:
        """Return how many rows a table has; 0 if there is no such table."""
        if table not in self.tables:
            return 0
        [(count,)] = self._query(f'SELECT count(*) FROM "{table}" NOT INDEXED')
        return int(count)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _columns(self, table: str) -> set[str]:
        """Return the columns of a table that are stored, not computed."""
        if table not in self.tables:
            return set()
        return {
            str(name)
            for _, name, *_, hidden in self._query(f'PRAGMA table_xinfo("{table}")')
            if not hidden
        }

    def _query(self, query: str) -> Iterable[tuple[Any, ...]]:
        """Yield the rows of a query, which is run as they are asked for."""
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, ValueError, OverflowError) as error:
            raise BadInput(
                "{file} is damaged, or not a database that can be read ({reason}). "
                "Copy or export it again.",
                file=self._file,
                reason=" ".join(str(error).split())[:100],
            ) from None


def open_database(source: Path | bytes, file: str) -> Database:
    """Return an open database.

    Args:
        source: a file, which is opened in place, or the bytes of one that was in an archive.
        file: the file's name, for messages.

    Raises:
        BadInput: it cannot be read, or is damaged.
    """
    try:
        if isinstance(source, bytes):
            connection = sqlite3.connect(":memory:")
            connection.deserialize(source)
        else:
            address = f"{source.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True)
    except (sqlite3.Error, ValueError, OverflowError) as error:
        raise BadInput(
            "{file} cannot be read ({reason}). Copy or export it again.", file=file, reason=error
        ) from None
    try:
        return Database(connection, file)
    except BadInput:
        connection.close()
        raise


def tables_of(path: Path, head: bytes) -> frozenset[str]:
    """Return the names of a file's tables; none if it is not a database."""
    if not head.startswith(MAGIC):
        return frozenset()
    try:
        database = open_database(path, path.name)
    except BadInput:
        return frozenset()
    database.close()
    return database.tables


def unsaved_changes(path: Path) -> Iterator[Sayable]:
    """Yield that there are changes beside the file that a program has not yet written into it."""
    beside = path.with_name(f"{path.name}-wal")
    if beside.is_file() and beside.stat().st_size:
        yield message(
            "what is in {file}, not yet in the project file: close the program that has it open, "
            "and import again",
            file=beside.name,
        )
