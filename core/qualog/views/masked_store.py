"""A store with a mask: what somebody is not to see for now is left out of all that it gives."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from attrs import define, field

from qualog.log.entry import LogEntry, Sealed
from qualog.log.store import EVERYTHING, FoldRow, LogRange, Store, StoredEntry

MASKED_KIND = ""
"""The kind of a row of which nothing is shown but that it is there."""


@define
class Mask:
    """What is hidden of a log. It may grow while a store is read through it.

    Attributes:
        entries: ids of the entries that are hidden whole.
        bodies: for the entries that are shown in part, by id, the version and the body that
            stand for their own.
    """

    entries: set[str] = field(factory=set)
    bodies: dict[str, tuple[int, bytes]] = field(factory=dict)

    def over(self, entry: LogEntry) -> LogEntry | None:
        """Return an entry as it is shown; None if it is hidden."""
        if entry.id in self.entries:
            return None
        if entry.id in self.bodies:
            version, body = self.bodies[entry.id]
            return entry._replace(version=version, body=body)
        return entry


def masked(store: Store, mask: Mask) -> Store:
    """Return a store as it is seen through a mask; it is written as if there were none.

    Heads, hashes and chains are those of the log, so that it can be verified.
    """
    return cast(Store, MaskedStore(store, mask))


def is_masked(store: Store, entry: str) -> bool:
    """Return whether an entry (an id) is hidden in a store."""
    return isinstance(store, MaskedStore) and entry in store.mask.entries


def is_partly_masked(store: Store, entry: str) -> bool:
    """Return whether an entry (an id) is shown only in part."""
    return isinstance(store, MaskedStore) and entry in store.mask.bodies


class MaskedStore:
    """A store that hides what a mask hides; all else it asks of the store behind it."""

    def __init__(self, store: Store, mask: Mask) -> None:
        self.store = store
        self.mask = mask

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Yield the rows of a replay; of those that are hidden, only that they are there."""
        hidden, bodies = self.mask.entries, self.mask.bodies
        for row in self.store.fold_rows(range_):
            at, replica, seq, authors, kind, _, _ = row
            entry = f"{replica}.{seq}"
            if entry in hidden:
                yield FoldRow(at, replica, seq, "", MASKED_KIND, 0, b"")
            elif entry in bodies:
                yield FoldRow(at, replica, seq, authors, kind, *bodies[entry])
            else:
                yield row

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Yield the entries that are not hidden."""
        yield from filter(None, map(self.mask.over, self.store.entries(range_, kinds)))

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Return one entry, if it is not hidden."""
        found = self.store.entry(replica, seq)
        return found and self.mask.over(found)

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Return the entries with such a hash that are not hidden."""
        return list(filter(None, map(self.mask.over, self.store.find_hash(prefix))))

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Return the words of an entry, if it is not hidden."""
        return None if f"{replica}.{seq}" in self.mask.entries else self.store.sealed(replica, seq)

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Yield the words of a replica's entries that are not hidden."""
        for seq, sealed in self.store.sealed_of(replica):
            if f"{replica}.{seq}" not in self.mask.entries:
                yield seq, sealed

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield the entries that are not hidden, with their words and contents."""
        for stored in self.store.stored_entries(range_):
            entry = self.mask.over(stored.entry)
            if entry is not None:
                yield stored._replace(entry=entry)
