"""Verification: every chain and every commitment that is still there, computed again."""

import hashlib
import struct
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field, frozen

from qualog.language import Message, Sayable, message
from qualog.log.contents import contents_named
from qualog.log.entry import (
    ZERO_HASH,
    Head,
    Sealed,
    content_commitment,
    entry_hash,
    sealed_commitment,
    short_id,
)
from qualog.log.erasure import Erasures, erasures
from qualog.log.integrity.words import replaced_words
from qualog.log.replication.branches import Branches, branch_name
from qualog.log.store import Store

_GROUPS: Final = 6


@frozen
class Fault:
    """Something that does not verify.

    Attributes:
        decision: which decision it is about (an id); or which text or file.
        problem: what is wrong: a clause that names it, to stand in a sentence.
    """

    decision: str
    problem: Sayable


@frozen
class Verification:
    """What was checked, and what was found.

    Attributes:
        entries: how many entries had their hash computed again.
        sealed: how many sealed parts match their commitment.
        erased: how many entries have lost their words (their commitment still stands).
        contents: how many long contents match their commitment.
        heads: SHA-256 over the heads of all replicas, hexadecimal: equal logs, equal heads.
        fault: the first fault, or None.
    """

    entries: int
    sealed: int
    erased: int
    contents: int
    heads: str
    fault: Fault | None = None


def heads_digest(heads: Mapping[str, Head]) -> str:
    """Return the SHA-256 over the lines `replica seq hash` of all replicas, in their order."""
    lines = "".join(
        f"{name} {head.seq} {head.hash.hex()}\n" for name, head in sorted(heads.items())
    )
    return hashlib.sha256(lines.encode()).hexdigest()


def fingerprint(digest: str) -> str:
    """Return the beginning of a digest of heads as a person reads and types it."""
    return " ".join(digest[at : at + 4] for at in range(0, 4 * _GROUPS, 4))


def verify(store: Store) -> Verification:
    """Compute every chain and commitment of a log again, and name the first fault."""
    heads = store.heads()
    check = _Check(store)
    fault = next(check.faults(heads), None)
    return Verification(
        entries=check.entries,
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
    entries: int = 0
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
        for entry, problem in replaced_words(self.store):
            yield _fault(entry.replica, entry.seq, problem)
        if self.strays:
            stray = min(self.strays)
            yield Fault(
                stray,
                message("{content} is a text or file that no decision refers to", content=stray),
            )

    def _forks(self, heads: Mapping[str, Head]) -> Iterator[Fault]:
        for name, parent, seq in self.branches.named.values():
            first = self.store.hash_at(name, seq + 1)
            ends = heads[parent].seq if parent in heads else 0
            if first is None or branch_name(first) != name or ends != seq:
                yield _fault(
                    name,
                    seq + 1,
                    message("{decision} is said to begin a branch, and does not begin one"),
                )

    def _chain(self, replica: str, head: Head) -> Iterator[Fault]:
        branch = self.branches.named.get(replica)
        origin = (self.store.project.encode(), self.branches.root(replica).encode())
        sealed_parts = self.store.sealed_of(replica)
        words = next(sealed_parts, None)
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
                yield _fault(
                    replica,
                    wanted,
                    message(
                        "{decision} is missing: {next} follows",
                        decision=short_id(replica, wanted),
                        next=short_id(replica, seq),
                    ),
                )
            try:
                computed = entry_hash(previous, seq, row[1], row[2], origin + row[3:10])
            except (struct.error, TypeError):  # a number or a column that no entry can have
                computed = b""
            if computed != row[10]:
                yield _fault(
                    replica,
                    seq,
                    message(
                        "{decision} has been changed, or does not follow the decision before it"
                    ),
                )
            previous, at = row[10], row[1]
            if words is not None and words[0] < seq:
                yield _unclaimed_words(replica, words[0])
                return
            if commitment:
                here = None
                if words is not None and words[0] == seq:
                    here, words = words[1], next(sealed_parts, None)
                gone = self.gone.has(replica, seq)
                yield from self._words(replica, seq, here, commitment, gone)
            if b'"commitment"' in body:  # asked here too: this loop runs a million times
                yield from self._contents(replica, seq, body)
        self.entries += wanted - first
        if (wanted, previous, at) != (head.seq, head.hash, head.at):
            yield _fault(
                replica,
                wanted + 1,
                message(
                    "{decision} is missing: the log is said to end with {last}",
                    decision=short_id(replica, wanted + 1),
                    last=short_id(replica, head.seq),
                ),
            )
        if words is not None:
            yield _unclaimed_words(replica, words[0])

    def _words(
        self, replica: str, seq: int, sealed: Sealed | None, commitment: bytes, gone: bool
    ) -> Iterator[Fault]:
        if sealed is None:
            self.erased += 1
            if not gone:
                lost = message(
                    "{decision} has lost its words, and no receipt says that they were erased"
                )
                yield _fault(replica, seq, lost)
        elif gone:
            kept = message("{decision} still has words that a receipt says were erased")
            yield _fault(replica, seq, kept)
        elif sealed_commitment(sealed) != commitment:
            other = message("{decision} has other words than it was sealed with")
            yield _fault(replica, seq, other)
        else:
            self.sealed += 1

    def _contents(self, replica: str, seq: int, body: bytes) -> Iterator[Fault]:
        for content in contents_named(body):
            stored = self.store.content([content.content]).get(content.content)
            gone = content.content in self.gone.contents
            if stored is None:
                if not gone:
                    lost = message(
                        "{decision} has lost a text or file, and no receipt says that it was erased"
                    )
                    yield _fault(replica, seq, lost)
                continue
            if gone:
                kept = message("{decision} still has a text or file that a receipt says was erased")
                yield _fault(replica, seq, kept)
            self.strays.discard(content.content)
            if content_commitment(stored.salt, stored.bytes).hex() != content.commitment:
                other = message("{decision} has another text or file than it was sealed with")
                yield _fault(replica, seq, other)
            self.contents += 1


def _unclaimed_words(replica: str, seq: int) -> Fault:
    unclaimed = message("the log has words under {decision}, which is not said to have any")
    return _fault(replica, seq, unclaimed)


def _fault(replica: str, seq: int, problem: Message) -> Fault:
    """Return the fault of a decision, which stands in its message as `{decision}`."""
    values = {**problem.values, "decision": short_id(replica, seq)}
    return Fault(f"{replica}.{seq}", problem._replace(values=values))
