"""What each replica knew of the others when it decided: which decisions are concurrent."""

from bisect import bisect_right
from collections.abc import Mapping

from attrs import define, field

from qualog.state.made import Made


@define
class Knowledge:
    """For each replica, from which of its lines on it knew the others up to which of theirs."""

    merges: dict[str, list[tuple[int, dict[str, int]]]] = field(factory=dict)

    def gained(self, made: Made, heads: Mapping[str, int]) -> None:
        """Note that a replica knows the others up to these lines from a decision on."""
        self.merges.setdefault(made.replica, []).append((made.seq, dict(heads)))

    def knew(self, decision: Made, other: Made) -> bool:
        """Say whether a decision was made in knowledge of another one."""
        if decision.replica == other.replica:
            return other.seq < decision.seq
        merges = self.merges.get(decision.replica, [])
        last = bisect_right(merges, decision.seq, key=lambda merge: merge[0])
        return last > 0 and other.seq <= merges[last - 1][1].get(other.replica, 0)

    def concurrent(self, one: Made, other: Made) -> bool:
        """Say whether neither of two decisions knew of the other."""
        return one != other and not self.knew(one, other) and not self.knew(other, one)
