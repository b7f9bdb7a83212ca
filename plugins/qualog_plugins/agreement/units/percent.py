"""Percent agreement: what coders share, not corrected for chance."""

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from qualog.options import option
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.counting import disagreement, ratio, widths
from qualog_plugins.agreement.units.differences import between_sets
from qualog_plugins.agreement.units.linearised import influence, students_error
from qualog_plugins.agreement.units.over_units import GWET

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula


@frozen
class Options:
    """How judgements are compared, and what weighs how much where some are missing."""

    missing: Literal["pooled", "mean-of-units"] = option(
        "pooled", help="a unit counts as often as it has values, or every unit the same (Gwet)"
    )
    difference: Literal["nominal", "dice", "overlap"] = option(
        "nominal", help="same or not; for sets, the share in common, or anything in common"
    )


class PercentAgreement(UnitMeasure):
    """Observed agreement: Ao = 1 - Do, from 0 to 1, not corrected for chance.

    Without missing values that is the plain share of pairs of coders who agree. With them it
    is two different numbers. `pooled`: 1 - Do of Krippendorff's coincidence matrix, in which a
    unit weighs as many as it has values. `mean-of-units`: the mean over units with at least
    two values, as Gwet has it. On Krippendorff (2004, p. 230) they are 0.800 and 0.818.
    """

    name = "percent"
    title = "Percent agreement"
    summary = "The share of pairs of judgements that agree; not corrected for chance."
    source = (
        "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology "
        "(2nd ed.). Sage, ch. 11 (observed agreement, 1 - Do). "
        "Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics "
        "(the mean over units)."
    )
    range = "0 to 1"
    assumptions = "None. Says little where one category is frequent."
    options: type[Any] = Options

    def formula(self, data: "ReliabilityData", options: Options) -> "Formula":
        """Return a function to the mean difference of the pairs of judgements."""
        import numpy as np

        differing, size = _parts(data, options)

        def weigh(weights: "Floats") -> Coefficients:
            observed = ratio(weights @ differing, weights @ size)
            return Coefficients(1 - observed, observed, np.full(len(weights), np.nan))

        return weigh

    def standard_error(self, data: "ReliabilityData", options: Options) -> StandardError | None:
        """Return the standard error over units that at least two coders judged."""
        import numpy as np

        observed = self.measure(data, options).observed_disagreement
        if observed is None:
            return None
        differing, size = _parts(data, options)
        units = data.weights * (size > 0)
        by_unit = (differing - observed * size) * (units.sum() / (units @ size))
        moved = influence(observed, 1.0, by_unit, np.zeros(len(units)))
        return students_error(moved, units, GWET)


def _parts(data: "ReliabilityData", options: Options) -> "tuple[Floats, Floats]":
    """Return how much differs in each pattern, and out of how much."""
    import numpy as np

    width = widths(data)
    differences = (
        None
        if options.difference == "nominal"
        else between_sets(data.categories, options.difference)
    )
    pooled = disagreement(data, differences) / np.maximum(width - 1, 1)
    size = np.where(width >= 2, width, 0).astype(np.float64)
    if options.missing == "pooled":
        return pooled, size
    return pooled / np.maximum(width, 1), np.minimum(size, 1)
