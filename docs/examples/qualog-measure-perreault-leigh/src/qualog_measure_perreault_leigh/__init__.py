"""Perreault and Leigh's I_r, which market research reports for judgements of two coders."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qualog import hookimpl
from qualog.language import Sayable, message
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.data import MISSING
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.unit_measure import UnitMeasure

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula

SOURCE = (
    "Perreault, W. D., & Leigh, L. E. (1989). Reliability of nominal data based on qualitative "
    "judgments. Journal of Marketing Research, 26(2), 135-148."
)
_ENOUGH = 5  # judgements that are reliable, and that are not, for the normal approximation


class PerreaultLeigh(UnitMeasure):
    """I_r = sqrt((F/N - 1/k) * k / (k - 1)), and 0 where F/N is below 1/k.

    F is on how many of the N units both coders agree, k the number of categories that they could
    choose from. I_r is the share of judgements that each coder makes reliably, under a model in
    which the others fall on all categories alike.
    """

    name = "perreault-leigh"
    title = "Perreault and Leigh's I_r"
    summary = "The share of judgements that two coders each make reliably, others being guesses."
    source = SOURCE
    range = "0 to 1"
    assumptions = (
        "Two coders who judge independently; whoever is unsure picks any category, all as likely."
    )

    def refuses(self, data: "ReliabilityData", options: Any) -> Sayable | None:
        """Return a sentence for more than two coders, and where there is no choice."""
        judging = int((data.values != MISSING)[data.weights > 0].any(axis=0).sum())
        if judging > 2:
            return message(
                "I_r is for two coders, and here are {coders}. Choose two with --coder.",
                coders=judging,
            )
        if len(data.categories) < 2:
            return message("Only one category is declared, so nobody could have disagreed.")
        return None

    def settings(self, data: "ReliabilityData", options: Any) -> tuple[tuple[str, str], ...]:
        """Return how many categories there are: the value depends on it."""
        return (("categories", str(len(data.categories))),)

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return a function from weights of the patterns to I_r."""
        import numpy as np

        judged = data.values != MISSING
        both = judged.sum(axis=1) >= 2
        lowest = np.where(judged, data.values, len(data.categories)).min(axis=1)
        unlike = both & (lowest < data.values.max(axis=1))
        many = len(data.categories)

        def weigh(weights: "Floats") -> Coefficients:
            with np.errstate(invalid="ignore"):  # NaN where nobody's units count: it is undefined
                observed = (weights @ unlike) / (weights @ both)
            beyond = (1 - observed - 1 / many) * many / (many - 1)
            by_chance = np.full(len(weights), 1 - 1 / many)
            return Coefficients(np.sqrt(np.maximum(beyond, 0)), observed, by_chance)

        return weigh

    def standard_error(self, data: "ReliabilityData", options: Any) -> StandardError | None:
        """Return sqrt(I_r (1 - I_r) / N), where N is large enough for it."""
        found = self.measure(data, options)
        if found.value is None or min(found.value, 1 - found.value) * found.units < _ENOUGH:
            return None
        value = (found.value * (1 - found.value) / found.units) ** 0.5
        return StandardError(value, SOURCE)


@hookimpl
def qualog_agreement_measures() -> Iterable[AgreementMeasure]:
    """Return the measure."""
    return [PerreaultLeigh()]
