"""The text of HTML that a program stores, and where bytes of it are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog_plugins.importers.reading.html_text import read_html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Å <b>och</b> 😀</p><p>b</p>", "Å och 😀\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a\n</p><p>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>c", "a\nb\nc"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("a<script>no()</script><style>p</style>b", "ab"),
        ("<!-- no -->a<?no?>b", "ab"),
        ("a &amp; b&nbsp;c", "a & b\u00a0c"),
        ("  a", "  a"),
        ("a\r\nb\rc\x00", "a\nb\nc\ufffd"),
        ("", ""),
        ("<p>a", "a"),
    ],
)
def test_words_stay_and_paragraphs_are_lines(markup, text):
    assert read_html(markup).text == text


def test_bytes_of_what_was_found_lead_to_their_characters():
    html = read_html("<p>Å 😀</p><p>så</p>")
    before = html.bytes_before()
    assert (html.found, html.text) == ("Å 😀så", "Å 😀\nså")
    assert html.span(0, 2, before) == (0, 1)
    assert html.span(3, 7, before) == (2, 3)
    assert html.span(7, 10, before) == (4, 6)
    assert html.span(3, 10, before) == (2, 6)


@pytest.mark.parametrize("span", [(0, 1), (1, 3), (3, 5), (-1, 2), (2, 2), (7, 99), (5, 3)])
def test_bytes_within_a_character_or_outside_lead_nowhere(span):
    html = read_html("<p>Å 😀</p><p>så</p>")
    assert html.span(*span, html.bytes_before()) is None


@given(st.lists(st.sampled_from(["<p>", "</p>", "<br>", "a", "å", "😀", "\n", "<b>"])).map("".join))
def test_without_its_breaks_the_text_is_what_was_found(markup):
    html = read_html(markup)
    text = html.text
    for number, position in enumerate(html.breaks):
        assert text[position + number] == "\n"
    kept = [c for i, c in enumerate(text) if i not in {p + n for n, p in enumerate(html.breaks)}]
    assert "".join(kept) == html.found
