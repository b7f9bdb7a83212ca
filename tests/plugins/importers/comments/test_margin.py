"""Comments in a margin as codings and memos by their authors, whatever program they are from."""

import pytest
from tests.plugins.importers.seen import coded, left_behind

from qualog.material import ImportedDocument
from qualog_plugins.importers.comments.margin import (
    Comment,
    CommentOptions,
    material_with_comments,
)

TEXT = "They trust us.\n"
WORDS = (5, 10)


def read(*comments, doubtful=(), **options):
    return material_with_comments(
        ImportedDocument("talk", TEXT),
        comments,
        CommentOptions(**options),
        left_behind=["pictures: 1"],
        doubtful=doubtful,
    )


def test_a_comment_is_a_coding_of_its_words_by_its_author_at_its_date():
    material = read(Comment("trust: in us", "Anna", 5, WORDS, reply=False))
    assert coded(material) == [("trust", "trust", "in us")]
    [coding] = material.codings
    assert (coding.document, coding.author, coding.dated) == ("talk", "Anna", 5)


def test_a_note_and_a_reply_are_memos_on_the_passage():
    material = read(
        Comment("a; b\nShe means it.", "Anna", None, WORDS, reply=False),
        Comment("#no", "Bo", None, WORDS, reply=True),
    )
    assert [code for code, *_ in coded(material)] == ["a", "b"]
    assert [(memo.text, memo.start, memo.end, memo.author) for memo in material.memos] == [
        ("She means it.", 5, 10, "Anna"),
        ("#no", 5, 10, "Bo"),
    ]


def test_names_that_are_alike_take_the_first_spelling_of_the_file():
    material = read(
        Comment("Trust", "Anna", None, WORDS, reply=False),
        Comment("TRUST; fear", "Bo", None, WORDS, reply=False),
    )
    assert [(coding.author, coding.code) for coding in material.codings] == [
        ("Anna", "Trust"),
        ("Bo", "Trust"),
        ("Bo", "fear"),
    ]


def test_options_say_what_comments_become():
    comment = Comment("trust; #fear", None, None, WORDS, reply=False)
    assert [code for code, *_ in coded(read(comment, codes="tags"))] == ["fear"]
    assert [code for code, *_ in coded(read(comment, codes="whole"))] == ["trust; #fear"]
    long = Comment("She means it.", None, None, WORDS, reply=False)
    assert [code for code, *_ in coded(read(long, long_comments="code"))] == ["She means it."]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        (
            Comment("", "Anna", None, WORDS, reply=False),
            "a comment by Anna that has no text",
        ),
        (
            Comment("", None, None, None, reply=False),
            "a comment by an unnamed author that has no text",
        ),
        (
            Comment("trust\nus", "Anna", None, None, reply=False),
            "the position of a comment by Anna, “trust us”: it is on no words of the text, so it "
            "becomes a memo on the document",
        ),
        (
            Comment("x" * 50, "Bo", None, WORDS, reply=False, wide=True),
            f"the words that a comment by Bo is on, “{'x' * 39}…”: they are not in the text "
            "(deleted, or a picture), so it is on its paragraph",
        ),
    ],
)
def test_what_of_a_comment_is_left_behind_is_said(comment, said):
    assert left_behind(read(comment)) == ("pictures: 1", said)


def test_a_comment_on_no_words_is_a_memo_on_the_document():
    [memo] = read(Comment("trust", "Anna", 5, None, reply=False)).memos
    assert (memo.document, memo.text, memo.start, memo.dated) == ("talk", "trust", None, 5)


def test_doubtful_labels_are_said_last():
    said = left_behind(read(Comment("", "A", None, WORDS, reply=False), doubtful=("Berit",)))
    assert [line[:10] for line in said] == ["pictures: ", "a comment ", "“Berit:” b"]
