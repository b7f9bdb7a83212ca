"""Forks: what became of a replica that went on in two places at once.

It happens: a backup is restored and worked on, while the newer file lives on elsewhere. Then
two lines have one place in one chain. Both are kept. The chain ends where they part, and each
run after it is a branch, named after its own first line, so that every copy gives it the same
name whatever it met first. A branch's lines go on counting, and are hashed as its root's are.
"""

from collections.abc import Mapping
from typing import NamedTuple

from attrs import frozen

from qualog.errors import LogError


class Branch(NamedTuple):
    """A run of lines that continues `parent` after its line `seq`, beside other such runs."""

    name: str
    parent: str
    seq: int


def branch_name(first: bytes) -> str:
    """Give the name of a branch from the hash of its first line: 16 hexadecimal digits."""
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
            seen, at = {name}, self.named.get(self.named[name].parent)
            while at is not None:
                if at.name in seen:
                    raise LogError(f"The branches of the replica {name[:4]} go in a circle.")
                seen.add(at.name)
                at = self.named.get(at.parent)

    def __bool__(self) -> bool:
        return bool(self.named)

    def root(self, replica: str) -> str:
        """Give the replica that a branch began as: its lines are hashed under that id."""
        while branch := self.named.get(replica):
            replica = branch.parent
        return replica

    def path(self, replica: str, seq: int) -> dict[str, int]:
        """Give the runs that lead to a line, each with its last number on the way there."""
        path = {}
        while branch := self.named.get(replica):
            if seq > branch.seq:
                path[replica] = seq
            replica, seq = branch.parent, min(seq, branch.seq)
        return {**path, replica: seq} if seq else path

    def run_of(self, replica: str, seq: int) -> str:
        """Give the run on a branch's path that holds a number: the branch itself, or before it."""
        while (branch := self.named.get(replica)) and seq <= branch.seq:
            replica = branch.parent
        return replica

    def forked(self, replica: str) -> bool:
        """Say whether a replica, or a branch, ends because it forked."""
        return any(branch.parent == replica for branch in self.named.values())

    def runs_after(self, replica: str) -> list[str]:
        """Give the branches that continue a replica or branch, directly or not."""
        direct = [branch.name for branch in self.named.values() if branch.parent == replica]
        return [each for name in direct for each in (name, *self.runs_after(name))]

    def parents_first(self) -> list[Branch]:
        """Give the branches so that none comes before the one that it continues."""
        return sorted(self.named.values(), key=lambda each: (len(self._above(each)), each.name))

    def _above(self, branch: Branch) -> list[str]:
        above = []
        at: Branch | None = branch
        while at is not None:
            above.append(at.parent)
            at = self.named.get(at.parent)
        return above
