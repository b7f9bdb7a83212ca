"""Timing: runs in turn, so that a machine that slows down slows all that is compared."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import frozen

from benchmarks.peers.timing import processor_seconds

_ROOT: Final = Path(__file__).parents[1]


def seconds(act: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    gc.collect()
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def medians(rounds: int, **acts: Callable[[], object]) -> dict[str, float]:
    """Run acts in turn, some rounds, and return the median seconds of each by its name."""
    timed = {name: lambda act=act: seconds(act) for name, act in acts.items()}
    return medians_of_timed(rounds, **timed)


def medians_of_timed(rounds: int, **acts: Callable[[], float]) -> dict[str, float]:
    """Run acts that time themselves in turn, and return the median of each by its name."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            times[name].append(act())
    return {name: statistics.median(each) for name, each in times.items()}


def least(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """Run acts in turn, some rounds, and return the least processor time of each in seconds."""
    times = [[processor_seconds(act) for act in acts] for _ in range(rounds)]
    return [min(of_act) for of_act in zip(*times, strict=True)]


@frozen
class Measured:
    """What a new process measured.

    Attributes:
        seconds: how long it took.
        megabytes: by how much its peak memory grew.
        found: what came of it, to be checked.
    """

    seconds: float
    megabytes: float
    found: object


def in_new_process(work: str, path: Path, *more: object) -> Measured:
    """Measure a work of `benchmarks.fresh` in a process whose memory nothing has stirred."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.fresh", work, str(path), *map(str, more)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=os.environ,
        cwd=_ROOT,
    )
    if ran.returncode:
        raise RuntimeError(f"benchmarks.fresh {work}: {ran.stderr}")
    return Measured(**json.loads(ran.stdout))
