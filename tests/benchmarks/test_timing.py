"""Processor time, on a clock that moves in steps."""

import time

from benchmarks.peers.timing import processor_seconds


def test_a_clock_that_did_not_move_measured_nothing(monkeypatch):
    ticks = iter([0.0, 0.0, 0.0, 0.02, 0.02, 0.06])
    monkeypatch.setattr(time, "process_time", lambda: next(ticks))
    assert processor_seconds(lambda: None) == 0.02
