"""Passages that another program marked: where they are, or why they are nowhere."""

import pytest

from qualog_plugins.importers.placing.offsets import offsets_in
from qualog_plugins.importers.placing.passages import (
    MarkedPassage,
    NotPlaced,
    best_offsets,
    place_passage,
    shortened,
)

TEXT = "I 🐈 trust\nthem"


def place(start, end, words=""):
    return place_passage(MarkedPassage(start, end, words), offsets_in(TEXT), TEXT)


def test_a_passage_is_where_the_program_says():
    assert place(4, 9) == (4, 9)
    assert place(4, 14, "trust them") == (4, 14)


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        ((None, 9), "it does not say which passage it is on"),
        ((4, None), "it does not say which passage it is on"),
        ((4, 99), "its text has no passage 4:99"),
        ((9, 4), "its text has no passage 9:4"),
        ((4, 9, "them"), "the text reads “trust” there, not “them”"),
    ],
)
def test_a_passage_that_is_nowhere_has_a_reason(passage, reason):
    found = place(*passage)
    assert isinstance(found, NotPlaced)
    assert str(found.reason) == reason


def test_the_way_of_counting_is_chosen_that_fits_most_words():
    ways = [offsets_in(TEXT), offsets_in(TEXT, utf16=True)]
    in_utf16 = [MarkedPassage(5, 10, "trust"), MarkedPassage(11, 15, "them")]
    assert best_offsets(ways, TEXT, [*in_utf16, MarkedPassage(4, 9, "trust")]) is ways[1]
    assert best_offsets(ways, TEXT, []) is ways[0]


def test_words_are_shown_in_one_line_and_not_all_of_many():
    assert shortened(" I\n trust ") == "I trust"
    assert shortened("x" * 61) == "x" * 59 + "…"
    assert shortened("abcd", 3) == "ab…"
