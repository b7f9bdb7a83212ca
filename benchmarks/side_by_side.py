"""One work, by Qualog and by a peer, in turn: equal values first, then the times."""

from collections.abc import Callable

import numpy as np
from attrs import frozen

from benchmarks.measure import Row
from benchmarks.peers import NotMeasured, Peers
from benchmarks.peers.timing import processor_seconds

TOLERANCE = 1e-9
_LONG = 2.0  # seconds; a peer that took so long is not asked again


@frozen
class Peer:
    """What a peer does, and how near its value must come.

    Attributes:
        environment: where it is installed.
        work: what its process calls it.
        tolerance: by how much the values may differ; None if it computes something else.
        apart: why they differ, if they do.
        share: how much of the work it does, the time being extrapolated.
    """

    environment: str
    work: str
    tolerance: float | None = TOLERANCE
    apart: str = ""
    share: float = 1.0


def beside(
    peers: Peers, peer: Peer, title: str, ours: Callable[[], float], data: np.ndarray, rounds: int
) -> Row:
    """Measure in turn; where the peer cannot be had, the row says why."""
    value, times, answers = ours(), [], []
    with peers.given(data) as path:
        try:
            while len(times) < rounds and sum(each.seconds for each in answers) < _LONG:
                times.append(processor_seconds(ours))
                answers.append(peers.ask(peer.environment, peer.work, path))
        except NotMeasured as why:
            return Row(title, 1, min(times), f"{peer.work}: {why}", None)
    theirs = answers[0].value
    if peer.tolerance is not None:
        same(f"{title}, {peer.work}", value, theirs, peer.tolerance)
    note = f"{value:.6f}"
    if peer.apart:
        note += f", theirs {theirs:.6f}: {peer.apart}"
    seconds = min(each.seconds for each in answers) / peer.share
    against = peer.work if peer.share == 1 else f"{peer.work}, {peer.share:.2g} of it, extrapolated"
    return Row(title, 1, min(times), against, seconds, note=note)


def same(work: str, ours: float, theirs: float, tolerance: float = TOLERANCE) -> None:
    """Stop the benchmark if two values differ: the times of different things say nothing."""
    if not abs(ours - theirs) <= tolerance:
        raise AssertionError(f"{work}: Qualog gives {ours!r}, the peer {theirs!r}")
