"""What measures of units have in common: from a formula to a result and what it rests on."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import attrs

from qualog.language import Sayable, message
from qualog.options import NoOptions
from qualog.reliability.coefficient import Coefficients, in_chunks
from qualog.reliability.data import MISSING
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats, Weights
    from qualog.reliability.data import ReliabilityData

    Formula = Callable[[Floats], Coefficients]

FEWER_THAN_TWO_CODERS: Final = message("Fewer than two coders have judged anything.")
NOTHING_PAIRABLE: Final = message("No unit was judged by two coders.")
NO_VARIATION: Final = message(
    "The coders gave the same value everywhere, so chance alone would agree as well."
)


class UnitMeasure(ABC):
    """A measure of units, from its formula and its names.

    A subclass sets `name`, `title`, `summary`, `source`, `range` and `assumptions`, its
    `options` if it has any, and has a `formula`. What `measure` then adds: on how many units,
    values and coders the coefficient rests, the options in force, and the reason where it is
    undefined.
    """

    name: str
    title: str
    summary: str
    source: str
    range: str
    assumptions: str
    compares: Compares = "units"
    options: type[Any] = NoOptions

    @abstractmethod
    def formula(self, data: "ReliabilityData", options: Any) -> "Formula":
        """Return a function from weights, of shape (weightings, patterns), to the coefficients.

        What does not depend on the weights is computed here, once. The weights are floats that
        hold whole numbers; a coefficient that is undefined is NaN.
        """

    def refuses(self, data: "ReliabilityData", options: Any) -> Sayable | None:
        """Return a sentence on why the measure is not for such data; None where it is."""
        return None

    def settings(self, data: "ReliabilityData", options: Any) -> tuple[tuple[str, str], ...]:
        """Return the options that are in force, each with its value, as they are typed."""
        return tuple(
            (name.replace("_", "-"), str(value))
            for name, value in attrs.asdict(options, recurse=False).items()
            if value is not None
        )

    def title_for(self, data: "ReliabilityData", options: Any) -> Sayable:
        """Return the title of what is computed of such data."""
        return self.title

    def note(self, data: "ReliabilityData", options: Any) -> Sayable:
        """Return sentences that a reader of a value must know; empty if there are none."""
        return ""

    def coefficients(
        self, data: "ReliabilityData", weights: "Weights", options: Any
    ) -> Coefficients:
        """Return the coefficient for each weighting of the patterns."""
        import numpy as np

        if why_not_pairable(data) or self.refuses(data, options):
            nothing = np.full(weights.shape[:-1], np.nan)
            return Coefficients(nothing, nothing, nothing)
        return self._weigh(data, weights, options)

    def measure(self, data: "ReliabilityData", options: Any) -> Agreement:
        """Return the coefficient, or `undefined` with its reason."""
        judged, weights = data.values != MISSING, data.weights
        width = judged.sum(axis=1)
        units = weights * (width >= 2)
        undefined = None if units.any() else why_not_pairable(data)
        undefined = undefined or self.refuses(data, options)
        result = Agreement(
            measure=self.title_for(data, options),
            value=None,
            undefined=undefined or "",
            units=int(units.sum()),
            values=int(units @ width),
            coders=int(judged[units > 0].any(axis=0).sum()),
            unit=data.unit,
            settings=self.settings(data, options),
        )
        if undefined:
            return result
        found = self._weigh(data, weights, options)
        value, observed, expected = map(_number, found)
        return attrs.evolve(
            result,
            value=value,
            undefined=NO_VARIATION if value is None else "",
            observed_disagreement=observed,
            expected_disagreement=expected,
            note="" if value is None else self.note(data, options),
        )

    def _weigh(self, data: "ReliabilityData", weights: "Weights", options: Any) -> Coefficients:
        width = data.values.size + len(data.categories)
        return in_chunks(self.formula(data, options), weights, width)


def why_not_pairable(data: "ReliabilityData") -> Sayable | None:
    """Return a sentence on why no value can be compared with another; None if some can."""
    judged = (data.values != MISSING) & (data.weights[:, None] > 0)
    if (judged.sum(axis=1) >= 2).any():
        return None
    if len(data.coders) < 2 or judged.any(axis=0).sum() == 1:
        return FEWER_THAN_TWO_CODERS
    return NOTHING_PAIRABLE


def _number(found: "Floats") -> float | None:
    value = float(found)
    return None if value != value else value  # NaN alone is not itself
