"""What is left of a text, and where that is in the whole of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from qualog.reliability.remaining_text import RemainingText

WHOLE = 12


@st.composite
def kept(draw):
    """A text without some passages, none touching the next."""
    cuts = sorted(draw(st.sets(st.integers(0, WHOLE), max_size=6)))
    gone = list(zip(cuts[::2], cuts[1::2], strict=False))
    before = [sum(end - start for start, end in gone[:count]) for count in range(len(gone) + 1)]
    return RemainingText(WHOLE, gone, before)


@given(kept(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_passage_of_what_is_left_is_found_in_the_text(left, data):
    if left.length:
        start = data.draw(st.integers(0, left.length - 1))
        end = data.draw(st.integers(start + 1, left.length))
        there = [
            at for at in range(WHOLE) if not any(first <= at < last for first, last in left.removed)
        ]
        assert left.in_text(start, end) == (there[start], there[end - 1] + 1)
        assert left.span(*left.in_text(start, end)) == (start, end)
