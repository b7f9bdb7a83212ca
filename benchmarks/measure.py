"""Measuring: medians of alternating runs, so that a machine that slows down slows both."""

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from attrs import frozen

from benchmarks.peers.timing import processor_seconds


@frozen
class Row:
    """One line of the table. Times are seconds for `count` pieces of work; None: not measured."""

    work: str
    count: int
    ours: float | None
    against: str
    theirs: float | None
    target: str = ""
    met: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        if self.ours is None or self.theirs is None:
            return None
        return self.ours / self.theirs


def seconds(act: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def alternating(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """Run the acts in turn, some rounds; give the median seconds of each."""
    return alternating_times(rounds, *(lambda act=act: seconds(act) for act in acts))


def alternating_times(rounds: int, *acts: Callable[[], float]) -> list[float]:
    """Run acts that time themselves in turn, some rounds; give the median of each."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for each, act in zip(times, acts, strict=True):
            each.append(act())
    return [statistics.median(each) for each in times]


def least(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """Run the acts in turn, some rounds; give the least processor time of each."""
    times = [[processor_seconds(act) for act in acts] for _ in range(rounds)]
    return [min(each) for each in zip(*times, strict=True)]


def told(amount: float, count: int) -> str:
    """Give seconds for a piece of work, and how many of them there are in a second."""
    if count == 1 and amount < 0.1:
        return f"{amount * 1000:.3g} ms"
    if count == 1:
        return f"{amount:.3f} s"
    each = amount / count * 1e6
    return f"{amount:.2f} s ({each:.1f} µs each, {count / amount:,.0f}/s)"


def fresh(what: str, path: Path, *more: object) -> tuple[float, float]:
    """Measure in a new process, whose memory nothing has stirred: seconds, and MB of growth."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.fresh", what, str(path), *map(str, more)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
    )
    took, grew = map(float, ran.stdout.split())
    return took, grew
