"""Cohen's kappa, weighted kappa, and the mean over pairs of coders after Light."""

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from qualog.language import Sayable, message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.data import MISSING
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.counting import judging, ratio, sums_by_category, unlike
from qualog_plugins.agreement.units.differences import between_steps, why_without_order
from qualog_plugins.agreement.units.linearised import influence, normal_error
from qualog_plugins.agreement.units.pairs import MeanOfPairs, both_judged, not_in_mean

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula
    from qualog_plugins.agreement.units.counting import Sums
    from qualog_plugins.agreement.units.pairs import Booleans

LIGHT = (
    "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
    "generalizations and alternatives. Psychological Bulletin, 76(5), 365-377."
)
_ASE = (
    "Fleiss, J. L., Cohen, J., & Everitt, B. S. (1969). Large sample standard errors of kappa "
    "and weighted kappa. Psychological Bulletin, 72(5), 323-327."
)


class LightKappa(UnitMeasure):
    """Light's kappa: the mean of Cohen's kappas of all pairs of coders.

    Of each pair, kappa = (Po - Pe) / (1 - Pe) over the units that both judged: Po is the share
    on which they agree, Pe = sum over categories of p1 * p2, each coder's own share of it.

    A pair of coders is undefined if no unit was judged by both, or if both gave one and the
    same category throughout (Pe = 1). Undefined pairs are left out of the mean, and the
    result's note says how many and why; if every pair is undefined, so is the result. Observed
    and expected disagreement are the means over the pairs that count, or, if none does, over
    those with common units.
    """

    name = "light"
    title = "Light's kappa (mean of the pairwise Cohen's kappas)"
    summary = "The mean of the Cohen's kappas of all pairs of coders."
    source = LIGHT
    range = "-1 to 1; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently, each with habits of their own, so that "
        "a difference in habits is not counted as disagreement."
    )

    def differences(self, data: "ReliabilityData", options: Any) -> "Floats | None":
        """Return the differences between categories; None if all are alike."""
        return None

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return the mean over the pairs of coders that have a kappa."""
        import numpy as np

        differences = self.differences(data, options)
        pairs = [_Pair.of(data, *pair, differences) for pair in both_judged(data)]

        def weigh(weights: "Floats") -> Coefficients:
            value, observed, expected, constant_observed, constant_expected = (
                MeanOfPairs.over(len(weights)) for _ in range(5)
            )
            for pair in pairs:
                by_coders, by_chance = pair.disagreement(weights)
                varies = by_chance > 0
                value.add(varies, 1 - ratio(by_coders, by_chance))
                observed.add(varies, by_coders)
                expected.add(varies, by_chance)
                constant_observed.add(by_coders >= 0, by_coders)
                constant_expected.add(by_chance >= 0, by_chance)
            some = value.count > 0
            return Coefficients(
                value.value,
                np.where(some, observed.value, constant_observed.value),
                np.where(some, expected.value, constant_expected.value),
            )

        return weigh

    def note(self, data: "ReliabilityData", options: Any) -> Sayable:
        """Return which pairs of coders are not in the mean."""
        return not_in_mean(data, without_variation=True)


class Kappa(LightKappa):
    """Cohen's kappa, and for more than two coders the mean of the pairwise kappas (Light).

    From -1 to 1; 0 is what the two coders' own habits give by chance. A difference in habits is
    not counted as disagreement.
    """

    name = "kappa"
    title = "Cohen's kappa"
    summary = "Agreement beyond what the coders' own habits give by chance, pair by pair."
    source = (
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
        f"Psychological Measurement, 20(1), 37-46. {LIGHT}"
    )

    def title_for(self, data: "ReliabilityData", options: Any) -> Sayable:
        """Return whose it is: Cohen's for two coders, Light's for more."""
        return self.title if len(judging(data)) <= 2 else LightKappa.title

    def standard_error(self, data: "ReliabilityData", options: Any) -> StandardError | None:
        """Return the asymptotic standard error of two coders; None for more."""
        coders = judging(data)
        found = self.measure(data, options)
        by_coders, by_chance = found.observed_disagreement, found.expected_disagreement
        if len(coders) != 2 or by_coders is None or not by_chance:
            return None
        one, other = sorted(map(int, coders))
        both = (data.values[:, one] != MISSING) & (data.values[:, other] != MISSING)
        pair = _Pair.of(data, one, other, both, self.differences(data, options))
        units = data.weights * both
        moved = influence(
            by_coders, by_chance, pair.differing - by_coders, pair.chance_by_unit(units, by_chance)
        )
        return normal_error(moved, units, _ASE)


@frozen
class WeightedOptions:
    """How close two categories are."""

    weights: Literal["linear", "quadratic", "ordinal"] = option(
        "linear", help="how disagreement grows with the steps between two categories"
    )


class WeightedKappa(Kappa):
    """Cohen's weighted kappa: 1 - sum(v * o) / sum(v * e), v growing with the distance.

    linear |i - j|, quadratic (i - j)², ordinal by the number of pairs of ranks between them
    (Gwet). Numbers count as what they are, words by their place among the declared categories.
    For more than two coders the mean over all pairs.
    """

    name = "weighted-kappa"
    title = "Weighted kappa"
    summary = "Cohen's kappa for ordered categories: a near miss counts less than a far one."
    source = (
        "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled "
        "disagreement or partial credit. Psychological Bulletin, 70(4), 213-220. Gwet, K. L. "
        "(2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics (ordinal "
        "weights)."
    )
    options: type[Any] = WeightedOptions

    def refuses(self, data: "ReliabilityData", options: WeightedOptions) -> Sayable | None:
        """Return that the categories have no order, if so."""
        return why_without_order(data.categories)

    def differences(self, data: "ReliabilityData", options: WeightedOptions) -> "Floats":
        """Return the disagreement weights, 0 to 1."""
        return between_steps(data.categories, options.weights)

    def title_for(self, data: "ReliabilityData", options: WeightedOptions) -> Sayable:
        """Return the title with the weights, and that it is a mean over pairs if it is."""
        if len(judging(data)) <= 2:
            return message("{title} ({weights})", title=self.title, weights=options.weights)
        return message(
            "{title} ({weights}, mean over the pairs of coders)",
            title=self.title,
            weights=options.weights,
        )


@frozen(eq=False)
class _Pair:
    """Two coders on the patterns that both judged."""

    both: "Booleans"
    first: "Sums"
    second: "Sums"
    differing: "Floats"
    values: Any
    differences: "Floats | None"

    @classmethod
    def of(
        cls,
        data: "ReliabilityData",
        one: int,
        other: int,
        both: "Booleans",
        differences: "Floats | None",
    ) -> "_Pair":
        import numpy as np

        values = np.where(both[:, None], data.values[:, [one, other]], MISSING)
        first, second = values.T
        apart = first != second if differences is None else differences[first, second]
        return cls(
            both=both,
            first=sums_by_category(values[:, :1], len(data.categories)),
            second=sums_by_category(values[:, 1:], len(data.categories)),
            differing=np.where(both, apart, 0.0),
            values=values,
            differences=differences,
        )

    def disagreement(self, weights: "Floats") -> "tuple[Floats, Floats]":
        """Return Do and De; NaN where the two have no unit in common."""
        units = weights @ self.both
        by_chance = unlike(self.first(weights), self.second(weights), self.differences)
        return ratio(weights @ self.differing, units), ratio(by_chance, units * units)

    def chance_by_unit(self, units: Any, expected: float) -> "Floats":
        """Return what each unit adds to De: its two values, each with the other's shares."""
        weights = units[None, :].astype(float)
        first, second = self.first(weights)[0], self.second(weights)[0]
        if self.differences is None:
            to_second, to_first = second.sum() - second, first.sum() - first
        else:
            to_second, to_first = self.differences @ second, first @ self.differences
        added = to_second[self.values[:, 0]] + to_first[self.values[:, 1]]
        by_unit: Floats = added / units.sum() - 2 * expected
        return by_unit
