"""(k)u-alpha: how reliably one code is distinguished from the others in what coders both marked."""

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from qualog.language import message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement, decimals
from qualog_plugins.agreement.spans.common import (
    NOTHING_IN_COMMON,
    Common,
    of_readings,
)
from qualog_plugins.agreement.spans.results import (
    result,
    settings,
    undefined_everywhere,
)
from qualog_plugins.agreement.spans.segments import Partition, Segments
from qualog_plugins.agreement.spans.u_alpha import ASSUMPTIONS, SOURCE

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum


WHICH: Final = message("It is measured for one code. Name it: -o code=NAME")


@frozen
class KuAlphaOptions:
    """Which code (k)u-alpha is measured for."""

    code: str = option("", help="the code k whose reliability is measured")


class KuAlpha:
    """How reliably one code is distinguished from the others, in what coders marked in common.

    Not the same as u-alpha of the code alone: text that one coder left unmarked does not count.
    The note says how much of the text with the code is compared.
    """

    name = "ku-alpha"
    title = "Krippendorff's (k)u-alpha"
    summary = "How reliably one code is distinguished from the others in what two coders marked."
    source = SOURCE
    range = "-1 to 1; 0 is chance"
    assumptions = ASSUMPTIONS
    compares: Compares = "spans"
    options: type[Any] = KuAlphaOptions

    def measure(self, data: "Continuum", options: KuAlphaOptions) -> Agreement:
        """Return 1 - Do / De of the code that is asked for."""
        segments = Segments.of(data)
        in_force = settings(options)
        why = segments.why_not_comparable or segments.why_not_exclusive
        if why or options.code not in segments.codes:
            unused = message("Nobody coded anything as “{code}”.", code=options.code)
            why = why or (unused if options.code else WHICH)
            return result(self.title, segments, value=None, undefined=why, settings=in_force)
        code = segments.codes.index(options.code)
        common = Common.of(Partition.of(segments))
        mine = common.of_code[:, code].sum()
        if not mine:
            return result(
                self.title, segments, value=None, undefined=NOTHING_IN_COMMON, settings=in_force
            )
        return of_readings(
            self.title,
            segments,
            common,
            lambda reading: common.of_one(data.weights, code, reading),
            covered=message(
                "It rests on {share}% of the text with this code.",
                share=decimals(100 * mine / common.given[:, code].sum(), 1),
            ),
            settings=in_force,
        )

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: KuAlphaOptions
    ) -> Coefficients:
        """Return the coefficient of the code for each weighting of the documents."""
        segments = Segments.of(data)
        unfit = segments.why_not_comparable or segments.why_not_exclusive
        if unfit or options.code not in segments.codes:
            return undefined_everywhere(weights)
        code = segments.codes.index(options.code)
        return Common.of(Partition.of(segments)).of_one(weights, code, "pairs")
