"""Passages on which coders differ: all of them, and each at its price."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import documents, sets_at, study, units_of

from qualog.reliability.continuum import CodedDocument
from qualog.reliability.data import ReliabilityData
from qualog.reliability.disagreement.differences import Given, differences
from qualog_plugins.agreement.units.krippendorff import Alpha

FEW = settings(max_examples=40, deadline=None)

STUDIES = st.lists(documents(), max_size=3)
UNITS = st.sampled_from(["character", "turn"])


def expanded(found, unit):
    """Each character or unit: its document, its span, and each coder's set of codes."""
    return [
        (index, span, sets_at(each, *span))
        for index, each in enumerate(found)
        for span in units_of(each, unit)
    ]


def alpha(rows):
    data = ReliabilityData.from_units(rows, coders=("a", "b", "c"))
    return Alpha().measure(data, Alpha.options())


def differ(sets):
    return len({each for each in sets if each is not None}) > 1


def inside(passage, index, span):
    return passage.document == index and passage.start <= span[0] and span[1] <= passage.end


@FEW
@given(STUDIES, UNITS)
def test_passages_are_just_the_units_on_which_sets_differ(found, unit):
    told = differences(study(found, unit))
    for index, span, sets in expanded(found, unit):
        holding = [each for each in told.passages if inside(each, index, span)]
        assert len(holding) == differ(sets)
    everywhere = [sets for _, _, sets in expanded(found, unit)]
    assert sum(each.size for each in told.passages) == sum(map(differ, everywhere))
    assert told.units == sum(len(sets) - sets.count(None) >= 2 for sets in everywhere)


@FEW
@given(STUDIES, UNITS)
def test_a_passage_says_what_each_coder_gave_in_it(found, unit):
    for passage in differences(study(found, unit)).passages:
        rows = [s for i, span, s in expanded(found, unit) if inside(passage, i, span)]
        for coder, codes in enumerate(passage.given):
            sets = [row[coder] for row in rows]
            if codes is None:
                assert set(sets) == {None}
            else:
                anywhere, throughout = frozenset.union(*sets), frozenset.intersection(*sets)
                assert codes == tuple(Given(c, c in throughout) for c in sorted(anywhere))
        apart = [frozenset.union(*row) - frozenset.intersection(*row) for row in judged(rows)]
        assert passage.disputed == tuple(sorted(frozenset.union(*apart)))
        # Neighbours within a passage have a dispute in common.
        assert all(one & other for one, other in pairwise(apart))


def judged(rows):
    return [[each for each in row if each is not None] for row in rows]


@FEW
@given(STUDIES, UNITS)
def test_a_passage_costs_what_alpha_gains_if_the_coders_agree_on_it(found, unit):
    told = differences(study(found, unit))
    units = expanded(found, unit)
    now = alpha([sets for _, _, sets in units])
    assert told.alpha == pytest.approx(now.value)
    assert told.observed_disagreement == pytest.approx(now.observed_disagreement)
    for passage in told.passages:
        gains, removed = [], []
        for coder, codes in enumerate(passage.given):
            if codes is None:
                continue
            then = alpha(
                [
                    [None if each is None else sets[coder] for each in sets]
                    if inside(passage, index, span)
                    else sets
                    for index, span, sets in units
                ]
            )
            removed.append(now.observed_disagreement - then.observed_disagreement)
            if then.value is not None:
                gains.append(then.value - now.value)
        share = pytest.approx(passage.share * now.observed_disagreement)
        assert removed == [share] * len(removed)
        expected = sum(gains) / len(gains) if gains else None
        assert passage.cost == pytest.approx(expected, abs=1e-12)


@FEW
@given(STUDIES, UNITS)
def test_shares_are_all_of_the_disagreement_and_the_costliest_comes_first(found, unit):
    told = differences(study(found, unit))
    shares = [each.share for each in told.passages]
    assert not shares or math.isclose(sum(shares), 1)
    costs = [each.cost for each in told.passages]
    defined = [each for each in costs if each is not None]
    assert costs == sorted(defined, reverse=True) + [None] * (len(costs) - len(defined))


@FEW
@given(STUDIES, UNITS, st.permutations(range(3)))
def test_the_order_of_coders_does_not_matter(found, unit, order):
    turned = [
        CodedDocument(
            each.length,
            {order[c]: spans for c, spans in each.codings.items()},
            each.units,
            {order[c]: passages for c, passages in each.unjudged.items()},
        )
        for each in found
    ]
    one, other = differences(study(found, unit)), differences(study(turned, unit))
    assert one.alpha == other.alpha
    assert [(p.document, p.start, p.end, p.share) for p in sorted(one.passages, key=place)] == [
        (p.document, p.start, p.end, p.share) for p in sorted(other.passages, key=place)
    ]


def place(passage):
    return passage.document, passage.start


def test_touching_stretches_are_one_passage_if_the_same_code_is_in_dispute():
    # Ingrid: trust 0-10. Samir: power 0-5, time 5-10. Trust is in dispute throughout.
    one = CodedDocument(20, {0: [(0, 10, 0)], 1: [(0, 5, 1), (5, 10, 2)]})
    [passage] = differences(study([one])).passages
    assert (passage.start, passage.end, passage.disputed) == (0, 10, (0, 1, 2))
    assert passage.given == (
        (Given(0, True),),
        (Given(1, False), Given(2, False)),
        None,
    )
    # Ingrid: trust 0-5. Samir: power 5-10. Two disputes, though they touch.
    two = CodedDocument(20, {0: [(0, 5, 0)], 1: [(5, 10, 1)]})
    assert sorted((p.start, p.end) for p in differences(study([two])).passages) == [(0, 5), (5, 10)]


def test_neighbouring_turns_are_one_passage_whatever_lies_between_them():
    turns = [(0, 10), (12, 20), (30, 40)]
    document = CodedDocument(50, {0: [(3, 15, 0)], 1: []}, turns)
    [passage] = differences(study([document], "turn")).passages
    assert (passage.start, passage.end, passage.size) == (0, 20, 2)
    assert passage.share == 1


def test_a_coder_who_did_not_judge_the_document_is_nobody_there():
    judged_by_two = CodedDocument(10, {0: [(0, 5, 0)], 2: []})
    by_one = CodedDocument(10, {1: [(0, 5, 0)]})
    told = differences(study([judged_by_two, by_one]))
    [passage] = told.passages
    assert passage.given == ((Given(0, True),), None, ())
    assert told.units == 10


def test_nothing_to_differ_on():
    for found in ([], [CodedDocument(0, {0: [], 1: []})], [CodedDocument(5, {0: [(0, 2, 0)]})]):
        told = differences(study(found))
        assert (told.passages, told.units, told.alpha) == ((), 0, None)
        assert told.observed_disagreement is None
    alike = differences(study([CodedDocument(9, {0: [(0, 3, 1)], 1: [(0, 3, 1)]})]))
    assert (alike.passages, alike.alpha) == ((), 1)


def test_agreement_that_leaves_no_variation_has_no_price():
    told = differences(study([CodedDocument(4, {0: [(0, 4, 0)], 1: []})]))
    [passage] = told.passages
    assert (passage.share, passage.cost) == (1, None)
