"""Which codes are taken for which: counted as if each character had been looked at."""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import documents, sets_at, study, units_of

from qualog.reliability.continuum import CodedDocument
from qualog.reliability.disagreement.confusion import confusions, pooled

FEW = settings(max_examples=40, deadline=None)

NONE = 3


def cells(one, other):
    """The cells in which two sets of codes count."""
    yield from ((code, code) for code in one & other)
    rest, others_rest = one - other, other - one
    if rest or others_rest or not one:
        yield from ((a, b) for a in rest or {NONE} for b in others_rest or {NONE})


@FEW
@given(st.lists(documents(), max_size=3), st.sampled_from(["character", "turn"]))
def test_counts_are_those_of_the_expanded_text(found, unit):
    expected = {pair: Counter() for pair in combinations(range(3), 2)}
    for document in found:
        for span in units_of(document, unit):
            sets = sets_at(document, *span)
            for one, other in expected:
                if sets[one] is not None and sets[other] is not None:
                    expected[one, other].update(cells(sets[one], sets[other]))
    told = confusions(study(found, unit))
    assert {(each.one, each.other): counted(each.counts) for each in told} == expected
    both_ways = Counter()
    for counter in expected.values():
        for (row, column), count in counter.items():
            both_ways[row, column] += count
            both_ways[column, row] += count * (row != column)
    assert counted(pooled(told)) == +both_ways


def counted(counts):
    return Counter(
        {
            (row, column): count
            for row, of_row in enumerate(counts.tolist())
            for column, count in enumerate(of_row)
            if count
        }
    )


def test_codes_that_overlap_are_told_apart():
    # trust and power against trust: they agree on trust, and power stands against no code.
    document = CodedDocument(10, {0: [(0, 4, 0), (0, 4, 1)], 1: [(0, 4, 0)]})
    [found] = confusions(study([document], coders=("Ingrid", "Samir")))
    assert counted(found.counts) == {(0, 0): 4, (1, NONE): 4, (NONE, NONE): 6}
    # trust and power against time: both stand against it.
    document = CodedDocument(4, {0: [(0, 4, 0), (0, 4, 1)], 1: [(0, 4, 2)]})
    [found] = confusions(study([document], coders=("Ingrid", "Samir")))
    assert counted(found.counts) == {(0, 2): 4, (1, 2): 4}
