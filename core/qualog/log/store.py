"""What every store of a log offers: a small port, so that a file and a database are alike."""

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
    """All that one decision writes: its entry, its sealed part, its contents."""

    entry: LogEntry
    sealed: Sealed | None = None
    contents: tuple[StoredContent, ...] = ()


class FoldRow(NamedTuple):
    """What a replay needs of an entry; stores yield it as a plain tuple, for speed."""

    at: int
    replica: str
    seq: int
    authors: str
    kind: str
    version: int
    body: bytes


class ChainRow(NamedTuple):
    """What verification needs of an entry, texts as UTF-8; a plain tuple, for speed."""

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
    """Which entries count: all of them, or those up to a number in each replica, or up to a tick.

    Attributes:
        heads: the last number that counts in each replica. A replica that is not among them does
            not count at all. None: everything counts.
        at: the last tick of the clock that counts; None: any.
        after: the last number in a replica that does not count any more.
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
        """Note where a chain forked; what its parent has after that place becomes its own."""

    def erase(self, entries: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of entries (numbers by replica) and long contents, for good."""

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""


TransactionBody = Callable[[Transaction], T]
"""What is done in one transaction. It may be called again if a database asks for a retry."""


class EntrySource(Protocol):
    """What entries can be merged from: a store, or a bundle that came by mail."""

    @property
    def project(self) -> str:
        """The id of the project."""

    def heads(self) -> dict[str, Head]:
        """Return the last entry of each replica."""

    def branches(self) -> dict[str, Branch]:
        """Return the branches of replicas that forked, by name."""

    def begins(self) -> Mapping[str, int]:
        """Return the number after which its entries of a replica begin, where that is not 0."""

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Return the hash of one entry; None where it is not there."""

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield entries with their words and contents, in the order of replay."""

    def checkpoints(self) -> list[Checkpoint]:
        """Return the signed checkpoints."""


class Store(EntrySource, Protocol):
    """Keeps the entries of one project, for ever and in order."""

    @property
    def name(self) -> str:
        """What to call it in messages."""

    @property
    def place(self) -> Mapping[str, Any]:
        """What tells this place from every other, a copy of it included.

        Machine, path and file, or server and database, for the user's configuration: without a
        password.
        """

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
            LogError: it could not be written; nothing was changed.
        """

    def has_idempotency_key(self, key: str) -> bool:
        """Return whether a transaction with this key was written before."""

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Yield what a replay needs, in the order of replay: `(at, replica, seq)`."""

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Yield entries in the order of replay."""

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Return the last entry (before a number) that says what a replica knew of the others."""

    def replicas(self) -> set[str]:
        """Return every replica that has an entry."""

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Yield what verification needs of the entries of one replica, first to last."""

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield number and hash of the entries of one replica after a number, in order."""

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Return one entry; None where it is not there."""

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Return the sealed part of an entry; None where it was erased or there was none."""

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Yield the sealed parts of one replica that are still there, by number."""

    def sealed_replicas(self) -> set[str]:
        """Return every replica that has a sealed part, even one that has no entry."""

    def content_ids(self) -> set[str]:
        """Return the ids of all contents that are still there."""

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Return contents by id, without those that were erased."""

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Return the entries whose hash begins with these hexadecimal digits, at most two."""

    @property
    def scrubbed(self) -> bool:
        """Whether nothing of erased words is left, in unused places of files or tables either."""

    def scrub(self) -> bool:
        """Clear what erased words left in unused places; return whether that is done.

        A write that erases does it on its own; it may have to wait until others have read.
        """

    def close(self) -> None:
        """Let go of files and connections."""
