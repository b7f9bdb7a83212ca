"""The clock: it always rises, and is the wall clock wherever that can be trusted."""

import time

from hypothesis import given
from hypothesis import strategies as st

from qualog.log.clock import tick, wall_clock

milliseconds = st.integers(0, (1 << 47) - 1)


def test_a_tick_keeps_order_within_a_millisecond():
    first = tick(0, 5)
    assert first == 5 << 16
    assert tick(first, 5) == first + 1
    assert tick(first, 4) == first + 1
    assert tick(first, 6) == 6 << 16


@given(st.integers(0, 1 << 62), milliseconds)
def test_a_tick_comes_after_the_last_and_not_before_now(last, now):
    found = tick(last, now)
    assert found > last
    assert found >> 16 >= now
    assert found in (last + 1, now << 16)


def test_more_ticks_in_a_millisecond_than_the_counter_holds_keep_their_order():
    full = (5 << 16) + 0xFFFF
    assert tick(full, 5) == 6 << 16


def test_the_wall_clock_is_in_milliseconds():
    before = time.time() * 1000
    assert before - 1 <= wall_clock() <= time.time() * 1000 + 1
