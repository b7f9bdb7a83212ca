"""Pairs of judgements, and the intervals that are found of them."""

from tests.core.reliability.simple import FastAlpha

from qualog.options import NoOptions
from qualog.reliability.result import Interval, NoInterval
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval

PAIRS = [*["aa"] * 14, *["bb"] * 9, *["cc"] * 4, *["ab"] * 3, *["ca"] * 2, "bc"]
IN_FOUR = ["one", "two", "three", "four"] * 8 + ["one"]


class Named(FastAlpha):
    def __init__(self, name):
        self.name = name


def found(data, measure=None, **chosen) -> Interval:
    given = interval(measure or FastAlpha(), data, NoOptions(), IntervalSettings(**chosen))
    assert isinstance(given, Interval), given
    return given


def reason(data, measure=None, **chosen) -> str:
    given = interval(measure or FastAlpha(), data, NoOptions(), IntervalSettings(**chosen))
    assert isinstance(given, NoInterval), given
    return str(given)
