"""Results as they are shown."""

import pytest

from qualog.reliability.result import Agreement, Interval, NoInterval, decimals


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [(0.71049, 3, "0.710"), (1, 2, "1.00"), (-0.0004, 3, "0.000"), (-0.0006, 3, "-0.001")],
)
def test_decimals(value, places, shown):
    assert decimals(value, places) == shown


def test_a_value_and_its_reason():
    assert str(Agreement("alpha", 0.5)) == "0.500"
    undefined = Agreement("alpha", None, "Nobody marked anything.")
    assert str(undefined) == "undefined (Nobody marked anything.)"


@pytest.mark.parametrize(
    ("undefined", "how"),
    [
        (0, "bootstrap, 1,000 resamples, seed 7"),
        (1, "bootstrap, 1,000 resamples (without one that is undefined), seed 7"),
        (2, "bootstrap, 1,000 resamples (without 2 that are undefined), seed 7"),
    ],
)
def test_how_an_interval_was_found(undefined, how):
    interval = Interval(-0.0001, 0.75, 0.95, "bootstrap", 1_000, 7, undefined)
    assert str(interval) == "[0.000, 0.750]"
    assert str(interval.how) == how


def test_an_analytic_interval_is_its_source():
    assert str(Interval(0.1, 0.2, 0.95, "analytic: Gwet 2014").how) == "analytic: Gwet 2014"


def test_why_there_is_no_interval_comes_before_what_to_do():
    assert str(NoInterval("It has one document.", "Code another.")) == (
        "It has one document. Code another."
    )
    assert str(NoInterval("It has one document.")) == "It has one document."
