"""What every store of a log gives: a small port, so that a file and a database are alike."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from attrs import frozen

from qualog.log.entry import Head, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch


class StoredContent(NamedTuple):
    """Long words (a stretch of a text, a file) with the salt that their commitment needs."""

    id: str
    salt: bytes
    bytes: bytes


class StoredEntry(NamedTuple):
    """All that one decision writes: its line, its sealed part, its contents."""

    entry: LogEntry
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
class LogRange:
    """Which lines count: those up to a number in each replica, or up to a tick, or all.

    A replica that `heads` does not name does not count. Lines up to `after` are left out.
    """

    heads: Mapping[str, int] | None = None
    at: int | None = None
    after: Mapping[str, int] | None = None


EVERYTHING = LogRange()

T = TypeVar("T")


class Transaction(Protocol):
    """One transaction of a store: all that is done in it is kept, or nothing is."""

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains, taken one by one."""

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; lines that its parent has after that place become its own."""

    def erase(self, lines: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of lines (numbers by replica) and long contents, for good."""

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""


TransactionBody = Callable[[Transaction], T]
"""What is done in one transaction. It may be called again if a database asks for a retry."""


class EntrySource(Protocol):
    """What lines can be taken in from: a store, or a bundle that came by mail."""

    @property
    def project(self) -> str:
        """The id of the project."""

    def heads(self) -> dict[str, Head]:
        """Give the last line of each replica."""

    def branches(self) -> dict[str, Branch]:
        """Give the branches of replicas that forked, by name."""

    def begins(self) -> Mapping[str, int]:
        """Give the number after which its lines of a replica begin, where that is not 0."""

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Give the hash of one line; None where it is not there."""

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Give lines with their words and contents, in the order of replay."""

    def checkpoints(self) -> list[Checkpoint]:
        """Give the signed checkpoints."""


class Store(EntrySource, Protocol):
    """Keeps the lines of one project, for ever and in order.

    `place` says where it is, for people and for the user's configuration: a path or a URL
    without its password, and whatever tells a copy of it from itself.
    """

    @property
    def name(self) -> str:
        """What to call it in messages."""

    @property
    def place(self) -> Mapping[str, Any]:
        """What tells this place from every other: machine, path, file; or server and database."""

    @property
    def writable(self) -> bool:
        """Whether it can be written."""

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction, durable on return; no other writer comes between.

        What the store is asked meanwhile, it answers with what is written already.

        Args:
            act: what to do; an error in it undoes it all.
            replica: the one chain that is written, if it is only one: others may be written
                at the same time.

        Raises:
            LogError: it could not be written; nothing changed.
        """

    def has_idempotency_key(self, key: str) -> bool:
        """Say whether a command was carried out before."""

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Give what a replay needs, in the order of replay: `(at, replica, seq)`."""

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Give whole lines in the order of replay."""

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Give the last line (before a number) that says what a replica knew of the others."""

    def replicas(self) -> set[str]:
        """Give every replica that has a line."""

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Give what verification needs of the lines of one replica, first to last."""

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Give number and hash of the lines of one replica after a number, in order."""

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Give one line."""

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the sealed part of a line; None where it was erased or there was none."""

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the sealed parts of one replica that are still there, by number."""

    def content_ids(self) -> set[str]:
        """Give the ids of all contents that are still there."""

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Give contents by id, without those that were erased."""

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Give the lines whose hash begins with these hexadecimal digits, at most two."""

    @property
    def scrubbed(self) -> bool:
        """Whether nothing of erased words is left, in unused places of files or tables either."""

    def scrub(self) -> bool:
        """Clear what erased words left in unused places; say whether that is done.

        A write that erases does it on its own; it may have to wait until others have read.
        """

    def close(self) -> None:
        """Let go of files and connections."""
