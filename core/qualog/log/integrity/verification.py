"""Verification: every chain and every commitment that is still there, computed anew."""

import hashlib
import struct
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from qualog.log.contents import contents_named
from qualog.log.entry import (
    ZERO_HASH,
    Head,
    Sealed,
    content_commitment,
    entry_hash,
    sealed_commitment,
)
from qualog.log.erasure import Erasures, erasures
from qualog.log.replication.branches import Branches, branch_name
from qualog.log.store import Store

_GROUPS: Final = 6


@frozen
class Fault:
    """The first thing that does not verify: which line, and what is wrong with it."""

    decision: str
    what: str


@frozen
class Verification:
    """What was checked, and what was found.

    Attributes:
        lines: lines whose hash was computed anew.
        sealed: sealed parts that match their commitment.
        erased: lines whose words are no longer there (their commitment still stands).
        contents: long contents that match their commitment.
        heads: SHA-256 over the heads of all replicas, hexadecimal: equal logs, equal heads.
        fault: the first fault, or None.
    """

    lines: int
    sealed: int
    erased: int
    contents: int
    heads: str
    fault: Fault | None = None


def heads_digest(heads: Mapping[str, Head]) -> str:
    """Give the SHA-256 over `replica seq hash`, one line each, in the replicas' order."""
    told = "".join(f"{name} {head.seq} {head.hash.hex()}\n" for name, head in sorted(heads.items()))
    return hashlib.sha256(told.encode()).hexdigest()


def fingerprint(digest: str) -> str:
    """Give the beginning of a digest of heads as a person reads and types it."""
    return " ".join(digest[at : at + 4] for at in range(0, 4 * _GROUPS, 4))


def verify(store: Store) -> Verification:
    """Compute every chain and commitment of a log anew, and name the first fault."""
    heads = store.heads()
    check = _Check(store)
    fault = next(check.faults(heads), None)
    return Verification(
        lines=check.lines,
        sealed=check.sealed,
        erased=check.erased,
        contents=check.contents,
        heads=heads_digest(heads),
        fault=fault,
    )


@define
class _Check:
    """Goes through a log once, counts what it checks, and yields what is wrong."""

    store: Store
    lines: int = 0
    sealed: int = 0
    erased: int = 0
    contents: int = 0
    strays: set[str] = field(factory=set)
    branches: Branches = field(factory=lambda: Branches({}))
    gone: Erasures = field(factory=Erasures)

    def faults(self, heads: Mapping[str, Head]) -> Iterator[Fault]:
        self.strays = self.store.content_ids()
        self.branches = Branches(self.store.branches())
        self.gone = erasures(self.store)
        for replica in sorted(heads.keys() | self.store.replicas()):
            yield from self._chain(replica, heads.get(replica, Head()))
        yield from self._forks(heads)
        if self.strays:
            yield Fault(min(self.strays), "is a text or file that no line speaks of")

    def _forks(self, heads: Mapping[str, Head]) -> Iterator[Fault]:
        for name, parent, seq in self.branches.named.values():
            first = self.store.hash_at(name, seq + 1)
            ends = heads[parent].seq if parent in heads else 0
            if first is None or branch_name(first) != name or ends != seq:
                yield Fault(f"{name}.{seq + 1}", "is said to begin a branch, and does not")

    def _chain(self, replica: str, head: Head) -> Iterator[Fault]:
        branch = self.branches.named.get(replica)
        origin = (self.store.project.encode(), self.branches.root(replica).encode())
        spoken = self.store.sealed_of(replica)
        words = next(spoken, None)
        previous, first, at = ZERO_HASH, 0, head.at
        if branch is not None:
            first = branch.seq
            previous = self.store.hash_at(branch.parent, first) or ZERO_HASH
        wanted = first
        for row in self.store.chain(replica):
            # Slices of a plain tuple, and one call for the hash: this loop runs a million times.
            wanted += 1
            seq, body, commitment = row[0], row[8], row[9]
            if seq != wanted:
                yield Fault(f"{replica}.{wanted}", f"is missing: {replica}.{seq} follows")
            try:
                computed = entry_hash(previous, seq, row[1], row[2], origin + row[3:10])
            except (struct.error, TypeError):  # a number or a column that no line can have
                computed = b""
            if computed != row[10]:
                yield Fault(
                    f"{replica}.{seq}", "was changed, or does not follow the line before it"
                )
            previous, at = row[10], row[1]
            if words is not None and words[0] < seq:
                yield Fault(f"{replica}.{words[0]}", "has words that its line does not speak of")
                return
            if commitment:
                here = None
                if words is not None and words[0] == seq:
                    here, words = words[1], next(spoken, None)
                gone = self.gone.has(replica, seq)
                yield from self._words(f"{replica}.{seq}", here, commitment, gone)
            if b'"commitment"' in body:  # asked here too: this loop runs a million times
                yield from self._contents(f"{replica}.{seq}", body)
        self.lines += wanted - first
        if (wanted, previous, at) != (head.seq, head.hash, head.at):
            yield Fault(f"{replica}.{wanted + 1}", f"is missing: the log ends with {head.seq}")
        if words is not None:
            yield Fault(f"{replica}.{words[0]}", "has words that its line does not speak of")

    def _words(
        self, entry: str, sealed: Sealed | None, commitment: bytes, gone: bool
    ) -> Iterator[Fault]:
        if sealed is None:
            self.erased += 1
            if not gone:
                yield Fault(entry, "has lost its words, and no receipt says that they were erased")
        elif gone:
            yield Fault(entry, "still has words that a receipt says were erased")
        elif sealed_commitment(sealed) != commitment:
            yield Fault(entry, "has other words than it was sealed with")
        else:
            self.sealed += 1

    def _contents(self, entry: str, body: bytes) -> Iterator[Fault]:
        for content in contents_named(body):
            stored = self.store.content([content.content]).get(content.content)
            gone = content.content in self.gone.contents
            if stored is None:
                if not gone:
                    lost = "has lost a text or file, and no receipt says that it was erased"
                    yield Fault(entry, lost)
                continue
            if gone:
                yield Fault(entry, "still has a text or file that a receipt says was erased")
            self.strays.discard(content.content)
            if content_commitment(stored.salt, stored.bytes).hex() != content.commitment:
                yield Fault(entry, "holds another text or file than it was sealed with")
            self.contents += 1
