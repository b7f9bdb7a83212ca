"""SQLite's write-ahead log: kept short, and emptied where it may still hold erased words."""

import sqlite3
from typing import Final

from attrs import define

_ENTRIES: Final = 1000


@define
class WriteAheadLog:
    """The file beside a project in which SQLite keeps what is not yet in the project file.

    All of this is done under the lock of the store: beside a writer, SQLite before 3.51.3 could
    lose commits that a checkpoint overlooked (sqlite.org/wal.html, the WAL-reset bug).
    """

    _connection: sqlite3.Connection
    _entries: int = 0

    def grew(self, entries: int) -> None:
        """Note how many entries this process wrote; fold the log into the file now and then."""
        self._entries += entries
        if self._entries >= _ENTRIES:
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            self._entries = 0

    def is_emptied(self) -> bool:
        """Empty the log; return whether that is done, as it is not while somebody reads."""
        (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._entries = 0
        return not busy

    def scrub(self) -> None:
        """Write the file again without what was erased, and empty the log: both keep old pages.

        Where there is no room for that, or somebody reads, it is left to the next try: the
        project says that it is not done yet.
        """
        try:
            self._connection.execute("VACUUM")
            if self.is_emptied():
                self._connection.execute("UPDATE project SET unscrubbed=0")
                self.is_emptied()  # of that last note
        except sqlite3.OperationalError:
            pass
