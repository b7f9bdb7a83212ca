"""What is computed pair by pair of coders: the mean, and which pairs are not in it."""

from itertools import combinations
from typing import TYPE_CHECKING

from attrs import define

from qualog.language import Sayable, message, paragraph, plural
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
    """Return each pair of columns, with the patterns that both judged."""
    judged = data.values != MISSING
    return [
        (one, other, judged[:, one] & judged[:, other])
        for one, other in combinations(range(data.values.shape[1]), 2)
    ]


def not_in_mean(data: "ReliabilityData", *, without_variation: bool = False) -> Sayable:
    """Return how many pairs of coders are not in a mean, and why; empty if all are.

    A pair is not in it that has no unit in common; with `without_variation` also one whose
    coders both gave one and the same value throughout.
    """
    pairs = both_judged(data)
    common = [
        data.values[rows][:, [one, other]]
        for one, other, judged in pairs
        if (rows := judged & (data.weights > 0)).any()
    ]
    constant = sum(bool((values == values[0, 0]).all()) for values in common if without_variation)
    apart = len(pairs) - len(common)
    if not apart and not constant:
        return ""
    return paragraph(
        message(
            "The mean is over {counted} of {all} pairs of coders.",
            counted=len(common) - constant,
            all=len(pairs),
        ),
        plural("One pair has no unit in common.", "{n} pairs have no unit in common.", apart)
        if apart
        else None,
        plural(
            "One pair gave one and the same value throughout.",
            "{n} pairs gave one and the same value throughout.",
            constant,
        )
        if constant
        else None,
    )
