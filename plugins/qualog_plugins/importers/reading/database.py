"""SQLite databases that other programs wrote, read without trusting them.

A file is opened in place, read-only and as immutable, so that nothing is written beside it.
Only columns that are stored are read, and only of tables: a view, a virtual table or a computed
column can be made to run for ever, and no program that is read here keeps its data in one.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog_plugins.importers.transcripts.dates import milliseconds_of

MAGIC = b"SQLite format 3\x00"
_MOST = 100 * 1024 * 1024  # bytes of one value

Tables = Mapping[str, tuple[str, ...]]


@frozen
class Record:
    """One row; a value of a type that was not to be expected counts as none."""

    values: dict[str, Any]

    def text(self, column: str) -> str:
        """Give what a column holds as text; "" if it holds nothing, or bytes.

        NUL is no character of a text, and reads `�`, so that positions stay as they are.
        """
        value = self.values.get(column)
        if value is None or isinstance(value, bytes):
            return ""
        return str(value).replace("\x00", "\ufffd")

    def said(self, column: str) -> str:
        """Give a text without white space around it."""
        return self.text(column).strip()

    def whole(self, column: str) -> int | None:
        """Give a whole number, however it is stored; None if it is none."""
        value = self.values.get(column)
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value if isinstance(value, int) else None

    def dated(self, column: str) -> int | None:
        """Give a date in milliseconds of UTC since 1970; None if it is none."""
        return milliseconds_of(self.text(column))


class Database:
    """The tables of one file."""

    def __init__(self, connection: sqlite3.Connection, file: str) -> None:
        self._connection = connection
        self._file = file
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST)
        self._ask("PRAGMA trusted_schema = OFF")
        self._ask("PRAGMA cell_size_check = ON")
        self.tables = frozenset(
            str(name)
            for name, sql in self._ask("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "virtual" not in str(sql).split("(", 1)[0].casefold().split()
        )

    def check(self, needed: Tables, what: str) -> None:
        """See that tables are there, with their columns.

        Raises:
            BadInput: one is not; the message says which, and that this is no such project.
        """
        for table, columns in needed.items():
            lacking = [each for each in columns if each not in self._columns(table)]
            if lacking:
                there = table in self.tables
                told = f"no column {lacking[0]} in its table" if there else "no table"
                raise BadInput(
                    f"{self._file} is not {what}: it has {told} {table}. "
                    "Export or copy the project anew, and name that file."
                )

    def rows(self, table: str, *columns: str) -> Iterator[Record]:
        """Give the rows of a table, with those of the columns that it has; none without table.

        Raises:
            BadInput: the file is damaged.
        """
        stored = self._columns(table)
        there = [each for each in columns if each in stored]
        if not there:
            return
        listed = ", ".join(f'"{each}"' for each in there)
        for values in self._ask(f'SELECT {listed} FROM "{table}" NOT INDEXED'):
            yield Record(dict(zip(there, values, strict=True)))

    def count(self, table: str) -> int:
        """Give how many rows a table has; 0 if there is none."""
        if table not in self.tables:
            return 0
        [(count,)] = self._ask(f'SELECT count(*) FROM "{table}" NOT INDEXED')
        return int(count)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _columns(self, table: str) -> set[str]:
        """Give the columns of a table that are stored, not computed."""
        if table not in self.tables:
            return set()
        return {
            str(name)
            for _, name, *_, hidden in self._ask(f'PRAGMA table_xinfo("{table}")')
            if not hidden
        }

    def _ask(self, query: str) -> Iterable[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(query)
        except (sqlite3.Error, ValueError, OverflowError) as error:
            told = " ".join(str(error).split())[:100]
            raise BadInput(
                f"{self._file} is damaged, or no database that can be read ({told}). "
                "Copy or export it anew."
            ) from None


def open_database(source: Path | bytes, file: str) -> Database:
    """Open a database: a file in place, or the bytes of one that lies in an archive.

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
        raise BadInput(f"{file} cannot be read: {error}.") from None
    try:
        return Database(connection, file)
    except BadInput:
        connection.close()
        raise


def tables_of(path: Path, head: bytes) -> frozenset[str]:
    """Give the names of a file's tables; none if it is no database."""
    if not head.startswith(MAGIC):
        return frozenset()
    try:
        database = open_database(path, path.name)
    except BadInput:
        return frozenset()
    database.close()
    return database.tables


def unsaved(path: Path) -> Iterator[str]:
    """Say that a program has changes beside the file which it has not written into it."""
    beside = path.with_name(f"{path.name}-wal")
    if beside.is_file() and beside.stat().st_size:
        yield (
            f"what is in {beside.name}, not yet in the file: close the program that has it open, "
            "and import again"
        )
