"""Paragraphs of a word processor's text."""

import pytest

from qualog_plugins.importers.transcripts.paragraphs import Paragraph, layout_of

TEXT = "Head\n  some words \n \n"


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (Paragraph(0, 4, True), (0, 4)),
        (Paragraph(5, 18, False), (7, 17)),
        (Paragraph(19, 20, False), None),
        (Paragraph(4, 4, False), None),
    ],
)
def test_the_words_of_a_paragraph_are_without_the_space_around_them(paragraph, words):
    assert paragraph.words(TEXT) == words


def test_a_layout_says_where_paragraphs_and_headings_begin():
    layout = layout_of([Paragraph(0, 4, True), Paragraph(5, 18, False)])
    assert (layout.paragraphs, layout.headings) == ({0, 5}, {0})
    assert not layout.markdown
