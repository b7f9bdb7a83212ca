"""A hybrid logical clock: the wall clock where it can be trusted, a counter where it cannot.

After Kulkarni et al. (2014), Logical Physical Clocks. A tick is an integer of 48 bits of UTC
milliseconds and 16 bits of counter; it always rises, and never falls behind what was seen.
"""

import time
from collections.abc import Callable, Iterable
from typing import Final

from qualog.errors import LogError

Clock = Callable[[], int]
"""What returns UTC milliseconds since 1970."""

LAST_TICK: Final = 1 << 62
"""The last tick that is believed, in the year 4199: half of what a log can number is left."""

_LAST_FOLLOWED: Final = LAST_TICK - (1 << 40)
"""The last tick of another copy that is followed: so there are always ticks left to write with."""

_END: Final = 1 << 63


def wall_clock() -> int:
    """Return the machine's time in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def is_believed(at: int) -> bool:
    """Return whether a tick can be one: a line with another has no effect, and drives no clock."""
    return 0 <= at <= LAST_TICK


def last_followed(ticks: Iterable[int]) -> int:
    """Return the last of the ticks that another may come after; 0 where there is none."""
    return max((at for at in ticks if at <= _LAST_FOLLOWED), default=0)


def tick(last: int, now: int) -> int:
    """Return the tick after `last`: at `now` milliseconds, or as soon after as the order allows.

    A clock that was set back, or two ticks in one millisecond, count the counter up; should it
    overflow, it runs into the milliseconds, and the order holds all the same.

    Raises:
        LogError: no tick is left.
    """
    after = max(last + 1, now << 16)
    if after >= _END:
        raise LogError(
            "The last decision of this copy is dated so far in the future that none can follow it. "
            "Nothing was changed. Continue with a backup or with another copy of the study."
        )
    return after
