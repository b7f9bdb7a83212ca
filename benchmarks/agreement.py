"""Agreement, in processor time: beside a numpy pass over the data, and beside the peers."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from attrs import evolve, frozen

from benchmarks.coefficients import measure_named, of_sets, of_units
from benchmarks.measure import Row, least
from benchmarks.peers import Peers
from benchmarks.samples import CATEGORIES, passages, segments, units
from benchmarks.side_by_side import Peer, beside, same
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.spans import by_character_per_code
from qualog.reliability.uncertainty.resampling import generator, resampled


@frozen
class Sizes:
    """How much is measured."""

    units: tuple[int, ...] = (10_000, 100_000, 1_000_000)
    resamples: int = 10_000
    segments: int = 5_000
    aligned: tuple[int, ...] = (100, 1_000)
    characters: int = 1_000_000
    codes: int = 50


def run(
    folder: Path, count: int, rounds: int, peers: Path | None = None, sizes: Sizes | None = None
) -> Iterator[Row]:
    sizes = sizes or Sizes()
    for units_ in sizes.units:
        yield of_arrays(units_, rounds)
    for units_ in sizes.units:
        yield of_resamples(units_, sizes.resamples, rounds)
    for coders in (2, 4):
        yield of_segments(sizes.segments, coders, rounds)
    yield of_codes(sizes, rounds)
    if peers is not None:
        with Peers(peers, folder) as processes:
            yield from beside_peers(processes, sizes, rounds)
            for units_ in sizes.units:
                yield from of_units(processes, units_, rounds)
            yield from of_sets(processes, sizes.units[0], rounds)


def of_arrays(count: int, rounds: int) -> Row:
    alpha, values = measure_named("alpha"), units(count, 2)
    one, other = values.T.copy()

    def ours() -> float:
        data = ReliabilityData.from_codes(values, categories=range(CATEGORIES))
        return alpha.measure(data, alpha.options()).value

    def one_pass() -> np.ndarray:
        return np.bincount(one * CATEGORIES + other, minlength=CATEGORIES**2)

    work = f"alpha of {count:,} units in an array, 2 coders, 5 codes"
    same(work, ours(), float(_alphas(one_pass())))
    measured, limit = least(rounds * 3, ours, one_pass)
    met = measured < 3 * limit
    return Row(work, 1, measured, "one numpy pass over the units", limit, "< 3×", met)


def of_resamples(count: int, resamples: int, rounds: int) -> Row:
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
    same(work, 0.0, float(np.abs(ours() - bare()).max()))
    measured, limit = least(rounds, ours, bare)
    against = "drawing and the formula in bare numpy"
    return Row(work, 1, measured, against, limit, "< 0.1 s", measured < 0.1)


def of_segments(count: int, coders: int, rounds: int) -> Row:
    measure, continuum = measure_named("u-alpha"), segments(count, coders)
    edges = [
        edge
        for codings in continuum.documents[0].codings.values()
        for start, end, _ in codings
        for edge in (start, end)
    ]

    def ours() -> float:
        return measure.measure(continuum, measure.options()).value

    measured, limit = least(rounds, ours, lambda: np.sort(np.array(edges)))
    work = f"u-alpha of {count:,} spans for each of {coders} coders, 5 codes ({ours():.6f})"
    against = "their edges to an array, sorted"
    target, met = ("< 20 ms", measured < 0.02) if coders == 4 else ("", None)
    return Row(work, 1, measured, against, limit, target, met)


def of_codes(sizes: Sizes, rounds: int) -> Row:
    alpha = measure_named("alpha")
    continuum = passages(sizes.characters, sizes.codes, sizes.segments)
    values = units(sizes.characters, 2)
    one, other = values.T.copy()

    def ours() -> None:
        for data in by_character_per_code(continuum):
            alpha.measure(data, alpha.options())

    def one_pass() -> None:
        np.bincount(one * CATEGORIES + other, minlength=CATEGORIES**2)

    measured, limit = least(rounds, ours, one_pass)
    work = f"alpha of {sizes.codes} codes, 2 coders, by character over {sizes.characters:,}"
    against = "one numpy pass over the characters"
    return Row(work, 1, measured, against, limit, "< 0.1 s", measured < 0.1)


def beside_peers(peers: Peers, sizes: Sizes, rounds: int) -> Iterator[Row]:
    """Measure what a peer does only in a loop, or only something near it."""
    for count in sizes.units:
        yield looped(peers, count, sizes.resamples, rounds)
    yield expanded(peers, sizes, rounds)
    for count in sizes.aligned:
        yield aligned(peers, count, rounds)
    yield gamma(peers, sizes.aligned[0], rounds)


def looped(peers: Peers, count: int, resamples: int, rounds: int) -> Row:
    alpha, values = measure_named("alpha"), units(count, 2)
    data = ReliabilityData.from_codes(values, categories=range(CATEGORIES))

    def ours() -> float:
        found = resampled(alpha, data, alpha.options(), over="units", resamples=resamples, seed=1)
        return float(found.mean())

    peer = Peer("units", "krippendorff, a resample", tolerance=None, share=1 / resamples)
    title = f"alpha of {resamples:,} resamples of {count:,} units"
    return beside(peers, peer, title, ours, values, rounds)


def expanded(peers: Peers, sizes: Sizes, rounds: int) -> Row:
    """Give the peer a text's characters one by one, of the first code only."""
    alpha = measure_named("alpha")
    continuum = passages(sizes.characters, sizes.codes, sizes.segments)
    characters = np.zeros((sizes.characters, 2), dtype=np.int64)
    for coder, codings in continuum.documents[0].codings.items():
        for start, end, code in codings:
            if code == 0:
                characters[start:end, coder] = 1

    def ours() -> float:
        found = [alpha.measure(each, alpha.options()) for each in by_character_per_code(continuum)]
        return found[0].value

    peer = Peer("units", "krippendorff, nominal", share=1 / sizes.codes)
    title = f"alpha of {sizes.codes} codes by character over {sizes.characters:,}, 2 coders"
    return beside(peers, peer, title, ours, characters, rounds)


