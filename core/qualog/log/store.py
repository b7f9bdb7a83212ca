"""What every store of a log gives: a small port, so that a file and a database are alike."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from attrs import frozen

from qualog.log.line import Head, Line, Sealed


class StoredContent(NamedTuple):
    """Long words (a stretch of a text, a file) with the salt that their commitment needs."""

    id: str
    salt: bytes
    bytes: bytes


class Entry(NamedTuple):
    """All that one decision writes: its line, its sealed part, its contents."""

    line: Line
    sealed: Sealed | None = None
    contents: tuple[StoredContent, ...] = ()


class FoldRow(NamedTuple):
    """What a replay needs of a line; stores yield it as a plain tuple, for speed."""

    at: int
    replica: str
    seq: int
    authors: str
    kind: str
    version: int
    body: bytes


class ChainRow(NamedTuple):
    """What verification needs of a line, texts as UTF-8; a plain tuple, for speed."""

    seq: int
    at: int
    version: int
    authors: bytes
    kind: bytes
    command: bytes
    together: bytes
    subjects: bytes
    body: bytes
    commitment: bytes
    hash: bytes


@frozen
class Span:
    """Which lines count: those up to a number in each replica, or up to a tick, or all.

    A replica that `heads` does not name does not count. Lines up to `after` are left out.
    """

    heads: Mapping[str, int] | None = None
    at: int | None = None
    after: Mapping[str, int] | None = None


EVERYTHING = Span()

Write = Callable[[Mapping[str, Head]], Iterable[Entry]]
"""Gives the entries to append, once the heads that they follow are known and held."""


class Store(Protocol):
    """Keeps the lines of one project, for ever and in order."""

    project: str
    writable: bool

    def heads(self) -> dict[str, Head]:
        """Give the last line of each replica."""

    def append(self, replica: str, write: Write, *, command: str = "") -> bool:
        """Append entries to a replica's chain, all of them or none, durable on return.

        Gives False, and writes nothing, if `command` was carried out before.
        """

    def fold_rows(self, span: Span = EVERYTHING) -> Iterator[FoldRow]:
        """Give what a replay needs, in the order of replay: `(at, replica, seq)`."""

    def lines(
        self, span: Span = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[Line]:
        """Give whole lines in the order of replay."""

    def last_merge(self, replica: str, before: int | None = None) -> Line | None:
        """Give the last line (before a number) that says what a replica knew of the others."""

    def replicas(self) -> set[str]:
        """Give every replica that has a line."""

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Give what verification needs of the lines of one replica, first to last."""

    def line(self, replica: str, seq: int) -> Line | None:
        """Give one line."""

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the sealed part of a line; None where it was erased or there was none."""

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the sealed parts of one replica that are still there, by number."""

    def content_ids(self) -> set[str]:
        """Give the ids of all contents that are still there."""

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Give contents by id, without those that were erased."""

    def find_hash(self, prefix: str) -> list[Line]:
        """Give the lines whose hash begins with these hexadecimal digits, at most two."""

    def close(self) -> None:
        """Let go of files and connections."""
