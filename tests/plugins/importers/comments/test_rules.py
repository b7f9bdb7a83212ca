"""Which codes and notes a comment in the margin is read as."""

import pytest

from qualog_plugins.importers.comments.rules import Code, Reading, read_comment


def read(text: str, **options):
    """Return the codes, each with its memo, and the notes of a comment."""
    reading = read_comment(text, **options)
    return [(code.name, code.memo) for code in reading.codes], list(filter(None, [reading.note]))


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
def test_short_pieces_are_codes(text, codes):
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
def test_memos_go_with_their_codes(text, codes):
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
def test_sentences_are_notes(text):
    assert read(text) == ([], [text])


def test_more_than_eight_words_are_a_note_and_so_is_a_list_with_a_long_item():
    eight = "this is how she begins to doubt him"
    assert read(eight) == ([(eight, "")], [])
    assert read(f"{eight} now") == ([], [f"{eight} now"])
    items = "one two three four, five six seven eight, nine"
    assert [code for code, _ in read(items)[0]] == items.split(", ")
    assert read(f"zero {items}") == ([], [f"zero {items}"])


def test_what_follows_note_is_a_note():
    assert read("Note: look at this again") == ([], ["look at this again"])
    assert read("trust\nOBS: osäker") == ([("trust", "osäker")], [])


def test_a_note_beside_several_codes_is_a_memo_of_the_passage():
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
def test_where_there_are_tags_only_they_are_codes(text, codes, notes):
    assert read(text) == (codes, notes)


@pytest.mark.parametrize("text", ["see #3.", "http://example.org/a#part is it.", "a&#b."])
def test_what_only_looks_like_a_tag(text):
    assert read(text) == ([], [text])


def test_only_tags():
    assert read("trust; workload", codes="tags") == ([], ["trust; workload"])
    assert read("trust #workload", codes="tags") == ([("workload", "trust")], [])


def test_the_whole_comment():
    assert read("trust; #workload:\nwhy?", codes="whole") == ([("trust; #workload: why?", "")], [])


def test_long_comments_as_codes():
    assert read("This is where, really, she turns.", long_comments="code") == (
        [("This is where, really, she turns.", "")],
        [],
    )
    assert read("trust; fear", long_comments="code") == ([("trust", ""), ("fear", "")], [])


def test_an_empty_comment_says_nothing():
    assert read_comment(" \n ") == Reading()


def test_a_code_and_a_note_are_told_apart():
    assert read_comment("a; b\nShe turns.") == Reading((Code("a"), Code("b")), "She turns.")
