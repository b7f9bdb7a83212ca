"""Agreement on categories without order: percent agreement, kappa and Krippendorff's alpha.

All three take reliability data as it comes (missing values, any number of coders) and give
`undefined` with its reason where the coefficient has no value, never 1 or 0 by convention.
"""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import frozen

from qualog.hookspecs import AgreementMeasure, Compares, hookimpl
from qualog.options import NoOptions
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.pairs import (
    NO_VARIATION,
    Pairable,
    pairable,
    why_not_pairable,
)

if TYPE_CHECKING:
    from qualog.reliability.data import ReliabilityData


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Give the three measures."""
    return [PercentAgreement(), Kappa(), Alpha()]


class PercentAgreement:
    """Observed agreement: Ao = 1 - Do, from 0 to 1, with nothing taken off for chance.

    Do is the share of differing pairs in Krippendorff's coincidence matrix, in which a unit
    weighs as many as it has values. Without missing values that is the plain share of pairs
    of coders who agree. With them it is not the mean over units that others report (Gwet,
    Handbook of Inter-Rater Reliability): on Krippendorff 2004, p. 230, 0.800 here, 0.818 there.

    Assumes nothing. Says little where one category is frequent: two coders who never looked
    would agree as well.
    """

    name = "percent"
    title = "Percent agreement"
    summary = "The share of pairs of judgements that agree; chance is not taken off."
    source = (
        "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology "
        "(2nd ed.). Sage, ch. 11 (observed agreement, 1 - Do)."
    )
    range = "0 to 1"
    assumptions = "None. Says little where one category is frequent."
    compares: Compares = "units"
    options: type[Any] = NoOptions

    def measure(self, data: "ReliabilityData", options: Any) -> Agreement:
        """Give 1 - Do over all pairable values."""
        counts = pairable(data)
        if not counts.units:
            return _nothing_pairable(self.title, data)
        disagreement = counts.observed_disagreement
        return _result(
            self.title,
            data,
            counts,
            value=1 - disagreement,
            observed_disagreement=disagreement,
        )


class Kappa:
    """Cohen's kappa, and for more than two coders the mean of the pairwise kappas (Light).

    kappa = (Po - Pe) / (1 - Pe), over the units that both coders judged: Po is the share on
    which they agree, Pe = sum over categories of p1 * p2, each coder's own share of it. From
    -1 to 1; 0 is what these two coders' habits give by chance.

    Assumes units that are independent of each other and coders who judge independently, each
    with habits of their own; a difference in habits is not counted as disagreement.

    A pair of coders is undefined if no unit was judged by both, or if both gave one and the
    same category throughout (Pe = 1). Undefined pairs are left out of the mean, and the
    result's note says how many and why; if every pair is undefined, so is the result. Observed
    and expected disagreement are the means over the pairs that count, or, if none does, over
    those with common units.
    """

    name = "kappa"
    title = "Cohen's kappa"
    title_of_many = "Light's kappa (the mean of the pairwise Cohen's)"
    summary = "Agreement beyond what the coders' own habits give by chance, pair by pair."
    source = (
        "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
        "Psychological Measurement, 20(1), 37-46. "
        "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
        "generalizations and alternatives. Psychological Bulletin, 76(5), 365-377."
    )
    range = "-1 to 1; 0 is chance"
    assumptions = (
        "Independent units; coders who judge independently, each with habits of their own."
    )
    compares: Compares = "units"
    options: type[Any] = NoOptions

    def measure(self, data: "ReliabilityData", options: Any) -> Agreement:
        """Give the mean of the kappas of all pairs of coders that have one."""
        counts = pairable(data)
        title = self.title if len(data.coders) <= 2 else self.title_of_many
        if not counts.units:
            return _nothing_pairable(title, data)
        pairs = [_pair(data, *columns) for columns in combinations(range(len(data.coders)), 2)]
        common = [pair for pair in pairs if pair.units]
        defined = [pair for pair in common if not pair.is_constant]
        shown = defined or common
        return _result(
            title,
            data,
            counts,
            value=_mean([pair.kappa for pair in defined]) if defined else None,
            undefined="" if defined else NO_VARIATION,
            observed_disagreement=1 - _mean([pair.observed for pair in shown]),
            expected_disagreement=1 - _mean([pair.expected for pair in shown]),
            note=_left_out(len(pairs), len(common), len(defined)) if defined else "",
        )


class Alpha:
    """Krippendorff's alpha for nominal data: alpha = 1 - Do / De, any coders, missing values.

    From the coincidence matrix: a unit with m >= 2 values puts in each of its ordered pairs of
    values with weight 1 / (m - 1), so that n values make n coincidences. Do is the share off
    the diagonal; De = sum over c != k of n_c * n_k / (n * (n - 1)) is what remains if the n
    values are dealt to units and coders at random. 1 is agreement without exception, 0 what
    chance gives, below 0 systematic disagreement.

    Units with a single value drop out. Assumes coders who are interchangeable and judge
    independently: only the categories' shares in all values together count as chance.
    Undefined if all values are the same (De = 0).
    """

    name = "alpha"
    title = "Krippendorff's alpha (nominal)"
    summary = "Agreement beyond chance for any number of coders, also with missing judgements."
    source = (
        "Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of "
        "Pennsylvania, Annenberg School for Communication. "
        "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology "
        "(2nd ed.). Sage, ch. 11."
    )
    range = "-1 to 1; 0 is chance"
    assumptions = "Independent units; coders who judge independently and are interchangeable."
    compares: Compares = "units"
    options: type[Any] = NoOptions

    def measure(self, data: "ReliabilityData", options: Any) -> Agreement:
        """Give 1 - Do / De over all pairable values."""
        counts = pairable(data)
        if not counts.units:
            return _nothing_pairable(self.title, data)
        disagreement, by_chance = counts.observed_disagreement, counts.expected_disagreement
        return _result(
            self.title,
            data,
            counts,
            value=1 - disagreement / by_chance if by_chance else None,
            undefined="" if by_chance else NO_VARIATION,
            observed_disagreement=disagreement,
            expected_disagreement=by_chance,
        )


@frozen
class _Pair:
    """Two coders' common units: whole numbers, so that Pe = 1 is found without rounding."""

    units: int
    agreeing: int
    by_chance: int

    @property
    def is_constant(self) -> bool:
        return self.by_chance == self.units**2

    @property
    def observed(self) -> float:
        return self.agreeing / self.units

    @property
    def expected(self) -> float:
        return self.by_chance / self.units**2

    @property
    def kappa(self) -> float:
        square = self.units**2
        return (self.agreeing * self.units - self.by_chance) / (square - self.by_chance)


