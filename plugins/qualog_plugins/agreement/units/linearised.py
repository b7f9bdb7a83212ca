"""Standard errors from how much one unit moves a coefficient (linearisation, delta method)."""

from typing import TYPE_CHECKING

from qualog.reliability.coefficient import StandardError

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Floats, Weights


def influence(
    observed: float, expected: float, by_unit: "Floats", chance_by_unit: "Floats"
) -> "Floats":
    """Give what each unit adds to 1 - Do / De, from what it adds to Do and to De."""
    moved: Floats = (observed * chance_by_unit / expected - by_unit) / expected
    return moved


def students_error(moved: "Floats", units: "Weights", source: str) -> StandardError | None:
    """Give the standard error over units, of Student's t with n - 1 degrees of freedom.

    `units` says how many units move the coefficient so far; of a single unit nothing is known.
    """
    count = int(units.sum())
    if count < 2:
        return None
    variance = float(units @ moved**2) / count / (count - 1)
    return StandardError(variance**0.5, source, count - 1)


def normal_error(moved: "Floats", units: "Weights", source: str) -> StandardError:
    """Give the standard error of many units, of the normal distribution."""
    count = int(units.sum())
    return StandardError(float(units @ moved**2) ** 0.5 / count, source)
