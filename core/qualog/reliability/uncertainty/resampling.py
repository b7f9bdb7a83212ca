"""Resampling units or documents, with replacement: the bootstrap.

Units that show the same pattern are alike, so to draw n units is to draw how often each pattern
occurs, from a multinomial distribution: the same numbers as from drawing unit by unit, at a cost
that does not depend on n. Documents are drawn whole, with all that lies in them.

Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.
Davison, A. C. & Hinkley, D. V. (1997). Bootstrap Methods and Their Application. Cambridge
University Press, ch. 3.8 (clusters drawn whole).
"""

from collections.abc import Callable, Iterator
from math import exp, inf, lgamma
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve

from qualog.reliability.coefficient import Weighable
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Weights = npt.NDArray[np.int64]

Over = Literal["documents", "units"]
"""What is resampled."""

_CELLS = 1_000_000
"""How many weights are held at once: 8 MB, whatever the number of resamples and patterns."""


def generator(seed: int) -> "np.random.Generator":
    """Return the generator of a seed's random numbers: NumPy's PCG64, so that anybody gets them."""
    import numpy as np

    return np.random.Generator(np.random.PCG64(seed))


def how_many(data: ReliabilityData | Continuum, over: Over) -> int:
    """Return how many can be drawn: units, or documents that hold any."""
    return int(_frequencies(data, over).sum())


def resampled(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    options: Any,
    *,
    over: Over,
    resamples: int,
    seed: int,
    draws: int | None = None,
) -> "Floats":
    """Return the coefficient on each resample; NaN where it is undefined.

    Args:
        measure: the measure; one that is `Weighable` computes many resamples at once.
        data: what the measure compares.
        options: the measure's options.
        over: what is resampled. A continuum has documents only.
        resamples: how many times.
        seed: of the random numbers.
        draws: how many units or documents each resample holds; as many as there are if None.
    """
    import numpy as np

    def values(drawn: "Weights") -> "Floats":
        weights = data.weights_of(drawn) if over == "documents" else drawn
        if isinstance(measure, Weighable):
            return measure.coefficients(data, weights, options).value
        return _one_by_one(measure, data, weights, options)

    frequencies = _frequencies(data, over)
    draws = int(frequencies.sum()) if draws is None else draws
    # Of few documents few resamples are possible: each is computed once, however often drawn.
    repeats = _possible(draws, int(np.count_nonzero(frequencies))) < resamples
    coefficients = []
    for drawn in _drawn(frequencies, draws, resamples, seed):
        if repeats:
            distinct, which = np.unique(drawn, axis=0, return_inverse=True)
            coefficients.append(_in_parts(values, distinct, data)[which.ravel()])
        else:
            coefficients.append(_in_parts(values, drawn, data))
    return np.concatenate(coefficients)


def _possible(draws: int, kinds: int) -> float:
    """Return how many different resamples there are: C(draws + kinds - 1, draws)."""
    more = lgamma(draws + kinds) - lgamma(draws + 1) - lgamma(kinds)
    return exp(more) if more < 100 else inf


def _drawn(frequencies: "Weights", draws: int, resamples: int, seed: int) -> Iterator["Weights"]:
    """Yield tables of how often each is drawn; several, so that memory stays bounded."""
    random = generator(seed)
    at_once = max(1, _CELLS // max(len(frequencies), 1))
    for start in range(0, resamples, at_once):
        yield random.multinomial(
            draws, frequencies / frequencies.sum(), size=min(at_once, resamples - start)
        )


def _in_parts(
    values: Callable[["Weights"], "Floats"],
    drawn: "Weights",
    data: ReliabilityData | Continuum,
) -> "Floats":
    """Return the coefficients of many draws, so few at once that their weights fit in memory."""
    import numpy as np

    at_once = max(1, _CELLS // max(len(data.weights), 1))
    return np.concatenate(
        [values(drawn[start : start + at_once]) for start in range(0, len(drawn), at_once)]
    )


def _frequencies(data: ReliabilityData | Continuum, over: Over) -> "Weights":
    """Return how often each pattern occurs; of documents, 1 for each that holds any unit."""
    import numpy as np

    if over == "units" or isinstance(data, Continuum):
        return data.weights
    return np.asarray(data.counts.any(axis=1), dtype=np.int64)


def _one_by_one(
    measure: AgreementMeasure,
    data: ReliabilityData | Continuum,
    weights: "Weights",
    options: Any,
) -> "Floats":
    import numpy as np

    values = (measure.measure(_weighed(data, row), options).value for row in weights)
    return np.array([np.nan if value is None else value for value in values])


def _weighed(data: ReliabilityData | Continuum, weights: "Weights") -> ReliabilityData | Continuum:
    """Return the data with each pattern, or document, as often as it was drawn."""
    if isinstance(data, ReliabilityData):
        return evolve(data, counts=weights[None, :], clusters=("",))
    drawn = [index for index, times in enumerate(weights.tolist()) for _ in range(times)]
    return evolve(
        data,
        documents=tuple(data.documents[index] for index in drawn),
        clusters=tuple(data.clusters[index] for index in drawn) if data.clusters else (),
    )
