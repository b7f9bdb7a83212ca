"""alpha_U of 1995: against its definition, unit by unit; and what must hold for any text."""

from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given, settings
from tests.plugins.agreement.continua import continuum, measured, segments_of, texts


def units_of(document, coder, code):
    return [(start, end) for start, end, of in segments_of(document, coder) if of == code]


def gaps_of(units, length):
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def by_definition(data):
    documents = [each for each in data.documents if len(each.codings) >= 2]
    length = sum(each.length for each in documents)
    matter = sum(each.length * len(each.codings) for each in documents)
    observed = expected = 0.0
    for code in range(len(data.codes)):
        everybody, gaps = [], []
        for document in documents:
            pairs = list(combinations(document.codings, 2))
            for one, other in pairs:
                mine, theirs = (units_of(document, each, code) for each in (one, other))
                for s, e in mine:
                    for s_, e_ in theirs:
                        if s < e_ and s_ < e:
                            observed += ((s - s_) ** 2 + (e - e_) ** 2) / len(pairs)
                for some, others in ((mine, theirs), (theirs, mine)):
                    for s, e in some:
                        if any(a <= s and e <= b for a, b in gaps_of(others, document.length)):
                            observed += (e - s) ** 2 / len(pairs)
            for coder in document.codings:
                units = units_of(document, coder, code)
                everybody += [e - s for s, e in units]
                gaps += [b - a for a, b in gaps_of(units, document.length)]
        placed = 0.0
        for unit in everybody:
            placed += (len(everybody) - 1) * (2 * unit**3 - 3 * unit**2 + unit) / 3
            placed += unit**2 * sum(gap - unit + 1 for gap in gaps if gap >= unit)
        own = sum(unit * (unit - 1) for unit in everybody)
        if everybody:
            expected += 2 / length * placed / (matter * (matter - 1) - own)
    return 1 - observed / length**2 / expected if expected else None


@given(texts(exclusive_codes=False))
@settings(max_examples=60, deadline=None)
def test_alpha_u_is_what_its_definition_says_unit_by_unit(data):
    found = measured("alpha-u-1995", data)
    expected = by_definition(data)
    assert (found.value is None) == (expected is None) == bool(found.undefined)
    assert found.value == pytest.approx(expected, abs=1e-9)


@given(texts(exclusive_codes=False))
@settings(max_examples=25, deadline=None)
def test_equal_coders_agree_perfectly(data):
    same = tuple(
        evolve(each, codings=dict.fromkeys(each.codings, next(iter(each.codings.values()))))
        for each in data.documents
    )
    assert measured("alpha-u-1995", evolve(data, documents=same)).value in (None, 1.0)


def test_a_coder_who_marked_nothing_disagrees_and_is_not_left_out():
    data = continuum((10, {"a": [(2, 5, "x")], "b": []}))
    found = measured("alpha-u-1995", data)
    assert found.observed_disagreement == pytest.approx(0.09)
    assert found.coders == 2


def test_undefined_says_why():
    nothing = continuum((10, {"a": [], "b": []}), codes=("x",))
    assert "Nobody marked" in str(measured("alpha-u-1995", nothing).undefined)
    marked = continuum((10, {"a": [(0, 3, "x")], "b": [(0, 3, "x")]}))
    assert "unit of length" in str(measured("alpha-u-1995", marked, unit_length=0).undefined)
    assert ("unit length", "2.0") in measured("alpha-u-1995", marked, unit_length=2.0).settings
