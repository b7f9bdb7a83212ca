"""Agreement beside the peers: every coefficient that they have, and what comes near one."""

from collections.abc import Iterator

import numpy as np
from attrs import evolve
from tests.needs import lacking

from benchmarks.agreement.coefficients import measure_named, of_sets, of_units
from benchmarks.agreement.samples import CATEGORIES, marks, passages, spans, units
from benchmarks.agreement.side_by_side import Peer, beside
from benchmarks.peers import Peers
from benchmarks.sizes import Sizes
from benchmarks.table import Row
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.spans import by_character_per_code
from qualog.reliability.uncertainty.resampling import resampled


def run(peers: Peers, sizes: Sizes) -> Iterator[Row]:
    """Measure first what a peer does only in a loop or nearly, then the coefficients of units."""
    for count in sizes.units:
        yield _looped(peers, count, sizes)
    yield _expanded(peers, sizes)
    for count in sizes.aligned:
        yield _aligned(peers, count, sizes.rounds)
    yield _gamma(peers, sizes.aligned[0], sizes.rounds)
    for count in sizes.units:
        yield from of_units(peers, count, sizes.rounds)
    yield from of_sets(peers, sizes.units[0], sizes.rounds)


def _looped(peers: Peers, count: int, sizes: Sizes) -> Row:
    """Have the peer compute one resample, since it has none of its own."""
    alpha, values = measure_named("alpha"), units(count, 2)
    data = ReliabilityData.from_codes(values, categories=range(CATEGORIES))
    resamples = sizes.resamples

    def ours() -> float:
        found = resampled(alpha, data, alpha.options(), over="units", resamples=resamples, seed=1)
        return float(found.mean())

    peer = Peer("units", "krippendorff, a resample", tolerance=None, share=1 / resamples)
    title = f"alpha of {resamples:,} resamples of {count:,} units"
    return beside(peers, peer, title, ours, values, sizes.rounds)


def _expanded(peers: Peers, sizes: Sizes) -> Row:
    """Give the peer a text's characters one by one, of the first code only."""
    alpha = measure_named("alpha")
    continuum = passages(sizes.characters, sizes.codes, sizes.spans)

    def ours() -> float:
        found = [alpha.measure(data, alpha.options()) for data in by_character_per_code(continuum)]
        return found[0].value

    peer = Peer("units", "krippendorff, nominal", share=1 / sizes.codes)
    title = f"alpha of {sizes.codes} codes by character over {sizes.characters:,}, 2 coders"
    return beside(peers, peer, title, ours, marks(continuum, 0), sizes.rounds)


def _aligned(peers: Peers, count: int, rounds: int) -> Row:
    measure, continuum = measure_named("u-alpha"), spans(count, 2)

    def ours() -> float:
        return measure.measure(continuum, measure.options()).value

    peer = Peer("gamma", "pygamma-agreement, best alignment", tolerance=None, apart="its disorder")
    title = f"u-alpha of {count:,} spans for each of 2 coders"
    return beside(peers, peer, title, ours, _rows(continuum), rounds)


def _gamma(peers: Peers, count: int, rounds: int) -> Row:
    """Compare gamma, which is computed by the peer, with the peer asked directly."""
    measure, continuum = measure_named("gamma"), spans(count, 2)

    def ours() -> float:
        # It remembers the last continuum that it aligned.
        return measure.measure(evolve(continuum), measure.options()).value

    title = f"gamma of {count:,} spans for each of 2 coders"
    peer = Peer("gamma", "pygamma-agreement, gamma", tolerance=1e-6, apart="in 32 bits")
    if reason := lacking("gamma"):
        return peer.not_measured(title, reason)
    return beside(peers, peer, title, ours, _rows(continuum), rounds)


def _rows(continuum: Continuum) -> np.ndarray:
    """Return rows of coder, start, end, code."""
    codings = continuum.documents[0].codings
    return np.array([(coder, *span) for coder, marked in codings.items() for span in marked])
