"""The log in one SQLite file: a `.qualog` project."""

import heapq
import os
import platform
import sqlite3
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from qualog.errors import LogError
from qualog.ids import new_id
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
    T,
    TransactionBody,
)
from qualog.log.stores.file_lock import FileLock

FORMAT: Final = 2
APPLICATION_ID: Final = 0x514C4F47  # "QLOG"
_CHUNK: Final = 1000
_CHUNK_BYTES: Final = 8 << 20
_CHECKPOINT_LINES: Final = 1000
_WAL_BYTES: Final = 64 << 20

_SCHEMA: Final = """
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

_GUARDS: Final = """
CREATE TRIGGER line_is_not_changed BEFORE UPDATE ON line
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER line_is_not_deleted BEFORE DELETE ON line
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""

_LINE: Final = ", ".join(LogEntry._fields)
_FOLD: Final = ", ".join(FoldRow._fields)
_TEXTS: Final = ("authors", "kind", "command", "together", "subjects")
_CHAIN: Final = ", ".join(
    f"CAST({name} AS BLOB)" if name in _TEXTS else name for name in ChainRow._fields
)


class SqliteStore:
    """One project in one file, written durably, and shared by several processes."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._db = connection
        self._lock = FileLock(path.with_name(path.name + "-lock")) if writable else None
        self._unfolded = 0  # lines in the write-ahead log that this process put there
        (self.project,) = self._db.execute("SELECT id FROM project").fetchone()

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return str(self.path)

    @property
    def place(self) -> dict[str, Any]:
        """The machine, the path, and the file itself: a copy is another file."""
        status = self.path.stat()
        return {
            "machine": platform.node(),
            "path": str(self.path.resolve()),
            "device": status.st_dev,
            "inode": status.st_ino,
        }

    @property
    def _format(self) -> int:
        found: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        return found

    @classmethod
    def create(cls, path: Path, project: str = "") -> "SqliteStore":
        """Make a new, empty project file: of a project that there is, or of a new one.

        Raises:
            LogError: there is a file already, or it cannot be written.
        """
        if path.exists():
            raise LogError(f"{path} exists already. Choose another name, or open it.")
        connection = None
        try:
            connection = _connect(f"{path.absolute().as_uri()}?mode=rwc")
            connection.execute("PRAGMA journal_mode=WAL")
            _be_durable(connection)
            connection.execute("BEGIN IMMEDIATE")
            _run(connection, _SCHEMA + _GUARDS)
            connection.execute("INSERT INTO project VALUES (?)", (project or new_id(),))
            _run(connection, _SECOND)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={FORMAT}")
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            raise LogError(f"{path} cannot be created: {error}.") from None
        return cls(path, connection, writable=True)

    @classmethod
    def open(cls, path: Path) -> "SqliteStore":
        """Open a project file; for reading alone where the file or its folder is read-only.

        Raises:
            LogError: there is no such file, it is no Qualog project, or it was made by a newer
                version of Qualog.
        """
        if not path.is_file():
            raise LogError(f"There is no project {path}. Make one with 'qualog init'.")
        writable = _is_writable(path) and _is_writable(path.parent)
        connection = None
        try:
            connection = _connect(f"{path.absolute().as_uri()}?{_mode(path, writable)}")
            found = connection.execute("PRAGMA application_id").fetchone()[0]
            made_by = connection.execute("PRAGMA user_version").fetchone()[0]
            if found != APPLICATION_ID:
                raise LogError(f"{path} is not a Qualog project.")
            if made_by > FORMAT:
                writable = False
                oldest = connection.execute("SELECT readable_from FROM project").fetchone()[0]
                if oldest > FORMAT:
                    raise LogError(
                        f"{path} was made by a newer version of Qualog (log format {made_by}; "
                        f"this one knows {FORMAT}). Upgrade Qualog: pip install --upgrade qualog."
                    )
            if writable:
                _be_durable(connection)
            return cls(path, connection, writable=writable)
        except LogError:
            if connection is not None:
                connection.close()
            raise
        except (sqlite3.Error, TypeError, UnicodeError) as error:
            if connection is not None:
                connection.close()
            raise LogError(f"{path} cannot be opened as a Qualog project: {error}.") from None

    def heads(self) -> dict[str, Head]:
        """Give the last line of each replica."""
        return {
            replica: Head(seq, hash_, at)
            for replica, seq, hash_, at in self._db.execute(
                "SELECT replica, seq, hash, at FROM replica ORDER BY replica"
            )
        }

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction, durable on return; no other writer comes between."""
        if self._lock is None:
            raise LogError(f"{self._why_read_only()} Nothing was decided.")
        try:
            with self._lock:
                self._db.execute("BEGIN IMMEDIATE")
                try:
                    if self._format < FORMAT:
                        _run(self._db, _SECOND)
                        self._db.execute(f"PRAGMA user_version={FORMAT}")
                    writing = _Writing(self._db)
                    done = act(writing)
                    self._db.execute("COMMIT")
                except BaseException:
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                    raise
                self._unfolded += writing.lines
                self._keep_log_short()
                if writing.erased:
                    self._scrub()
        except sqlite3.IntegrityError as error:
            raise LogError(
                f"{self.path} has something of this already ({error}). Nothing changed."
            ) from None
        except sqlite3.Error as error:
            raise LogError(f"{self.path} could not be written: {error}. Nothing changed.") from None
        return done

    def has_command(self, command: str) -> bool:
        """Say whether a command was carried out before."""
        if not command:
            return False
        found = self._db.execute(
            "SELECT 1 FROM line WHERE command=? AND command <> ''", (command,)
        ).fetchone()
        return found is not None

    def branches(self) -> dict[str, Branch]:
        """Give the branches of replicas that forked, by name."""
        if self._format < 2:
            return {}
        rows = self._db.execute("SELECT name, parent, seq FROM branch")
        return {row[0]: Branch._make(row) for row in rows}

    def begins(self) -> dict[str, int]:
        """Give nothing: a project has its lines from the first on."""
        return {}

    def checkpoints(self) -> list[Checkpoint]:
        """Give the signed checkpoints."""
        if self._format < 2:
            return []
        return [
            Checkpoint(*row)
            for row in self._db.execute(
                "SELECT replica, size, root, key, signature FROM checkpoint ORDER BY replica, size"
            )
        ]

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
        joined = "line LEFT JOIN sealed USING (replica, seq)"
        try:
            for row in self._in_order(columns, span, source=joined):
                entry, salt, words = LogEntry._make(row[3:-2]), row[-2], row[-1]
                ids = [each.content for each in contents_named(entry.body)]
                contents = tuple(self.content(ids).values()) if ids else ()
                yield StoredEntry(
                    entry, Sealed(salt, words) if salt is not None else None, contents
                )
        except sqlite3.Error as error:
            raise LogError(f"{self.path} cannot be read: {error}.") from None

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Give the hash of one line; None where it is not there."""
        row = self._db.execute(
            "SELECT hash FROM line WHERE replica=? AND seq=?", (replica, seq)
        ).fetchone()
        return row[0] if row else None

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Give number and hash of the lines of one replica after a number, in order."""
        return self._db.execute(
            "SELECT seq, hash FROM line WHERE replica=? AND seq>? ORDER BY seq", (replica, after)
        )

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Give the last line (before a number) that says what a replica knew of the others."""
        row = self._db.execute(
            f"SELECT {_LINE} FROM line WHERE replica=? AND kind='replicas-merged' "
            "AND seq < ? ORDER BY seq DESC LIMIT 1",
            (replica, (1 << 62) if before is None else before),
        ).fetchone()
        return LogEntry._make(row) if row else None

    def replicas(self) -> set[str]:
        """Give every replica that has a line."""
        found: set[str] = set()
        last = ""
        # From one to the next by the key: DISTINCT would read every line.
        while row := self._db.execute(
            "SELECT replica FROM line WHERE replica>? ORDER BY replica LIMIT 1", (last,)
        ).fetchone():
            last = row[0]
            found.add(last)
        return found

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Give what verification needs, as plain tuples, first to last."""
        query = f"SELECT {_CHAIN} FROM line WHERE replica=? ORDER BY seq"
        return self._db.execute(query, (replica,))

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Give one line."""
        row = self._db.execute(
            f"SELECT {_LINE} FROM line WHERE replica=? AND seq=?", (replica, seq)
        ).fetchone()
        return LogEntry._make(row) if row else None

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the sealed part of a line; None where it was erased or there was none."""
        row = self._db.execute(
            "SELECT salt, words FROM sealed WHERE replica=? AND seq=?", (replica, seq)
        ).fetchone()
        return Sealed._make(row) if row else None

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the sealed parts of one replica that are still there, by number."""
        query = "SELECT seq, salt, words FROM sealed WHERE replica=? ORDER BY seq"
        return ((seq, Sealed(*rest)) for seq, *rest in self._db.execute(query, (replica,)))

    def content_ids(self) -> set[str]:
        """Give the ids of all contents that are still there."""
        return {id_ for (id_,) in self._db.execute("SELECT id FROM content")}

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Give contents by id, without those that were erased."""
        found = {}
        for each in ids:
            row = self._db.execute("SELECT id, salt, bytes FROM content WHERE id=?", (each,))
            if stored := row.fetchone():
                found[each] = StoredContent._make(stored)
        return found

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Give the lines whose hash begins with these hexadecimal digits, at most two."""
        rows = self._db.execute(
            f"SELECT {_LINE} FROM line WHERE lower(hex(hash)) LIKE ? LIMIT 2", (prefix + "%",)
        )
        return [LogEntry._make(row) for row in rows]

    def pragma(self, name: str) -> list[str]:
        """Give what SQLite says of itself and of the file."""
        return [str(value) for (value,) in self._db.execute(f"PRAGMA {name}")]

    def damage(self) -> list[str]:
        """Say what SQLite's own check finds wrong, and whether a table is not as it was made."""
        try:
            found = [each for each in self.pragma("integrity_check") if each != "ok"]
            if self._format <= FORMAT and _tables(self._db) != _tables_of(self._format):
                found.append("a table, an index or a guard is not as Qualog makes it")
            oldest = "SELECT 1 FROM project WHERE readable_from <> 2"
            if self._format == FORMAT and self._db.execute(oldest).fetchone():
                found.append("it says wrongly which versions of Qualog may read it")
        except (sqlite3.Error, UnicodeError) as error:
            found = [f"it cannot be read ({error})"]
        return found

    def copy_to(self, target: Path) -> None:
        """Write all that is committed now to a new file, without anything that was deleted."""
        self._db.execute("VACUUM INTO ?", (str(target),))
        copy = _connect(f"{target.absolute().as_uri()}?mode=rw")
        copy.execute("PRAGMA journal_mode=WAL")
        copy.close()

    def close(self) -> None:
        """Let go of the file. The last to close folds the write-ahead log into it."""
        if self._lock is None:
            self._db.close()
            return
        with self._lock:
            self._db.close()
        self._lock.close()

    def _why_read_only(self) -> str:
        if self._format > FORMAT:
            return (
                f"{self.path} was made by a newer version of Qualog (log format {self._format}; "
                f"this one knows {FORMAT}): it can be read, but not written. "
                "Upgrade Qualog: pip install --upgrade qualog."
            )
        return (
            f"{self.path} is read-only. Make the file and its folder writable, or work on a copy."
        )

    @property
    def scrubbed(self) -> bool:
        """Whether nothing of erased words is left in unused places of the file and beside it."""
        if self._format < 2:
            return True
        return not self._db.execute("SELECT unscrubbed FROM project").fetchone()[0]

    def scrub(self) -> bool:
        """Clear what erased words left in unused places; say whether that is done.

        It waits for other programs that read the file, but not for ever.
        """
        if self._lock is not None and not self.scrubbed:
            with self._lock:
                self._scrub()
        return self.scrubbed

    def _scrub(self) -> None:
        """Write the file anew and empty the write-ahead log, since both keep old pages."""
        try:
            self._db.execute("VACUUM")
            if self._truncated_log():
                self._db.execute("UPDATE project SET unscrubbed=0")
                self._truncated_log()
        except sqlite3.OperationalError:
            pass  # no room, or somebody reads: `scrubbed` says so, and the next try may do it

    def _truncated_log(self) -> bool:
        busy: int = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        self._unfolded = 0
        return not busy

    def _keep_log_short(self) -> None:
        """Checkpoint under the lock: beside a writer, SQLite before 3.51.3 could lose commits."""
        if self._unfolded >= _CHECKPOINT_LINES:
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")
            self._unfolded = 0

    def _in_order(
        self,
        columns: str,
        span: LogRange,
        kinds: Collection[str] | None = None,
        source: str = "line",
    ) -> Iterator[Any]:
        """Give rows in the order of replay; `columns` begin with at, replica, seq.

        Each chain is stored in its order, for its clock only rises: so they are merged, and no
        index on the whole log's order has to be kept at every append.
        """
        condition, values = _condition(span, kinds)
        query = f"SELECT {columns} FROM {source} WHERE replica=?{condition} ORDER BY seq"
        # The heads are read once, so that all chains end where they did at one moment.
        ends = {replica: head.seq for replica, head in self.heads().items()}
        after = span.after or {}
        chains = [
            self._db.execute(query, (replica, after.get(replica, 0), end, *values))
            for replica, end in (ends if span.heads is None else span.heads).items()
        ]
        return chains[0] if len(chains) == 1 else heapq.merge(*chains)


