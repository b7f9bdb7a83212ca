"""Coefficients for many weightings at once: what an interval needs of a measure.

A measure of units computes from how often each pattern of judgements occurs, a measure of
spans from how often each document counts. To draw units or documents anew is to weigh them
anew, so ten thousand resamples are one call with a table of weights, whatever the number of
units.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.continuum import Continuum
    from qualog.reliability.data import ReliabilityData

    Floats = npt.NDArray[np.float64]
    Weights = npt.NDArray[np.int64]


class Coefficients(NamedTuple):
    """A coefficient for each weighting; NaN where it is undefined, or has no such part."""

    value: "Floats"
    observed_disagreement: "Floats"
    expected_disagreement: "Floats"


@runtime_checkable
class Weighable(Protocol):
    """A measure that computes many weightings at once.

    A measure without this is computed anew for each resample: the same result, but slower.
    """

    def coefficients(
        self, data: "ReliabilityData | Continuum", weights: "Weights", options: Any
    ) -> Coefficients:
        """Give the coefficient for each weighting.

        Args:
            data: what the measure compares.
            weights: how often each pattern (of units) or each document (of spans) counts;
                whole numbers of shape (…, patterns) or (…, documents).
            options: the measure's options.

        Returns:
            Arrays of the weights' shape without its last axis.
        """
