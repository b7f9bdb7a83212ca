"""Gwet's AC1 and AC2: chance where a unit is hard to judge, not wherever categories are used."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from qualog.language import Sayable, message
from qualog.options import option
from qualog_plugins.agreement.units.counting import ratio, unlike
from qualog_plugins.agreement.units.differences import between_steps, why_without_order
from qualog_plugins.agreement.units.over_units import OverDeclared, Shares

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData


class AC1(OverDeclared):
    """Gwet's AC1: (Po - Pe) / (1 - Pe), Pe = sum over categories of p (1 - p) / (K - 1).

    p is a category's share, the mean over all units; K counts the declared categories, used or
    not. Stays high where one category is frequent and coders agree (kappa's paradox).
    """

    name = "ac1"
    title = "Gwet's AC1"
    summary = "Agreement beyond chance that remains stable where one category is frequent."
    source = (
        "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence "
        "of high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), "
        "29-48."
    )
    range = "-1 to 1; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently and guess only on units that are "
        "hard to judge."
    )

    def expected(self, data: "ReliabilityData", options: Any) -> "Callable[[Floats], Floats]":
        """Return 1 minus the probability that coders who guess would agree."""
        shares, factor = Shares.of(data), self._factor(data, options)

        def weigh(weights: "Floats") -> "Floats":
            totals, units = shares(weights)
            return 1 - factor * ratio(unlike(totals, totals), units * units)

        return weigh

    def expected_by_unit(self, data: "ReliabilityData", options: Any) -> "Floats":
        """Return what the unit's values add to or take from the chance of agreeing."""
        shares = Shares.of(data)
        return -2 * self._factor(data, options) * shares.moved(data, 1 - shares.of_all(data))

    def _factor(self, data: "ReliabilityData", options: Any) -> float:
        """Return T / (K (K - 1)), T the sum of the weights of all pairs of categories."""
        categories = len(data.categories)
        differences = self.differences(data, options)
        if differences is None:
            return 1 / (categories - 1)
        return float((1 - differences).sum()) / (categories * (categories - 1))


@frozen
class Options:
    """How close two categories are."""

    weights: Literal["linear", "quadratic", "ordinal"] = option(
        "linear", help="how disagreement grows with the steps between two categories"
    )


class AC2(AC1):
    """Gwet's AC2: AC1 for categories in an order, a near miss counting as part of agreement.

    Pe = T / (K (K - 1)) * sum p (1 - p), T being the sum of all weights. Weights are 1 less
    the difference: linear |i - j|, quadratic (i - j)², ordinal by the pairs of ranks between.
    Numbers count as what they are, words by their place among the declared categories.
    """

    name = "ac2"
    title = "Gwet's AC2"
    summary = "AC1 for ordered categories: a near miss counts less than a far one."
    source = (
        f"{AC1.source} Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). "
        "Advanced Analytics (weights)."
    )
    range = "-1 to 1, and below where values are missing; 0 is chance"
    options: type[Any] = Options

    def refuses(self, data: "ReliabilityData", options: Options) -> Sayable | None:
        """Return that the categories have no order, or leave no choice, if so."""
        return why_without_order(data.categories) or super().refuses(data, options)

    def title_for(self, data: "ReliabilityData", options: Options) -> Sayable:
        """Return the title with the weights."""
        return message("{title} ({weights})", title=self.title, weights=options.weights)

    def differences(self, data: "ReliabilityData", options: Options) -> "Floats":
        """Return 1 less the weights."""
        return between_steps(data.categories, options.weights)
