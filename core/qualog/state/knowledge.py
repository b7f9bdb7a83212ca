"""What each replica knew of the others when it decided: which decisions are concurrent."""

from bisect import bisect_right
from collections.abc import Mapping

from attrs import define, field

from qualog.log.replication.branches import Branches
from qualog.state.provenance import Provenance


@define
class Knowledge:
    """For each replica, from which of its entries on it knew the others up to which of theirs.

    A branch of a replica that forked knows what was decided before the fork, besides.
    """

    branches: Branches = field(factory=lambda: Branches({}))
    merges: dict[str, list[tuple[int, Mapping[str, int]]]] = field(factory=dict)

    def gained(self, made: Provenance, heads: Mapping[str, int]) -> None:
        """Note that a replica knows the others up to these entries from a decision on."""
        self.merges.setdefault(made.replica, []).append((made.seq, dict(heads)))

    def knew(self, decision: Provenance, other: Provenance) -> bool:
        """Return whether a decision was made in knowledge of another one."""
        if decision.replica == other.replica:
            return other.seq < decision.seq
        path = self.branches.path(decision.replica, decision.seq)
        return other.seq <= path.get(other.replica, 0) or any(
            other.seq <= self._merged(run, last).get(other.replica, 0) for run, last in path.items()
        )

    def since(self, decision: Provenance, other: Provenance) -> str | None:
        """Return the decision by which the copy of one that knew of another came to know of it.

        None if the other was made in that very copy, or in the one that it is a branch of.
        """
        path = self.branches.path(decision.replica, decision.seq)
        if other.seq <= path.get(other.replica, 0):
            return None
        for run, last in path.items():
            for seq, heads in self.merges.get(run, []):
                if seq <= last and other.seq <= heads.get(other.replica, 0):
                    return f"{run}.{seq}"
        return None

    def concurrent(self, one: Provenance, other: Provenance) -> bool:
        """Return whether neither of two decisions knew of the other."""
        return one != other and not self.knew(one, other) and not self.knew(other, one)

    def _merged(self, replica: str, seq: int) -> Mapping[str, int]:
        """Return how far a replica knew the others at one of its entries."""
        merges = self.merges.get(replica, [])
        last = bisect_right(merges, seq, key=lambda merge: merge[0])
        return merges[last - 1][1] if last else {}
