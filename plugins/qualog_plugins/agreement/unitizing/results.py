"""What the measures on spans share: their results, and what they have in common to say."""

from typing import TYPE_CHECKING, Any

import attrs

from qualog.reliability.coefficient import Coefficients
from qualog.reliability.result import Agreement

if TYPE_CHECKING:
    from qualog_plugins.agreement.unitizing.segments import Segments

NO_VARIATION = "no variation: all that was judged has one value, so chance alone would agree"


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
    found: Coefficients,
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
    return None if value != value else float(value)  # NaN is the value that is not itself
