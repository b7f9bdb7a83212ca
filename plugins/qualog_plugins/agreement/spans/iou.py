"""Intersection over union: the share of what either marked with a code that both marked so."""

from typing import TYPE_CHECKING, Any

from qualog.options import NoOptions
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.spans.layers import Layers
from qualog_plugins.agreement.spans.results import (
    NOTHING_MARKED,
    of_one,
    pairs_of,
    ratio,
    result,
    undefined_everywhere,
)
from qualog_plugins.agreement.spans.segments import Segments

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum


class IntersectionOverUnion:
    """Intersection over union, by character and code: Jaccard's coefficient on passages.

    Over all pairs of coders and documents that both judged, and over codes, the characters that
    both gave a code, over those that at least one gave it. Codes may overlap each other. What
    nobody marked does not count. Do is what is left to 1; it is not corrected for chance.
    """

    name = "iou"
    title = "Intersection over union"
    summary = "The share of what either marked with a code that both marked with it."
    source = (
        "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, "
        "11(2), 37-50 (the coefficient; of characters by code, over all pairs of coders)."
    )
    range = "0 to 1"
    assumptions = "None. Not corrected for chance: report it as matching, not as reliability."
    compares: Compares = "spans"
    options: type[Any] = NoOptions

    def measure(self, data: "Continuum", options: Any) -> Agreement:
        """Return the characters in common over all that were marked, of all pairs together."""
        segments = Segments.of(data)
        if why := segments.why_not_comparable:
            return result(self.title, segments, value=None, undefined=why)
        found = _overlap(segments, data.coders, data.weights)
        return of_one(self.title, segments, found, undefined=NOTHING_MARKED)

    def coefficients(self, data: "Continuum", weights: "Weights", options: Any) -> Coefficients:
        """Return the share for each weighting of the documents."""
        segments = Segments.of(data)
        if segments.why_not_comparable:
            return undefined_everywhere(weights)
        return _overlap(segments, data.coders, weights)


def _overlap(segments: Segments, coders: tuple[str, ...], weights: "Weights") -> Coefficients:
    import numpy as np

    layers, documents = Layers(segments), len(segments.judged)
    common, differing = np.zeros((2, documents))
    for one, other in pairs_of(coders):
        meeting = layers.meeting(one, other)
        either = meeting.one[2] | meeting.other[2]
        common += meeting.by_document(meeting.length * meeting.both, documents)
        differing += meeting.by_document(meeting.length * (either & ~meeting.both), documents)
    common, differing = weights @ common, weights @ differing
    observed = ratio(differing, common + differing)
    return Coefficients(1 - observed, observed, np.full_like(observed, np.nan))
