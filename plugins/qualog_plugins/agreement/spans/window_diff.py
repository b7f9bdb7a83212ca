"""Windows that slide over a text, and see whether two coders divide it alike: WindowDiff and Pk."""

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from qualog.language import message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
from qualog_plugins.agreement.spans.boundaries import Boundaries, windows
from qualog_plugins.agreement.spans.results import (
    of_one,
    pairs_of,
    ratio,
    result,
    settings,
    undefined_everywhere,
    why_no_reference,
)

if TYPE_CHECKING:
    from qualog.reliability.coefficient import Weights
    from qualog.reliability.continuum import Continuum

NO_WINDOW: Final = message("No text is longer than the window.")
ERROR: Final = message("This measure counts errors: 0 is perfect agreement.")


@frozen
class WindowOptions:
    """Whose segments make the window."""

    reference: str = option("", help="the coder who counts as right [default: each in turn]")


class WindowDiff:
    """WindowDiff: the share of windows in which two coders differ in their number of boundaries.

    The window slides over the text one character at a time; it is half as long as the
    reference's segments are on average, at least 2. Without a reference, each coder of a pair is
    it in turn. **An error: 0 is agreement.**
    """

    name = "window-diff"
    title = "WindowDiff"
    summary = "The share of windows with unequal numbers of boundaries: an error, 0 is agreement."
    source = (
        "Pevzner, L. & Hearst, M. A. (2002). A critique and improvement of an evaluation metric "
        "for text segmentation. Computational Linguistics, 28(1), 19-36."
    )
    range = "0 to 1; 0 is agreement"
    assumptions = "Segments of about the same length, from which the window is made."
    compares: Compares = "spans"
    options: type[Any] = WindowOptions
    count = True

    def measure(self, data: "Continuum", options: WindowOptions) -> Agreement:
        """Return the share of differing windows, of all pairs together."""
        segments = Boundaries.among(data).segments
        in_force = settings(options)
        why = segments.why_not_comparable or why_no_reference(data.coders, options.reference)
        if why:
            return result(self.title, segments, value=None, undefined=why, settings=in_force)
        found = self.coefficients(data, data.weights, options)
        return of_one(
            self.title, segments, found, undefined=NO_WINDOW, note=ERROR, settings=in_force
        )

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: WindowOptions
    ) -> Coefficients:
        """Return the share for each weighting of the documents."""
        import numpy as np

        boundaries = Boundaries.among(data)
        unfit = why_no_reference(data.coders, options.reference)
        if boundaries.segments.why_not_comparable or unfit:
            return undefined_everywhere(weights)
        pairs = pairs_of(data.coders, options.reference)
        if not options.reference:
            pairs += [(other, one) for one, other in pairs]
        differing, there = np.zeros((2, len(boundaries.segments.judged)))
        for one, other in pairs:
            more = windows(boundaries, one, other, count=self.count)
            differing, there = differing + more[0], there + more[1]
        value = ratio(weights @ differing, weights @ there)
        return Coefficients(value, value, np.full_like(value, np.nan))


class Pk(WindowDiff):
    """Pk: the share of windows of which one coder has a boundary in it, and the other none.

    The window is that of WindowDiff, which was made to mend what Pk overlooks: boundaries that
    lie close to each other. **An error: 0 is agreement.**
    """

    name = "pk"
    title = "Pk"
    summary = "The share of windows that only one coder divides: an error, 0 is agreement."
    source = (
        "Beeferman, D., Berger, A. & Lafferty, J. (1999). Statistical models for text "
        "segmentation. Machine Learning, 34, 177-210."
    )
    count = False
