"""Agreement on boundaries alone, whatever lies between them: Fournier's B, and S."""

from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from qualog.language import Sayable, message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.spans.boundaries import Boundaries, edits
from qualog_plugins.agreement.spans.results import (
    of_one,
    pairs_of,
    ratio,
    result,
    settings,
    undefined_everywhere,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]

NO_BOUNDARY: Final = message("Nobody put a boundary inside a text.")
_BY_CHANCE: Final = message("There are boundaries everywhere, so chance alone would agree as well.")


@frozen
class BoundaryOptions:
    """How near a near miss is, what is divided by, and whether it is corrected for chance."""

    n_t: int = option(2, help="boundaries fewer than so many code points apart are a near miss")
    over: Literal["boundaries", "positions"] = option(
        "boundaries", help="B, of the boundaries there are; or S, of where they could be"
    )
    chance: Literal["none", "kappa", "pi"] = option(
        "none", help="correct for chance, by each coder's own rate of boundaries or that of all"
    )


class BoundarySimilarity:
    """Fournier's boundary similarity B: 1 less the edits, over the boundaries, of all pairs.

    A boundary that only one has is an edit; a near miss of d code points is d / n_t of one, and
    counts as one boundary: B = (matches + near - sum d / n_t) / (matches + near + misses). S
    divides by all positions where a boundary could be instead, of which most are none, so that
    it is high whatever coders do.

    Corrected for chance, (B - Ae) / (1 - Ae): Ae is the share of positions where two coders both
    put a boundary by chance, from each one's own rate (kappa, the mean over pairs) or from the
    rate of all (pi). Over several documents and pairs, counts are summed before dividing.
    """

    name = "boundary-similarity"
    title = "Boundary similarity B"
    summary = "How close coders' boundaries are to each other, whatever the code."
    source = (
        "Fournier, C. (2013). Evaluating text segmentation using boundary edit distance. "
        "Proceedings of ACL 2013, 1702-1712. "
        "Fournier, C. & Inkpen, D. (2012). Segmentation similarity and agreement. Proceedings of "
        "NAACL-HLT 2012, 152-161 (S, and chance)."
    )
    range = "0 to 1; corrected for chance -1 to 1"
    assumptions = "None; corrected for chance, coders who put boundaries independently."
    compares: Compares = "spans"
    options: type[Any] = BoundaryOptions

    def measure(self, data: "Continuum", options: BoundaryOptions) -> Agreement:
        """Return B, or S, corrected for chance or not."""
        boundaries = Boundaries.among(data)
        title: Sayable = self.title
        if options.over == "positions":
            title = message("Segmentation similarity S")
        if options.chance != "none":
            title = message(
                "{title}, corrected for chance ({chance})", title=title, chance=options.chance
            )
        in_force = settings(options)
        if why := boundaries.segments.why_not_comparable:
            return result(title, boundaries.segments, value=None, undefined=why, settings=in_force)
        found = _similarity(boundaries, data.weights, options)
        observed = found.observed_disagreement
        why = NO_BOUNDARY if observed != observed else _BY_CHANCE  # NaN is not itself
        return of_one(title, boundaries.segments, found, undefined=why, settings=in_force)

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: BoundaryOptions
    ) -> Coefficients:
        """Return the similarity for each weighting of the documents."""
        boundaries = Boundaries.among(data)
        if boundaries.segments.why_not_comparable:
            return undefined_everywhere(weights)
        return _similarity(boundaries, weights, options)


def _similarity(
    boundaries: Boundaries, weights: "Weights", options: BoundaryOptions
) -> Coefficients:
    import numpy as np

    changed, there = np.zeros((2, *weights.shape[:-1]))
    rates, put, possible = [], np.zeros_like(there), np.zeros_like(there)
    for one, other in pairs_of(boundaries.of):
        found = edits(boundaries, one, other, options.n_t)
        misses = boundaries.by_document(found.misses)
        near = boundaries.by_document(found.near, found.apart / max(options.n_t, 1))
        changed = changed + weights @ (misses + near)
        positions = weights @ boundaries.possible(one, other)
        marked = misses + boundaries.by_document(found.matches) + boundaries.by_document(found.near)
        there = there + (positions if options.over == "positions" else weights @ marked)
        both = [
            weights @ boundaries.by_document(positions_)
            for positions_ in boundaries.of_both(one, other)
        ]
        rates.append(ratio(both[0], positions) * ratio(both[1], positions))
        put, possible = put + both[0] + both[1], possible + 2 * positions
    observed = ratio(changed, there)
    if options.chance == "none":
        return Coefficients(1 - observed, observed, np.full_like(observed, np.nan))
    pooled = ratio(put, possible) ** 2
    by_chance = pooled if options.chance == "pi" else _mean(rates)
    expected = 1 - by_chance
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(expected > 0, 1 - observed / expected, np.nan)
    return Coefficients(value, observed, expected)


def _mean(rates: "list[Floats]") -> "Floats":
    """Return the mean over the pairs of coders who have a document in common."""
    import numpy as np

    there = ~np.isnan(rates)
    return ratio(np.where(there, rates, 0).sum(axis=0), there.sum(axis=0))