def _pair(data: "ReliabilityData", one: int, other: int) -> _Pair:
    import numpy as np

    from qualog.reliability.data import MISSING

    rows = (data.values[:, one] != MISSING) & (data.values[:, other] != MISSING)
    first, second = data.values[rows, one], data.values[rows, other]
    units = data.weights[rows]
    categories = 1 + max(first.max(initial=0), second.max(initial=0))
    shares = (
        (int(count) for count in np.bincount(column, weights=units, minlength=categories))
        for column in (first, second)
    )
    return _Pair(
        units=int(units.sum()),
        agreeing=int(units[first == second].sum()),
        by_chance=sum(a * b for a, b in zip(*shares, strict=True)),
    )


def _left_out(pairs: int, common: int, defined: int) -> str:
    reasons = [
        f"{count} {reason}"
        for count, reason in (
            (pairs - common, "without a common unit"),
            (common - defined, "without variation"),
        )
        if count
    ]
    return f"mean of {defined} of {pairs} pairs of coders: {', '.join(reasons)}" if reasons else ""


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _nothing_pairable(title: str, data: "ReliabilityData") -> Agreement:
    return Agreement(measure=title, value=None, undefined=why_not_pairable(data), unit=data.unit)


def _result(title: str, data: "ReliabilityData", counts: Pairable, **told: Any) -> Agreement:
    return Agreement(
        measure=title,
        units=counts.units,
        values=counts.values,
        coders=counts.coders,
        unit=data.unit,
        **told,
    )
