"""Standard errors from how much one unit moves a coefficient (linearisation, delta method)."""

from typing import TYPE_CHECKING

from qualog.reliability.coefficient import StandardError

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats, Weights


def influence(
    observed: float, expected: float, by_unit: "Floats", chance_by_unit: "Floats"
) -> "Floats":
    """Return what each unit adds to 1 - Do / De, from what it adds to Do and to De."""
    moved: Floats = (observed * chance_by_unit / expected - by_unit) / expected
    return moved


def students_error(moved: "Floats", units: "Weights", source: str) -> StandardError | None:
    """Return the standard error over units, of Student's t with n - 1 degrees of freedom.

    Args:
        moved: how far a unit of each pattern moves the coefficient.
        units: how many units show each pattern; of a single unit nothing is known.
        source: who published the formula.
    """
    count = int(units.sum())
    if count < 2:
        return None
    variance = float(units @ moved**2) / count / (count - 1)
    return StandardError(variance**0.5, source, count - 1)


def normal_error(moved: "Floats", units: "Weights", source: str) -> StandardError:
    """Return the standard error over many units, of the normal distribution."""
    count = int(units.sum())
    return StandardError(float(units @ moved**2) ** 0.5 / count, source)
