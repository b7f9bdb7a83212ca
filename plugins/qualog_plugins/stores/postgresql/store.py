"""The log of one project in a PostgreSQL database that several people write at once.

Nobody waits for another replica: who writes in a replica holds the row of its head, and takes
the next number from it; so numbers have no gaps, and a reader who knows how far it came in each
replica misses nothing. Who takes in from another copy holds the rows of all heads.
"""

import heapq
import platform
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import msgspec
import psycopg

from qualog.errors import LogError, NotFound
from qualog.log.contents import contents_named
from qualog.log.entry import Head, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import (
    EVERYTHING,
    ChainRow,
    FoldRow,
    LogRange,
    StoredContent,
    StoredEntry,
    TransactionBody,
)
from qualog_plugins.stores.postgresql import schema
from qualog_plugins.stores.postgresql.address import Address
from qualog_plugins.stores.postgresql.session import Row, Session, reason
from qualog_plugins.stores.postgresql.writing import Writing

T = TypeVar("T")

_PAGE: Final = 2000
_PAGE_OF_WORDS: Final = 500

_LINE: Final = ", ".join(LogEntry._fields)
_FOLD: Final = ", ".join(FoldRow._fields)
_CHAIN: Final = ", ".join(ChainRow._fields)


class PostgresqlStore:
    """One project in a database, among others."""

    came_by_mail: Final = False

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
            with _told(session):
                version, readable_from = schema.version_of(session)
                if readable_from > len(schema.MIGRATIONS):
                    raise LogError(_newer(session, version))
                project = _chosen(session, address.project)
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
            raise LogError(f"The URL names another project: this one is {project}.")
        session = _session(address)
        try:
            with _told(session):
                version, _ = schema.version_of(session)
                if version > len(schema.MIGRATIONS):
                    raise LogError(_newer(session, version))
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
        """The machine that asks, and the database: each machine writes a replica of its own."""
        session = self._session
        return {
            "machine": platform.node(),
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
            raise LogError(f"{_newer(session, version)} Nothing was decided.")
        last: LogEntry | None = None
        done: list[T] = []

        def attempt() -> bool:
            nonlocal last
            with session.transaction():
                version = self._lock(replica)
                if version > len(schema.MIGRATIONS):  # since this was opened
                    raise LogError(f"{_newer(session, version)} Nothing was decided.")
                if last is not None and self._is_here(last):
                    return False  # it was kept after all: only the answer was lost
                writing = Writing(session, self.project)
                done[:] = [act(writing)]
                last = writing.last
            return writing.erased

        try:
            with _told(session):
                if not self._is_up_to_date:
                    schema.bring_up_to_date(session)
                    self._is_up_to_date = True
                erased = session.again(attempt)
        except LogError as error:
            if last is not None and session.lost:
                raise LogError(
                    f"The connection to {session.place} broke while a decision was being kept, "
                    "and the server did not come back. Whether it was kept is not known: look at "
                    "the log before you decide it again."
                ) from error
            raise
        if erased:
            self.scrub()
        return done[0]

    def heads(self) -> dict[str, Head]:
        """Give the last line of each replica."""
        rows = self._rows(
            "SELECT replica, seq, hash, at FROM qualog_replica WHERE project=%s ORDER BY replica"
        )
        return {replica: Head(seq, hash_, at) for replica, seq, hash_, at in rows}

    def has_command(self, command: str) -> bool:
        """Say whether a command was carried out before."""
        return bool(command) and bool(
            self._rows(
                "SELECT 1 FROM qualog_line WHERE project=%s AND command=%s AND command <> '' "
                "LIMIT 1",
                command,
            )
        )

    def branches(self) -> dict[str, Branch]:
        """Give the branches of replicas that forked, by name."""
        rows = self._rows("SELECT name, parent, seq FROM qualog_branch WHERE project=%s")
        return {row[0]: Branch._make(row) for row in rows}

    def begins(self) -> dict[str, int]:
        """Give nothing: a project has its lines from the first on."""
        return {}

    def checkpoints(self) -> list[Checkpoint]:
        """Give the signed checkpoints."""
        rows = self._rows(
            "SELECT replica, size, root, key, signature FROM qualog_checkpoint WHERE project=%s "
            "ORDER BY replica, size, key"
        )
        return [Checkpoint(*row) for row in rows]

    def fold_rows(self, span: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Give what a replay needs, as plain tuples, in the order of replay."""
        return self._in_order(_FOLD, span)

    def entries(
        self, span: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Give whole lines in the order of replay."""
        rows = self._in_order(f"at, replica, seq, {_LINE}", span, kinds)
        return (LogEntry._make(row[3:]) for row in rows)

    def stored_entries(self, span: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Give lines with their words and contents, in the order of replay."""
        columns = f"at, replica, seq, {_LINE}, salt, words"
        source = "qualog_line LEFT JOIN qualog_sealed USING (project, replica, seq)"
        for row in self._in_order(columns, span, source=source, page=_PAGE_OF_WORDS):
            entry, salt, words = LogEntry._make(row[3:-2]), row[-2], row[-1]
            ids = [each.content for each in contents_named(entry.body)]
            found = self.content(ids) if ids else {}
            contents = tuple(found[each] for each in ids if each in found)
            yield StoredEntry(entry, Sealed(salt, words) if salt is not None else None, contents)

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Give the last line (before a number) that says what a replica knew of the others."""
        rows = self._rows(
            f"SELECT {_LINE} FROM qualog_line WHERE project=%s AND replica=%s AND "
            "kind='replicas-merged' AND seq<%s ORDER BY seq DESC LIMIT 1",
            replica,
            (1 << 62) if before is None else before,
        )
        return LogEntry._make(rows[0]) if rows else None

    def replicas(self) -> set[str]:
        """Give every replica that has a line."""
        found: set[str] = set()
        last = ""
        # From one to the next by the key: DISTINCT would read every line.
        while rows := self._rows(
            "SELECT replica FROM qualog_line WHERE project=%s AND replica>%s ORDER BY replica "
            "LIMIT 1",
            last,
        ):
            ((last,),) = rows
            found.add(last)
        return found

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Give what verification needs, as plain tuples, first to last."""
        return self._pages(_CHAIN, replica, raw=True)

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Give number and hash of the lines of one replica after a number, in order."""
        return self._pages("seq, hash", replica, after)

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the sealed parts of one replica that are still there, by number."""
        rows = self._pages("seq, salt, words", replica, source="qualog_sealed", page=_PAGE_OF_WORDS)
        return ((seq, Sealed(salt, words)) for seq, salt, words in rows)

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Give the hash of one line; None where it is not there."""
        rows = self._at("hash", "qualog_line", replica, seq)
        return rows[0][0] if rows else None

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Give one line."""
        rows = self._at(_LINE, "qualog_line", replica, seq)
        return LogEntry._make(rows[0]) if rows else None

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the sealed part of a line; None where it was erased or there was none."""
        rows = self._at("salt, words", "qualog_sealed", replica, seq)
        return Sealed._make(rows[0]) if rows else None

    def content_ids(self) -> set[str]:
        """Give the ids of all contents that are still there."""
        return {id_ for (id_,) in self._rows("SELECT id FROM qualog_content WHERE project=%s")}

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Give contents by id, without those that were erased."""
        rows = self._rows(
            "SELECT id, salt, bytes FROM qualog_content WHERE project=%s AND id=ANY(%s)", list(ids)
        )
        return {row[0]: StoredContent._make(row) for row in rows}

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Give the lines whose hash begins with these hexadecimal digits, at most two."""
        rows = self._rows(
            f"SELECT {_LINE} FROM qualog_line WHERE project=%s AND "
            "left(encode(hash, 'hex'), %s)=%s LIMIT 2",
            len(prefix),
            prefix,
        )
        return [LogEntry._make(row) for row in rows]

    @property
    def scrubbed(self) -> bool:
        """Whether the tables hold nothing of erased words any more, in unused places too."""
        rows = self._rows("SELECT 1 FROM qualog_project WHERE id=%s AND unscrubbed > 0")
        return not rows

    def scrub(self) -> bool:
        """Write the tables of words anew, without what was erased; say whether that is done.

        What is deleted stays in a table's file until then. It cannot be done while an older
        transaction of anybody's is open; nor does it reach the server's own journal and backups.
        """
        session = self._session
        count = "SELECT unscrubbed FROM qualog_project WHERE id=%s"
        [(erasures,)] = self._rows(count)
        if not erasures:
            return True
        try:
            with _told(session):
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

        The project's own row is held by who takes in from a copy, and by who begins a replica.
        Gives the version of the tables, on the same way to the server and back.
        """
        version = "SELECT (SELECT version FROM qualog_version)"
        project = f"{version} FROM qualog_project WHERE id=%s FOR UPDATE"
        if replica is None:
            [(found,)] = self._rows(project)
            self._rows("SELECT 1 FROM qualog_replica WHERE project=%s ORDER BY replica FOR UPDATE")
            return int(found)
        head = f"{version} FROM qualog_replica WHERE project=%s AND replica=%s FOR UPDATE"
        rows = self._rows(head, replica)
        if not rows:
            rows = self._rows(project)
            self._rows(head, replica)  # another program may have begun it meanwhile
        return int(rows[0][0])

    def _is_here(self, entry: LogEntry) -> bool:
        """Say whether a line was kept, under whatever name its chain has by now."""
        query = "SELECT 1 FROM qualog_line WHERE project=%s AND seq=%s AND hash=%s"
        return bool(self._rows(query, entry.seq, entry.hash))

    def _rows(self, query: str, *values: Any) -> list[Row]:
        """Ask for rows of this project."""
        with _told(self._session):
            return self._session.rows(query, (self.project, *values))

    def _at(self, columns: str, table: str, replica: str, seq: int) -> list[Row]:
        query = f"SELECT {columns} FROM {table} WHERE project=%s AND replica=%s AND seq=%s"
        return self._rows(query, replica, seq)

    def _in_order(
        self,
        columns: str,
        span: LogRange,
        kinds: Collection[str] | None = None,
        source: str = "qualog_line",
        page: int = _PAGE,
    ) -> Iterator[Any]:
        """Give rows in the order of replay; `columns` begin with at, replica, seq.

        Each chain is in order, so they are merged. They end where their heads were at one
        moment: what comes meanwhile is for the next who asks, and nothing falls in between.
        """
        condition, values = "", []
        if span.at is not None:
            condition += " AND at<=%s"
            values.append(span.at)
        if kinds is not None:
            # As literals, so that the index on kinds can serve.
            named = ", ".join(f"'{each.replace(chr(39), chr(39) * 2)}'" for each in kinds)
            condition += f" AND kind IN ({named.replace('%', '%%')})" if kinds else " AND false"
        after = span.after or {}
        chains = []
        for replica, head in self.heads().items():
            low, high = after.get(replica, 0), head.seq
            if span.heads is not None:
                high = min(high, span.heads.get(replica, 0))
            if low < high:
                own = f"{condition} AND seq<=%s", (*values, high)
                rows = self._pages(columns, replica, low, own, source=source, page=page, seq=2)
                chains.append(rows)
        return chains[0] if len(chains) == 1 else heapq.merge(*chains)

    def _pages(
        self,
        columns: str,
        replica: str,
        after: int = 0,
        condition: tuple[str, tuple[Any, ...]] = ("", ()),
        *,
        source: str = "qualog_line",
        page: int = _PAGE,
        seq: int = 0,
        raw: bool = False,
    ) -> Iterator[Any]:
        """Give rows of one chain, asked for a page at a time; `seq` is the number's column."""
        query = (
            f"SELECT {columns} FROM {source} WHERE project=%s AND replica=%s AND seq>%s"
            f"{condition[0]} ORDER BY seq LIMIT {page}"
        )
        while True:
            with _told(self._session):
                values = (self.project, replica, after, *condition[1])
                rows = self._session.rows(query, values, raw=raw)
            yield from rows
            if len(rows) < page:
                return
            after = rows[-1][seq]


@contextmanager
def _told(session: Session) -> Iterator[None]:
    """Tell errors of the database as ours, outside of what may be tried again."""
    try:
        yield
    except psycopg.Error as error:
        if session.in_transaction:
            raise
        raise LogError(f"{session.place}: {reason(error)}. Nothing changed.") from None


def _session(address: Address) -> Session:
    try:
        return Session(address.conninfo)
    except psycopg.Error as error:
        raise LogError(f"The database cannot be opened: {reason(error)}.") from None


def _chosen(session: Session, wanted: str) -> str:
    """Give the id of the project that is meant."""
    place = session.place
    try:
        rows = session.rows(
            "SELECT id, EXISTS (SELECT 1 FROM qualog_replica WHERE project=id) "
            "FROM qualog_project ORDER BY id"
        )
    except psycopg.errors.UndefinedTable:
        rows = []
    # One that is empty, as after a first sync that broke off, is meant only where it is named.
    known = [id_ for id_, begun in rows if begun or wanted]
    found = [each for each in known if each.startswith(wanted)]
    if len(found) == 1:
        return str(found[0])
    if not known:
        raise NotFound(f"{place} has no project yet. Bring one there: qualog sync URL.")
    told = "; ".join(f"{each} ({_begun_as(session, each)})" for each in found or known)
    if not found:
        raise NotFound(f"{place} has no project {wanted}. It has {told}.")
    raise NotFound(f"{place} has several projects. Name one with ?project=ID: {told}.")


def _begun_as(session: Session, project: str) -> str:
    """Give the name that a project began with, for who has to choose."""
    rows = session.rows(
        "SELECT words FROM qualog_line JOIN qualog_sealed USING (project, replica, seq) "
        "WHERE project=%s AND kind='project-created' LIMIT 1",
        (project,),
    )
    return str(msgspec.json.decode(rows[0][0])["name"]) if rows else "empty"


def _newer(session: Session, version: int) -> str:
    return (
        f"The tables in {session.place} were made by a newer version of Qualog (tables "
        f"{version}; this one knows {len(schema.MIGRATIONS)}). Upgrade Qualog: "
        "pip install --upgrade qualog."
    )
