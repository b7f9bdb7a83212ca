"""I_r: what all measures promise, and what the formula gives by hand."""

from math import sqrt

import pytest
from qualog_measure_perreault_leigh import PerreaultLeigh

from qualog.reliability.data import ReliabilityData
from qualog.testing.measures import MeasureContract, Reference


def judged(alike, unlike, categories):
    """Two coders agree on so many units, and differ on so many."""
    names = [f"category {number}" for number in range(categories)]
    units = [[names[i % categories]] * 2 for i in range(alike)] + [names[:2]] * unlike
    return ReliabilityData.from_units(units, categories=names)


class TestContract(MeasureContract):
    measure = PerreaultLeigh()
    lowest = 0
    constant = 1
    most_coders = 2
    references = (
        Reference(judged(7, 3, 2), sqrt(0.4), "0.7 of two categories: 0.63"),
        Reference(judged(7, 3, 3), sqrt(0.55), "0.7 of three categories: 0.74"),
        Reference(judged(9, 1, 5), sqrt(0.875), "0.9 of five categories: 0.94"),
        Reference(judged(1, 3, 3), 0, "agreement below chance"),
        Reference([["a", "a", "a"]], None, "three coders"),
    )


def test_it_is_the_root_of_bennetts_s():
    from qualog.plugins.registry import installed_plugins

    bennett = installed_plugins().measures().named("brennan-prediger").plugin
    data = judged(14, 5, 4)
    s = bennett.measure(data, bennett.options()).value
    assert PerreaultLeigh().measure(data, PerreaultLeigh.options()).value == pytest.approx(sqrt(s))


def test_the_published_standard_error():
    data = judged(80, 20, 3)
    ir = sqrt((0.8 - 1 / 3) * 1.5)
    error = PerreaultLeigh().standard_error(data, PerreaultLeigh.options())
    assert error.value == pytest.approx(sqrt(ir * (1 - ir) / 100))
    assert PerreaultLeigh().standard_error(judged(8, 1, 3), PerreaultLeigh.options()) is None
