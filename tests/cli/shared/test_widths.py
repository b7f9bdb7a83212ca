"""Texts are measured, cut and wrapped by the columns that they take on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from qualog_cli.shared import widths
from qualog_cli.shared.widths import cut, padded, width, wrapped

TEXTS = st.text(st.sampled_from("ab åö–“…信任한글🙂é\u0301👩‍💻🇸🇪 "), max_size=40)
CJK, EMOJI, COMBINING = "信任", "🙂", "e\u0301"


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("trust", 5), ("“tröst”…", 8), (CJK, 4), (EMOJI, 2), (COMBINING, 1), ("👩‍💻", 2)],
)
def test_how_many_columns_a_text_takes(text, columns):
    assert width(text) == columns


@given(TEXTS)
def test_characters_of_most_studies_are_counted_as_by_the_tables_of_unicode(text):
    if widths._ONE_COLUMN_EACH.fullmatch(text):
        assert wcswidth(text) == len(text)


def test_each_character_that_is_only_counted_takes_one_column():
    counted = [chr(code) for code in range(0x3000) if widths._ONE_COLUMN_EACH.fullmatch(chr(code))]
    assert len(counted) > 500
    assert [letter for letter in counted if wcswidth(letter) != 1] == []


@pytest.mark.parametrize("text", ["trust", CJK, EMOJI, COMBINING])
def test_padded_to_columns(text):
    assert width(padded(text, 9)) == 9
    assert padded(text, 9).startswith(text)
    assert padded(text, 0) == text


@given(TEXTS, st.integers(1, 20))
def test_a_cut_text_takes_no_more_columns_and_is_a_beginning(text, columns):
    shown = cut(text, columns)
    assert width(shown) <= columns
    if width(text) <= columns:
        assert shown == text
    else:
        assert shown.endswith("…")
        assert text.startswith(shown.removesuffix("…"))


def test_a_wide_letter_is_not_cut_in_two():
    assert cut("信任信任", 6) == "信任…"
    assert cut("信任信任", 5) == "信任…"
    assert cut("信任信任", 4) == "信…"
    assert cut("trust in them", 7) == "trust…"


@given(TEXTS, st.integers(4, 20))
def test_wrapped_lines_take_no_more_columns_and_lose_no_word(text, columns):
    lines = list(wrapped(text, columns))
    assert lines
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_an_empty_paragraph_is_one_line():
    assert list(wrapped("", 10)) == [""]
    assert list(wrapped("one two three", 8)) == ["one two", "three"]
