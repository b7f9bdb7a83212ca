"""The peer: the same work with the `eventsourcing` library on SQLite."""

from pathlib import Path
from typing import Any


def application(path: Path) -> Any:
    """Give an application of the library over a new database."""
    from eventsourcing.application import Application

    return Application(
        env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)}
    )


def document() -> Any:
    """Give an aggregate that is coded, event by event."""
    from eventsourcing.domain import Aggregate, event

    class Document(Aggregate):
        @event("Created")
        def __init__(self) -> None:
            self.codings: dict[str, tuple[int, int, str]] = {}

        @event("Coded")
        def code(self, coding: str, start: int, end: int, code: str) -> None:
            self.codings[coding] = (start, end, code)

    return Document()


def code(aggregate: Any, number: int) -> None:
    """Code once more."""
    aggregate.code(f"{number:016x}", number, number + 57, "0123456789abcdef")
