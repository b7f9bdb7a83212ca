"""What is computed pair by pair of coders: the mean, and which pairs are not in it."""

from itertools import combinations
from typing import TYPE_CHECKING

from attrs import define

from qualog.reliability.data import MISSING
from qualog_plugins.agreement.units.counting import ratio

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData

    Booleans = npt.NDArray[np.bool_]


@define(eq=False)
class MeanOfPairs:
    """The mean over those pairs that count, for each weighting."""

    total: "Floats"
    count: "Floats"

    @classmethod
    def over(cls, weightings: int) -> "MeanOfPairs":
        """Begin without a pair."""
        import numpy as np

        return cls(np.zeros(weightings), np.zeros(weightings))

    def add(self, counts: "Booleans", values: "Floats") -> None:
        """Add a pair where it counts."""
        import numpy as np

        self.total += np.where(counts, values, 0)
        self.count += counts

    @property
    def value(self) -> "Floats":
        """The mean; NaN where no pair counts."""
        return ratio(self.total, self.count)


def both_judged(data: "ReliabilityData") -> "list[tuple[int, int, Booleans]]":
    """Give each pair of columns, with the patterns that both judged."""
    judged = data.values != MISSING
    return [
        (one, other, judged[:, one] & judged[:, other])
        for one, other in combinations(range(data.values.shape[1]), 2)
    ]


def left_out(data: "ReliabilityData", *, by_variation: bool = False) -> str:
    """Say how many pairs of coders are not in a mean, and why; empty if all are.

    A pair is left out that has no unit in common; with `by_variation` also one whose coders
    both gave one and the same value throughout.
    """
    pairs = both_judged(data)
    common = [
        data.values[rows][:, [one, other]]
        for one, other, judged in pairs
        if (rows := judged & (data.weights > 0)).any()
    ]
    constant = [each for each in common if by_variation and (each == each[0, 0]).all()]
    reasons = [
        f"{count} {reason}"
        for count, reason in (
            (len(pairs) - len(common), "without a common unit"),
            (len(constant), "without variation"),
        )
        if count
    ]
    if not reasons:
        return ""
    counted = len(common) - len(constant)
    return f"mean of {counted} of {len(pairs)} pairs of coders: {', '.join(reasons)}"
