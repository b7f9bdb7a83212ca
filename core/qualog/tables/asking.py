"""A study asked with SQL: its tables are made in memory, and nothing can be changed by a query."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from qualog.errors import BadInput, NotFound, QualogError
from qualog.language import message, paragraph
from qualog.tables.database import create_tables, fill_tables
from qualog.tables.frame import Frame, distinct
from qualog.tables.full_text import SEARCHED, stems_sought
from qualog.tables.schema import RELATIONS
from qualog.tables.views import VIEWS
from qualog.views import nouns
from qualog.views.find import close_to
from qualog.views.study import Study

_READING: Final = {
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_SELECT,
}
_OF_FULL_TEXT: Final = (sqlite3.SQLITE_PRAGMA, "data_version", None)
"""What FTS5 itself asks SQLite for when it is searched."""

_STEPS: Final = 50_000
"""After so many of its steps, SQLite looks whether the user has stopped the program."""


def ask(study: Study, query: str) -> Frame:
    """Return what a query finds in the tables of a study.

    Only the tables that it names are filled. `stems('…')` is what to look for in an index of
    stems.

    Raises:
        BadInput: it is not one query that SQLite understands, or it would change something.
        NotFound: it names a table or a column that is not there; the message offers what is.
    """
    import sqlite_utils

    database = sqlite_utils.Database(memory=True)
    try:
        create_tables(database)
        database.conn.create_function("stems", 1, stems_sought, deterministic=True)
        with _explained(query):
            _require_reading(database.conn, query)
        fill_tables(database, study, named_in(query))
        with _explained(query):
            return _answer(database.conn, query)
    finally:
        database.close()


def named_in(query: str) -> set[str]:
    """Return the words of a query, and of those of the views that it names.

    Whatever a query reads is among them. (What SQLite tells its authorizer lacks a table that is
    joined with USING.)
    """
    words = _words(query)
    for view in VIEWS:
        if view.name in words:
            words |= _words(view.query)
    return words


def _words(query: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"\w+", query)}


def _require_reading(connection: sqlite3.Connection, query: str) -> None:
    """Let SQLite understand a query without running it.

    Raises:
        BadInput: it does not read.
        sqlite3.Error: it cannot be understood.
    """
    guard = _Guard()
    connection.set_authorizer(guard)
    connection.execute(f"EXPLAIN {query}").close()
    connection.set_authorizer(None)
    if not guard.selects:
        raise _changes_nothing()


def _answer(connection: sqlite3.Connection, query: str) -> Frame:
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_Guard())
    connection.set_progress_handler(_nothing, _STEPS)
    cursor = connection.execute(query)
    columns = distinct([name for name, *_ in cursor.description])
    return Frame((dict(zip(columns, row, strict=True)) for row in cursor), dict.fromkeys(columns))


def _nothing() -> None:
    # While Python runs this, it sees that Ctrl-C was pressed, and SQLite then stops.
    return None


class _Guard:
    """Lets SQLite read and do nothing else."""

    def __init__(self) -> None:
        self.selects = False

    def __call__(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """Return whether SQLite may do something."""
        if action == sqlite3.SQLITE_SELECT:
            self.selects = True
        is_allowed = action in _READING or (action, first, second) == _OF_FULL_TEXT
        if not is_allowed or second == "load_extension":
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK


@contextmanager
def _explained(query: str) -> Iterator[None]:
    """Turn what SQLite says of a query into a sentence on what is wrong with it.

    Raises:
        BadInput, NotFound: SQLite cannot answer it.
        KeyboardInterrupt: the user stopped it.
    """
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from None
        raise _problem(str(error), query) from None
    except UnicodeError:
        raise BadInput("The query has characters that are none. Type it again.") from None


def _problem(reason: str, query: str) -> QualogError:
    if found := re.fullmatch(r"no such table: (?:main\.)?(.*)", reason):
        return _no_table(found[1])
    if found := re.fullmatch(r"no such column: (.*)", reason):
        return _no_column(found[1], query)
    if found := re.fullmatch(r'near "(.*)": syntax error', reason, re.DOTALL):
        return BadInput("The query cannot be understood near “{near}”.", near=found[1])
    if reason == "incomplete input":
        return BadInput("The query ends too early: there is more to come after its last word.")
    if "one statement at a time" in reason:
        return BadInput("Only one query can be asked at a time. Remove what is behind the “;”.")
    if "not authorized" in reason or "authorization denied" in reason:
        return _changes_nothing()
    return BadInput("The query cannot be answered: {reason}.", reason=reason.rstrip("."))


def _changes_nothing() -> BadInput:
    return BadInput(
        "A query reads the study; it can neither change it nor open another file. "
        "Begin it with SELECT, WITH or VALUES."
    )


def _no_table(name: str) -> NotFound:
    names = [*RELATIONS, *(index for each in SEARCHED for index in (each.words, each.stems))]
    offered = close_to(name.casefold(), names, nouns.TABLE) or message(nouns.TABLE.known)
    return NotFound(paragraph(message(nouns.TABLE.missing, name=name), offered))


def _no_column(name: str, query: str) -> NotFound:
    words = _words(query)
    columns = [
        column.name
        for relation in RELATIONS.values()
        if relation.name in words
        for column in relation.columns
    ]
    wanted = name.rpartition(".")[2].casefold()
    all_names = message(nouns.COLUMN.known, names=", ".join(dict.fromkeys(columns)))
    offered = close_to(wanted, columns, nouns.COLUMN) or all_names
    return NotFound(paragraph(message(nouns.COLUMN.missing, name=name), offered))
