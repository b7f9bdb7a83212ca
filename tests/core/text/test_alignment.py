"""Two copies of one text: where they part, and how a passage is carried from one to the other."""

from hypothesis import given
from hypothesis import strategies as st

from qualog.text.alignment import align, first_difference

words = st.lists(st.sampled_from(["trust", "them", "all", "day", ",", "»", "å"]), min_size=1)
gap = st.sampled_from([" ", "\n", "  ", "\r\n\r\n"])


def test_where_two_texts_differ_first():
    for there, here, sentence in (
        ("one\ntwo\nthree", "one\ntwo\ntree", "First difference, line 3: “three” / “tree”."),
        ("once", "once more", "First difference, line 1: the end of the text / “once more”."),
        ("once more", "once", "First difference, line 1: “once more” / the end of the text."),
        ("a\u200bb", "ab", "First difference, line 1: “a\\u200bb” / “ab”."),
        ("a\nb", "a b", "First difference, line 1: “a\\nb” / “a b”."),
    ):
        assert str(first_difference(there, here)) == sentence


def test_only_what_is_near_the_difference_is_shown():
    before, after = "x" * 400, "y" * 400
    shown = str(first_difference(f"{before}1{after}", f"{before}2{after}"))
    assert shown == (
        f"First difference, line 1: “{'x' * 15}1{'y' * 29}” / “{'x' * 15}2{'y' * 29}”."
    )


@given(words, words, st.data())
def test_white_space_does_not_count(left, right, data):
    tokens = left + right
    gaps = data.draw(st.lists(gap, min_size=len(tokens), max_size=len(tokens)))
    one = " ".join(tokens)
    other = "".join(token + after for token, after in zip(tokens, gaps, strict=True))
    start, end = len(" ".join(left)) + 1, len(one)
    carried = align(one, other).carried(start, end)
    assert carried is not None
    assert other[slice(*carried)].split() == right


def test_words_that_the_other_copy_lacks_are_not_carried():
    one, other = "I trust them all", "»I trust all of them"
    alignment = align(one, other)
    assert 0.5 < alignment.share < 1
    begin = alignment.carried(0, 7)
    assert begin is not None
    assert other[slice(*begin)] == "I trust"
    assert alignment.carried(2, 12) is None  # "trust them" is not in a row
    assert alignment.carried(7, 8) is None  # a space has no words
    assert alignment.carried(40, 50) is None


def test_a_span_within_a_word_stays_within_it():
    alignment = align("well known words", "well\n\nknown   words")
    carried = alignment.carried(6, 14)
    assert carried is not None
    assert "well\n\nknown   words"[slice(*carried)] == "nown   wor"


tokens = st.lists(st.sampled_from("abcd"), max_size=40)


@given(tokens, tokens, st.integers(0, 90), st.integers(0, 90))
def test_what_is_carried_reads_the_same(one, other, start, end):
    left, right = " ".join(one), "\n".join(other)
    carried = align(left, right).carried(start, end)
    if carried is not None:
        assert right[slice(*carried)].split() == left[start:end].split() != []


@given(st.integers(0, 30), tokens)
def test_what_was_put_in_or_left_out_does_not_lose_the_rest(at, inserted):
    long = [f"w{index}" for index in range(30)]
    other = long[:at] + inserted + long[at:]
    for left, right in ((long, other), (other, long)):
        alignment = align(" ".join(left), " ".join(right))
        assert sum(each is not None for each in alignment.others) >= len(long)


def test_copies_that_go_on_alike_only_far_on_or_never():
    words = [f"w{index}" for index in range(900)]
    assert align(" ".join(words), " ".join(words[300:])).share == 600 / 900
    assert align(" ".join(words), "none of them").share == 0
    assert align("", "").share == 0
