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
    """All that one project has: its chains, and what hangs on their lines."""

    chains: dict[str, list[LogEntry]] = field(factory=dict)
    sealed: dict[tuple[str, int], Sealed] = field(factory=dict)
    contents: dict[str, StoredContent] = field(factory=dict)
    branches: dict[str, Branch] = field(factory=dict)
    checkpoints: list[Checkpoint] = field(factory=list)

    def snapshot(self) -> "_Kept":
        """Give a copy that later writing leaves as it is."""
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
        """Give the last line of each replica."""
        return {
            replica: Head(chain[-1].seq, chain[-1].hash, chain[-1].at)
            for replica, chain in sorted(self._kept.chains.items())
        }

    def write(self, act: TransactionBody[T], *, replica: str | None = None) -> T:
        """Do something in one transaction; no other writer comes between."""
        with self._turn:
            before = self._kept.snapshot()
            try:
                return act(_Writing(self._kept))
            except BaseException:
                self._kept = before
                raise

    def has_idempotency_key(self, key: str) -> bool:
        """Say whether a command was carried out before."""
        chains = self._kept.chains.values()
        return bool(key) and any(each.command == key for c in chains for each in c)

    def branches(self) -> dict[str, Branch]:
        """Give the branches of replicas that forked, by name."""
        return dict(self._kept.branches)

    def begins(self) -> dict[str, int]:
        """Give nothing: a project has its lines from the first on."""
        return {}

    def checkpoints(self) -> list[Checkpoint]:
        """Give the signed checkpoints."""
        return sorted(self._kept.checkpoints, key=lambda each: (each.replica, each.size))

    def fold_rows(self, range_: LogRange = EVERYTHING) -> Iterator[FoldRow]:
        """Give what a replay needs, in the order of replay."""
        return (
            FoldRow(x.at, x.replica, x.seq, x.authors, x.kind, x.version, x.body)
            for x in self.entries(range_)
        )

    def entries(
        self, range_: LogRange = EVERYTHING, kinds: Collection[str] | None = None
    ) -> Iterator[LogEntry]:
        """Give whole lines in the order of replay."""
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
        """Give lines with their words and contents, in the order of replay."""
        for entry in self.entries(range_):
            contents = self.content(each.content for each in contents_named(entry.body))
            yield StoredEntry(
                entry, self.sealed(entry.replica, entry.seq), tuple(contents.values())
            )

    def last_merge(self, replica: str, before: int | None = None) -> LogEntry | None:
        """Give the last line (before a number) that says what a replica knew of the others."""
        found = [
            entry
            for entry in self._kept.chains.get(replica, ())
            if entry.kind == "replicas-merged" and (before is None or entry.seq < before)
        ]
        return found[-1] if found else None

    def replicas(self) -> set[str]:
        """Give every replica that has a line."""
        return set(self._kept.chains)

    def chain(self, replica: str) -> Iterator[ChainRow]:
        """Give what verification needs of the lines of one replica, first to last."""
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
        """Give the hash of one line; None where it is not there."""
        entry = self.entry(replica, seq)
        return entry.hash if entry is not None else None

    def hashes(self, replica: str, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Give number and hash of the lines of one replica after a number, in order."""
        chain = tuple(self._kept.chains.get(replica, ()))
        return ((entry.seq, entry.hash) for entry in chain if entry.seq > after)

    def entry(self, replica: str, seq: int) -> LogEntry | None:
        """Give one line."""
        chain = self._kept.chains.get(replica, ())
        return next((entry for entry in chain if entry.seq == seq), None)

    def sealed(self, replica: str, seq: int) -> Sealed | None:
        """Give the sealed part of a line; None where it was erased or there was none."""
        return self._kept.sealed.get((replica, seq))

    def sealed_of(self, replica: str) -> Iterator[tuple[int, Sealed]]:
        """Give the sealed parts of one replica that are still there, by number."""
        found = (
            (seq, sealed) for (own, seq), sealed in self._kept.sealed.items() if own == replica
        )
        return iter(sorted(found))

    def content_ids(self) -> set[str]:
        """Give the ids of all contents that are still there."""
        return set(self._kept.contents)

    def content(self, ids: Iterable[str]) -> dict[str, StoredContent]:
        """Give contents by id, without those that were erased."""
        contents = self._kept.contents
        return {each: contents[each] for each in ids if each in contents}

    def find_hash(self, prefix: str) -> list[LogEntry]:
        """Give the lines whose hash begins with these hexadecimal digits, at most two."""
        return [entry for entry in self.entries() if entry.hash.hex().startswith(prefix)][:2]

    def scrub(self) -> bool:
        """Do nothing: what is erased is gone."""
        return True

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""


@define
class _Writing:
    """One transaction."""

    kept: _Kept

    def put(self, entries: Iterable[StoredEntry]) -> None:
        """Write entries at the ends of their replicas' chains."""
        for entry, sealed, contents in entries:
            chain = self.kept.chains.setdefault(entry.replica, [])
            if chain and entry.seq <= chain[-1].seq:
                raise LogError(f"There is a line {entry.id} already. Nothing changed.")
            chain.append(entry)
            if sealed is not None:
                self.kept.sealed[entry.replica, entry.seq] = sealed
            self.kept.contents.update((each.id, each) for each in contents)

    def branch(self, branch: Branch) -> None:
        """Note where a chain forked; lines that its parent has after that place become its own."""
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

    def erase(self, lines: Mapping[str, Collection[int]], contents: Collection[str]) -> None:
        """Delete the words of lines and long contents."""
        for replica, numbers in lines.items():
            for seq in numbers:
                self.kept.sealed.pop((replica, seq), None)
        for each in contents:
            self.kept.contents.pop(each, None)

    def put_checkpoints(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Keep signed checkpoints, the largest of each replica or branch and key."""
        kept = {(each.replica, each.key): each for each in self.kept.checkpoints}
        for each in checkpoints:
            before = kept.setdefault((each.replica, each.key), each)
            if each.size > before.size:
                kept[each.replica, each.key] = each
        self.kept.checkpoints = list(kept.values())
