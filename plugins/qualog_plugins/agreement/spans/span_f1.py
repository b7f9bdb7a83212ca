"""How many spans coders have in common: F1, and against a reference precision and recall."""

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from qualog.language import Sayable, message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement, decimals
from qualog_plugins.agreement.spans.matching import Matching, matches, overlapping
from qualog_plugins.agreement.spans.results import (
    NOTHING_MARKED,
    of_one,
    pairs_of,
    ratio,
    result,
    settings,
    undefined_everywhere,
    why_no_reference,
)
from qualog_plugins.agreement.spans.segments import Segments

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]


@frozen
class SpanF1Options:
    """What makes two spans the same, and who is right."""

    matching: Matching = option(  # noqa: RUF009 (ruff does not see through the alias)
        "strict",
        help="same boundaries and code; same boundaries; overlap and same code; overlap, which "
        "counts half; or same code and overlap above a threshold",
    )
    threshold: float = option(
        0.5, help="for matching=iou: what intersection over union must be above"
    )
    reference: str = option("", help="the coder who counts as right [default: nobody]")


class MatchCounts(NamedTuple):
    """How the others' spans compare with a reference's: the counts of MUC and SemEval-2013."""

    correct: int
    incorrect: int
    partial: int
    missed: int
    spurious: int

    def __str__(self) -> str:
        return str(
            message(
                "correct {correct}, incorrect {incorrect}, partial {partial}, missed {missed}, "
                "spurious {spurious}",
                **self._asdict(),
            )
        )


class SpanF1:
    """F1 over all pairs of coders: twice the spans in common over all spans of both.

    Symmetric in the coders, so no one need be right; spans are matched one to one. With a
    reference, only pairs with that coder count, and the note gives precision (of the others'
    spans, how many are the reference's), recall (of the reference's, how many the others found)
    and the counts of SemEval-2013: a span is incorrect if it only overlaps one that is left.

    matching: `strict`, same bounds and code; `exact`, same bounds; `type`, at least one
    character and the code in common; `partial`, as exact, with half for those that only overlap;
    `iou`, same code and intersection over union more than the threshold, of at least one half.
    """

    name = "span-f1"
    title = "Span F1"
    summary = "The share of spans that coders have in common; not corrected for chance."
    source = (
        "Segura-Bedmar, I., Martínez, P. & Herrero-Zazo, M. (2013). SemEval-2013 Task 9: "
        "Extraction of drug-drug interactions from biomedical texts. Proceedings of SemEval 2013, "
        "341-350. "
        "Hripcsak, G. & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in "
        "information retrieval. Journal of the American Medical Informatics Association, 12(3), "
        "296-298."
    )
    range = "0 to 1"
    assumptions = "None. Not corrected for chance: report it as matching, not as reliability."
    compares: Compares = "spans"
    options: type[Any] = SpanF1Options

    def measure(self, data: "Continuum", options: SpanF1Options) -> Agreement:
        """Return F1 of all pairs together."""
        segments = Segments.of(data)
        in_force = settings(options)
        if why := segments.why_not_comparable or _unfit(data.coders, options):
            return result(self.title, segments, value=None, undefined=why, settings=in_force)
        common, one, other = (credit.sum() for credit in _credits(segments, data.coders, options))
        value = 2 * common / (one + other) if one + other else float("nan")
        note: Sayable = ""
        if options.reference and one + other:
            note = message(
                "Against {reference}: precision {precision}, recall {recall} ({counts}).",
                reference=options.reference,
                precision=_share(common, other),
                recall=_share(common, one),
                counts=self.counts(data, options),
            )
        found = value, float("nan"), float("nan")
        return of_one(
            self.title, segments, found, undefined=NOTHING_MARKED, note=note, settings=in_force
        )

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: SpanF1Options
    ) -> Coefficients:
        """Return F1 for each weighting of the documents."""
        import numpy as np

        segments = Segments.of(data)
        if segments.why_not_comparable or _unfit(data.coders, options):
            return undefined_everywhere(weights)
        common, one, other = (
            weights @ credit for credit in _credits(segments, data.coders, options)
        )
        value = ratio(2 * common, one + other)
        nothing = np.full_like(value, np.nan)
        return Coefficients(value, nothing, nothing)

    def counts(self, data: "Continuum", options: SpanF1Options) -> MatchCounts:
        """Return how the others' spans compare with those of the reference, who must be there."""
        segments = Segments.of(data)
        counts = [0] * len(MatchCounts._fields)
        for pair in pairs_of(data.coders, options.reference):
            found = matches(segments, *pair, options.matching, options.threshold)
            left = found.one[~(found.correct | found.partial)]
            there = found.other[~found.taken]
            incorrect = int(overlapping(segments, left, there)[0].sum())
            for at, more in enumerate(
                (
                    int(found.correct.sum()),
                    incorrect,
                    int(found.partial.sum()),
                    len(left) - incorrect,
                    len(there) - incorrect,
                )
            ):
                counts[at] += more
        return MatchCounts(*counts)


def _unfit(coders: tuple[str, ...], options: SpanF1Options) -> Sayable | None:
    if options.threshold < 0.5:
        return message(
            "The threshold is below one half, so that a span could be the same as two others."
        )
    return why_no_reference(coders, options.reference)


def _share(common: float, spans: float) -> Sayable:
    return decimals(common / spans, 3) if spans else message("undefined")


def _credits(
    segments: Segments, coders: tuple[str, ...], options: SpanF1Options
) -> "tuple[Floats, Floats, Floats]":
    """Return by document, summed over pairs: spans in common, the first's, and the second's."""
    import numpy as np

    documents = len(segments.judged)
    common, one, other = np.zeros((3, documents))
    for pair in pairs_of(coders, options.reference):
        found = matches(segments, *pair, options.matching, options.threshold)
        where = segments.document[found.one]
        credit = found.correct + found.partial / 2
        common += np.bincount(where, weights=credit, minlength=documents)
        one += np.bincount(where, minlength=documents)
        other += np.bincount(segments.document[found.other], minlength=documents)
    return common, one, other
