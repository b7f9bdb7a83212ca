"""The same code with other edges: passages of two coders, matched."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import documents, side_by_side

from qualog.reliability.continuum import CodedDocument
from qualog.reliability.disagreement.boundaries import matches

FEW = settings(max_examples=40, deadline=None)


def one_code(ones, others, length=100):
    document = CodedDocument(
        length, {0: [(*each, 0) for each in ones], 1: [(*each, 0) for each in others]}
    )
    return [(m.span, m.other_span) for m in matches(side_by_side([document]))]


def test_exact_moved_and_alone():
    found = one_code([(0, 10), (20, 30), (50, 60)], [(0, 10), (22, 35), (70, 80)])
    assert found == [
        ((0, 10), (0, 10)),
        ((20, 30), (22, 35)),
        ((50, 60), None),
        (None, (70, 80)),
    ]


def test_a_passage_is_matched_with_what_it_shares_most_with():
    assert one_code([(0, 10)], [(0, 3), (3, 10)]) == [((0, 10), (3, 10)), (None, (0, 3))]
    # The largest overlap goes first, and the rest is matched with what is left.
    assert one_code([(0, 10), (10, 30)], [(8, 30)]) == [((0, 10), None), ((10, 30), (8, 30))]


def test_passages_that_touch_share_nothing():
    assert one_code([(0, 5)], [(5, 9)]) == [((0, 5), None), (None, (5, 9))]


def test_overlapping_passages_of_one_coder_are_one():
    assert one_code([(0, 6), (4, 9)], [(0, 9)]) == [((0, 9), (0, 9))]
    assert one_code([(0, 6), (6, 9)], [(0, 9)]) == [((0, 6), (0, 9)), ((6, 9), None)]


def test_what_reaches_out_of_the_text_is_cut_off():
    assert one_code([(-3, 4), (8, 20), (12, 15)], [], length=10) == [
        ((0, 4), None),
        ((8, 10), None),
    ]


def test_how_far_apart():
    document = CodedDocument(50, {0: [(5, 20, 0), (30, 34, 0)], 1: [(3, 26, 0)]})
    moved, alone = matches(side_by_side([document]))
    assert (moved.apart, moved.is_of_both, moved.is_exact, moved.whole) == (8, True, False, (3, 26))
    assert (alone.apart, alone.is_of_both, alone.is_exact, alone.whole) == (
        4,
        False,
        False,
        (30, 34),
    )


@FEW
@given(st.lists(documents(), max_size=2))
def test_the_order_of_coders_does_not_matter(found):
    turned = [
        CodedDocument(
            each.length,
            {2 - c: spans for c, spans in each.codings.items()},
            unjudged={2 - c: passages for c, passages in each.unjudged.items()},
        )
        for each in found
    ]
    one = {
        (m.document, m.code, m.one, m.other, m.span, m.other_span)
        for m in matches(side_by_side(found))
    }
    other = {
        (m.document, m.code, 2 - m.other, 2 - m.one, m.other_span, m.span)
        for m in matches(side_by_side(turned))
    }
    assert one == other


@FEW
@given(st.lists(documents(), max_size=2))
def test_each_passage_is_told_once_and_what_is_matched_overlaps(found):
    for pair in ((0, 1), (0, 2), (1, 2)):
        told = [m for m in matches(side_by_side(found)) if (m.one, m.other) == pair]
        for spans in ([m.span for m in told], [m.other_span for m in told]):
            places = [
                (m.document, m.code, span)
                for m, span in zip(told, spans, strict=True)
                if span is not None
            ]
            assert len(places) == len(set(places))
        for match in told:
            if match.is_of_both:
                (start, end), (other_start, other_end) = match.span, match.other_span
                assert start < other_end and other_start < end
        # Nothing stays alone beside something free that it overlaps.
        alone = [m.span for m in told if m.other_span is None]
        others = [m.other_span for m in told if m.span is None]
        keys = [(m.document, m.code) for m in told if m.other_span is None]
        other_keys = [(m.document, m.code) for m in told if m.span is None]
        for key, (start, end) in zip(keys, alone, strict=True):
            for other_key, (other_start, other_end) in zip(other_keys, others, strict=True):
                assert key != other_key or end <= other_start or other_end <= start
