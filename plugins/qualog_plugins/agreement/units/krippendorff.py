"""Krippendorff's alpha: any number of coders, missing judgements, any difference."""

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from qualog.errors import PluginError
from qualog.language import Sayable, message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.data import MISSING
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units import differences as kinds
from qualog_plugins.agreement.units.counting import (
    beyond_chance,
    disagreement,
    ratio,
    sums_by_category,
    unlike,
    widths,
)
from qualog_plugins.agreement.units.distances import Distances, read_distances
from qualog_plugins.agreement.units.linearised import influence, students_error
from qualog_plugins.agreement.units.over_units import GWET

if TYPE_CHECKING:
    from collections.abc import Callable

    from qualog.reliability.coefficient import Floats, Weights
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula
    from qualog_plugins.agreement.units.counting import Sums


@frozen
class Options:
    """How different two categories are."""

    difference: Literal[
        "nominal",
        "ordinal",
        "interval",
        "ratio",
        "jaccard",
        "dice",
        "masi",
        "passonneau",
        "overlap",
        "custom",
    ] = option(
        "nominal", help="how two values differ: by what they are, as numbers, as sets of codes"
    )
    distances: str | None = option(
        None, help="for difference=custom: a square CSV table of distances between categories"
    )


class Alpha(UnitMeasure):
    """Krippendorff's alpha: 1 - Do / De, any coders, missing values.

    From the coincidence matrix: a unit with m >= 2 values puts in each of its ordered pairs of
    values with weight 1 / (m - 1), so that n values make n coincidences. Do is their mean
    difference; De = sum over c, k of n_c n_k d(c, k) / (n (n - 1)) is what remains if the n
    values are dealt to units and coders at random. 1 is agreement without exception, 0 what
    chance gives, below 0 systematic disagreement.

    Units with a single value drop out. Undefined if all values are the same (De = 0).
    """

    name = "alpha"
    title = "Krippendorff's alpha"
    summary = "Agreement beyond chance for any number of coders, also with missing judgements."
    source = (
        "Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of "
        "Pennsylvania, Annenberg School for Communication. "
        "Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology "
        "(2nd ed.). Sage, ch. 11. Of sets: Passonneau, R. (2006). Measuring agreement on "
        "set-valued items (MASI) for semantic and pragmatic annotation. LREC 2006."
    )
    range = "-1 to 1; 0 is chance"
    assumptions = "Independent units; coders who judge independently and are interchangeable."
    options: type[Any] = Options

    def title_for(self, data: "ReliabilityData", options: Options) -> Sayable:
        """Return the title with the difference."""
        return message("{title} ({difference})", title=self.title, difference=options.difference)

    def refuses(self, data: "ReliabilityData", options: Options) -> Sayable | None:
        """Return why the categories cannot differ in that way, if so."""
        kind = options.difference
        if kind == "ordinal":
            return kinds.why_without_order(data.categories)
        if kind in ("interval", "ratio"):
            return kinds.why_not_numbers(data.categories, kind)
        if kind == "custom":
            missing = _distances(options).missing(data.labels)
            if missing:
                return message("The file of distances has no category “{name}”.", name=missing)
        return None

    def metric_differences(
        self, data: "ReliabilityData", weights: "Weights", options: Options
    ) -> "Floats":
        """Return the differences d(c, k) between all categories of the data.

        Args:
            data: whose categories they are.
            weights: how often each pattern counts, shape (patterns,): ordinal differences
                depend on how many values lie between two.
            options: which difference.
        """
        import numpy as np

        fixed = self._fixed(data, options)
        if fixed is not None:
            return fixed
        if options.difference == "nominal":
            return 1.0 - np.eye(len(data.categories))
        totals = sums_by_category(_pairable_values(data), len(data.categories))
        ranks = _middle_ranks(totals(weights[None, :].astype(np.float64)), data)[0]
        apart: Floats = (ranks[:, None] - ranks[None, :]) ** 2
        return apart

    def formula(self, data: "ReliabilityData", options: Options) -> "Formula":
        """Return a function that compares within units, and all pairable values with each other."""
        import numpy as np

        values = _pairable_values(data)
        totals = sums_by_category(values, len(data.categories))
        width = widths(data)
        size = np.where(width >= 2, width, 0).astype(np.float64)
        if options.difference == "ordinal":
            observed, expected = _ordinal(data, totals)
        else:
            fixed = self._fixed(data, options)
            within = disagreement(data, fixed) / np.maximum(width - 1, 1)

            def observed(weights: "Floats", counts: "Floats") -> "Floats":
                return weights @ within

            def expected(counts: "Floats") -> "Floats":
                return unlike(counts, counts, fixed)

        def weigh(weights: "Floats") -> Coefficients:
            counts, n = totals(weights), weights @ size
            return beyond_chance(
                ratio(observed(weights, counts), n), ratio(expected(counts), n * (n - 1))
            )

        return weigh

    def standard_error(self, data: "ReliabilityData", options: Options) -> StandardError | None:
        """Return the standard error over units (Gwet 2014), differences taken as given."""
        import numpy as np

        found = self.measure(data, options)
        observed = found.observed_disagreement
        if found.value is None or observed is None:
            return None
        table = self.metric_differences(data, data.weights, options)
        width = widths(data)
        units = data.weights * (width >= 2)
        size = np.where(width >= 2, width, 0)
        n = int(units @ size)
        counts = sums_by_category(_pairable_values(data), len(data.categories))(
            units[None, :].astype(np.float64)
        )[0]
        worth = table @ counts / n
        expected = float(counts @ worth) / n  # with replacement, as in Gwet's variance
        within = disagreement(data, table) / np.maximum(width - 1, 1) - observed * size
        by_chance = np.where(data.values != MISSING, worth[data.values], 0).sum(axis=1)
        typical = n / units.sum()
        moved = influence(
            observed, expected, within / typical, 2 * (by_chance - expected * size) / typical
        )
        return students_error(moved, units, GWET)

    def _fixed(self, data: "ReliabilityData", options: Options) -> "Floats | None":
        """Return the differences that do not depend on the weights; None for the others."""
        kind = options.difference
        if kind in kinds.OF_SETS:
            return kinds.between_sets(data.categories, kind)
        if kind in ("interval", "ratio"):
            return kinds.between_numbers(data.categories, kind)
        if kind == "custom":
            return _distances(options).between(data.labels)
        return None


