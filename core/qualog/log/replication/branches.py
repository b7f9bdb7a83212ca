"""Forks: what became of a replica that went on in two places at once.

It happens: a backup is restored and worked on, while the newer file lives on elsewhere. Then
two entries have one place in one chain. Both are kept. The chain ends where they part, and each
run after it is a branch, named after its own first entry, so that every copy gives it the same
name whatever it met first. A branch's entries go on counting, and are hashed as its root's are.

A *run* is a replica's chain or a branch: what stands under one name.
"""

from collections.abc import Mapping
from typing import NamedTuple

from attrs import frozen

from qualog.errors import LogError


class Branch(NamedTuple):
    """A run of entries that continues `parent` after its entry `seq`, beside other such runs."""

    name: str
    parent: str
    seq: int


def branch_name(first: bytes) -> str:
    """Return the name of a branch from the hash of its first entry: 16 hexadecimal digits."""
    return first[:8].hex()


@frozen
class Branches:
    """All branches of a log; without any in nearly every log.

    Raises:
        LogError: they go in a circle, as only a file that was changed can say.
    """

    named: Mapping[str, Branch]

    def __attrs_post_init__(self) -> None:
        for name in self.named:
            # Else every walk to the root, here and in verification, would never end.
            seen, at = {name}, self.named.get(self.named[name].parent)
            while at is not None:
                if at.name in seen:
                    raise LogError(
                        "The branches of the copy {copy} go in a circle: the log has been changed.",
                        copy=name[:4],
                    )
                seen.add(at.name)
                at = self.named.get(at.parent)

    def __bool__(self) -> bool:
        return bool(self.named)

    def root(self, replica: str) -> str:
        """Return the replica that a branch began as: its entries are hashed under that id."""
        while branch := self.named.get(replica):
            replica = branch.parent
        return replica

    def path(self, replica: str, seq: int) -> dict[str, int]:
        """Return the runs that lead to an entry, each with its last number on the way there.

        The run of the entry comes first, its root last.
        """
        path = {}
        while branch := self.named.get(replica):
            if seq > branch.seq:
                path[replica] = seq
            replica, seq = branch.parent, min(seq, branch.seq)
        return {**path, replica: seq} if seq else path

    def run_of(self, replica: str, seq: int) -> str:
        """Return the run on a branch's path that holds a number: the branch, or one before it."""
        while (branch := self.named.get(replica)) and seq <= branch.seq:
            replica = branch.parent
        return replica

    def forked(self, replica: str) -> bool:
        """Return whether a replica, or a branch, ends because it forked."""
        return any(branch.parent == replica for branch in self.named.values())

    def runs_after(self, replica: str) -> list[str]:
        """Return the branches that continue a replica or branch, directly or not."""
        direct = [branch.name for branch in self.named.values() if branch.parent == replica]
        return [run for name in direct for run in (name, *self.runs_after(name))]

    def parents_first(self) -> list[Branch]:
        """Return the branches so that none comes before the one that it continues."""
        return sorted(
            self.named.values(), key=lambda branch: (len(self._above(branch)), branch.name)
        )

    def _above(self, branch: Branch) -> list[str]:
        above = []
        at: Branch | None = branch
        while at is not None:
            above.append(at.parent)
            at = self.named.get(at.parent)
        return above
