"""Holsti's coefficient of reliability: agreements over the decisions of both coders."""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from qualog.language import Sayable
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.data import MISSING
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.counting import ratio
from qualog_plugins.agreement.units.pairs import MeanOfPairs, not_in_mean

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula


class Holsti(UnitMeasure):
    """Holsti's 2A / (N1 + N2), and for more than two coders the mean of the pairs.

    A is on how many units both gave the same value, N1 and N2 how many each judged at all, so
    a unit that one of them alone judged counts as half a disagreement. Equal to percent
    agreement where both judged the same units. From 0 to 1, not corrected for chance.
    """

    name = "holsti"
    title = "Holsti's coefficient of reliability"
    summary = "Agreements over the judgements of both; what one alone judged counts against it."
    source = (
        "Holsti, O. R. (1969). Content Analysis for the Social Sciences and Humanities. "
        "Addison-Wesley, p. 140."
    )
    range = "0 to 1"
    assumptions = "None. Says little where one category is frequent."

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return the mean over the pairs of coders who have a unit in common."""
        import numpy as np

        judged = (data.values != MISSING).astype(np.float64)
        pairs = [
            (
                judged[:, one] * judged[:, other],
                judged[:, one] + judged[:, other],
                2.0 * (judged[:, one] * (data.values[:, one] == data.values[:, other])),
            )
            for one, other in combinations(range(data.values.shape[1]), 2)
        ]

        def weigh(weights: "Floats") -> Coefficients:
            mean = MeanOfPairs.over(len(weights))
            for common, decisions, agreeing in pairs:
                judgements = weights @ decisions
                differing = ratio(judgements - weights @ agreeing, judgements)
                mean.add(weights @ common > 0, differing)
            observed = mean.value
            return Coefficients(1 - observed, observed, np.full(len(weights), np.nan))

        return weigh

    def note(self, data: "ReliabilityData", options: Any) -> Sayable:
        """Return which pairs of coders are not in the mean."""
        return not_in_mean(data)
