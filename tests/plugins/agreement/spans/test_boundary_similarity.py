"""Boundaries: against Fournier's edits and sliding windows, position by position."""

from itertools import combinations, permutations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plugins.agreement.continua import continuum, measured, segments_of, texts


def boundaries_of(document, coder):
    edges = {p for start, end, _ in segments_of(document, coder) for p in (start, end)}
    return edges - {0, document.length}


def edited(mine, theirs, length, n_t):
    """Matches, near misses with their distance, and misses, as Fournier's algorithm says."""
    state = {p: (p in mine) - (p in theirs) for p in range(1, length)}
    near = []
    for distance in range(1, n_t):
        used: set[int] = set()
        for p in range(1, length - distance):
            q = p + distance
            if state[p] and state[p] == -state[q] and not used & {p, q}:
                used |= {p, q}
                near.append(distance)
        for p in used:
            state[p] = 0
    return len(mine & theirs), near, sum(map(abs, state.values()))


@given(texts(exclusive_codes=False), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_b_and_s_are_what_the_edits_make_of_them(data, n_t):
    changed = there = positions = 0.0
    for document in data.documents:
        for one, other in combinations(document.codings, 2):
            mine, theirs = boundaries_of(document, one), boundaries_of(document, other)
            matches, near, misses = edited(mine, theirs, document.length, n_t)
            changed += misses + sum(near) / n_t
            there += matches + len(near) + misses
            positions += max(document.length - 1, 0)
    b = measured("boundary-similarity", data, n_t=n_t).value
    s = measured("boundary-similarity", data, n_t=n_t, over="positions").value
    assert b == (pytest.approx(1 - changed / there) if there else None)
    assert s == (pytest.approx(1 - changed / positions) if positions else None)


@given(texts(exclusive_codes=False))
@settings(max_examples=60, deadline=None)
def test_windows_slide_over_every_position(data):
    differing, there = {"window-diff": 0, "pk": 0}, 0
    for document in data.documents:
        for reference, other in permutations(document.codings, 2):
            mine, theirs = boundaries_of(document, reference), boundaries_of(document, other)
            size = max(2, round(document.length / (len(mine) + 1) / 2))
            for i in range(document.length - size):
                inside = [sum(i < p <= i + size for p in each) for each in (mine, theirs)]
                there += 1
                differing["window-diff"] += inside[0] != inside[1]
                differing["pk"] += bool(inside[0]) != bool(inside[1])
    for name, count in differing.items():
        found = measured(name, data).value
        assert found == (pytest.approx(count / there) if there else None)


@given(texts(exclusive_codes=False))
@settings(max_examples=25, deadline=None)
def test_equal_coders_have_equal_boundaries(data):
    same = tuple(
        evolve(each, codings=dict.fromkeys(each.codings, next(iter(each.codings.values()))))
        for each in data.documents
    )
    equal = evolve(data, documents=same)
    assert measured("boundary-similarity", equal).value in (None, 1.0)
    assert measured("boundary-similarity", equal, chance="kappa").value in (None, 1.0)
    for name in ("window-diff", "pk"):
        assert measured(name, equal).value in (None, 0.0)


def test_a_near_miss_costs_its_share():
    data = continuum((20, {"a": [(0, 8, "x"), (8, 20, "x")], "b": [(0, 9, "x"), (9, 20, "x")]}))
    assert measured("boundary-similarity", data).value == 0.5
    assert measured("boundary-similarity", data, n_t=1).value == 0
    assert measured("boundary-similarity", data, n_t=10).value == 0.9


def test_a_near_miss_does_not_reach_into_the_next_document():
    data = continuum(
        (9, {"a": [(0, 8, "x")], "b": [(0, 9, "x")]}), (9, {"a": [(0, 9, "x")], "b": [(1, 9, "x")]})
    )
    assert measured("boundary-similarity", data, n_t=9).value == 0


def test_undefined_says_why_and_titles_say_what():
    nothing = continuum((10, {"a": [], "b": []}), codes=("x",))
    assert "inside a text" in str(measured("boundary-similarity", nothing).undefined)
    tiny = continuum((2, {"a": [(0, 1, "x")], "b": []}))
    assert "longer than the window" in str(measured("window-diff", tiny).undefined)
    found = measured("boundary-similarity", tiny, over="positions", chance="pi")
    assert str(found.measure) == "Segmentation similarity S, corrected for chance (pi)"
    assert "0 is perfect agreement" in str(measured("pk", nothing).note)
    assert "The coders are: a, b." in str(measured("pk", nothing, reference="c").undefined)
