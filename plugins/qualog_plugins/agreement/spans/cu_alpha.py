"""cu-alpha: agreement on the codes where coders marked the same matter."""

from typing import TYPE_CHECKING, Any

from qualog.language import message
from qualog.options import NoOptions
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement, decimals
from qualog_plugins.agreement.spans.common import (
    NOTHING_IN_COMMON,
    Common,
    of_readings,
)
from qualog_plugins.agreement.spans.results import result, undefined_everywhere
from qualog_plugins.agreement.spans.segments import Partition, Segments
from qualog_plugins.agreement.spans.u_alpha import ASSUMPTIONS, SOURCE

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum


class CuAlpha:
    """Agreement on the codes of what coders marked in common; where they marked does not count.

    The note says how much of the text that is: a high value that rests on little says little.
    """

    name = "cu-alpha"
    title = "Krippendorff's cu-alpha"
    summary = "Agreement beyond chance on the codes of what two coders both marked."
    source = SOURCE
    range = "-1 to 1; 0 is chance"
    assumptions = ASSUMPTIONS
    compares: Compares = "spans"
    options: type[Any] = NoOptions

    def measure(self, data: "Continuum", options: Any) -> Agreement:
        """Return 1 - Do / De, shares of the text that two coders marked."""
        segments = Segments.of(data)
        if why := segments.why_not_comparable or segments.why_not_exclusive:
            return result(self.title, segments, value=None, undefined=why)
        common = Common.of(Partition.of(segments))
        if not common.total:
            return result(self.title, segments, value=None, undefined=NOTHING_IN_COMMON)
        return of_readings(
            self.title,
            segments,
            common,
            lambda reading: common.of_all(data.weights, reading),
            covered=message(
                "It rests on the {share}% of the text where segments meet.",
                share=decimals(100 * common.total / common.judged, 1),
            ),
        )

    def coefficients(self, data: "Continuum", weights: "Weights", options: Any) -> Coefficients:
        """Return the coefficient for each weighting of the documents."""
        segments = Segments.of(data)
        if segments.why_not_comparable or segments.why_not_exclusive:
            return undefined_everywhere(weights)
        return Common.of(Partition.of(segments)).of_all(weights, "pairs")
