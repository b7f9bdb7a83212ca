"""What nominal measures share: pairable values, counted from patterns and never expanded.

All counts are whole numbers until the last division, so a result does not depend on the order
of units, and agreement without exception gives exactly 1.
"""

from itertools import combinations
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from qualog.reliability.data import ReliabilityData

FEWER_THAN_TWO_CODERS = "fewer than two coders"
NOTHING_PAIRABLE = "no unit was judged by two coders"
NO_VARIATION = "no variation: every value is the same, so chance alone would agree as well"


@frozen
class Pairable:
    """The values in units that at least two coders judged; `marginals` has one count a category.

    `disagreeing` is Krippendorff's sum of the off-diagonal coincidences: each unit's ordered
    pairs that differ, over its number of values less one.
    """

    units: int
    coders: int
    disagreeing: float
    marginals: tuple[int, ...]

    @property
    def values(self) -> int:
        """How many values there are in these units."""
        return sum(self.marginals)

    @property
    def observed_disagreement(self) -> float:
        """Do: 0 (every pair agrees) to 1. Only where there is a unit."""
        return self.disagreeing / self.values

    @property
    def expected_disagreement(self) -> float:
        """De: the share of differing pairs, had all values been dealt to coders at random."""
        n = self.values
        return (n * n - sum(count * count for count in self.marginals)) / (n * (n - 1))


def pairable(data: "ReliabilityData") -> Pairable:
    """Count what can be compared, in one pass over each pair of columns."""
    import numpy as np

    from qualog.reliability.data import MISSING

    judged = data.values != MISSING
    width = judged.sum(axis=1)
    rows = (width >= 2) & (data.weights > 0)
    values, units, judged, width = data.values[rows], data.weights[rows], judged[rows], width[rows]

    differing = np.zeros(len(values), dtype=np.int64)
    for one, other in combinations(range(values.shape[1]), 2):
        both = judged[:, one] & judged[:, other]
        differing += 2 * (both & (values[:, one] != values[:, other]))

    weights = np.broadcast_to(units[:, None], values.shape)
    return Pairable(
        units=int(units.sum()),
        coders=int(judged.any(axis=0).sum()),
        disagreeing=sum(
            int((units * differing)[width == each].sum()) / (int(each) - 1)
            for each in np.unique(width)
        ),
        marginals=tuple(
            int(count) for count in np.bincount(values[judged], weights=weights[judged])
        ),
    )


def why_not_pairable(data: "ReliabilityData") -> str:
    """Give the reason why no value can be compared with another."""
    from qualog.reliability.data import MISSING

    judging = ((data.values != MISSING) & (data.weights[:, None] > 0)).any(axis=0).sum()
    if len(data.coders) < 2 or judging == 1:
        return FEWER_THAN_TWO_CODERS
    return NOTHING_PAIRABLE