def _pairable_values(data: "ReliabilityData") -> Any:
    import numpy as np

    return np.where(widths(data)[:, None] >= 2, data.values, MISSING)


def _distances(options: Options) -> Distances:
    if options.distances is None:
        raise PluginError(
            "The difference “custom” needs a file of distances: -o distances=FILE.csv"
        )
    return read_distances(Path(options.distances))


def _middle_ranks(counts: "Floats", data: "ReliabilityData") -> "Floats":
    """Return the mean rank of each category's values, in each weighting.

    Krippendorff's ordinal difference of c and k, the square of how many values lie from c to k
    less half of those at the ends, is the square of the difference of these.
    """
    import numpy as np

    order = np.argsort(kinds.ranks(data.categories), kind="stable")
    ordered = counts[:, order]
    ranks = np.empty_like(counts)
    ranks[:, order] = np.cumsum(ordered, axis=1) - ordered / 2
    return ranks


def _ordinal(
    data: "ReliabilityData", totals: "Sums"
) -> "tuple[Callable[[Floats, Floats], Floats], Callable[[Floats], Floats]]":
    """Return Do and De of ordinal differences, each weighting having ranks of its own."""
    import numpy as np

    width = np.maximum(widths(data) - 1, 1)
    pairs = [
        (one, other, both)
        for one, other in combinations(data.values.T, 2)
        if (both := (one != MISSING) & (other != MISSING)).any()
    ]

    def observed(weights: "Floats", counts: "Floats") -> "Floats":
        ranks = _middle_ranks(counts, data)
        total = np.zeros(len(weights))
        for one, other, both in pairs:
            apart = (ranks[:, one[both]] - ranks[:, other[both]]) ** 2
            total += 2 * np.einsum("bp,bp->b", weights[:, both] / width[both], apart)
        return total

    def expected(counts: "Floats") -> "Floats":
        ranks = _middle_ranks(counts, data)
        n = counts.sum(axis=1, keepdims=True)
        mean = np.nan_to_num(ratio((counts * ranks).sum(axis=1, keepdims=True), n))
        spread: Floats = 2 * n[:, 0] * (counts * (ranks - mean) ** 2).sum(axis=1)
        return spread

    return observed, expected
