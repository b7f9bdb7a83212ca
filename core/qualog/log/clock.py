"""A hybrid logical clock: the wall clock where it can be trusted, a counter where it cannot.

After Kulkarni et al. (2014), Logical Physical Clocks. A tick is an integer of 48 bits of UTC
milliseconds and 16 bits of counter; it always rises, and never falls behind what was seen.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""What returns UTC milliseconds since 1970."""


def wall_clock() -> int:
    """Return the machine's time in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def tick(last: int, now: int) -> int:
    """Return the tick after `last`: at `now` milliseconds, or as soon after as the order allows.

    A clock that was set back, or two ticks in one millisecond, count the counter up; should it
    overflow, it runs into the milliseconds, and the order holds all the same.
    """
    return max(last + 1, now << 16)
