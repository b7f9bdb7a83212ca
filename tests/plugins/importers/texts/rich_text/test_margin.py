"""The comments of rich text: signs in their place, which say where they are."""

import pytest

from qualog_plugins.importers.texts.rich_text.margin import Margin

COMMENT = (
    r"{\*\atrfstart 7}words{\*\atrfend 7}{\*\atnid X}{\*\atnauthor Bo}"
    r"{\*\annotation{\*\atnref 7}{\*\atndate 130093252}trust}"
)


def text_of(rtf):
    """Return what stands for the text of a piece of RTF here."""
    return rtf.rpartition("}")[2]


def comments(text, positions, source):
    return list(Margin.of(source).comments(text, positions, text_of))


def test_a_source_without_comments_stays_as_it_is():
    margin = Margin.of(r"{\rtf1 {\b a} \{ b}")
    assert (margin.source, margin.notes, margin.signs) == (r"{\rtf1 {\b a} \{ b}", [], [])


def test_signs_stand_where_comments_were():
    margin = Margin.of(rf"{{\rtf1 so {COMMENT} it}}")
    assert margin.source == (r"{\rtf1 so {\uc1\u57344 ?}words{\uc1\u57345 ?}{\uc1\u57346 ?} it}")
    assert margin.without_signs("so \ue000words\ue001\ue002 it") == ("so words it", [3, 8, 8])


@pytest.mark.parametrize(
    "text", ["so words", "so \ue000words\ue001", "\ue000so \ue000w\ue001\ue002"]
)
def test_where_a_sign_is_gone_or_there_before_nothing_is_known(text):
    margin = Margin.of(rf"{{\rtf1 so {COMMENT} it}}")
    assert margin.without_signs(text)[1] == []


def test_a_comment_is_on_its_range():
    [comment] = comments("so words it", [3, 8, 8], rf"{{\rtf1 so {COMMENT} it}}")
    assert (comment.text, comment.author, comment.span) == ("trust", "Bo", (3, 8))
    assert (comment.dated, comment.reply) == (1704164640000, False)


@pytest.mark.parametrize(
    ("positions", "span"), [([3, 3, 4], (3, 8)), ([], None), ([3, 8, 8], (3, 8))]
)
def test_a_comment_without_words_of_its_own_is_on_its_paragraph(positions, span):
    [comment] = comments("so\nwords\n", positions, rf"{{\rtf1 so {COMMENT} it}}")
    assert comment.span == span


def test_a_reply_is_known_by_its_parent():
    source = COMMENT.replace("trust", r"{\*\atnparent -1}no")
    assert comments("words", [], rf"{{\rtf1 {source}}}")[0].reply
