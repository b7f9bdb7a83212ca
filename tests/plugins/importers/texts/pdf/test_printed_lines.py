"""Printed lines as a text of paragraphs, and what of a page is not its text."""

import pytest

from qualog_plugins.importers.texts.pdf.printed_lines import Line, Pages, boxed, write_out


def line(words, top, left=50, page=1, height=10, row=False):
    """Return a line whose letters are 6 points wide."""
    return Line(words, page, (left, top - height, left + 6 * len(words), top), row)


def written(*lines, join=True):
    return write_out(lines, join=join).text


FULL = "so it went on and on and"


def test_a_line_goes_on_if_the_next_word_would_not_have_fitted():
    assert written(line(FULL, 700), line("on", 688)) == f"{FULL} on\n"
    assert written(line(FULL, 700), line("and", 688), line("on", 676)) == f"{FULL} and\non\n"


@pytest.mark.parametrize(
    "after",
    [
        line("I: so", 688),
        line("so", 688, height=16),
        line("so", 670),
        line("so", 688, row=True),
    ],
    ids=["a label", "another size", "further down", "a row of a table"],
)
def test_a_paragraph_begins_where_the_line_looks_like_one(after):
    assert written(line(FULL, 700), after) == f"{FULL}\n{after.words}\n"


def test_a_paragraph_goes_on_over_a_page():
    assert written(line(FULL, 700), line("on", 800, page=2)) == f"{FULL} on\n"


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("the inter-", "view was", "the interview was\n"),
        ("and Anna-", "Lisa was", "and Anna-Lisa was\n"),
        ("it was -", "and so", "it was -\nand so\n"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line(first, second, text):
    wide = line("w" * 60, 100)  # so that no other line is full
    assert written(line(first, 700), line(second, 688), wide) == f"{text}{wide.words}\n"


def test_a_word_that_is_written_with_a_hyphen_keeps_it():
    lines = [line("a well-known rule, and well-", 700), line("known too", 688)]
    assert written(*lines) == "a well-known rule, and well-known too\n"


def test_lines_and_paragraphs_are_where_the_text_has_them():
    printed = write_out([line("the inter-", 700), line("view", 688), line("I: so", 676)], join=True)
    assert [printed.text[each.start : each.end] for each in printed.lines] == [
        "the inter", "view", "I: so",
    ]  # fmt: skip
    assert printed.paragraphs == {0, printed.text.index("I: so")}
    kept = write_out([line(FULL, 700), line("on", 688)], join=False)
    assert kept.paragraphs == {0, len(FULL) + 1}


def test_what_is_off_the_page_and_numbers_in_the_margin_are_left_out():
    pages = Pages([[line("I: so", 700), line("R: yes", 688), line("12", 700, left=20),
                    line("off", -90), line("12", 676)]])  # fmt: skip
    pages.clear(0, (0, 0, 595, 842))
    assert [each.words for each in pages.lines] == ["I: so", "R: yes", "12"]
    assert list(map(str, pages.left_behind.messages())) == [
        "lines off the page: 1",
        "line numbers in the margin: 1",
    ]


@pytest.mark.parametrize(("count", "kept"), [(3, 3), (2, 6)])
def test_headers_and_footers_are_what_three_pages_and_most_have(count, kept):
    pages = Pages(
        [
            [line(f"Interview, page {page}", 800), line("word " * page, 400), line(f"{page}/9", 20)]
            for page in range(1, count + 1)
        ]
    )
    pages.leave_out_running_lines()
    assert len(pages.lines) == kept


def test_a_line_has_the_box_of_its_letters_and_is_a_row_if_it_has_a_wide_gap():
    assert boxed("ab", 2, [(50, 700, 56, 707), (56.126, 698, 62, 706)]) == Line(
        "ab", 2, (50, 698, 62, 707)
    )
    assert boxed("a b", 1, [(50, 700, 56, 707), (90, 700, 96, 707)]).row
    assert boxed(" ", 1, [(50, 700, 56, 707)]) is None
    assert boxed("a", 1, [(50, 700, 50, 700)]) is None
