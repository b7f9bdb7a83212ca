"""The limit: the same rows in a table of SQLite's, without Qualog."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.checking import same
from benchmarks.timing import seconds

COLUMNS: Final = (
    "replica TEXT, seq INTEGER, at INTEGER, authors TEXT, kind TEXT, version INTEGER, "
    "command TEXT, together TEXT, subjects TEXT, body BLOB, commitment BLOB, hash BLOB"
)
_CHUNK: Final = 1000

SqlRow = tuple[object, ...]


def table(path: Path, columns: str = COLUMNS) -> sqlite3.Connection:
    """Make a database with an empty table; what is written is as durable as Qualog's."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(f"CREATE TABLE line ({columns})")
    return database


def insert(database: sqlite3.Connection, row: SqlRow) -> None:
    """Insert a row."""
    database.execute(f"INSERT INTO line VALUES ({','.join('?' * len(row))})", row)


def seconds_to_insert(folder: Path, columns: str, rows: Sequence[SqlRow]) -> float:
    """Return how long it takes to insert rows into a new table, in transactions of a thousand."""
    database = table(folder / "raw.db", columns)
    statement = f"INSERT INTO line VALUES ({','.join('?' * len(rows[0]))})"

    def insert_all() -> None:
        for start in range(0, len(rows), _CHUNK):
            database.execute("BEGIN")
            database.executemany(statement, rows[start : start + _CHUNK])
            database.execute("COMMIT")

    took = seconds(insert_all)
    same("raw inserts", count(database), len(rows))
    database.close()
    remove(folder, "raw.db*")
    return took


def count(database: sqlite3.Connection) -> int:
    """Return how many rows a table has."""
    return database.execute("SELECT count(*) FROM line").fetchone()[0]


def codings(path: Path) -> Iterator[SqlRow]:
    """Yield the rows of all codings in a project's file."""
    database = sqlite3.connect(path)
    yield from database.execute("SELECT * FROM line WHERE kind='coding-applied'")
    database.close()


def remove(folder: Path, pattern: str) -> None:
    """Delete files, so that the next round begins with nothing."""
    for path in folder.glob(pattern):
        path.unlink()
