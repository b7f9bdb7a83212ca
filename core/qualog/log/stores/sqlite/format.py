"""The format of a project file: its tables, made and brought up to date, and seen to be so.

It is described for strangers in docs/reference/log-format.md.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from qualog.language import Sayable, message

FORMAT: Final = 3
APPLICATION_ID: Final = 0x514C4F47  # "QLOG"

_FIRST: Final = """
CREATE TABLE project (id TEXT NOT NULL) STRICT;
CREATE TABLE replica (
    replica TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE line (
    replica TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, authors TEXT NOT NULL,
    kind TEXT NOT NULL, version INTEGER NOT NULL, command TEXT NOT NULL, together TEXT NOT NULL,
    subjects TEXT NOT NULL, body BLOB NOT NULL, commitment BLOB NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (replica, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_order ON line (at, replica, seq);
CREATE UNIQUE INDEX line_command ON line (command) WHERE command <> '';
CREATE INDEX line_merges ON line (replica, seq) WHERE kind = 'replicas-merged';
CREATE INDEX line_reverts ON line (kind, replica, seq) WHERE kind = 'decision-reverted';
CREATE TABLE sealed (
    replica TEXT NOT NULL, seq INTEGER NOT NULL, salt BLOB NOT NULL, words BLOB NOT NULL,
    PRIMARY KEY (replica, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE content (id TEXT PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
"""

_SECOND: Final = """
DROP INDEX line_order;
DROP INDEX line_command;
CREATE INDEX line_command ON line (command) WHERE command <> '';
ALTER TABLE project ADD COLUMN readable_from INTEGER NOT NULL DEFAULT 2;
ALTER TABLE project ADD COLUMN unscrubbed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE branch (name TEXT PRIMARY KEY, parent TEXT NOT NULL, seq INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE checkpoint (
    replica TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, key BLOB NOT NULL,
    signature BLOB NOT NULL, PRIMARY KEY (replica, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_erasures ON line (kind, replica, seq) WHERE kind = 'words-erased';
CREATE INDEX line_confirmations ON line (kind, replica, seq) WHERE kind = 'erasure-confirmed';
CREATE INDEX line_withdrawals ON line (kind, replica, seq) WHERE kind = 'consent-withdrawn';
CREATE INDEX line_redactions ON line (kind, replica, seq) WHERE kind = 'decision-redacted';
"""
"""What format 2 changed. `readable_from` is the oldest format whose programs may read the file.

Chains are merged when they are read, so no index on their common order is kept; and two branches
of a replica may both have carried a command out.
"""

_THIRD: Final = """
CREATE INDEX line_beginnings ON line (kind, replica, seq) WHERE kind = 'replica-begun';
CREATE INDEX line_bindings ON line (kind, replica, seq) WHERE kind = 'key-bound';
CREATE INDEX line_acceptances ON line (kind, replica, seq) WHERE kind = 'copy-accepted';
CREATE INDEX line_ends ON line (kind, replica, seq) WHERE kind = 'copy-ended';
CREATE INDEX line_reopenings ON line (kind, replica, seq) WHERE kind = 'copy-reopened';
"""
"""What format 3 changed: chains begin with their author and key, and copies are accepted.

A program of format 2 may read such a file, and must not write to it: what it wrote would be signed
by nobody that the others know.
"""

_LATER: Final = (_SECOND, _THIRD)
"""What leads from each format to the next."""

_GUARDS: Final = """
CREATE TRIGGER line_is_not_changed BEFORE UPDATE ON line
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER line_is_not_deleted BEFORE DELETE ON line
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""


def format_of(connection: sqlite3.Connection) -> int:
    """Return the format of a file: 0 for one that is not a project's."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def make(connection: sqlite3.Connection, project: str) -> None:
    """Make the tables of a new project, in the transaction that is open."""
    _run(connection, _FIRST + _GUARDS)
    connection.execute("INSERT INTO project VALUES (?)", (project,))
    bring_up_to_date(connection)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Let the tables be those of today's format, in the transaction that is open."""
    found = format_of(connection)
    if found < FORMAT:
        for step in _LATER[max(found, 1) - 1 :]:
            _run(connection, step)
        connection.execute(f"PRAGMA user_version={FORMAT}")


@contextmanager
def unguarded(connection: sqlite3.Connection) -> Iterator[None]:
    """Let lines be changed meanwhile, as is done only where a chain forked."""
    connection.execute("DROP TRIGGER line_is_not_changed")
    connection.execute("DROP TRIGGER line_is_not_deleted")
    yield  # after an error the transaction is rolled back, and the guards are there again
    _run(connection, _GUARDS)


def deviations(connection: sqlite3.Connection) -> Iterator[Sayable]:
    """Yield what about the tables is not as Qualog makes them: clauses for a sentence."""
    found = format_of(connection)
    if found <= FORMAT and _tables(connection) != _tables_of(found):
        yield message("a table, an index or a guard is not as Qualog makes it")
    if connection.execute("SELECT count(*) FROM project").fetchone() != (1,):
        yield message("it does not say of which one project it is")
    wrong = "SELECT 1 FROM project WHERE readable_from <> 2"
    if 2 <= found <= FORMAT and connection.execute(wrong).fetchone():
        yield message("it is wrong about which versions of Qualog may read it")


def _tables(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))


def _tables_of(format_: int) -> set[tuple[str, ...]]:
    made = sqlite3.connect(":memory:")
    try:
        for step in (_FIRST + _GUARDS, *_LATER[: max(format_, 1) - 1]):
            _run(made, step)
        return _tables(made)
    finally:
        made.close()


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements one by one: `executescript` would commit what is open."""
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement)
