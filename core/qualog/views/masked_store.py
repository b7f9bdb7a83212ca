"""A store with a veil: what somebody is not to see for now is left out of all that it gives."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from attrs import define, field

from qualog.log.entry import Line, Sealed
from qualog.log.store import EVERYTHING, Entry, FoldRow, Span, Store

UNSEEN = ""
"""The kind of a row of which nothing is to be seen but that it is there."""


@define
class Veil:
    """What is not to be seen of a log: whole lines (ids), and parts of others.

    For a line that is seen in part, `bodies` has the version and the body that stand for its own.

    It may grow while a store is read through it.
    """

    lines: set[str] = field(factory=set)
    bodies: dict[str, tuple[int, bytes]] = field(factory=dict)

    def over(self, line: Line) -> Line | None:
        """Give a line as it is to be seen; None if it is not."""
        if line.id in self.lines:
            return None
        if line.id in self.bodies:
            version, body = self.bodies[line.id]
            return line._replace(version=version, body=body)
        return line


def veiled(store: Store, veil: Veil) -> Store:
    """Give a store as it is seen through a veil; it is written as if there were none.

    Heads, hashes and chains are those of the log, so that it can be verified.
    """
    return cast(Store, _Veiled(store, veil))


def is_veiled(store: Store, line: str) -> bool:
    """Say whether a line (an id) is not to be seen in a store."""
    return isinstance(store, _Veiled) and line in store.veil.lines


def is_cut(store: Store, line: str) -> bool:
    """Say whether a line (an id) is to be seen in part only."""
    return isinstance(store, _Veiled) and line in store.veil.bodies


class _Veiled:
    def __init__(self, store: Store, veil: Veil) -> None:
        self.store = store
        self.veil = veil

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def fold_rows(self, span: Span = EVERYTHING) -> Iterator[FoldRow]:
        """Give the rows of a replay, those that are not to be seen without what they say."""
        lines, bodies = self.veil.lines, self.veil.bodies
        for row in self.store.fold_rows(span):
            at, replica, seq, authors, kind, _, _ = row
            line = f"{replica}.{seq}"
            if line in lines:
                yield FoldRow(at, replica, seq, "", UNSEEN, 0, b"")
            elif line in bodies:
                yield FoldRow(at, replica, seq, authors, kind, *bodies[line])
            else:
                yield row

    def lines(
        self, span: Span = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[Line]:
        """Give the lines that are to be seen."""
        yield from filter(None, map(self.veil.over, self.store.lines(span, kinds)))

    def line(self, replica: str, seq: int) -> Line | None:
        """Give one line, if it is to be seen."""
        found = self.store.line(replica, seq)
        return found and self.veil.over(found)

    def find_hash(self, prefix: str) -> list[Line]:
        """Give the lines with such a hash that are to be seen."""
        return list(filter(None, map(self.veil.over, self.store.find_hash(prefix))))

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the words of a line, if it is to be seen."""
        return None if f"{replica}.{seq}" in self.veil.lines else self.store.sealed(replica, seq)

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the words of a replica's lines that are to be seen."""
        for seq, sealed in self.store.sealed_of(replica):
            if f"{replica}.{seq}" not in self.veil.lines:
                yield seq, sealed

    def entries(self, span: Span = EVERYTHING) -> Iterator[Entry]:
        """Give the lines that are to be seen, with their words and contents."""
        for entry in self.store.entries(span):
            line = self.veil.over(entry.line)
            if line is not None:
                yield entry._replace(line=line)
