"""What of an HTML page counts as text, and what was met in it."""

import pytest

from qualog_plugins.importers.texts.web_page.walk import read_page


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p> a  <b>b</b>\nc </p>", "a b c\n"),
        ("<p>a<p>b<br>c<br><br>d", "a\nb\nc\n\nd\n"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr></table>", "a\tb\nc\n"),
        ("<pre>a  b\n  c\n</pre>", "a  b\n  c\n"),
        ("a&nbsp;&nbsp;b &amp; c", "a\u00a0\u00a0b & c\n"),
        ("a<script>x</script><textarea>x</textarea><svg><text>x</text></svg>b", "ab\n"),
        ("<ul><li>a<li>b</ul>", "a\nb\n"),
    ],
)
def test_what_a_reader_sees_is_the_text(markup, text):
    assert read_page(markup).text == text


def test_paragraphs_and_headings_are_where_their_words_begin():
    page = read_page("<h1><div>Head</div></h1><p>a <br> b</p>c")
    assert page.text == "Head\na\nb\nc\n"
    assert (page.paragraphs, page.headings) == ({0, 5, 9}, {0})


def test_marks_and_pictures_are_kept_with_their_positions():
    page = read_page('<p>a <i data-timestamp="1.5">0:01</i> b<img></p><img>')
    assert (page.marks, page.pictures) == (((2, "1.5"),), 2)


@pytest.mark.parametrize("markup", ["", "<!-- no -->"])
def test_without_markup_and_words_there_is_no_page(markup):
    page = read_page(markup)
    assert page is None or page.text == ""