def aligned(peers: Peers, count: int, rounds: int) -> Row:
    measure, continuum = measure_named("u-alpha"), segments(count, 2)

    def ours() -> float:
        return measure.measure(continuum, measure.options()).value

    other = Peer("gamma", "pygamma-agreement, best alignment", tolerance=None, apart="its disorder")
    title = f"u-alpha of {count:,} spans for each of 2 coders"
    return beside(peers, other, title, ours, _rows(continuum), rounds)


def gamma(peers: Peers, count: int, rounds: int) -> Row:
    """Compare gamma, which is computed by the peer, with the peer asked directly."""
    measure, continuum = measure_named("gamma"), segments(count, 2)

    def ours() -> float:
        # It remembers the last continuum that it aligned.
        return measure.measure(evolve(continuum), measure.options()).value

    title = f"gamma of {count:,} spans for each of 2 coders"
    if find_spec("pygamma_agreement") is None:
        return Row(title, 1, None, "pygamma-agreement: not installed beside Qualog", None)
    peer = Peer("gamma", "pygamma-agreement, gamma", tolerance=1e-6, apart="in 32 bits")
    return beside(peers, peer, title, ours, _rows(continuum), rounds)


def _rows(continuum: Continuum) -> np.ndarray:
    codings = continuum.documents[0].codings
    return np.array([(coder, *each) for coder, spans in codings.items() for each in spans])


def _alphas(counts: np.ndarray) -> np.ndarray:
    """Give nominal alpha of tables of the pairs of two coders' values, each laid out in a row."""
    tables = counts.reshape(*counts.shape[:-1], CATEGORIES, CATEGORIES).astype(float)
    coincidences = tables + np.swapaxes(tables, -1, -2)
    totals = coincidences.sum(axis=-1)
    n = totals.sum(axis=-1)
    alike = np.trace(coincidences, axis1=-2, axis2=-1)
    return 1 - (n - alike) * (n - 1) / (n * n - (totals * totals).sum(axis=-1))
