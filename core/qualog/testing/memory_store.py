"""The log in memory alone: the simplest store, for tests and as an example to write one by."""

import copy
import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from threading import RLock
from typing import Any

from attrs import define, field

from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.contents import contents_named
from qualog.log.entry import Head, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch
from qualog.log.store import (
    EVERYTHING,
    ChainRow,
    FoldRow,
    LogRange,
    StoredContent,
    StoredEntry,
    T,
    TransactionBody,
)


@define
class _Kept:
    """All that one project has: its chains, and what hangs on their entries."""

    chains: dict[str, list[LogEntry]] = field(factory=dict)
    sealed: dict[tuple[str, int], Sealed] = field(factory=dict)
    contents: dict[str, StoredContent] = field(factory=dict)
    branches: dict[str, Branch] = field(factory=dict)
    checkpoints: list[Checkpoint] = field(factory=list)

    def snapshot(self) -> "_Kept":
        """Return a copy that later writing leaves as it is."""
        copied = copy.copy(self)
        copied.chains = {replica: list(chain) for replica, chain in self.chains.items()}
        copied.sealed, copied.contents = dict(self.sealed), dict(self.contents)
        copied.branches, copied.checkpoints = dict(self.branches), list(self.checkpoints)
        return copied


class MemoryStore:
    """One project in memory: gone when the program ends."""

    writable = True
    scrubbed = True

    def __init__(self, project: str = "") -> None:
        self.project = project or new_id()
        self.place: Mapping[str, Any] = {"memory": new_id()}
        self._kept = _Kept()
        self._turn = RLock()

    @property
    def name(self) -> str:
        """What to call it in messages."""
        return f"project {self.project} in memory"

    def heads(self) -> dict[str, Head]:
        """Return the last entry of each replica."""
        return {
            replica: Head(chain[-1].seq, chain[-1].hash, chain[-1].at)
            for replica, chain in sorted(self._kept.chains.items())
        }

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction; no other writer comes between."""
        with self._turn:
            before = self._kept.snapshot()
            try:
                return act(_Transaction(self._kept))
            except BaseException:
                self._kept = before
                raise

    def has_idempotency_key(self, key: str) -> bool:
        """Return whether a transaction with this key was written before."""
        chains = self._kept.chains.values()
        return bool(key) and any(entry.command == key for chain in chains for entry in chain)

    def branches(self) -> dict[str, Branch]:
        """Return the branches of replicas that forked, by name."""
        return dict(self._kept.branches)

    def begins(self) -> dict[str, int]:
        """Return nothing: a project has its entries from the first on."""
        return {}

    def checkpoints(self) -> list[Checkpoint]:
        """Return the signed checkpoints."""
        kept = self._kept.checkpoints
        return sorted(kept, key=lambda checkpoint: (checkpoint.replica, checkpoint.size))

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Yield what a replay needs, in the order of replay."""
        return (
            FoldRow(x.at, x.replica, x.seq, x.authors, x.kind, x.version, x.body)
            for x in self.entries(range_)
        )

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Yield entries in the order of replay."""
        after, ends = range_.after or {}, range_.heads
        chains = [
            [
                entry
                for entry in chain
                if entry.seq > after.get(replica, 0)
                and (ends is None or entry.seq <= ends.get(replica, 0))
                and (range_.at is None or entry.at <= range_.at)
                and (kinds is None or entry.kind in kinds)
            ]
            for replica, chain in self._kept.chains.items()
        ]
        return heapq.merge(*chains, key=lambda entry: (entry.at, entry.replica, entry.seq))

    def stored_entries(self, range_: LogRange = EVERYTHING) -> Iterator[StoredEntry]:
        """Yield entries with their words and contents, in the order of replay."""
        for entry in self.entries(range_):
            contents = self.content(content.content for content in contents_named(entry.body))
            yield StoredEntry(
                entry, self.sealed(entry.replica, entry.seq), tuple(contents.values())
            )

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Return the last entry (before a number) that says what a replica knew of the others."""
        found = [
            entry
            for entry in self._kept.chains.get(replica, ())
            if entry.kind == "replicas-merged" and (before is None or entry.seq < before)
        ]
        return found[-1] if found else None

    def replicas(self) -> set[str]:
        """Return every replica that has an entry."""
        return set(self._kept.chains)

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Yield what verification needs of the entries of one replica, first to last."""
        for x in tuple(self._kept.chains.get(replica, ())):
            yield ChainRow(
                x.seq,
                x.at,
                x.version,
                x.authors.encode(),
                x.kind.encode(),
                x.command.encode(),
                x.together.encode(),
                x.subjects.encode(),
                x.body,
                x.commitment,
                x.hash,
            )

    def hash_at(self, replica: str, seq: int) -> bytes | None:
        """Return the hash of one entry; None where it is not there."""
        entry = self.entry(replica, seq)
        return entry.hash if entry is not None else None

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Yield number and hash of the entries of one replica after a number, in order."""
        chain = tuple(self._kept.chains.get(replica, ()))
        return ((entry.seq, entry.hash) for entry in chain if entry.seq > after)

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Return one entry; None where it is not there."""
        chain = self._kept.chains.get(replica, ())
        return next((entry for entry in chain if entry.seq == seq), None)

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Return the sealed part of an entry; None where it was erased or there was none."""
        return self._kept.sealed.get((replica, seq))

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Yield the sealed parts of one replica that are still there, by number."""
        found = (
            (seq, sealed) for (own, seq), sealed in self._kept.sealed.items() if own == replica
        )
        return iter(sorted(found))

    def sealed_replicas(self) -> set[str]:
        """Return every replica that has a sealed part."""
        return {replica for replica, _ in self._kept.sealed}

    def content_ids(self) -> set[str]:
        """Return the ids of all contents that are still there."""
        return set(self._kept.contents)

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Return contents by id, without those that were erased."""
        contents = self._kept.contents
        return {id_: contents[id_] for id_ in ids if id_ in contents}

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Return the entries whose hash begins with these hexadecimal digits, at most two."""
        return [entry for entry in self.entries() if entry.hash.hex().startswith(prefix)][:2]

    def scrub(self) -> bool:
        """Do nothing, and return that it is done: what is erased is gone."""
        return True

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


@define
class _Transaction:
    """One transaction on what is kept."""

    kept: _Kept

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains."""
        for entry, sealed, contents in entries:
            chain = self.kept.chains.setdefault(entry.replica, [])
            if chain and entry.seq <= chain[-1].seq:
                raise LogError(
                    "There is already a decision {decision}. Nothing was changed.",
                    decision=entry.id,
                )
            chain.append(entry)
            if sealed is not None:
                self.kept.sealed[entry.replica, entry.seq] = sealed
            self.kept.contents.update((content.id, content) for content in contents)

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; what its parent has after that place becomes its own."""
        name, parent, seq = branch
        kept = self.kept
        chain = kept.chains.pop(parent, [])
        stays = [entry for entry in chain if entry.seq <= seq]
        moves = [entry._replace(replica=name) for entry in chain if entry.seq > seq]
        kept.chains.update((run, own) for run, own in ((parent, stays), (name, moves)) if own)
        if moves:
            for entry in moves:
                if sealed := kept.sealed.pop((parent, entry.seq), None):
                    kept.sealed[name, entry.seq] = sealed
            kept.checkpoints = [
                Checkpoint(name, c.size, c.root, c.key, c.signature)
                if c.replica == parent and c.size > seq
                else c
                for c in kept.checkpoints
            ]
            for child in kept.branches.values():
                if child.parent == parent and child.seq > seq:
                    kept.branches[child.name] = child._replace(parent=name)
        kept.branches[name] = branch

    def erase(self, entries: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of entries and long contents."""
        for replica, numbers in entries.items():
            for seq in numbers:
                self.kept.sealed.pop((replica, seq), None)
        for id_ in contents:
            self.kept.contents.pop(id_, None)

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""
        kept = {(c.replica, c.key): c for c in self.kept.checkpoints}
        for checkpoint in checkpoints:
            key = checkpoint.replica, checkpoint.key
            kept[key] = max(kept.get(key, checkpoint), checkpoint, key=lambda c: c.size)
        self.kept.checkpoints = list(kept.values())
