"""Units given as an array: the same data as if they were given one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualog.errors import BadInput
from qualog.reliability.data import MISSING, ReliabilityData


def patterns(data):
    """How many units show which values, in words."""
    rows = [
        tuple(None if index == MISSING else data.categories[index] for index in row)
        for row in data.values.tolist()
    ]
    return Counter(dict(zip(rows, data.counts[0].tolist(), strict=True)))


def as_array(units, categories, width, kind):
    index = {each: i for i, each in enumerate(categories)} | {None: MISSING}
    rows = [[index[cell] for cell in unit] for unit in units]
    return np.array(rows, dtype=kind).reshape(len(rows), width)


@st.composite
def arrays(draw):
    # 3 categories of 2 coders are counted in bytes, of 5 coders in numbers; of 12 coders
    # 4 ** 12 patterns are too many to count, and of 40 coders they are no numbers any more.
    width = draw(st.sampled_from([0, 1, 2, 5, 12, 40]))
    cell = st.sampled_from([None, "a", "b", "c"])
    row = st.lists(cell, min_size=width, max_size=width).map(tuple)
    kinds = draw(st.lists(row, min_size=1, max_size=4))
    units = draw(st.lists(st.sampled_from(kinds), max_size=12))
    return units, width, draw(st.sampled_from([np.int8, np.int16, np.int64]))


@settings(deadline=None)
@given(arrays())
def test_an_array_gives_the_patterns_of_its_units(drawn):
    units, width, kind = drawn
    data = ReliabilityData.from_codes(as_array(units, "abc", width, kind), categories="abc")
    assert patterns(data) == Counter(units)
    assert data.values.dtype == data.counts.dtype == np.int64
    assert len(data.coders) == data.values.shape[1] == width
    assert data.categories == ("a", "b", "c")


def test_more_units_than_are_read_at_once():
    values = np.arange(300_000, dtype=np.uint8).reshape(-1, 2) % 3
    data = ReliabilityData.from_codes(values, categories="abc", coders=["A", "B"], unit="word")
    assert patterns(data) == Counter(tuple("abc"[i] for i in row) for row in values.tolist())
    assert (data.coders, data.unit) == (("A", "B"), "word")


@pytest.mark.parametrize("width", [2, 12])
@pytest.mark.parametrize("wrong", [3, 100, -2])
def test_a_number_that_is_no_category_is_refused(width, wrong):
    values = np.zeros((5, width), dtype=np.int64)
    values[3, 1] = wrong
    with pytest.raises(BadInput, match="There are 3 categories, so a value is a number from 0"):
        ReliabilityData.from_codes(values, categories="abc")


def test_units_that_come_one_by_one_are_counted_by_pattern_and_cluster():
    units = [("a", "b"), ("a", None), ("a", "b"), ("c", "a"), ("a", "b")]
    data = ReliabilityData.from_units(
        units, coders=("A", "B"), categories="ab", clusters=[*"xxyyy"], unit="word"
    )
    assert patterns_of(data) == {
        "x": Counter({("a", "b"): 1, ("a", None): 1}),
        "y": Counter({("a", "b"): 2, ("c", "a"): 1}),
    }
    assert (data.coders, data.unit) == (("A", "B"), "word")
    assert data.categories == ("a", "b", "c")
    assert data.weights.tolist() == [3, 1, 1]
    twice_y = data.weights_of(np.array([[0, 2], [1, 1]]))
    assert twice_y.tolist() == [[4, 0, 2], [3, 1, 1]]


def patterns_of(data):
    """How many units of each cluster show which values, in words."""
    return {
        cluster: Counter(
            {
                tuple(None if index == MISSING else data.categories[index] for index in row): times
                for row, times in zip(data.values.tolist(), counts.tolist(), strict=True)
                if times
            }
        )
        for cluster, counts in zip(data.clusters, data.counts, strict=True)
    }


def test_units_without_names_are_numbered_and_none_are_none():
    data = ReliabilityData.from_units([("a", "b", None), ("b", "b", "b")])
    assert data.coders == ("coder 1", "coder 2", "coder 3")
    assert (data.clusters, data.unit) == (("",), "unit")
    array = ReliabilityData.from_codes(np.zeros((2, 2), dtype=np.int64), categories="a")
    assert array.coders == ("coder 1", "coder 2")
    nothing = ReliabilityData.from_units([])
    assert nothing.values.shape == (0, 0)
    assert nothing.counts.shape == (1, 0)
    assert nothing.weights.tolist() == []
