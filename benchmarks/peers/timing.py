"""Processor time, so that what else a machine does is not counted. Runs in any environment."""

import gc
import time
from collections.abc import Callable

_ENOUGH = 0.05


def processor_seconds(act: Callable[[], object]) -> float:
    """Act until a twentieth of a second is used, at least once; return the least."""
    gc.collect()
    least, used = float("inf"), 0.0
    while used < _ENOUGH:
        began = time.process_time()
        act()
        took = time.process_time() - began
        if took > 0:  # on some machines the clock moves in steps, and did not meanwhile
            least, used = min(least, took), used + took
    return least
