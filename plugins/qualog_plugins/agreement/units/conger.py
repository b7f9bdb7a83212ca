"""Conger's kappa: Cohen's for any number of coders, each with habits of their own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from qualog.reliability.data import MISSING
from qualog_plugins.agreement.units.counting import ratio, sums_by_category, unlike
from qualog_plugins.agreement.units.over_units import OverUnits

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData


class CongerKappa(OverUnits):
    """Conger's kappa: (Po - Pe) / (1 - Pe), Pe the mean over the pairs of coders of sum p1 p2.

    Also known as Hubert's kappa and as the exact Fleiss kappa; Cohen's for two coders. Po is
    the mean over the units with at least two values. A coder's shares are those in all units
    that this coder judged, alone or not (Gwet).
    """

    name = "conger"
    title = "Conger's kappa"
    summary = "Agreement beyond chance for many coders, each with habits of their own."
    source = (
        "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
        "Psychological Bulletin, 88(2), 322-328. Hubert, L. (1977). Kappa revisited. "
        "Psychological Bulletin, 84(2), 289-297. Gwet, K. L. (2014). Handbook of Inter-Rater "
        "Reliability (4th ed.). Advanced Analytics (missing values)."
    )
    range = "-1 to 1, and below where values are missing; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently, each with habits of their own, and "
        "are the same throughout."
    )

    def expected(self, data: "ReliabilityData", options: Any) -> "Callable[[Floats], Floats]":
        """Return the mean over the pairs of coders of how far their shares differ."""
        import numpy as np

        judged = data.values != MISSING
        coders = [
            (column, sums_by_category(data.values[:, [column]], len(data.categories)))
            for column in range(data.values.shape[1])
        ]

        def weigh(weights: "Floats") -> "Floats":
            total = np.zeros(len(weights))
            pairs = np.zeros(len(weights))
            others = np.zeros((len(weights), len(data.categories)))
            present = np.zeros(len(weights))
            # Each coder with the sum of those before: one step a coder, not one a pair.
            for column, sums in coders:
                units = weights @ judged[:, column]
                shares = np.nan_to_num(ratio(sums(weights), units[:, None]))
                total += unlike(shares, others)
                pairs += present * (units > 0)
                others += shares
                present += units > 0
            return ratio(total, pairs)

        return weigh

    def expected_by_unit(self, data: "ReliabilityData", options: Any) -> "Floats":
        """Return how far each coder's value lies from what that coder and the others give."""
        import numpy as np

        judged = data.values != MISSING
        weights = data.weights[None, :].astype(np.float64)
        units = (weights @ judged)[0]
        coders = np.flatnonzero(units)
        counts = (
            sums_by_category(data.values[:, [coder]], len(data.categories)) for coder in coders
        )
        shares = np.array([count(weights)[0] for count in counts]) / units[coders, None]
        others = shares.sum(axis=0) - shares
        all_units = float((data.weights * judged.any(axis=1)).sum())
        moved = np.zeros(len(data.values))
        for coder, own, other in zip(coders, shares, others, strict=True):
            worth = other[data.values[:, coder]] - own @ other
            moved -= np.where(judged[:, coder], worth, 0) * all_units / units[coder]
        by_unit: Floats = 2 * moved / (len(coders) * (len(coders) - 1))
        return by_unit
