"""A store with a mask: what somebody is not to see for now is left out of all that it gives."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from attrs import define, field

from qualog.log.entry import LogEntry, Sealed
from qualog.log.store import EVERYTHING, FoldRow, LogRange, Store, StoredEntry

UNSEEN = ""
"""The kind of a row of which nothing is to be seen but that it is there."""


@define
class Mask:
    """What is not to be seen of a log: whole lines (ids), and parts of others.

    For a line that is seen in part, `bodies` has the version and the body that stand for its own.

    It may grow while a store is read through it.
    """

    lines: set[str] = field(factory=set)
    bodies: dict[str, tuple[int, bytes]] = field(factory=dict)

    def over(self, entry: LogEntry) -> LogEntry | None:
        """Give a line as it is to be seen; None if it is not."""
        if entry.id in self.lines:
            return None
        if entry.id in self.bodies:
            version, body = self.bodies[entry.id]
            return entry._replace(version=version, body=body)
        return entry


def masked(store: Store, mask: Mask) -> Store:
    """Give a store as it is seen through a mask; it is written as if there were none.

    Heads, hashes and chains are those of the log, so that it can be verified.
    """
    return cast(Store, _Veiled(store, mask))


def is_masked(store: Store, entry: str) -> bool:
    """Say whether a line (an id) is not to be seen in a store."""
    return isinstance(store, _Veiled) and entry in store.mask.lines


def is_cut(store: Store, entry: str) -> bool:
    """Say whether a line (an id) is to be seen in part only."""
    return isinstance(store, _Veiled) and entry in store.mask.bodies


class _Veiled:
    def __init__(self, store: Store, mask: Mask) -> None:
        self.store = store
        self.mask = mask

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def fold_rows(self, span: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Give the rows of a replay, those that are not to be seen without what they say."""
        lines, bodies = self.mask.lines, self.mask.bodies
        for row in self.store.fold_rows(span):
            at, replica, seq, authors, kind, _, _ = row
            entry = f"{replica}.{seq}"
            if entry in lines:
                yield FoldRow(at, replica, seq, "", UNSEEN, 0, b"")
            elif entry in bodies:
                yield FoldRow(at, replica, seq, authors, kind, *bodies[entry])
            else:
                yield row

    def entries(
        self, span: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Give the lines that are to be seen."""
        yield from filter(None, map(self.mask.over, self.store.entries(span, kinds)))

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Give one line, if it is to be seen."""
        found = self.store.entry(replica, seq)
        return found and self.mask.over(found)

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Give the lines with such a hash that are to be seen."""
        return list(filter(None, map(self.mask.over, self.store.find_hash(prefix))))

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the words of a line, if it is to be seen."""
        return None if f"{replica}.{seq}" in self.mask.lines else self.store.sealed(replica, seq)

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the words of a replica's lines that are to be seen."""
        for seq, sealed in self.store.sealed_of(replica):
            if f"{replica}.{seq}" not in self.mask.lines:
                yield seq, sealed

    def stored_entries(self, span: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Give the lines that are to be seen, with their words and contents."""
        for stored in self.store.stored_entries(span):
            entry = self.mask.over(stored.entry)
            if entry is not None:
                yield stored._replace(entry=entry)
