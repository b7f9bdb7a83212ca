"""What the measures on spans share: their results, and what they have in common to say."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import attrs

from qualog.reliability.coefficient import Coefficients
from qualog.reliability.result import Agreement

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog_plugins.agreement.spans.segments import Segments

    Floats = npt.NDArray[np.float64]

NO_VARIATION = "no variation: all that was judged has one value, so chance alone would agree"

NOTHING_MARKED = "nobody marked anything"


def pairs_of(coders: Sequence[Any], reference: str = "") -> list[tuple[int, int]]:
    """Give the pairs of coders; with a reference, those with it, and it comes first."""
    if not reference:
        return list(combinations(range(len(coders)), 2))
    first = coders.index(reference)
    return [(first, other) for other in range(len(coders)) if other != first]


def why_no_reference(coders: Sequence[str], reference: str) -> str:
    """Say why there is no such reference; empty if there is, or none is asked for."""
    if not reference or reference in coders:
        return ""
    return f"no coder '{reference}' is compared; there is {', '.join(coders)}"


def ratio(numerator: "Floats", denominator: "Floats") -> "Floats":
    """Divide, giving NaN where there is nothing to divide by."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def undefined_everywhere(weights: "Weights") -> Coefficients:
    """Give NaN for each weighting."""
    import numpy as np

    nothing = np.full(weights.shape[:-1], np.nan)
    return Coefficients(nothing, nothing, nothing)


def result(title: str, segments: "Segments", **told: Any) -> Agreement:
    """Give a measure's result, with what it rests on: spans, and who judged."""
    return Agreement(
        measure=title,
        units=len(segments.start),
        values=len(segments.start),
        coders=int(segments.judged.any(axis=0).sum()),
        unit="span",
        **told,
    )


def settings(options: Any) -> tuple[tuple[str, str], ...]:
    """Give the options in force, in words."""
    return tuple(
        (name.replace("_", " "), str(value))
        for name, value in attrs.asdict(options).items()
        if value not in (None, "")
    )


def of_one(
    title: str,
    segments: "Segments",
    found: tuple[Any, Any, Any],
    *,
    undefined: str = NO_VARIATION,
    **told: Any,
) -> Agreement:
    """Give the result of one weighting, undefined for the reason given if it has no value."""
    value, observed, expected = (_number(each) for each in found)
    return result(
        title,
        segments,
        value=value,
        undefined=undefined if value is None else "",
        observed_disagreement=observed,
        expected_disagreement=expected,
        **told,
    )


def _number(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None
