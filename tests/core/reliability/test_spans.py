"""Spans become reliability data: as if each character had been asked."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import CODERS, CODES, documents, sets_at, side_by_side

from qualog.reliability.continuum import CodedDocument
from qualog.reliability.spans import (
    by_character,
    by_character_per_code,
    by_unit,
    by_unit_per_code,
)


def label(codes):
    return " + ".join(sorted(CODES[code] for code in codes)) or "(no code)"


def shown(data):
    """Patterns in words, with their number of units."""
    found = Counter()
    for row, units in zip(data.values.tolist(), data.weights.tolist(), strict=True):
        found[tuple(None if v < 0 else data.labels[v] for v in row)] += units
    assert len(found) == len(data.values), "patterns are distinct"
    return found


def of_sets(units):
    return Counter(tuple(None if v is None else label(v) for v in unit) for unit in units)


def of_code(units, code):
    words = ("not applied", "applied")
    return Counter(tuple(None if v is None else words[code in v] for v in unit) for unit in units)


@settings(deadline=None)
@given(st.lists(documents(), max_size=3))
def test_characters_are_those_of_the_expanded_text(found):
    expanded = [sets_at(each, at, at + 1) for each in found for at in range(each.length)]
    assert shown(by_character(side_by_side(found))) == of_sets(expanded)
    per_code = by_character_per_code(side_by_side(found))
    assert [shown(data) for data in per_code] == [of_code(expanded, code) for code in range(3)]


@settings(deadline=None)
@given(st.lists(documents(), max_size=3))
def test_units_have_the_codes_that_share_a_character_with_them(found):
    expanded = [sets_at(each, *unit) for each in found for unit in each.units if unit[0] < unit[1]]
    assert shown(by_unit(side_by_side(found))) == of_sets(expanded)
    per_code = by_unit_per_code(side_by_side(found))
    assert [shown(data) for data in per_code] == [of_code(expanded, code) for code in range(3)]


def test_in_words():
    document = CodedDocument(10, {0: [(0, 4, 0), (2, 6, 1)], 1: []}, [(0, 2), (6, 10)])
    data = by_character(side_by_side([document], CODERS[:2], CODES))
    assert shown(data) == {
        ("trust", "(no code)"): 2,
        ("power + trust", "(no code)"): 2,
        ("power", "(no code)"): 2,
        ("(no code)", "(no code)"): 4,
    }
    assert (data.coders, data.unit) == (CODERS[:2], "character")
    turns = by_unit(side_by_side([document], CODERS[:2], CODES), unit="turn")
    assert shown(turns) == {("trust", "(no code)"): 1, ("(no code)", "(no code)"): 1}
    assert turns.unit == "turn"
    trust, _, _ = by_unit_per_code(side_by_side([document], CODERS[:2], CODES), unit="turn")
    assert shown(trust) == {("applied", "not applied"): 1, ("not applied", "not applied"): 1}
    assert trust.unit == "turn"


def test_a_span_that_only_touches_a_unit_is_not_in_it():
    document = CodedDocument(6, {0: [(0, 3, 0)], 1: [(2, 4, 0)]}, [(3, 6)])
    (data,) = by_unit_per_code(side_by_side([document], CODERS[:2], CODES[:1]))
    assert shown(data) == {("not applied", "applied"): 1}


def test_what_reaches_out_of_a_text_does_not_reach_into_the_next():
    first = CodedDocument(5, {0: [(3, 9, 0)], 1: []})
    second = CodedDocument(5, {0: [(-2, 1, 0)], 1: []})
    (data,) = by_character_per_code(side_by_side([first, second], CODERS[:2], CODES[:1]))
    expected = {("applied", "not applied"): 3, ("not applied", "not applied"): 7}
    assert shown(data) == expected
    assert sum(by_character(side_by_side([first, second], CODERS[:2], CODES[:1])).weights) == 10


@pytest.mark.parametrize("make", [by_character, by_unit])
def test_nothing(make):
    for found in ([], [CodedDocument(0, {})], [CodedDocument(0, {0: [], 1: []})]):
        for coders in ((), CODERS):
            data = make(side_by_side(found if coders else [], coders))
            assert data.values.shape == (0, len(coders))
            assert data.weights.shape == (0,)


@pytest.mark.parametrize("make", [by_character_per_code, by_unit_per_code])
def test_nothing_per_code(make):
    for data in make(side_by_side([])):
        assert data.values.shape == (0, 3)
        assert data.weights.shape == (0,)
    assert make(side_by_side([CodedDocument(3, {0: []})], CODERS, ())) == []


def test_more_coders_than_fit_in_one_number():
    # Read to base 3, the first document's pattern is 2**64: 0 in 64 bits, as the second's.
    digits, rest = [], 2**64
    while rest:
        rest, digit = divmod(rest, 3)
        digits.insert(0, digit)
    first = CodedDocument(4, {i: [(0, 4, 0)] * (d - 1) for i, d in enumerate(digits) if d})
    coders = [str(i) for i in range(len(digits))]
    (data,) = by_character_per_code(side_by_side([first, CodedDocument(3, {})], coders, CODES[:1]))
    patterns = zip(data.weights.tolist(), data.values.tolist(), strict=True)
    assert sorted(patterns) == [(3, [-1] * len(digits)), (4, [d - 1 for d in digits])]


@pytest.mark.parametrize("make", [by_character, by_unit])
def test_more_codes_than_bits_in_a_number(make):
    codes = [f"code {i}" for i in range(70)]
    applied = [(at, at + 1, code) for at, code in enumerate((69, 3, 64, 0, 40))]
    document = CodedDocument(5, {0: applied, 1: [(0, 5, 69)]}, [(at, at + 1) for at in range(5)])
    expected = {(codes[code], "code 69"): 1 for _, _, code in applied}
    assert shown(make(side_by_side([document], CODERS[:2], codes))) == expected


def test_a_million_characters_are_not_expanded():
    chance = random.Random(1)
    spans = {
        coder: [
            (start, start + chance.randrange(1, 400), chance.randrange(50))
            for start in (chance.randrange(999_000) for _ in range(5_000))
        ]
        for coder in (0, 1)
    }
    document = CodedDocument(1_000_000, spans)
    codes = [f"code {i}" for i in range(50)]
    found = by_character_per_code(side_by_side([document], CODERS[:2], codes))
    assert all(data.weights.sum() == 1_000_000 for data in found)
    assert max(len(data.values) for data in found) <= 4
