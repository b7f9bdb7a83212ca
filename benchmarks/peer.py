"""The peer: the same work with the `eventsourcing` library on SQLite."""

from pathlib import Path

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Document(Aggregate):
    """A document that is coded, event by event."""

    @event("Created")
    def __init__(self) -> None:
        self.codings: dict[str, tuple[int, int, str]] = {}

    @event("Coded")
    def code(self, coding: str, start: int, end: int, code: str) -> None:
        self.codings[coding] = (start, end, code)


def application(path: Path) -> Application:
    """Give an application of the library over a new database."""
    return Application(
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    )


def code(document: Document, number: int) -> None:
    """Code once more."""
    document.code(f"{number:016x}", number, number + 57, "0123456789abcdef")