def _condition(span: LogRange, kinds: Collection[str] | None) -> tuple[str, list[int]]:
    condition, values = " AND seq>? AND seq<=?", []
    if span.at is not None:
        condition += " AND at<=?"
        values.append(span.at)
    if kinds is not None:
        # As literals, so that the partial indexes on kinds can serve.
        condition += f" AND ({' OR '.join(f'kind={_quoted(kind)}' for kind in kinds) or '0'})"
    return condition, values


class _Writing:
    """One transaction on the file."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.lines = 0
        self.erased = False

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains."""
        heads: dict[str, LogEntry] = {}
        for chunk in _chunks(entries):
            self._db.executemany(
                "INSERT INTO line VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", [each.entry for each in chunk]
            )
            sealed = [
                (each.entry.replica, each.entry.seq, *each.sealed)
                for each in chunk
                if each.sealed is not None
            ]
            if sealed:
                self._db.executemany("INSERT INTO sealed VALUES (?,?,?,?)", sealed)
            for each in chunk:
                heads[each.entry.replica] = each.entry
                if each.contents:
                    self._db.executemany("INSERT INTO content VALUES (?,?,?)", each.contents)
            self.lines += len(chunk)
        self._db.executemany(
            "INSERT INTO replica VALUES (?,?,?,?) ON CONFLICT DO UPDATE "
            "SET seq=excluded.seq, hash=excluded.hash, at=excluded.at",
            [(name, last.seq, last.hash, last.at) for name, last in heads.items()],
        )

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; lines that its parent has after that place become its own."""
        name, parent, seq = branch
        self._db.execute("INSERT INTO branch VALUES (?,?,?)", branch)
        where = "WHERE replica=? AND seq>?"
        if not self._db.execute(f"SELECT 1 FROM line {where}", (parent, seq)).fetchone():
            return
        self._db.execute("DROP TRIGGER line_is_not_changed")
        self._db.execute("DROP TRIGGER line_is_not_deleted")
        for table in ("line", "sealed"):
            self._db.execute(f"UPDATE {table} SET replica=? {where}", (name, parent, seq))
        self._db.execute(
            "UPDATE checkpoint SET replica=? WHERE replica=? AND size>?", (name, parent, seq)
        )
        self._db.execute("UPDATE branch SET parent=? WHERE parent=? AND seq>?", (name, parent, seq))
        _run(self._db, _GUARDS)
        self._db.execute("DELETE FROM replica WHERE replica=?", (parent,))
        for each in (parent, name):
            self._db.execute(
                "INSERT INTO replica SELECT replica, seq, hash, at FROM line WHERE replica=? "
                "ORDER BY seq DESC LIMIT 1",
                (each,),
            )

    def erase(self, lines: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of lines and long contents; the file is scrubbed after the commit."""
        before = self._db.total_changes
        for replica, numbers in lines.items():
            self._db.executemany(
                "DELETE FROM sealed WHERE replica=? AND seq=?", ((replica, n) for n in numbers)
            )
        self._db.executemany("DELETE FROM content WHERE id=?", ((each,) for each in contents))
        if self._db.total_changes > before:
            self._db.execute("UPDATE project SET unscrubbed=1")
            self.erased = True

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch."""
        self._db.executemany(
            "INSERT INTO checkpoint VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE "
            "SET size=excluded.size, root=excluded.root, signature=excluded.signature "
            "WHERE excluded.size > size",
            [(c.replica, c.size, c.root, c.key, c.signature) for c in checkpoints],
        )


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements one by one: `executescript` would commit what is open."""
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _connect(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)


def _tables(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    made = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    return set(connection.execute(made))


def _tables_of(format_: int) -> set[tuple[str, ...]]:
    """Give what the tables of a format are made with."""
    made = sqlite3.connect(":memory:")
    try:
        _run(made, _SCHEMA + _GUARDS + (_SECOND if format_ >= 2 else ""))
        return _tables(made)
    finally:
        made.close()


def _be_durable(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA wal_autocheckpoint=0")  # see _keep_log_short
    connection.execute(f"PRAGMA journal_size_limit={_WAL_BYTES}")


def _mode(path: Path, writable: bool) -> str:
    if writable:
        return "mode=rw"
    # Without a write-ahead log beside it nobody is writing, and SQLite needs no side files.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def _is_writable(path: Path) -> bool:
    """Say whether it may be written; a mode without any write bit counts for root too."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _chunks(entries: Iterable[StoredEntry]) -> Iterator[list[StoredEntry]]:
    """Give entries in lists that are short, and shorter where they hold long texts and files."""
    chunk: list[StoredEntry] = []
    held = 0
    for entry in entries:
        chunk.append(entry)
        if entry.contents:
            held += sum(len(each.bytes) for each in entry.contents)
        if len(chunk) >= _CHUNK or held > _CHUNK_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk
