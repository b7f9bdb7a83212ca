"""What an agreement measure is: a plugin offers it, agreement is computed with it."""

from functools import cache
from numbers import Real
from typing import Any, Literal, Protocol, runtime_checkable

from qualog.errors import WrongAnswer
from qualog.language import Message
from qualog.reliability.result import Agreement, Interval, NoInterval

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
        WrongAnswer: that is no `Agreement`, or something in it is of another type.
    """
    found: object = measure.measure(data, options)
    if not isinstance(found, Agreement):
        raise WrongAnswer(
            "measure returned a value of the type {type}, and not an Agreement",
            type=type(found).__name__,
        )
    for field, type_ in _types().items():
        if not isinstance(value := getattr(found, field), type_):
            raise WrongAnswer(
                "measure returned an Agreement whose “{field}” is a value of the type {type}",
                field=field,
                type=type(value).__name__,
            )
    return found


@cache
def _types() -> dict[str, Any]:
    """Return the type of each field of an `Agreement`, as far as `isinstance` can tell it."""
    return {
        "value": Real | None,
        "undefined": str | Message,
        "interval": Interval | None,
        "no_interval": NoInterval | None,
        "settings": tuple,
    }
