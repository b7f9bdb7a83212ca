"""Agreement beside the raw limit: a numpy pass over the same data."""

from collections.abc import Iterator

import numpy as np

from benchmarks.agreement.coefficients import measure_named
from benchmarks.agreement.samples import CATEGORIES, marks, passages, spans, units
from benchmarks.checking import close, same
from benchmarks.sizes import Sizes
from benchmarks.table import Row
from benchmarks.timing import least
from qualog.reliability.data import ReliabilityData
from qualog.reliability.spans import by_character_per_code
from qualog.reliability.uncertainty.resampling import generator, resampled


def run(sizes: Sizes) -> Iterator[Row]:
    """Measure alpha of arrays, of resamples and of codes, and alpha of spans."""
    for count in sizes.units:
        yield _of_arrays(count, sizes.rounds)
    for count in sizes.units:
        yield _of_resamples(count, sizes.resamples, sizes.rounds)
    yield _of_spans(sizes.spans, 2, sizes.rounds)
    yield _of_spans(sizes.spans, 4, sizes.rounds, target=0.02)
    yield _of_codes(sizes)


def _of_arrays(count: int, rounds: int) -> Row:
    alpha, values = measure_named("alpha"), units(count, 2)
    one, other = values.T.copy()

    def ours() -> float:
        data = ReliabilityData.from_codes(values, categories=range(CATEGORIES))
        return alpha.measure(data, alpha.options()).value

    def one_pass() -> np.ndarray:
        return np.bincount(one * CATEGORIES + other, minlength=CATEGORIES**2)

    work = f"alpha of {count:,} units in an array, 2 coders, 5 codes"
    close(work, ours(), float(_alphas(one_pass())))
    measured, limit = least(rounds * 3, ours, one_pass)
    met = measured < 3 * limit
    return Row(work, 1, measured, "one numpy pass over the units", limit, "< 3×", met)


def _of_resamples(count: int, resamples: int, rounds: int) -> Row:
    alpha, values = measure_named("alpha"), units(count, 2)
    data = ReliabilityData.from_codes(values, categories=range(CATEGORIES))
    found = np.flatnonzero(np.bincount(values @ [CATEGORIES, 1], minlength=CATEGORIES**2))

    def ours() -> np.ndarray:
        return resampled(alpha, data, alpha.options(), over="units", resamples=resamples, seed=1)

    def bare() -> np.ndarray:
        drawn = generator(1).multinomial(count, data.weights / count, size=resamples)
        tables = np.zeros((resamples, CATEGORIES**2))
        tables[:, found] = drawn
        return _alphas(tables)

    work = f"alpha of {resamples:,} resamples of {count:,} units"
    close(work, 0.0, float(np.abs(ours() - bare()).max()))
    measured, limit = least(rounds, ours, bare)
    against = "drawing and the formula in bare numpy"
    return Row(work, 1, measured, against, limit, "< 0.1 s", measured < 0.1)


def _of_spans(count: int, coders: int, rounds: int, target: float | None = None) -> Row:
    measure, continuum = measure_named("u-alpha"), spans(count, coders)
    boundaries = [
        boundary
        for codings in continuum.documents[0].codings.values()
        for start, end, _ in codings
        for boundary in (start, end)
    ]

    def ours() -> float:
        return measure.measure(continuum, measure.options()).value

    def bare() -> np.ndarray:
        return np.sort(np.array(boundaries))

    work = f"u-alpha of {count:,} spans for each of {coders} coders, 5 codes"
    alike = spans(count, coders, alike=True)
    close(f"{work}, all alike", measure.measure(alike, measure.options()).value, 1.0)
    same(f"{work}: boundaries", len(bare()), len(boundaries))
    measured, limit = least(rounds, ours, bare)
    against, note = "their boundaries to an array, sorted", f"{ours():.6f}"
    if target is None:
        return Row(work, 1, measured, against, limit, note=note)
    met = measured < target
    return Row(work, 1, measured, against, limit, f"< {target * 1000:.0f} ms", met, note)


def _of_codes(sizes: Sizes) -> Row:
    alpha = measure_named("alpha")
    continuum = passages(sizes.characters, sizes.codes, sizes.spans)
    values = units(sizes.characters, 2)
    one, other = values.T.copy()

    def ours() -> list[float]:
        return [
            alpha.measure(data, alpha.options()).value for data in by_character_per_code(continuum)
        ]

    def one_pass() -> None:
        np.bincount(one * CATEGORIES + other, minlength=CATEGORIES**2)

    work = f"alpha of {sizes.codes} codes, 2 coders, by character over {sizes.characters:,}"
    for code, value in enumerate(ours()):
        first, second = marks(continuum, code).T
        counts = np.zeros(CATEGORIES**2)
        counts[[0, 1, CATEGORIES, CATEGORIES + 1]] = np.bincount(first * 2 + second, minlength=4)
        close(f"{work}, code {code}", value, float(_alphas(counts)))
    measured, limit = least(sizes.rounds, ours, one_pass)
    against = "one numpy pass over the characters"
    return Row(work, 1, measured, against, limit, "< 0.1 s", measured < 0.1)


def _alphas(counts: np.ndarray) -> np.ndarray:
    """Return nominal alpha of each table of the pairs of two coders' values, laid out in a row."""
    tables = counts.reshape(*counts.shape[:-1], CATEGORIES, CATEGORIES).astype(float)
    coincidences = tables + np.swapaxes(tables, -1, -2)
    totals = coincidences.sum(axis=-1)
    n = totals.sum(axis=-1)
    alike = np.trace(coincidences, axis1=-2, axis2=-1)
    return 1 - (n - alike) * (n - 1) / (n * n - (totals * totals).sum(axis=-1))
