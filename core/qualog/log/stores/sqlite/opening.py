"""Opening a project file: for writing where that is possible and safe, else for reading."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Final

from qualog.errors import LogError
from qualog.files import require_regular
from qualog.ids import new_id
from qualog.log.stores.sqlite.format import APPLICATION_ID, FORMAT, format_of, make

_WAL_BYTES: Final = 64 << 20
"""How long the write-ahead log may stay on the disk once what it holds is in the file."""


def create_file(path: Path, project: str = "") -> sqlite3.Connection:
    """Make an empty project file, of a project that there is or of a new one, and open it.

    Raises:
        LogError: there is a file already, or it cannot be written.
    """
    if path.exists():
        raise LogError("{path} already exists. Choose another name, or open it.", path=path)
    connection = None
    try:
        connection = connect(path, "mode=rwc")
        connection.execute("PRAGMA journal_mode=WAL")
        _be_durable(connection)
        connection.execute("BEGIN IMMEDIATE")
        make(connection, project or new_id())
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise LogError("{path} cannot be created: {reason}.", path=path, reason=error) from None
    return connection


def open_file(path: Path) -> tuple[sqlite3.Connection, bool]:
    """Open a project file; return whether it can be written, too.

    It is opened for reading alone where the file or its folder is read-only, and where a newer
    version of Qualog made it and says that this one may read it.

    Raises:
        LogError: there is no such file, it is not a Qualog project, or it was made by a newer
            version of Qualog and cannot be read by this one.
    """
    require_regular(path)
    if not path.is_file():
        raise LogError("The file {path} does not exist.", path=path)
    writable = _is_writable(path) and _is_writable(path.parent)
    connection = None
    try:
        connection = connect(path, _mode(path, writable))
        writable = _examined(connection, path) and writable
        if writable:
            _be_durable(connection)
        return connection, writable
    except LogError:
        if connection is not None:
            connection.close()
        raise
    except (sqlite3.Error, TypeError, UnicodeError) as error:
        if connection is not None:
            connection.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            raise _not_a_project(path) from None
        raise LogError("{path} cannot be opened: {reason}.", path=path, reason=error) from None


def side_file_of(path: Path) -> Path | None:
    """Return the file beside a project that holds decisions which are not in it yet, if any."""
    beside = Path(f"{path}-wal")
    return beside if beside.is_file() and beside.stat().st_size else None


def connect(path: Path, how: str) -> sqlite3.Connection:
    """Return a connection to a file; `how` are SQLite's parameters of a URI."""
    uri = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)


def _examined(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether a file is of a format that this version may write.

    Raises:
        LogError: it is not a project, or this version may not even read it.
    """
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _not_a_project(path)
    made_by = format_of(connection)
    if made_by <= FORMAT:
        return True
    if connection.execute("SELECT readable_from FROM project").fetchone()[0] > FORMAT:
        raise LogError(
            "{path} was made by a newer version of Qualog (log format {format}; this version "
            "knows {known}). Upgrade Qualog: pip install --upgrade qualog",
            path=path,
            format=made_by,
            known=FORMAT,
        )
    return False


def _be_durable(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    # Checkpoints are made under a lock of our own (`WriteAheadLog`), never by SQLite by the way.
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute(f"PRAGMA journal_size_limit={_WAL_BYTES}")


def _mode(path: Path, writable: bool) -> str:
    if writable:
        return "mode=rw"
    # Without a write-ahead log beside it nobody is writing, and SQLite needs no side files.
    return "mode=ro" if Path(f"{path}-wal").exists() else "mode=ro&immutable=1"


def _is_writable(path: Path) -> bool:
    """Return whether it may be written; a mode without any write bit counts for root too."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP))


def _not_a_project(path: Path) -> LogError:
    return LogError("{path} is not a Qualog project.", path=path)
