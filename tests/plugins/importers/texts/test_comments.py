"""What a comment in the margin is read as, seen through the Word importer."""

import pytest
from tests.plugins.importers import docx_files as docx

from qualog_plugins.importers.word.importer import Word


@pytest.fixture
def read(tmp_path):
    """Give the codes, each with its memo, and the notes of one comment."""

    def read(text: str, **options):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        path = docx.make(
            tmp_path / "i.docx",
            docx.para(docx.start(1), docx.run("some words"), docx.end(1)),
            docx.comment(1, escaped),
        )
        material = Word().read(path, Word.options(**options))
        for each in (*material.codings, *material.memos):
            assert (each.start, each.end, each.author) == (0, 10, "Anna")
        return [(each.code, each.memo) for each in material.codings], [
            each.text for each in material.memos
        ]

    return read


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("trust", ["trust"]),
        ("trust; workload", ["trust", "workload"]),
        ("trust, workload,fear of failure", ["trust", "workload", "fear of failure"]),
        ("trust\nworkload", ["trust", "workload"]),
        ("  lack   of\ttime ;", ["lack of time"]),
        ("trust; Trust, TRUST", ["trust"]),
        ("tillit; brist på tid", ["tillit", "brist på tid"]),
        ("C++ skills", ["C++ skills"]),
        ("trust, workload, fear of failure, team spirit, leadership, blame culture, humour",
         ["trust", "workload", "fear of failure", "team spirit", "leadership", "blame culture",
          "humour"]),
        ("信任；工作", ["信任；工作"]),
    ],
)  # fmt: skip
def test_short_pieces_are_codes(read, text, codes):
    assert read(text) == ([(code, "") for code in codes], [])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("trust: she says it of the team", [("trust", "she says it of the team")]),
        ("trust: of the team; and of us", [("trust", "of the team; and of us")]),
        ("trust: here; workload: there", [("trust", "here"), ("workload", "there")]),
        ("trust, fear: both at once", [("trust", "both at once"), ("fear", "both at once")]),
        ("trust:", [("trust", "")]),
        ("trust; fear: of us", [("trust", ""), ("fear", "of us")]),
        ("trust: really?", [("trust", "really?")]),
        ("trust\nThis is where she turns.", [("trust", "This is where she turns.")]),
        ("trust: one\nTrust: two", [("trust", "one\ntwo")]),
    ],
)
def test_memos_go_with_their_codes(read, text, codes):
    assert read(text) == (codes, [])


@pytest.mark.parametrize(
    "text",
    [
        "This is where she turns.",
        "Why does he say so?",
        "Ask him again!",
        "He said “why?”",
        "hm…",
        "this is the place where she begins to doubt him",
        "I like this, because it shows how he feels, you know",
        "see https://example.org/x",
        "?",
        "&",
    ],
)
def test_sentences_are_notes(read, text):
    assert read(text) == ([], [text])


def test_what_follows_note_is_a_note(read):
    assert read("Note: look at this again") == ([], ["look at this again"])
    assert read("trust\nOBS: osäker") == ([("trust", "osäker")], [])


def test_a_note_beside_several_codes_is_a_memo_of_the_passage(read):
    assert read("trust; fear\nShe turns here.") == (
        [("trust", ""), ("fear", "")],
        ["She turns here."],
    )


@pytest.mark.parametrize(
    ("text", "codes", "notes"),
    [
        ("#trust", [("trust", "")], []),
        ("#in-vivo_code and #trust", [("in-vivo_code", ""), ("trust", "")], ["and"]),
        ("#trust she says it of the team.", [("trust", "she says it of the team.")], []),
        ("#trust: of the team", [("trust", "of the team")], []),
        ("She is sure (#trust, #fear).", [("trust", ""), ("fear", "")], ["She is sure ( )."]),
        ("#trust; #Trust", [("trust", "")], []),
        ("trust, workload #fear", [("fear", "trust, workload")], []),
        ("#tillit_på.", [("tillit_på", "")], []),
    ],
)
def test_where_there_are_tags_only_they_are_codes(read, text, codes, notes):
    assert read(text) == (codes, notes)


@pytest.mark.parametrize("text", ["see #3.", "http://example.org/a#part is it.", "a&#b."])
def test_what_only_looks_like_a_tag(read, text):
    assert read(text) == ([], [text])


def test_only_tags(read):
    assert read("trust; workload", codes="tags") == ([], ["trust; workload"])
    assert read("trust #workload", codes="tags") == ([("workload", "trust")], [])


def test_the_whole_comment(read):
    assert read("trust; #workload:\nwhy?", codes="whole") == ([("trust; #workload: why?", "")], [])


def test_long_comments_as_codes(read):
    assert read("This is where, really, she turns.", long_comments="code") == (
        [("This is where, really, she turns.", "")],
        [],
    )
    assert read("trust; fear", long_comments="code") == ([("trust", ""), ("fear", "")], [])


def test_names_that_are_alike_take_the_first_spelling_of_the_file(tmp_path):
    path = docx.make(
        tmp_path / "i.docx",
        docx.para(docx.start(1), docx.start(2), docx.run("words"), docx.end(1), docx.end(2)),
        docx.comment(1, "Trust"),
        docx.comment(2, "TRUST; fear", author="Bo"),
    )
    codings = Word().read(path, Word.options()).codings
    assert [(each.author, each.code) for each in codings] == [
        ("Anna", "Trust"),
        ("Bo", "Trust"),
        ("Bo", "fear"),
    ]
