"""alpha_U of 1995: Krippendorff's first coefficient for unitizing, code by code.

Of one code, with L the length of the continuum and R coders, over pairs of coders:

    Do = 2 * sum d / (R * (R - 1) * L^2),

where d is (difference of starts)^2 + (difference of ends)^2 for two units that intersect, and
the squared length of a unit that lies wholly in the other's gap. By chance, with N units of
lengths l,

    De = (2 / L) * sum [(N - 1) * (2 l^3 - 3 l^2 + l) / 3 + l^2 * sum over gaps g >= l of
         (g - l + 1)] / (R L * (R L - 1) - sum l * (l - 1)).

alpha_U = 1 - Do / De; over codes, the sums of Do and of De. **De depends on the unit of length**:
one and the same picture of 12 units gives 0.494, of 1,200,000 units 0.693.

Of several documents, L is the sum of their lengths, gaps end at a document's end, and so the
units of one document could by chance lie in any other. In each document the d are averaged over
the pairs of coders who judged it, and R L is the matter that all of them judged.
"""

from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import frozen

from qualog.hookspecs import AgreementMeasure, Compares, hookimpl
from qualog.options import option
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.unitizing.layers import Layers
from qualog_plugins.agreement.unitizing.results import (
    NO_VARIATION,
    NOTHING_MARKED,
    of_one,
    result,
    settings,
)
from qualog_plugins.agreement.unitizing.segments import Segments

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


@hookimpl
def qualog_agreement_measures() -> list[AgreementMeasure]:
    """Give the measure."""
    return [AlphaU1995()]


@frozen
class AlphaU1995Options:
    """In what length is measured."""

    unit: float = option(1.0, help="code points in a unit of length, which De depends on")


class AlphaU1995:
    """Agreement on the boundaries of units, code by code; codes may overlap each other.

    Superseded by u-alpha: with more than two coders it was found not to behave as expected
    (Krippendorff et al. 2016). It is here to compare with results in the literature.
    """

    name = "alpha-u-1995"
    title = "Krippendorff's alpha_U (1995)"
    summary = "Agreement on boundaries as first defined; superseded by u-alpha."
    source = (
        "Krippendorff, K. (1995). On the reliability of unitizing continuous data. Sociological "
        "Methodology, 25, 47-76. "
        "Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. "
        "Quality & Quantity, 38(6), 787-800."
    )
    range = "-1 to 1 and below; 0 is chance"
    assumptions = (
        "Coders who judge independently and are interchangeable; a unit of length that is "
        "meant: the value depends on it."
    )
    compares: Compares = "spans"
    options: type[Any] = AlphaU1995Options

    def measure(self, data: "Continuum", options: AlphaU1995Options) -> Agreement:
        """Give 1 - Do / De, with the sums over codes."""
        segments = Segments.of(data)
        told = {"settings": settings(options)}
        if why := segments.why_not_comparable or ("" if options.unit > 0 else "no unit of length"):
            return result(self.title, segments, value=None, undefined=why, **told)
        observed = _observed(segments).sum()
        expected = _expected(segments, options.unit).sum()
        value = 1 - observed / expected if expected > 0 else float("nan")
        found = value, observed, expected
        why = NO_VARIATION if len(segments.start) else NOTHING_MARKED
        return of_one(self.title, segments, found, undefined=why, **told)


def _observed(segments: Segments) -> "Floats":
    """Give Do of each code."""
    import numpy as np

    layers, codes = Layers(segments), len(segments.codes)
    pairs = segments.judging * (segments.judging - 1) / 2
    found = np.zeros(codes)
    for one, other in combinations(range(len(segments.judged.T)), 2):
        meeting = layers.meeting(one, other)
        (start, end, marked), (start_, end_, marked_) = meeting.one, meeting.other
        whole = meeting.length == np.where(marked, end - start, end_ - start_)
        differences = np.where(
            meeting.both,
            (start - start_).astype(float) ** 2 + (end - end_).astype(float) ** 2,
            np.where((marked | marked_) & whole, meeting.length.astype(float) ** 2, 0),
        )
        weights = differences / pairs[meeting.document]
        found += np.bincount(meeting.code, weights=weights, minlength=codes)
    return found / float(_lengths(segments).sum()) ** 2


def _expected(segments: Segments, unit: float) -> "Floats":
    """Give De of each code, lengths being measured in units of so many code points."""
    import numpy as np

    codes, code = len(segments.codes), segments.code
    length = segments.length / unit
    fitting, room = _gaps_as_long(segments)
    mine = np.bincount(code, minlength=codes)[code]
    in_a_unit = (mine - 1) * (2 * length**3 - 3 * length**2 + length) / 3
    in_a_gap = length**2 * (room / unit + fitting * (1 - length))
    judged = float(segments.judging @ _lengths(segments)) / unit
    own = np.bincount(code, weights=length * (length - 1), minlength=codes)
    placed = np.bincount(code, weights=in_a_unit + in_a_gap, minlength=codes)
    longest = float(_lengths(segments).sum()) / unit
    return 2 / longest * placed / (judged * (judged - 1) - own)


def _gaps_as_long(segments: Segments) -> tuple["Integers", "Integers"]:
    """Give, for each segment, how many gaps of its code are as long, and their length in sum."""
    import numpy as np

    layers = Layers(segments)
    gaps = []
    for coder in range(len(segments.judged.T)):
        blocks = layers.of(coder)
        code, position = np.divmod(blocks.bounds[:-1], layers.length)
        judged = segments.judged[segments.documents_at(position), coder]
        open_ = judged & ~blocks.marked
        gaps.append(code[open_] * (layers.length + 1) + blocks.length[open_])
    ranked = np.sort(np.concatenate(gaps))
    lengths = np.concatenate([[0], (ranked % (layers.length + 1)).cumsum()])
    first = ranked.searchsorted(segments.code * (layers.length + 1) + segments.length)
    last = ranked.searchsorted((segments.code + 1) * (layers.length + 1))
    return last - first, lengths[last] - lengths[first]


def _lengths(segments: Segments) -> "Integers":
    """Give the lengths of the documents that two coders judged, and 0 for the others."""
    return (segments.edges[1:] - segments.edges[:-1]) * (segments.judging > 0)
