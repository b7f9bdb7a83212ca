"""From positions as another program counted them to positions in the stored text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.importers.placing.offsets import Offsets, offsets_in, same_words, stored_text

FOUND = "\ufeffA 🐈\r\nb\rc"
STORED = "A 🐈\nb\nc"
pieces = st.sampled_from(["a", "é", "🐈", "\n", "\r\n", "\r", " "])


def test_a_stored_text_has_no_mark_and_one_kind_of_line_end():
    assert stored_text(FOUND) == STORED


@pytest.mark.parametrize(
    ("words", "utf16"), [("b", False), ("b", True), ("🐈", False), ("c", True)]
)
def test_a_passage_is_where_its_words_are(words, utf16):
    start = FOUND.index(words)
    width = (lambda text: len(text.encode("utf-16-le")) // 2) if utf16 else len
    first, last = width(FOUND[:start]), width(FOUND[: start + len(words)])
    span = offsets_in(FOUND, utf16=utf16).span(first, last)
    assert STORED[slice(*span)] == words


@pytest.mark.parametrize(
    "span", [(0, 1), (-1, 2), (3, 3), (4, 2), (0, 99)], ids=lambda span: f"{span[0]}:{span[1]}"
)
def test_there_is_no_empty_passage_nor_one_outside(span):
    assert offsets_in(FOUND).span(*span) is None


def test_there_is_no_position_in_the_middle_of_a_character():
    offsets = offsets_in("🐈!", utf16=True)
    assert [offsets.position(position) for position in range(5)] == [0, None, 1, 2, None]


def test_a_text_that_is_stored_as_it_was_found_is_counted_as_it_is():
    assert Offsets(5).span(1, 4) == (1, 4)


@given(st.lists(pieces).map("".join), st.booleans(), st.booleans())
def test_every_position_leads_to_as_much_text(text, mark, utf16):
    """What is before a position as found is, once stored, what is before it as stored."""
    found = "\ufeff" + text if mark else text
    offsets, stored = offsets_in(found, utf16=utf16), stored_text(found)
    width = (lambda words: len(words.encode("utf-16-le")) // 2) if utf16 else len
    for point in range(len(found) + 1):
        if found[point - 1 : point + 1] == "\r\n":
            continue  # in the middle of a line end
        assert offsets.position(width(found[:point])) == len(stored_text(found[:point]))
    assert offsets.position(width(found)) == len(stored)


def test_two_quotations_have_the_same_words_whatever_is_between():
    assert same_words("I  trust\nyou", " I trust you ")
    assert not same_words("I trust", "I trusted")
