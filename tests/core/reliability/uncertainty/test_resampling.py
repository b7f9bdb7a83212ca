"""Resamples are what drawing unit by unit gives, whatever the number of units."""

import numpy as np
import pytest
from attrs import evolve
from tests.core.reliability.simple import FastAlpha, SlowAlpha, two_coders
from tests.core.reliability.uncertainty.pairs import IN_FOUR, PAIRS, found

from qualog.options import NoOptions
from qualog.reliability.uncertainty.resampling import generator, resampled


def test_what_is_drawn_twice_is_computed_once():
    """Of three documents only ten samples can be drawn: a measure may take its time for each."""

    class Counting(SlowAlpha):
        asked = 0

        def measure(self, data, options):
            self.asked += 1
            return super().measure(data, options)

    measure = Counting()
    data = two_coders(PAIRS, ["one", "two", "three"] * 11)
    slow = found(data, measure)
    assert measure.asked <= 1 + 10
    assert (slow.low, slow.high) == pytest.approx((found(data).low, found(data).high))


def test_memory_is_bounded_and_the_numbers_know_nothing_of_it(monkeypatch):
    data = two_coders(PAIRS, IN_FOUR)
    whole = found(data)
    monkeypatch.setattr("qualog.reliability.uncertainty.resampling._CELLS", 50)
    assert found(data) == whole


def test_drawing_patterns_is_drawing_units():
    """The same distribution as of a bootstrap that draws each unit by itself."""
    random = generator(8)
    units = np.array([["abc".index(value) for value in pair] for pair in PAIRS])
    drawn = units[random.integers(0, len(units), (4000, len(units)))]
    differing = (drawn[..., 0] != drawn[..., 1]).sum(axis=1)
    n = 2 * len(units)
    shares = np.stack([(drawn == each).sum(axis=(1, 2)) for each in range(3)])
    alphas = 1 - (2 * differing / n) * n * (n - 1) / (n * n - (shares**2).sum(axis=0))
    given = found(two_coders(PAIRS), threshold=0.7)
    low, high = np.quantile(alphas, [0.025, 0.975])
    assert (given.low, given.high) == pytest.approx((low, high), abs=0.03)
    assert given.below == pytest.approx((alphas < 0.7).mean(), abs=0.03)


def test_documents_without_a_unit_are_not_drawn():
    data = two_coders(PAIRS, IN_FOUR)
    more = evolve(
        data,
        counts=np.vstack([np.zeros_like(data.counts[:1]), data.counts]),
        clusters=("empty", *data.clusters),
    )
    assert (found(more).low, found(more).high) == pytest.approx(
        (found(data).low, found(data).high), abs=0.02
    )
    assert "only 4 documents" in str(found(more).note)


def test_a_million_units_cost_what_a_hundred_cost():
    """By weight, not by clock: what is drawn is a table of patterns, whatever their number."""
    many = evolve(two_coders(PAIRS), counts=two_coders(PAIRS).counts * 10**6)
    values = resampled(FastAlpha(), many, NoOptions(), over="units", resamples=500, seed=1)
    assert len(values) == 500
    assert np.ptp(values) < 0.002
