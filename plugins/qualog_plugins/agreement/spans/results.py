"""What the measures on spans share: their results, and reasons why there is none."""

import math
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import attrs

from qualog.language import Sayable, message
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.result import Agreement

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog_plugins.agreement.spans.segments import Segments

    Floats = npt.NDArray[np.float64]

NO_VARIATION: Final = message(
    "All that was judged has one value, so chance alone would agree as well."
)
NOTHING_MARKED: Final = message("Nobody marked anything.")


def pairs_of(coders: Sequence[Any], reference: str = "") -> list[tuple[int, int]]:
    """Return the pairs of coders (indices); with a reference, its pairs, and it comes first."""
    if not reference:
        return list(combinations(range(len(coders)), 2))
    first = coders.index(reference)
    return [(first, other) for other in range(len(coders)) if other != first]


def why_no_reference(coders: Sequence[str], reference: str) -> Sayable | None:
    """Return a sentence on why there is no such reference; None if there is, or none is wanted."""
    if not reference or reference in coders:
        return None
    return message(
        "No coder “{name}” is compared. The coders are: {coders}.",
        name=reference,
        coders=", ".join(coders),
    )


def ratio(numerator: "Floats", denominator: "Floats") -> "Floats":
    """Return the quotient; NaN where there is nothing to divide by."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominator > 0, numerator / denominator, np.nan)


def undefined_everywhere(weights: "Weights") -> Coefficients:
    """Return NaN for each weighting."""
    import numpy as np

    nothing = np.full(weights.shape[:-1], np.nan)
    return Coefficients(nothing, nothing, nothing)


def result(title: Sayable, segments: "Segments", **fields: Any) -> Agreement:
    """Return a measure's result, with what it rests on: spans, and who judged."""
    return Agreement(
        measure=title,
        units=len(segments.start),
        values=len(segments.start),
        coders=int(segments.judged.any(axis=0).sum()),
        unit="span",
        **fields,
    )


def settings(options: Any) -> tuple[tuple[str, str], ...]:
    """Return the options in force, each with its value."""
    return tuple(
        (name.replace("_", " "), str(value))
        for name, value in attrs.asdict(options).items()
        if value not in (None, "")
    )


def of_one(
    title: Sayable,
    segments: "Segments",
    found: tuple[Any, Any, Any],
    *,
    undefined: Sayable = NO_VARIATION,
    **fields: Any,
) -> Agreement:
    """Return the result of one weighting, undefined for the reason given if it has no value."""
    value, observed, expected = map(_number, found)
    return result(
        title,
        segments,
        value=value,
        undefined=undefined if value is None else "",
        observed_disagreement=observed,
        expected_disagreement=expected,
        **fields,
    )


def _number(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None
