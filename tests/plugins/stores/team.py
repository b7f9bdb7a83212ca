"""What each of a team does at a shared database, as a program: python -m … WHAT URL FOLDER NAME.

It writes down what it was answered, so that it can be compared with what is there at the end.
"""

import os
import sys
import time
from contextlib import closing
from pathlib import Path

from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.log import Log
from qualog.log.replication.transfer import merge_from
from qualog.log.store import LogRange, Store
from qualog.log.stores.sqlite import SqliteStore
from qualog.testing.stores import decide
from qualog_plugins.stores.postgresql.store import PostgresqlStore


def write(store: Store, replica: str, note: "Notebook") -> None:
    """Decide, and decide; a decision is noted once it was answered as done."""
    log = Log(store, replica)
    while not note.ended():
        try:
            note.down(decide(log, new_id()))
        except LogError:
            time.sleep(0.1)


def read(store: Store, name: str, note: "Notebook") -> None:
    """Note every decision that comes, remembering only how far each replica came."""
    known: dict[str, int] = {}
    quiet = 0
    while quiet < 3:
        quiet = quiet + 1 if note.ended("written") else 0
        try:
            for entry in store.entries(LogRange(after=dict(known))):
                known[entry.replica] = entry.seq
                note.down(entry.id)
                quiet = 0
        except LogError:
            quiet = 0
        time.sleep(0.02)


def carry(store: Store, replica: str, note: "Notebook") -> None:
    """Decide on a laptop, and exchange with the database now and then."""
    own = SqliteStore.create(note.folder / f"{replica}.qualog", store.project)
    log = Log(own, replica)
    while not note.ended():
        ids = [decide(log, new_id()) for _ in range(3)]
        try:
            merge_from(own, store, now=1 << 50)
            merge_from(store, own, now=1 << 50)
            note.down(*ids)
        except LogError:
            pass
        time.sleep(0.3)
    own.close()


class Notebook:
    """A file that what is noted in survives a kill."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self._file = os.open(folder / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def down(self, *lines: str) -> None:
        """Note lines."""
        os.write(self._file, "".join(f"{line}\n" for line in lines).encode())

    def ended(self, what: str = "ended") -> bool:
        """Say whether the work is over; or whether what was `written` is all there."""
        return (self.folder / what).exists()


def opened(url: str) -> Store:
    """Open the project, as soon as the server lets anybody in."""
    while True:
        try:
            return PostgresqlStore.open(url)
        except LogError:
            time.sleep(0.2)


def main(what: str, url: str, folder: str, name: str) -> None:
    """Do one's part until the work is over."""
    act = {"write": write, "read": read, "carry": carry}[what]
    with closing(opened(url)) as store:
        act(store, name.partition("-")[0], Notebook(Path(folder), f"{what}-{name}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
