"""The peer: the same work with the library `eventsourcing` on SQLite."""

from pathlib import Path
from typing import Final

from benchmarks.checking import same
from benchmarks.timing import seconds

PER_TRANSACTION: Final = 100

try:
    from eventsourcing.application import Application
    from eventsourcing.domain import Aggregate, event
except ModuleNotFoundError:  # pip install 'qualog[bench]'
    INSTALLED: Final = False
else:
    INSTALLED: Final = True

    class Document(Aggregate):
        """A document that is coded, event by event."""

        @event("Created")
        def __init__(self) -> None:
            self.codings: dict[str, tuple[int, int, str]] = {}

        @event("Coded")
        def code(self, coding: str, start: int, end: int, code: str) -> None:
            self.codings[coding] = (start, end, code)


class Study:
    """A document in a new database, to be coded."""

    def __init__(self, path: Path) -> None:
        self.application = Application(
            env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
        )
        self.document = Document()
        self.application.save(self.document)
        self.events = 0

    def code(self, count: int, per_transaction: int = 1) -> None:
        """Code so many times, and save after every so many."""
        for _ in range(count):
            number, self.events = self.events, self.events + 1
            self.document.code(f"{number:016x}", number, number + 57, "0123456789abcdef")
            if self.events % per_transaction == 0:
                self.application.save(self.document)

    def read(self) -> "Document":
        """Return the document as its events make it."""
        return self.application.repository.get(self.document.id)

    def close(self) -> None:
        """Close it, after checking that everything was kept."""
        same("eventsourcing: codings", len(self.read().codings), self.events)
        self.application.close()


def seconds_to_write_and_read(path: Path, events: int) -> tuple[float, float]:
    """Return how long it takes to write events, many a transaction, and to read them all."""
    study = Study(path)
    written = seconds(lambda: study.code(events, PER_TRANSACTION))
    read = seconds(study.read)
    study.close()
    return written, read
