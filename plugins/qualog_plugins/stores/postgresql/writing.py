"""What is done in one transaction of the database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Final

from qualog.log.stores.sql.statements import COLUMNS, Dialect, Statements
from qualog.log.stores.sql.writing import LogWriter, Rows
from qualog_plugins.stores.postgresql.session import Row, Session

DIALECT: Final = Dialect(
    mark="%s",
    utf8="convert_to({}, 'UTF8')",
    hex="encode({}, 'hex')",
    prefix="qualog_",
    owner="project",
)
STATEMENTS: Final = Statements(DIALECT)

_FEW: Final = 10
"""Up to how many rows are sent as statements: more are copied."""

_BYTES: Final = {"body", "commitment", "hash", "salt", "words", "bytes"}
_NUMBERS: Final = {"seq", "at", "version"}


class Writer(LogWriter):
    """One transaction of one project."""

    statements: ClassVar[Statements] = STATEMENTS

    def __init__(self, session: Session, project: str) -> None:
        super().__init__()
        self._session = session
        self._project = project

    def _do(self, statement: str, *values: Any) -> int:
        return self._session.do(statement, (*values, self._project))

    def _do_all(self, statement: str, rows: Rows) -> int:
        return self._session.send((statement, row) for row in self._owned(rows))

    def _has_after(self, replica: str, seq: int) -> bool:
        after = (replica, seq, self._project)
        return bool(self._session.rows(self.statements.comes_after, after))

    def _insert(self, tables: Mapping[str, Rows]) -> None:
        """Copy what is much, and send the rest at the price of one way to the server and back."""
        few: list[tuple[str, Row]] = []
        for table, rows in tables.items():
            if len(rows) > _FEW and table != "replica":  # heads are written over, not added
                self._session.copy(*_copied(table), self._owned(rows))
            else:
                few += [(self.statements.insert[table], row) for row in self._owned(rows)]
        self._session.send(few)

    @contextmanager
    def _unguarded(self) -> Iterator[None]:
        guard = "SELECT set_config('qualog.branching', %s, true)"
        self._session.do(guard, ("yes",))
        yield  # after an error the transaction is rolled back, and this with it
        self._session.do(guard, ("no",))

    def _note_erasure(self) -> None:
        self._session.do(
            "UPDATE qualog_project SET unscrubbed=unscrubbed+1 WHERE id=%s", (self._project,)
        )

    def _owned(self, rows: Rows) -> Iterator[Row]:
        return ((*row, self._project) for row in rows)


def _copied(table: str) -> tuple[str, list[str]]:
    """Return what a table is copied into, with its columns, and the types of these."""
    columns = DIALECT.with_owner(", ".join(COLUMNS[table]))
    types = [
        "bytea" if name in _BYTES else "int8" if name in _NUMBERS else "text"
        for name in columns.split(", ")
    ]
    return DIALECT.phrase(f"{{{table}}} ({columns})"), types
