"""A study of two copies as one file, that file with its guards off, and what two programs say."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from attrs import frozen

from qualog.errors import LogError
from qualog.log.integrity.keys import Key
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore


@frozen
class Whole:
    """A study of two copies that met, as one file, and the keys of both."""

    path: Path
    keys: dict[str, Key]


@contextmanager
def opened_up(path):
    """Open a project file as somebody with an editor would: the guards are off meanwhile."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=MEMORY")
        guards = database.execute("SELECT sql FROM sqlite_master WHERE type='trigger'").fetchall()
        database.execute("DROP TRIGGER line_is_not_changed")
        database.execute("DROP TRIGGER line_is_not_deleted")
        yield database
        for (guard,) in guards:
            database.execute(guard)
        database.commit()


def by_qualog(path):
    """Return whether Qualog finds a file sound."""
    try:
        store = SqliteStore.open(path)
    except LogError:
        return False
    with closing(store):
        if store.damage():
            return False
        try:
            found = verify(store)
        except LogError:  # branches in a circle
            return False
        return found.fault is None and not found.unproven


def by_the_other(path, verify_log):
    """Return whether the verifier of the reference finds a file sound."""
    with closing(sqlite3.connect(path)) as database:
        return next(verify_log.faults(database), None) is None
