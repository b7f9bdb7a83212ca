"""Krippendorff's own bootstrap of alpha: deviations are resampled, not units.

Krippendorff, K. (2016). Bootstrapping Distributions for Krippendorff's Alpha. University of
Pennsylvania; its first form is what the KALPHA macro does: Hayes, A. F. & Krippendorff, K.
(2007). Answering the Call for a Standard Reliability Measure for Coding Data. Communication
Methods and Measures, 1(1), 77-89.

Each unit with m values has m (m - 1) / 2 pairs of them. In a resample, every pair takes the
difference of a pair drawn from all pairs of the data, each with the same chance, and puts
2 difference / (n De (m - 1)) to the disagreement; n is the number of pairable values, and De
stays that of the data. Pairs with the same m and the same difference are alike, so numbers of
them are drawn at once (multinomial), exactly, whatever the number of units.

A resample whose every pair is one category with itself has no variation: alpha is 0 / 0 there,
and undefined. (Krippendorff's fourth step takes the number of these that is expected off the
resamples with alpha = 1; here they are seen, so they are taken off one by one.) Values below -1
are set to -1, as in his third step. Where units have different numbers of values, the middle
of the resamples is not exactly alpha: each pair is drawn with the same chance, though in alpha
those of units with fewer values weigh more.
"""

from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from attrs import frozen

from qualog.reliability.data import MISSING, ReliabilityData
from qualog.reliability.uncertainty.resampling import generator

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


@runtime_checkable
class Differing(Protocol):
    """A measure of disagreement that grows with the difference between values: alpha."""

    def metric_differences(self, data: ReliabilityData, weights: Any, options: Any) -> "Floats":
        """Return the squared differences between categories, K × K, 0 between equal ones.

        Args:
            data: what the measure compares.
            weights: how often each pattern counts, of which ordinal differences are made.
            options: the measure's options.
        """


def resampled_deviations(
    measure: Differing, data: ReliabilityData, options: Any, *, resamples: int, seed: int
) -> "Floats":
    """Return alpha in each resample of deviations; NaN where it has no variation.

    Alpha must be defined on the data themselves.
    """
    import numpy as np

    pairs = _Pairs.of(data, measure.metric_differences(data, data.weights, options))
    random = generator(seed)
    disagreement = np.zeros(resamples)
    drawn = np.zeros((resamples, len(pairs.shares)), dtype=np.int64)
    for width, units in pairs.units:
        kinds = random.multinomial(units * width * (width - 1) // 2, pairs.shares, size=resamples)
        disagreement += kinds @ pairs.differences / (width - 1)
        drawn += kinds
    alpha = 1 - 2 * disagreement / (pairs.values * pairs.expected_disagreement)
    all_drawn = drawn.sum(axis=1)[:, None]
    constant = (drawn[:, : pairs.constant] == all_drawn).any(axis=1)
    return np.where(constant, np.nan, alpha.clip(-1))


@frozen(eq=False)
class _Pairs:
    """What deviations are drawn from: kinds of pairs of values.

    The first kinds are a category with itself each, the others a difference each.

    Attributes:
        shares: of each kind in all pairs.
        differences: of each kind.
        constant: how many kinds are a category with itself.
        units: (values a unit, number of such units).
        values: the number of pairable values, n.
        expected_disagreement: De of the data.
    """

    shares: "Floats"
    differences: "Floats"
    constant: int
    units: tuple[tuple[int, int], ...]
    values: int
    expected_disagreement: float

    @classmethod
    def of(cls, data: ReliabilityData, differences: "Floats") -> "_Pairs":
        import numpy as np

        judged = data.values != MISSING
        rows = (judged.sum(axis=1) >= 2) & (data.weights > 0)
        judged, values, weights = judged[rows], data.values[rows], data.weights[rows]
        categories = len(differences)

        table = np.zeros((categories, categories), dtype=np.int64)
        for one, other in combinations(range(values.shape[1]), 2):
            both = judged[:, one] & judged[:, other]
            np.add.at(table, (values[both, one], values[both, other]), weights[both])
        same = table.diagonal().copy()
        np.fill_diagonal(table, 0)
        kinds, kind = np.unique(differences, return_inverse=True)
        apart = np.bincount(kind.ravel(), weights=table.ravel(), minlength=len(kinds))
        counts = np.concatenate([same, apart])

        weight = np.broadcast_to(weights[:, None], values.shape)[judged]
        marginals = np.bincount(values[judged], weights=weight, minlength=categories)
        n = int(marginals.sum())
        widths = judged.sum(axis=1)
        return cls(
            shares=counts / counts.sum(),
            differences=np.concatenate([np.zeros(categories), kinds]),
            constant=categories,
            units=tuple(
                (int(width), int(weights[widths == width].sum())) for width in np.unique(widths)
            ),
            values=n,
            expected_disagreement=float(marginals @ differences @ marginals) / (n * (n - 1)),
        )
