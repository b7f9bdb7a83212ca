"""gamma: agreement on the best alignment of spans, computed by pygamma-agreement (optional).

pygamma-agreement is heavy (numba, cvxpy, cvxopt: 800 MB), so it is an extra of its own,
`pip install 'qualog[gamma]'`, and is imported when gamma is measured.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from qualog.language import Sayable, message
from qualog.options import option
from qualog.reliability.coefficient import Coefficients
from qualog.reliability.measure import Compares
from qualog.reliability.result import Agreement
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

NOT_INSTALLED: Final = message(
    "gamma is computed by pygamma-agreement, which is not installed: pip install 'qualog[gamma]'"
)


@frozen
class GammaOptions:
    """How spans are compared, and how chance is drawn."""

    of: Literal["all", "codes"] = option(
        "all", help="positions and codes (gamma), or codes of aligned spans only (gamma-cat)"
    )
    alpha: float = option(1.0, help="the weight of the difference in position")
    beta: float = option(1.0, help="the weight of the difference in code")
    delta_empty: float = option(1.0, help="the cost of a span that is aligned with none")
    sampler: Literal["statistical", "shuffle"] = option(
        "statistical", help="draw spans like those there are, or shift each coder's own"
    )
    samples: int = option(30, help="how often chance is drawn, at least")
    precision: float | None = option(
        None, help="draw until the expected disorder is this precise, such as 0.05"
    )
    seed: int = option(1, help="seed of the random numbers, so that anybody gets the same")


class Gamma:
    """1 - observed disorder / mean disorder by chance, of the best alignment of all spans.

    Spans of different coders are aligned so that the disorder is least: alpha times the
    difference in position, ((|d start| + |d end|) / (length + length'))^2, and beta times the
    difference in code, averaged over pairs of coders; an unaligned span costs delta_empty.
    Chance is drawn at random. Spans and codes may overlap. gamma-cat compares only the codes of
    spans that are aligned.

    Of several documents, disorders are averaged over documents, weighted by the mean number of
    spans that a coder marked there; the paper defines one text only.

    pygamma-agreement does not give exactly the values of the authors' own program: it averages
    units otherwise, and shifts otherwise by chance (its documentation says where). With more
    than two coders the time grows with the number of spans to the power of the coders.
    """

    name = "gamma"
    title = "gamma"
    title_of_codes = "gamma-cat"
    summary = "Agreement on the best alignment of spans; needs pip install 'qualog[gamma]'."
    source = (
        "Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015). The unified and holistic method "
        "gamma for inter-annotator agreement measure and alignment. Computational Linguistics, "
        "41(3), 437-479. "
        "Mathet, Y. (2017). The agreement measure gamma-cat, a complement to gamma focused on "
        "categorization of a continuum. Computational Linguistics, 43(3), 661-681. "
        "Titeux, H. & Riad, R. (2021). pygamma-agreement: Gamma measure for inter/intra-annotator "
        "agreement in Python. Journal of Open Source Software, 6(62), 2989."
    )
    range = "up to 1; 0 is chance"
    assumptions = "Coders who judge independently; weights of position and code chosen on purpose."
    compares: Compares = "spans"
    options: type[Any] = GammaOptions

    def measure(self, data: "Continuum", options: GammaOptions) -> Agreement:
        """Return 1 - observed / expected disorder."""
        segments = Segments.of(data)
        title = self.title if options.of == "all" else self.title_of_codes
        in_force = settings(options)
        if why := _why_undefined(segments):
            return result(title, segments, value=None, undefined=why, settings=in_force)
        found = _weighed(_disorders(data, options), data.weights)
        return of_one(title, segments, found, undefined=NO_VARIATION, settings=in_force)

    def coefficients(
        self, data: "Continuum", weights: "Weights", options: GammaOptions
    ) -> Coefficients:
        """Return gamma for each weighting of the documents, each document aligned only once."""
        if not find_spec("pygamma_agreement") or not len(Segments.of(data).start):
            return undefined_everywhere(weights)
        return _weighed(_disorders(data, options), weights)


def _why_undefined(segments: Segments) -> Sayable | None:
    if not find_spec("pygamma_agreement"):
        return NOT_INSTALLED
    return segments.why_not_comparable or (None if len(segments.start) else NOTHING_MARKED)


def _weighed(disorders: "Floats", weights: "Weights") -> Coefficients:
    import numpy as np

    spans, observed, expected = (weights @ row for row in disorders)
    observed, expected = ratio(observed, spans), ratio(expected, spans)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(expected > 0, 1 - observed / expected, np.nan)
    return Coefficients(value, observed, expected)


@lru_cache(maxsize=1)
def _disorders(data: "Continuum", options: GammaOptions) -> "Floats":
    """Return for each document the spans of a coder, and the disorders times that number.

    It is remembered, since the value and its interval need the same, and it may take minutes.
    """
    import numpy as np

    segments = Segments.of(data)
    with _quiet():
        found = np.zeros((3, len(segments.judged)))
        for document in np.unique(segments.document).tolist():
            found[:, document] = _of_document(segments, document, options)
    return found


def _of_document(
    segments: Segments, document: int, options: GammaOptions
) -> tuple[float, float, float]:
    import numpy as np
    import pygamma_agreement as pygamma
    from pyannote.core import Segment

    text = pygamma.Continuum()
    coders = np.flatnonzero(segments.judged[document]).tolist()
    for coder in coders:
        text.add_annotator(str(coder))
    inside = np.flatnonzero(segments.document == document)
    start, end = segments.start[inside].tolist(), segments.end[inside].tolist()
    coder, code = segments.coder[inside].tolist(), segments.code[inside].tolist()
    for i in range(len(inside)):
        text.add(str(coder[i]), Segment(start[i], end[i]), str(code[i]))
    difference = _difference(options)
    sampler = {
        "statistical": pygamma.StatisticalContinuumSampler,
        "shuffle": pygamma.ShuffleContinuumSampler,
    }[options.sampler]
    before = np.random.get_state()  # pygamma draws from numpy's common generator
    np.random.seed(options.seed)
    try:
        found = text.compute_gamma(
            difference,
            n_samples=options.samples,
            precision_level=options.precision,
            sampler=sampler(),
        )
    finally:
        np.random.set_state(before)
    spans = len(inside) / len(coders)
    if options.of == "all":
        return spans, spans * found.observed_disorder, spans * found.expected_disorder
    observed = found.best_alignment.gamma_k_disorder(difference, None)
    by_chance = [
        alignment.gamma_k_disorder(difference, None) for alignment in found.chance_alignments
    ]
    return spans, spans * observed, spans * float(np.mean(by_chance))


@lru_cache(maxsize=1)
def _difference(options: GammaOptions) -> Any:
    """Return pygamma's difference between spans; kept, since each new one would be compiled."""
    from pygamma_agreement import CombinedCategoricalDissimilarity

    return CombinedCategoricalDissimilarity(
        alpha=options.alpha, beta=options.beta, delta_empty=options.delta_empty
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pygamma says of its solver, and what the solver says, off the screen.

    Its threads switch the solver's output off and on again for each other, so that some gets out
    unless it is off from the beginning.
    """
    from cvxopt import glpk

    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    glpk.options["msg_lev"] = "GLP_MSG_OFF"
    try:
        yield
    finally:
        logging.disable(before)
