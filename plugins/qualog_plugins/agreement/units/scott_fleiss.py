"""Scott's pi of two coders, and Fleiss' kappa of any number: chance from all values together."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from qualog.language import Sayable, message
from qualog.reliability.coefficient import StandardError
from qualog.reliability.data import MISSING
from qualog_plugins.agreement.units.counting import only_for_two, ratio, unlike, widths
from qualog_plugins.agreement.units.over_units import OverUnits, Shares

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula


class FleissKappa(OverUnits):
    """Fleiss' kappa: (Po - Pe) / (1 - Pe), Pe = sum of the squares of the categories' shares.

    Po is the mean over the units with at least two values of the share of agreeing pairs. A
    category's share is the mean over all units of its share in the unit, so that coders may
    differ from unit to unit and in number (Gwet); for equal numbers that is Fleiss' own.
    """

    name = "fleiss"
    title = "Fleiss' kappa"
    summary = "Agreement beyond chance for any number of coders, who may differ from unit to unit."
    source = (
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. "
        "Psychological Bulletin, 76(5), 378-382. Gwet, K. L. (2014). Handbook of Inter-Rater "
        "Reliability (4th ed.). Advanced Analytics (missing values)."
    )
    range = "-1 to 1, and below where values are missing; 0 is chance"
    assumptions = "Independent units; coders who judge independently and are interchangeable."

    def expected(self, data: "ReliabilityData", options: Any) -> "Callable[[Floats], Floats]":
        """Return 1 minus the sum of squares of the shares."""
        shares = Shares.of(data)

        def weigh(weights: "Floats") -> "Floats":
            totals, units = shares(weights)
            return ratio(unlike(totals, totals), units * units)

        return weigh

    def expected_by_unit(self, data: "ReliabilityData", options: Any) -> "Floats":
        """Return twice how far a unit's shares lie from being typical."""
        shares = Shares.of(data)
        return -2 * shares.moved(data, shares.of_all(data))


class ScottPi(FleissKappa):
    """Scott's pi: (Po - Pe) / (1 - Pe), Pe = sum over categories of the squared mean share.

    Over the units that both coders judged; the two are taken as one with regard to habits.
    """

    name = "pi"
    title = "Scott's pi"
    summary = "Agreement between two coders beyond what their pooled habits give by chance."
    source = (
        "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale "
        "coding. Public Opinion Quarterly, 19(3), 321-325."
    )
    range = "-1 to 1; 0 is chance"

    def refuses(self, data: "ReliabilityData", options: Any) -> Sayable | None:
        """Return what to use for more than two coders."""
        return only_for_two(data, self.title, message("fleiss or alpha"))

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return the formula on the units that both judged."""
        return super().formula(_judged_by_both(data), options)

    def standard_error(self, data: "ReliabilityData", options: Any) -> StandardError | None:
        """Return the standard error over the units that both judged (Gwet 2014)."""
        return super().standard_error(_judged_by_both(data), options)


def _judged_by_both(data: "ReliabilityData") -> "ReliabilityData":
    import numpy as np

    both = widths(data)[:, None] >= 2
    return attrs.evolve(data, values=np.where(both, data.values, MISSING))
