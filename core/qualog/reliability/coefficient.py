"""Coefficients for many weightings at once: what an interval needs of a measure.

A measure of units computes from how often each pattern of judgements occurs, a measure of
spans from how often each document counts. A resample of units or documents is a new weighting of
these, so ten thousand resamples are one call with a table of weights, whatever the number of
units.
"""

from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from attrs import frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.continuum import Continuum
    from qualog.reliability.data import ReliabilityData

    Floats = npt.NDArray[np.float64]
    Weights = npt.NDArray[np.int64]

_NUMBERS_AT_ONCE = 1 << 20  # 8 MiB of floats


class Coefficients(NamedTuple):
    """A coefficient for each weighting; NaN where it is undefined, or has no such part."""

    value: "Floats"
    observed_disagreement: "Floats"
    expected_disagreement: "Floats"


@runtime_checkable
class Weighable(Protocol):
    """A measure that computes many weightings at once.

    A measure without this is computed resample by resample: the same result, but slower.
    """

    def coefficients(
        self, data: "ReliabilityData | Continuum", weights: "Weights", options: Any
    ) -> Coefficients:
        """Return the coefficient for each weighting.

        Args:
            data: what the measure compares.
            weights: how often each pattern (of units) or each document (of spans) counts;
                whole numbers of shape (…, patterns) or (…, documents).
            options: the measure's options.

        Returns:
            Arrays of the weights' shape without its last axis.
        """


@frozen
class StandardError:
    """How far a coefficient is from its true value, by a published formula.

    Attributes:
        value: the standard error.
        source: who published the formula.
        degrees: of freedom, of Student's t; None if the coefficient is taken as normal.
    """

    value: float
    source: str
    degrees: int | None = None


@runtime_checkable
class Analytic(Protocol):
    """A measure with a published formula for its standard error."""

    def standard_error(
        self, data: "ReliabilityData | Continuum", options: Any
    ) -> StandardError | None:
        """Return the standard error; None where the measure is undefined, or none is published."""


def in_chunks(
    formula: "Callable[[Floats], Coefficients]", weights: "Weights", width: int
) -> Coefficients:
    """Apply a formula to any number of weightings, in memory that does not grow with them.

    Args:
        formula: takes weights of shape (weightings, patterns), as floats.
        weights: whole numbers of shape (…, patterns).
        width: how many numbers the formula holds at once for one weighting, about.
    """
    import numpy as np

    shape = weights.shape[:-1]
    rows = weights.reshape(prod(shape), weights.shape[-1])
    step = max(1, _NUMBERS_AT_ONCE // max(width, 1))
    parts = [
        formula(rows[first : first + step].astype(np.float64))
        for first in range(0, max(len(rows), 1), step)
    ]
    columns = zip(*parts, strict=True)
    return Coefficients(*(np.concatenate(column).reshape(shape) for column in columns))
