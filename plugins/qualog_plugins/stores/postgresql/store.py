"""The log of one project in a PostgreSQL database that several people write at once.

Nobody waits for another replica: who writes in a replica holds the row of its head, and takes
the next number from it; so numbers have no gaps, and a reader who knows how far it came in each
replica misses nothing. Who merges from another copy holds the rows of all heads.
"""

import platform
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from getpass import getuser
from typing import Any, ClassVar, Final

import psycopg

from qualog.errors import LogError
from qualog.log.entry import LogEntry
from qualog.log.store import StoredContent, T, TransactionBody
from qualog.log.stores.sql.reading import ChainPart, LogReader
from qualog.log.stores.sql.statements import Statements
from qualog_plugins.stores.postgresql import schema
from qualog_plugins.stores.postgresql.address import Address
from qualog_plugins.stores.postgresql.projects import choose
from qualog_plugins.stores.postgresql.session import Row, Session, reason
from qualog_plugins.stores.postgresql.writing import STATEMENTS, Writer

_PAGE: Final = 2000
_PAGE_OF_WORDS: Final = 500


class PostgresqlStore(LogReader):
    """One project in a database, among others."""

    statements: ClassVar[Statements] = STATEMENTS

    def __init__(self, session: Session, project: str, *, writable: bool = True) -> None:
        self.project = project
        self.writable = writable
        self._session = session
        self._is_up_to_date = False

    @classmethod
    def open(cls, url: str) -> "PostgresqlStore":
        """Open the project that a URL names, or the only one that is in the database.

        Raises:
            LogError: the server cannot be reached, or a newer version made the tables.
            NotFound: there is no such project, or none, or several and none is named.
        """
        address = Address.of(url)
        session = _session(address)
        try:
            with _errors_of_ours(session):
                version, readable_from = schema.version_of(session)
                if readable_from > len(schema.MIGRATIONS):
                    raise _newer(session, version)
                project = choose(session, address.project)
                return cls(session, project, writable=version <= len(schema.MIGRATIONS))
        except BaseException:
            session.close()
            raise

    @classmethod
    def create(cls, url: str, project: str) -> "PostgresqlStore":
        """Open the place of a project in a database, made where it is not there yet.

        Raises:
            LogError: the server cannot be reached or written, or the URL names another project.
        """
        address = Address.of(url)
        if not project.startswith(address.project):
            raise LogError("The URL names another project: this one is {project}.", project=project)
        session = _session(address)
        try:
            with _errors_of_ours(session):
                version, _ = schema.version_of(session)
                if version > len(schema.MIGRATIONS):
                    raise _newer(session, version)
                schema.bring_up_to_date(session)
                session.again(
                    lambda: session.do(
                        "INSERT INTO qualog_project (id) VALUES (%s) ON CONFLICT DO NOTHING",
                        [project],
                    )
                )
            return cls(session, project)
        except BaseException:
            session.close()
            raise

    @property
    def name(self) -> str:
        """What to call it in messages: its URL, without a password."""
        return self._session.named(self.project)

    @property
    def place(self) -> dict[str, Any]:
        """Who asks from which machine, and the database: each writes a replica of its own."""
        session = self._session
        return {
            "machine": platform.node(),
            "user": getuser(),
            "server": f"{session.host}:{session.port}",
            "database": session.database,
        }

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction, durable on return.

        It is done again, a few times, if the database asks for that or its server was gone. If
        the connection broke while it was being confirmed, it is looked for before that: a
        decision is never written twice.
        """
        session = self._session
        if not self.writable:
            version, _ = schema.version_of(session)
            raise _newer(session, version)
        last: LogEntry | None = None
        done: list[T] = []

        def attempt() -> bool:
            nonlocal last
            with session.transaction():
                version = self._lock(replica)
                if version > len(schema.MIGRATIONS):  # since this was opened
                    raise _newer(session, version)
                if last is not None and self._is_here(last):
                    return False  # it was kept after all: only the answer was lost
                writer = Writer(session, self.project)
                done[:] = [act(writer)]
                last = writer.last
            return writer.erased

        try:
            with _errors_of_ours(session):
                if not self._is_up_to_date:
                    schema.bring_up_to_date(session)
                    self._is_up_to_date = True
                erased = session.again(attempt)
        except LogError as error:
            if last is not None and session.lost:
                raise LogError(
                    "The connection to {place} broke while a decision was being written, and the "
                    "server did not come back. Whether it was written is not known. Look at the "
                    "log before you repeat it: qualog log",
                    place=session.place,
                ) from error
            raise
        if erased:
            self.scrub()
        return done[0]

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Return contents by id, without those that were erased."""
        rows = self._rows(
            "SELECT id, salt, bytes FROM qualog_content WHERE id=ANY(%s) AND project=%s", list(ids)
        )
        return {row[0]: StoredContent._make(row) for row in rows}

    @property
    def scrubbed(self) -> bool:
        """Whether the tables hold nothing of erased words any more, in unused places too."""
        rows = self._rows("SELECT 1 FROM qualog_project WHERE id=%s AND unscrubbed > 0")
        return not rows

    def scrub(self) -> bool:
        """Write the tables of words again, without what was erased; return whether that is done.

        What is deleted stays in a table's file until then. It cannot be done while an older
        transaction of anybody's is open; nor does it reach the server's own journal and backups.
        """
        session = self._session
        count = "SELECT unscrubbed FROM qualog_project WHERE id=%s"
        [(erasures,)] = self._rows(count)
        if not erasures:
            return True
        try:
            with _errors_of_ours(session):
                session.do("SET lock_timeout = '10s'")
                kept = [
                    int(said.split()[0])  # "0 dead row versions cannot be removed yet …"
                    for said in session.notices_of(
                        "VACUUM (FULL, VERBOSE) qualog_sealed, qualog_content"
                    )
                    if said[:1].isdigit()
                ]
                session.do("RESET lock_timeout")
                if kept == [0, 0]:
                    session.do(
                        "UPDATE qualog_project SET unscrubbed=0 WHERE id=%s AND unscrubbed=%s",
                        (self.project, erasures),
                    )
        except LogError:
            pass  # somebody holds the tables: `scrubbed` says so, and the next try may do it
        return self.scrubbed

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()

    def _lock(self, replica: str | None) -> int:
        """Hold the rows of the heads that are to be written until the transaction ends.

        The project's own row is held by who merges from a copy, and by who begins a replica.

        Returns:
            The version of the tables, on the same way to the server and back.
        """
        version = "SELECT (SELECT version FROM qualog_version)"
        project = f"{version} FROM qualog_project WHERE id=%s FOR UPDATE"
        if replica is None:
            [(found,)] = self._rows(project)
            self._rows("SELECT 1 FROM qualog_replica WHERE project=%s ORDER BY replica FOR UPDATE")
            return int(found)
        head = f"{version} FROM qualog_replica WHERE replica=%s AND project=%s FOR UPDATE"
        rows = self._rows(head, replica)
        if not rows:
            rows = self._rows(project)
            self._rows(head, replica)  # another program may have begun it meanwhile
        return int(rows[0][0])

    def _is_here(self, entry: LogEntry) -> bool:
        """Return whether an entry was kept, under whatever name its chain has by now."""
        query = "SELECT 1 FROM qualog_line WHERE seq=%s AND hash=%s AND project=%s"
        return bool(self._rows(query, entry.seq, entry.hash))

    def _rows(self, statement: str, *values: Any) -> list[Row]:
        with _errors_of_ours(self._session):
            return self._session.rows(statement, (*values, self.project))

    def _chain(self, part: ChainPart) -> Iterator[Any]:
        """Yield rows of one chain, asked for a page at a time: a server sends an answer whole."""
        page = _PAGE_OF_WORDS if "words" in part.columns else _PAGE
        seq, after = part.columns.split(", ").index("seq"), part.after
        chain = self.statements.chain(part.columns, part.source, part.condition)
        while True:
            rows = self._rows(f"{chain} LIMIT {page}", part.replica, after + 1, *part.values)
            yield from rows
            if len(rows) < page:
                return
            after = rows[-1][seq]


@contextmanager
def _errors_of_ours(session: Session) -> Iterator[None]:
    """Raise errors of the database as ours, outside of what may be tried again."""
    try:
        yield
    except psycopg.Error as error:
        if session.in_transaction:
            raise
        raise LogError(
            "The database {place} answered: {reason}. Nothing was changed.",
            place=session.place,
            reason=reason(error),
        ) from None


def _session(address: Address) -> Session:
    try:
        return Session(address.conninfo)
    except psycopg.Error as error:
        raise LogError("The database cannot be opened: {reason}.", reason=reason(error)) from None


def _newer(session: Session, version: int) -> LogError:
    return LogError(
        "The tables in {place} were made by a newer version of Qualog (tables {version}; this "
        "version knows {known}). Nothing was changed. Upgrade Qualog: pip install --upgrade qualog",
        place=session.place,
        version=version,
        known=len(schema.MIGRATIONS),
    )
