"""Carrying passages into a corrected text: where their words are, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.decisions.documents import changed_places
from qualog.text.reanchoring import Reanchored, reanchor, shared_blocks, turned

WORDS = st.sampled_from(["jag", "litar", "på", "dem", "alla", "😀", "och", "så", "nej", "."])
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n"])
texts = st.lists(st.tuples(WORDS, SPACES), max_size=20).map(
    lambda told: "".join(word + space for word, space in told)
)


@st.composite
def corrected(draw):
    """A text, and the same with some of its stretches replaced: both as lists of pieces."""
    pieces = draw(st.lists(st.tuples(texts, st.none() | texts), min_size=1, max_size=5))
    one = [old for old, _ in pieces]
    other = [old if new is None else new for old, new in pieces]
    return "".join(one), "".join(other)


@given(corrected())
def test_blocks_are_what_both_texts_share_in_order(both):
    one, other = both
    blocks = shared_blocks(one, other)
    here = there = 0
    for begin, start, length in blocks:
        assert here <= begin
        assert there <= start
        assert one[begin : begin + length] == other[start : start + length]
        here, there = begin + length, start + length
    assert blocks[-1] == (len(one), len(other), 0)


@given(texts)
def test_a_text_shares_all_with_itself(text):
    blocks = shared_blocks(text, text)
    assert changed_places(blocks) == 0
    for start in range(len(text)):
        assert reanchor(blocks, start, len(text)) == Reanchored(start, len(text), len(text) - start)


@given(corrected(), st.data())
def test_a_passage_lies_in_the_other_text_with_what_is_left_of_it(both, data):
    one, other = both
    if not one:
        return
    start = data.draw(st.integers(0, len(one) - 1))
    end = data.draw(st.integers(start + 1, len(one)))
    blocks = shared_blocks(one, other)
    found = reanchor(blocks, start, end)
    assert 0 <= found.start <= found.end <= len(other)
    left = [
        (max(start, here), min(end, here + length), there - here)
        for here, there, length in blocks
        if here < end and start < here + length
    ]
    assert found.kept == sum(last - first for first, last, _ in left)
    for first, last, shift in left:  # every character that is left is in it
        assert found.start <= first + shift
        assert last + shift <= found.end
    if found.kept == end - start and len(left) == 1:
        assert other[found.start : found.end] == one[start:end]


@given(corrected(), st.data())
def test_what_stayed_comes_back_as_it_was(both, data):
    one, other = both
    blocks = shared_blocks(one, other)
    whole = [each for each in blocks if each[2]]
    if not whole:
        return
    here, _, length = data.draw(st.sampled_from(whole))
    start = data.draw(st.integers(here, here + length - 1))
    end = data.draw(st.integers(start + 1, here + length))
    there = reanchor(blocks, start, end)
    assert reanchor(turned(blocks), there.start, there.end) == Reanchored(start, end, end - start)


@pytest.mark.parametrize(
    ("one", "other", "passage", "becomes", "kept", "exact"),
    [
        ("I am fine.", "I am fine.", "fine", "fine", 4, True),
        ("I am fine.", "Well, I am fine.", "fine", "fine", 4, True),
        ("I trust them all", "I trust all of them all", "trust them all", None, None, True),
        ("the colour red", "the color red", "colour", "color", 0, True),
        ("the colour red", "the color red", "colour red", "color red", 4, True),
        ("I trust all, they listen", "They listen", "I trust all", "They", 0, False),
        ("they never ask us here", "they ask us here", "never", "", 0, None),
        ("they never ask us here", "they ask us here", "never ask us", "ask us", 6, None),
        ("we said nothing then", "we told them all then", "said nothing", "told them all", 0, True),
        ("a b c d e f", "a b X Y e f", "b c", None, None, False),
    ],
)
def test_passages_in_corrected_texts(one, other, passage, becomes, kept, exact):
    start = one.index(passage)
    found = reanchor(shared_blocks(one, other), start, start + len(passage))
    if becomes is not None:
        assert other[found.start : found.end] == becomes
        assert found.kept == kept
        assert found.is_lost is (not kept and not exact)
    if exact is not None:
        assert found.exact is exact
