"""Verification: all that a log claims, computed again and compared.

The checks come in an order that is fixed, so that two verifiers name the same fault first
(docs/reference/log-format.md says them for strangers, and `verify_log.py` beside it makes them).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, field, frozen

from qualog.log.entry import Head
from qualog.log.integrity.beginnings import misbegun
from qualog.log.integrity.chain_key import first_line
from qualog.log.integrity.chains import Chains
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.faults import Fault, fault
from qualog.log.integrity.signing import Signatures, check
from qualog.log.integrity.witnesses import contradicted
from qualog.log.integrity.words import replaced_words
from qualog.log.replication.branches import Branches
from qualog.log.store import Store

_GROUPS: Final = 6


@frozen
class Verification:
    """What was checked, and what was found.

    Attributes:
        entries: how many entries had their hash computed again.
        sealed: how many sealed parts match their commitment.
        erased: how many entries have lost their words (their commitment still stands).
        contents: how many long contents match their commitment.
        heads: SHA-256 over the heads of all replicas, hexadecimal: equal logs, equal heads.
        signatures: what is signed, and how much of each copy is not.
        unproven: copies that began with a key of their own, and of which nothing is signed with
            it: one that is being worked in for the first time, or whose signatures were taken away.
        faults: what is wrong, the first of it first; no more than that unless all was asked for.
    """

    entries: int
    sealed: int
    erased: int
    contents: int
    heads: str
    signatures: Signatures
    unproven: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def fault(self) -> Fault | None:
        """The first fault, or None."""
        return next(iter(self.faults), None)


def heads_digest(heads: Mapping[str, Head]) -> str:
    """Return the SHA-256 over the lines `replica seq hash` of all replicas, in their order."""
    lines = "".join(
        f"{name} {head.seq} {head.hash.hex()}\n" for name, head in sorted(heads.items())
    )
    return hashlib.sha256(lines.encode()).hexdigest()


def fingerprint(digest: str) -> str:
    """Return the beginning of a digest of heads as a person reads and types it."""
    return " ".join(digest[at : at + 4] for at in range(0, 4 * _GROUPS, 4))


def verify(
    store: Store,
    replica: str = "",
    *,
    others: Sequence[Checkpoint] = (),
    every: bool = False,
) -> Verification:
    """Compute again all that a log claims, and name the first fault.

    Args:
        store: the log.
        replica: the copy that it is verified for: only what this one must have erased may not be
            there any more. Of none in particular: what any has erased and nobody holds.
        others: checkpoints that left the machine, to be compared with the log.
        every: whether all faults are named, not the first alone.
    """
    heads = store.heads()
    checking = _Checking(store, replica, heads, others)
    found = checking.faults()
    faults = tuple(found) if every else tuple(one for one in (next(found, None),) if one)
    chains = checking.chains
    return Verification(
        entries=chains.entries,
        sealed=chains.sealed,
        erased=chains.erased,
        contents=chains.contents,
        heads=heads_digest(heads),
        signatures=checking.signatures,
        unproven=tuple(checking.unproven()),
        faults=faults,
    )


@define
class _Checking:
    """One verification."""

    store: Store
    replica: str
    heads: Mapping[str, Head]
    others: Sequence[Checkpoint]
    branches: Branches = field(init=False)
    chains: Chains = field(init=False)
    signatures: Signatures = field(factory=lambda: Signatures({}, 0), init=False)

    def __attrs_post_init__(self) -> None:
        self.branches = Branches(self.store.branches())
        self.chains = Chains(self.store, self.branches, self.replica)

    def faults(self) -> Iterator[Fault]:
        yield from self.chains.faults(self.heads)
        yield from misbegun(self.store, self.branches)
        yield from self._of_signatures()
        yield from contradicted(self.store, self.branches)
        yield from self.chains.faults_of_parts()
        for entry, problem in replaced_words(self.store):
            yield fault(entry.replica, entry.seq, problem)

    def _of_signatures(self) -> Iterator[Fault]:
        self.signatures = check(self.store, self.others)
        disproof = self.signatures.disproof
        if disproof is not None:
            yield Fault(f"{disproof.replica}.{disproof.size}", disproof.problem)

    def unproven(self) -> Iterator[str]:
        signed = {self.branches.root(run) for run in self.signatures.covered}
        for run in sorted(self.heads):
            root = self.branches.root(run)
            if root not in signed and first_line(self.store, run) is not None:
                yield root
