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
the pairs of coders who judged it, and R L is the length that all of them judged.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from qualog.language import message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.spans.layers import Layers
from qualog_plugins.agreement.spans.results import (
    NO_VARIATION,
    NOTHING_MARKED,
    of_one,
    ratio,
    result,
    settings,
    undefined_everywhere,
)
from qualog_plugins.agreement.spans.segments import Segments

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


NO_UNIT_OF_LENGTH: Final = message("The unit of length must be above 0.")


@frozen
class AlphaU1995Options:
    """The unit in which length is measured."""

    unit_length: float = option(1.0, help="code points in a unit of length, which De depends on")


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
        "Coders who judge independently and are interchangeable; a unit of length that was "
        "chosen on purpose: the value depends on it."
    )
    compares: Compares = "spans"
    options: type[Any] = AlphaU1995Options

    def measure(self, data: "Continuum", options: AlphaU1995Options) -> Agreement:
        """Return 1 - Do / De, with the sums over codes."""
        segments = Segments.of(data)
        in_force = settings(options)
        if why := segments.why_not_comparable or (
            None if options.unit_length > 0 else NO_UNIT_OF_LENGTH
        ):
            return result(self.title, segments, value=None, undefined=why, settings=in_force)
        found = _weighed(segments, data.weights, options.unit_length)
        why = NO_VARIATION if len(segments.start) else NOTHING_MARKED
        return of_one(self.title, segments, found, undefined=why, settings=in_force)

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: AlphaU1995Options
    ) -> Coefficients:
        """Return the coefficient for each weighting of the documents."""
        segments = Segments.of(data)
        if segments.why_not_comparable or options.unit_length <= 0:
            return undefined_everywhere(weights)
        return _weighed(segments, weights, options.unit_length)


def _weighed(segments: Segments, weights: "Weights", unit: float) -> Coefficients:
    import numpy as np

    lengths = (segments.limits[1:] - segments.limits[:-1]) * (segments.judging > 0) / unit
    length, judged = weights @ lengths, weights @ (lengths * segments.judging)
    observed = ratio(weights @ _differences(segments) / unit**2, length**2)
    expected = np.zeros_like(observed)
    for placed, own in _by_chance(segments, weights, unit):
        expected += np.nan_to_num(ratio(placed, judged * (judged - 1) - own))
    expected = ratio(2 * expected, length)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(expected > 0, 1 - observed / expected, np.nan)
    return Coefficients(value, observed, expected)


def _differences(segments: Segments) -> "Floats":
    """Return by document the sum over codes of d, as the mean over the pairs of coders."""
    import numpy as np

    layers, documents = Layers(segments), len(segments.judged)
    found = np.zeros(documents)
    for one, other in combinations(range(len(segments.judged.T)), 2):
        meeting = layers.meeting(one, other)
        (start, end, marked), (start_, end_, marked_) = meeting.one, meeting.other
        whole = meeting.length == np.where(marked, end - start, end_ - start_)
        differences = np.where(
            meeting.both,
            (start - start_).astype(float) ** 2 + (end - end_).astype(float) ** 2,
            np.where((marked | marked_) & whole, meeting.length.astype(float) ** 2, 0),
        )
        found += meeting.by_document(differences, documents)
    return found / np.maximum(segments.judging * (segments.judging - 1) / 2, 1)


def _by_chance(
    segments: Segments, weights: "Weights", unit: float
) -> "Iterator[tuple[Floats, Floats]]":
    """Yield for each code what placing its units anywhere sums up to, and sum l * (l - 1)."""
    import numpy as np

    gap_codes, gap_documents, gaps = _gaps(segments)
    documents, longest = len(segments.judged), int(segments.limits[-1]) + 1
    for code in range(len(segments.codes)):
        mine = segments.code == code
        of, whole = segments.document[mine], segments.length[mine]
        length = whole / unit
        sums = np.zeros((documents, 3))
        np.add.at(sums, of, np.stack([length**0, _in_a_unit(length), length * (length - 1)], 1))
        units, in_a_unit, own = np.moveaxis(weights @ sums, -1, 0)

        among = gap_codes == code
        ranked = np.sort(gap_documents[among] * longest + gaps[among])
        summed = np.concatenate([[0], (ranked % longest).cumsum()])
        # Units × documents: in how many of its gaps there is room, and how long those are.
        begins = np.flatnonzero(segments.judging) * longest
        first = ranked.searchsorted(whole[:, None] + begins)
        last = ranked.searchsorted(begins + longest)
        room = (summed[last] - summed[first]) / unit + (last - first) * (1 - length[:, None])
        between = np.zeros((documents, len(begins)))
        np.add.at(between, of, length[:, None] ** 2 * room)
        in_a_gap = ((weights @ between) * weights[..., segments.judging > 0]).sum(axis=-1)
        yield (units - 1) * in_a_unit + in_a_gap, own


def _in_a_unit(length: "Floats") -> "Floats":
    """Return what a unit differs from another as long, summed over all places where they meet."""
    return (2 * length**3 - 3 * length**2 + length) / 3


def _gaps(segments: Segments) -> tuple["Integers", "Integers", "Integers"]:
    """Return the codes, documents and lengths of all coders' gaps, each code by itself."""
    import numpy as np

    layers, found = Layers(segments), []
    for coder in range(len(segments.judged.T)):
        blocks = layers.of(coder)
        code, position = np.divmod(blocks.bounds[:-1], layers.length)
        document = segments.documents_at(position)
        gap = segments.judged[document, coder] & ~blocks.marked
        found.append(np.stack([code[gap], document[gap], blocks.length[gap]]))
    code, document, length = np.concatenate(found, axis=1)
    return code, document, length
