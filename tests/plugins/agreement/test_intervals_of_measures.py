"""Intervals of the shipped measures: published ones, and two roads to the same."""

import json

import numpy as np
import pytest

from qualog.reliability.data import ReliabilityData
from qualog.reliability.result import Interval, NoInterval
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval
from qualog_plugins.agreement.units.measures import qualog_agreement_measures

MEASURES = {each.name: each for each in qualog_agreement_measures()}
WITHOUT_ERROR = {"holsti", "light", "pooled-kappa"}


def found(name, data, **chosen):
    measure = MEASURES[name]
    return interval(measure, data, measure.options(), IntervalSettings(**chosen))


def two_coders(units):
    """Two coders of five codes who mostly agree, in a known number of turns."""
    values = np.array([[one, other] for one in range(5) for other in range(5)])
    often = np.where(values[:, 0] == values[:, 1], 0.14, 0.015) * np.linspace(0.6, 1.4, 25)
    counts = np.random.default_rng(2).multinomial(units, often / often.sum())
    return ReliabilityData(values, counts[None, :], ("Ingrid", "Samir"), tuple(range(5)))


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_the_bootstrap_and_the_published_error_meet(name):
    """Two roads with nothing in common but the definition of the coefficient."""
    data = two_coders(3000)
    drawn = found(name, data)
    analytic = found(name, data, scheme="analytic")
    assert isinstance(drawn, Interval)
    if name in WITHOUT_ERROR:
        assert isinstance(analytic, NoInterval)
    else:
        assert (analytic.low, analytic.high) == pytest.approx((drawn.low, drawn.high), abs=0.003)
        assert str(analytic.scheme).startswith("analytic: ")


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_only_alpha_is_drawn_as_krippendorff_does(name):
    assert isinstance(found(name, two_coders(99), scheme="krippendorff"), Interval) == (
        name == "alpha"
    )


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "scheme"),
    [("icr_krippendorff_boot_ci95", "krippendorff"), ("krippendorffsalpha_boot_ci95", "units")],
)
def test_alphas_intervals_are_those_of_others(shared, case, scheme):
    told = json.loads((shared / "agreement" / f"{case}.json").read_text())
    ours = found("alpha", ReliabilityData.from_units(told["data"]["units"]), scheme=scheme)
    for bound, value in (("lower", ours.low), ("upper", ours.high)):
        assert value == pytest.approx(told["expected"][bound], abs=told["tolerance"][bound])


@pytest.mark.shared
def test_alphas_analytic_interval_is_irrcacs(shared):
    """0.419 to 1 on Krippendorff's textbook example, by Student's t over eleven units."""
    path = shared / "agreement" / "icr_krippendorff_boot_ci95.json"
    data = ReliabilityData.from_units(json.loads(path.read_text())["data"]["units"])
    ours = found("alpha", data, scheme="analytic")
    assert (ours.low, ours.high) == pytest.approx((0.419, 1), abs=0.001)


def test_alpha_by_what_differences_are_worth():
    """Krippendorff's bootstrap takes the differences that were chosen."""
    units = [(1, 1), (2, 2), (3, 4), (4, 4), (5, 5), (2, 3), (1, 1), (4, 5), (3, 3)] * 4
    alpha = MEASURES["alpha"]
    data = ReliabilityData.from_units(units, categories=[1, 2, 3, 4, 5])
    nominal, by_interval = (
        interval(
            alpha,
            data,
            alpha.options(difference=difference),
            IntervalSettings(scheme="krippendorff"),
        )
        for difference in ("nominal", "interval")
    )
    assert nominal.high < by_interval.low
