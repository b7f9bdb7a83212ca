"""What an agreement measure is: a plugin offers it, agreement is computed with it."""

from typing import Any, Literal, Protocol, runtime_checkable

from qualog.errors import WrongAnswer
from qualog.reliability.result import Agreement

Compares = Literal["units", "spans"]
"""What an agreement measure is computed from."""


@runtime_checkable
class AgreementMeasure(Protocol):
    """Computes one coefficient.

    `compares` says of what: "units" (units × coders, `ReliabilityData`) or "spans" (free
    boundaries, `Continuum`). `title`, `source`, `range` and `assumptions` are shown to people.
    A measure that is also `Weighable` (qualog.reliability.coefficient) gets its intervals fast.
    """

    name: str
    title: str
    summary: str
    source: str
    range: str
    assumptions: str
    compares: Compares
    options: type[Any]

    def measure(self, data: Any, options: Any) -> Agreement:
        """Return the coefficient, or `undefined` with its reason; never raise on sparse data."""


def measured(measure: AgreementMeasure, data: Any, options: Any) -> Agreement:
    """Return what a measure computes.

    Raises:
        WrongAnswer: that is no `Agreement`.
    """
    found: object = measure.measure(data, options)
    if not isinstance(found, Agreement):
        raise WrongAnswer(
            "measure returned a value of the type {type}, and not an Agreement",
            type=type(found).__name__,
        )
    return found
