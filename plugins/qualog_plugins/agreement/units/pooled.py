"""Pooled kappa: one kappa over several codes, from the means of their agreements."""

from typing import TYPE_CHECKING, Any

from qualog.language import Sayable, message
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.data import MISSING
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.counting import beyond_chance, judging, only_for_two, ratio
from qualog_plugins.agreement.units.differences import members

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula


class PooledKappa(UnitMeasure):
    """Pooled kappa of two coders: (mean Po - mean Pe) / (1 - mean Pe), over the codes.

    Each code that somebody applied is applied or not applied by each coder to each unit that both
    judged; Po and Pe are those of Cohen's kappa. Unlike a mean of kappas it lets no rare code
    count for much, and a code without variation spoils nothing. A category that is not a set of
    codes counts as the set of itself.
    """

    name = "pooled-kappa"
    title = "Pooled kappa"
    summary = "One kappa over all codes, from the means of their agreements (two coders)."
    source = (
        "De Vries, H., Elliott, M. N., Kanouse, D. E., & Teleki, S. S. (2008). Using pooled "
        "kappa to summarize interrater agreement across many items. Field Methods, 20(3), "
        "272-282."
    )
    range = "-1 to 1; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently, each with habits of their own; "
        "codes of equal importance."
    )

    def refuses(self, data: "ReliabilityData", options: Any) -> Sayable | None:
        """Return what to use for more than two coders."""
        instead = message("alpha with -o difference=masi or -o difference=jaccard")
        return only_for_two(data, self.title, instead)

    def settings(self, data: "ReliabilityData", options: Any) -> tuple[tuple[str, str], ...]:
        """Return over how many codes it is pooled."""
        return (("codes", str(members(data.categories).shape[1])),)

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return a function to the kappa of the means."""
        import numpy as np

        one, other = judging(data)
        both = (data.values[:, one] != MISSING) & (data.values[:, other] != MISSING)
        applied = members(data.categories)
        first, second = (
            np.where(both[:, None], applied[data.values[:, column]], 0.0) for column in (one, other)
        )
        differing = np.abs(first - second).sum(axis=1)

        def weigh(weights: "Floats") -> Coefficients:
            units = weights @ both
            ours, theirs = weights @ first, weights @ second
            rest = units[:, None]
            by_chance = (ours * (rest - theirs) + theirs * (rest - ours)).sum(axis=1)
            codes = applied.shape[1]
            observed = ratio(weights @ differing, codes * units)
            expected = ratio(by_chance, codes * units * units)
            return beyond_chance(observed, expected)

        return weigh
