"""One work, by Qualog and by a peer, in turn: equal values first, then the times."""

from collections.abc import Callable

import numpy as np
from attrs import evolve, frozen

from benchmarks.checking import TOLERANCE, close
from benchmarks.peers import NotMeasured, Peers
from benchmarks.peers.timing import processor_seconds
from benchmarks.table import Row, not_measured

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

    def not_measured(self, title: str, reason: str) -> Row:
        """Return a row that says why it was not measured."""
        return Row(title, 1, None, not_measured(self.work, reason), None)


def beside(
    peers: Peers, peer: Peer, title: str, ours: Callable[[], float], data: np.ndarray, rounds: int
) -> Row:
    """Measure in turn; where the peer cannot be had, the row says why."""
    value, times, answers = ours(), [], []
    with peers.given(data) as path:
        try:
            while len(times) < rounds and sum(answer.seconds for answer in answers) < _LONG:
                times.append(processor_seconds(ours))
                answers.append(peers.ask(peer.environment, peer.work, path))
        except NotMeasured as why:
            return evolve(peer.not_measured(title, str(why)), ours=min(times))
    theirs = answers[0].value
    if peer.tolerance is not None:
        close(f"{title}, {peer.work}", value, theirs, peer.tolerance)
    note = f"{value:.6f}"
    if peer.apart:
        note += f", theirs {theirs:.6f}: {peer.apart}"
    seconds = min(answer.seconds for answer in answers) / peer.share
    against = peer.work if peer.share == 1 else f"{peer.work}, {peer.share:.2g} of it, extrapolated"
    return Row(title, 1, min(times), against, seconds, note=note)
