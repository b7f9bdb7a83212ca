"""A project in one SQLite file."""

import platform
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from qualog.errors import LogError
from qualog.language import Sayable, message
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import (
    EVERYTHING,
    LogRange,
    StoredContent,
    StoredEntry,
    T,
    TransactionBody,
)
from qualog.log.stores.file_lock import FileLock
from qualog.log.stores.sql.reading import ChainPart, LogReader
from qualog.log.stores.sql.statements import Statements
from qualog.log.stores.sqlite.format import FORMAT, bring_up_to_date, deviations, format_of
from qualog.log.stores.sqlite.opening import connect, create_file, open_file, side_file_of
from qualog.log.stores.sqlite.write_ahead_log import WriteAheadLog
from qualog.log.stores.sqlite.writing import STATEMENTS, SqliteWriter


class SqliteStore(LogReader):
    """One project in one file, written durably, and shared by several processes."""

    statements: ClassVar[Statements] = STATEMENTS

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self.side_file: Path | None = None
        """The file beside it that held decisions when it was opened: a plain copy lacks them."""
        self._file = _file_at(path)
        self._db = connection
        self._lock = FileLock(path.with_name(path.name + "-lock")) if writable else None
        self._write_ahead_log = WriteAheadLog(connection)
        (self.project,) = self._db.execute("SELECT id FROM project").fetchone()

    @classmethod
    def create(cls, path: Path, project: str = "") -> Self:
        """Make a new, empty project file: of a project that there is, or of a new one.

        Raises:
            LogError: there is a file already, or it cannot be written.
        """
        return cls(path, create_file(path, project), writable=True)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a project file; for reading alone where the file or its folder is read-only.

        Raises:
            LogError: there is no such file, it is not a Qualog project, or it was made by a newer
                version of Qualog.
        """
        side_file = side_file_of(path)
        connection, writable = open_file(path)
        try:
            store = cls(path, connection, writable=writable)
            store.side_file = side_file
            return store
        except (sqlite3.Error, TypeError) as error:
            connection.close()
            raise LogError("{path} cannot be opened: {reason}.", path=path, reason=error) from None

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return str(self.path)

    @property
    def place(self) -> dict[str, Any]:
        """The machine, the path, and the file itself: a copy is another file."""
        device, inode = self._file or (0, 0)
        return {
            "machine": platform.node(),
            "path": str(self.path.resolve()),
            "device": device,
            "inode": inode,
        }

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction, durable on return; no other writer comes between.

        Raises:
            LogError: it could not be written; nothing was changed.
        """
        if self._lock is None:
            raise self._read_only()
        try:
            with self._lock:
                self._require_in_place()
                writer = SqliteWriter(self._db)
                done = self._in_transaction(act, writer)
                self._write_ahead_log.grew(writer.count)
                if writer.erased:
                    self._scrub()
        except sqlite3.IntegrityError as error:
            raise LogError(
                "{path} already holds some of this ({reason}). Nothing was changed.",
                path=self.path,
                reason=error,
            ) from None
        except sqlite3.Error as error:
            raise LogError(
                "{path} could not be written: {reason}. Nothing was changed.",
                path=self.path,
                reason=error,
            ) from None
        return done

    def _in_transaction(self, act: TransactionBody[T], writer: SqliteWriter) -> T:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            bring_up_to_date(self._db)
            done = act(writer)
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        return done

    def branches(self) -> dict[str, Branch]:
        """Return the branches of replicas that forked, by name."""
        return super().branches() if self._format >= 2 else {}

    def checkpoints(self) -> list[Checkpoint]:
        """Return the signed checkpoints."""
        return super().checkpoints() if self._format >= 2 else []

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield entries with their words and contents, in the order of replay.

        Raises:
            LogError: the file is damaged where they are.
        """
        try:
            yield from super().stored_entries(range_)
        except sqlite3.Error as error:
            raise LogError(
                "{path} cannot be read: {reason}.", path=self.path, reason=error
            ) from None

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Return contents by id, without those that were erased."""
        found = {}
        for id_ in ids:
            row = self._db.execute("SELECT id, salt, bytes FROM content WHERE id=?", (id_,))
            if stored := row.fetchone():
                found[id_] = StoredContent._make(stored)
        return found

    def pragma(self, name: str) -> list[str]:
        """Return what SQLite answers about itself or the file."""
        return [str(value) for (value,) in self._db.execute(f"PRAGMA {name}")]

    def damage(self) -> list[Sayable]:
        """Return what SQLite's own check finds wrong, and what is not as Qualog makes it."""
        try:
            found = [complaint for complaint in self.pragma("integrity_check") if complaint != "ok"]
            return [*found, *deviations(self._db)]
        except (sqlite3.Error, UnicodeError) as error:
            return [message("it cannot be read ({reason})", reason=error)]

    def copy_to(self, target: Path) -> None:
        """Write all that is committed now to a new file, without anything that was deleted."""
        self._db.execute("VACUUM INTO ?", (str(target),))
        copy = connect(target, "mode=rw")
        copy.execute("PRAGMA journal_mode=WAL")
        copy.close()

    @property
    def scrubbed(self) -> bool:
        """Whether nothing of erased words is left in unused places of the file and beside it."""
        if self._format < 2:
            return True
        return not self._db.execute("SELECT unscrubbed FROM project").fetchone()[0]

    def scrub(self) -> bool:
        """Clear what erased words left in unused places; return whether that is done.

        It waits for other programs that read the file, but not for ever.
        """
        if self._lock is not None and not self.scrubbed:
            with self._lock:
                self._scrub()
        return self.scrubbed

    def close(self) -> None:
        """Let go of the file. The last to close folds the write-ahead log into it."""
        if self._lock is None:
            self._db.close()
            return
        with self._lock:
            self._db.close()
        self._lock.close()

    def discard(self) -> None:
        """Close a file that was made for a study which then could not begin, and delete it."""
        self.close()
        for beside in ("-lock", "-wal", "-shm", ""):
            Path(f"{self.path}{beside}").unlink(missing_ok=True)

    def _require_in_place(self) -> None:
        """Refuse to write where the file has been moved: what is beside it would be left behind.

        What was decided before is folded into it, wherever it is now.
        """
        if _file_at(self.path) != self._file:
            self._write_ahead_log.is_emptied()
            raise LogError(
                "{path} was moved, replaced or deleted while it was open. Nothing was written now; "
                "what was decided before is in the file that was moved. Open it where it is.",
                path=self.path,
            )

    @property
    def _format(self) -> int:
        return format_of(self._db)

    def _scrub(self) -> None:
        self._write_ahead_log.scrub()

    def _rows(self, statement: str, *values: Any) -> Iterable[Any]:
        return self._db.execute(statement, values)

    def _first(self, statement: str, *values: Any) -> Any:
        return self._db.execute(statement, values).fetchone()

    def _chain(self, part: ChainPart) -> Iterator[Any]:
        statement = self.statements.chain(part.columns, part.source, part.condition)
        return self._db.execute(statement, (part.replica, part.after + 1, *part.values))

    def _read_only(self) -> LogError:
        if self._format > FORMAT:
            return LogError(
                "{path} was made by a newer version of Qualog (log format {format}; this version "
                "knows {known}): it can be read, but not written. Nothing was changed. Upgrade "
                "Qualog: pip install --upgrade qualog",
                path=self.path,
                format=self._format,
                known=FORMAT,
            )
        return LogError(
            "{path} is read-only. Nothing was changed. Make the file and its folder writable, or "
            "work on a copy.",
            path=self.path,
        )


def _file_at(path: Path) -> tuple[int, int] | None:
    """Return device and inode of the file at a path; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
