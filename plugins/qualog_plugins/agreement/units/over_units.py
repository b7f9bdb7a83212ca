"""Coefficients that take the mean over units: observed agreement as Gwet's handbook has it.

For a unit with m >= 2 values the share of pairs that differ counts, and every such unit counts
once, whatever m. Chance is taken from all units that anybody judged, also from those that one
coder alone judged.
"""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import frozen

from qualog.language import Sayable, message
from qualog.reliability.coefficient import Coefficients, StandardError
from qualog.reliability.data import MISSING
from qualog.reliability.unit_measure import UnitMeasure
from qualog_plugins.agreement.units.counting import (
    beyond_chance,
    disagreement,
    ratio,
    sums_by_category,
    widths,
)
from qualog_plugins.agreement.units.linearised import influence, students_error

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Floats
    from qualog.reliability.data import ReliabilityData
    from qualog.reliability.unit_measure import Formula
    from qualog_plugins.agreement.units.counting import Sums

GWET = (
    "Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.). Advanced Analytics, "
    "ch. 5 and 6 (unconditional variance)."
)

ONE_CATEGORY: Final = message("Only one category is declared, so nobody could have disagreed.")


class Observed(NamedTuple):
    """Each pattern's share of differing pairs, and whether it has a pair at all."""

    by_unit: "Floats"
    has_pair: "npt.NDArray[np.bool_]"

    @classmethod
    def of(cls, data: "ReliabilityData", differences: "Floats | None" = None) -> "Observed":
        """Compare the values of each pattern."""
        import numpy as np

        width = widths(data)
        pairs = np.maximum(width * (width - 1), 1)
        return cls(disagreement(data, differences) / pairs, width >= 2)

    def __call__(self, weights: "Floats") -> "Floats":
        """Return the mean over the units that have a pair."""
        return ratio(weights @ self.by_unit, weights @ self.has_pair)

    def moved(self, weights: "Floats", expected: float) -> "Floats":
        """Return what each unit adds to Do; one without a pair counts as one at chance (Gwet)."""
        import numpy as np

        scale = weights.sum() / (weights @ self.has_pair)
        beyond = np.where(self.has_pair, scale * (expected - self.by_unit), 0)
        by_unit: Floats = weights @ beyond / weights.sum() - beyond
        return by_unit


@frozen(eq=False)
class Shares:
    """Each category's share in the units, every unit that anybody judged counting once."""

    totals: "Sums"
    judged: "npt.NDArray[np.bool_]"

    @classmethod
    def of(cls, data: "ReliabilityData") -> "Shares":
        """Share each pattern among its values."""
        import numpy as np

        width = widths(data)
        factors = 1 / np.maximum(width, 1)
        return cls(sums_by_category(data.values, len(data.categories), factors), width >= 1)

    def __call__(self, weights: "Floats") -> "tuple[Floats, Floats]":
        """Return the sums of the shares by category, and the number of units."""
        return self.totals(weights), weights @ self.judged

    def of_all(self, data: "ReliabilityData") -> "Floats":
        """Return the shares in all units of the data."""
        totals, units = self(data.weights[None, :].astype(float))
        shares: Floats = totals[0] / units[0]
        return shares

    def moved(self, data: "ReliabilityData", worth: "Floats") -> "Floats":
        """Return how far the mean worth of a pattern's values lies from that of all values."""
        import numpy as np

        judged = data.values != MISSING
        mean = np.where(judged, worth[data.values], 0).sum(axis=1) / np.maximum(widths(data), 1)
        far: Floats = np.where(self.judged, mean - self.of_all(data) @ worth, 0)
        return far


class OverUnits(UnitMeasure):
    """1 - Do / De, with Do the mean over units; what chance gives is a subclass's."""

    @abstractmethod
    def expected(self, data: "ReliabilityData", options: Any) -> "Callable[[Floats], Floats]":
        """Return a function from weights to De; NaN where there is none."""

    @abstractmethod
    def expected_by_unit(self, data: "ReliabilityData", options: Any) -> "Floats":
        """Return what a unit of each pattern adds to De: the mean over units is 0."""

    def differences(self, data: "ReliabilityData", options: Any) -> "Floats | None":
        """Return the differences between categories; None if all are alike."""
        return None

    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return a function that compares within units, and with chance."""
        observed = Observed.of(data, self.differences(data, options))
        expected = self.expected(data, options)

        def weigh(weights: "Floats") -> Coefficients:
            return beyond_chance(observed(weights), expected(weights))

        return weigh

    def standard_error(self, data: "ReliabilityData", options: Any) -> StandardError | None:
        """Return the unconditional standard error over units (Gwet 2014)."""
        found = self.measure(data, options)
        if found.observed_disagreement is None or not found.expected_disagreement:
            return None
        units = data.weights * (widths(data) >= 1)
        observed = Observed.of(data, self.differences(data, options))
        moved = influence(
            found.observed_disagreement,
            found.expected_disagreement,
            observed.moved(units.astype(float), found.expected_disagreement),
            self.expected_by_unit(data, options),
        )
        return students_error(moved, units, GWET)


class OverDeclared(OverUnits):
    """A coefficient whose chance depends on how many categories are declared, used or not."""

    def refuses(self, data: "ReliabilityData", options: Any) -> Sayable | None:
        """Return that there is no choice, if so."""
        return ONE_CATEGORY if len(data.categories) < 2 else None

    def settings(self, data: "ReliabilityData", options: Any) -> tuple[tuple[str, str], ...]:
        """Return the options in force, and how many categories there are."""
        return (*super().settings(data, options), ("categories", str(len(data.categories))))
