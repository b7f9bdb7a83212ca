"""One transaction on a project file."""

import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from qualog.log.stores.sql.statements import Dialect, Statements
from qualog.log.stores.sql.writing import LogWriter, Rows
from qualog.log.stores.sqlite.format import unguarded

STATEMENTS = Statements(
    Dialect(
        mark="?",
        utf8="CAST({} AS BLOB)",
        hex="lower(hex({}))",
        # SQLite has no statistics of these tables: untold, it reads a whole chain for a rare kind.
        rare="likelihood({}, 0.000001)",
    )
)


class SqliteWriter(LogWriter):
    """One transaction on a project file."""

    statements: ClassVar[Statements] = STATEMENTS

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def _do(self, statement: str, *values: Any) -> int:
        return self._connection.execute(statement, values).rowcount

    def _do_all(self, statement: str, rows: Rows) -> int:
        return self._connection.executemany(statement, rows).rowcount if rows else 0

    def _has_after(self, replica: str, seq: int) -> bool:
        after = self._connection.execute(self.statements.comes_after, (replica, seq))
        return after.fetchone() is not None

    def _insert(self, tables: Mapping[str, Rows]) -> None:
        for table, rows in tables.items():
            self._do_all(self.statements.insert[table], rows)

    def _unguarded(self) -> AbstractContextManager[None]:
        return unguarded(self._connection)

    def _note_erasure(self) -> None:
        self._connection.execute("UPDATE project SET unscrubbed=1")
