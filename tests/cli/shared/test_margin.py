"""Each line of a text has a bar for each code along it, named where it begins."""

from types import SimpleNamespace

import pytest

from qualog_cli.shared.margin import margined

TEXT = "R: I ask her.\n\nShe knows, and she has known it for so long that nobody asks anyone else."


def study(**authors):
    names = authors or {"a": "Ingrid Falk", "b": "Samir Haddad"}
    return SimpleNamespace(
        codebook=SimpleNamespace(name=lambda code: code),
        authors={id_: SimpleNamespace(name=name) for id_, name in names.items()},
        author_names=lambda ids: names[ids[0]],
    )


def coding(code, words, *authors):
    start = TEXT.index(words)
    made = SimpleNamespace(authors=authors or ("a",))
    return SimpleNamespace(code=code, start=start, end=start + len(words), made=made)


def margins(codings, start=0, state=None):
    lines = list(margined(state or study(), TEXT, start, len(TEXT), codings))
    return [(line.words, line.bars, line.names) for line in lines]


def test_a_code_is_named_where_it_begins_and_goes_on_as_a_bar():
    assert margins([coding("trust", TEXT[3:])]) == [
        ("R: I ask her.", "│", "trust (IF)"),
        ("", "│", ""),
        ("She knows, and she has known it for so long that nobody asks", "│", ""),
        ("anyone else.", "│", ""),
    ]


def test_codes_beside_each_other_have_a_lane_each_and_a_free_one_is_taken_again():
    long, first, later = (
        coding("long", TEXT[3:]),
        coding("first", "I ask her.", "b"),
        coding("later", "anyone", "a", "b"),
    )
    assert [(bars, names) for _, bars, names in margins([long, first, later])] == [
        ("││", "long (IF); first (SH)"),
        ("│", ""),
        ("│", ""),
        ("││", "later (IF+SH)"),
    ]


def test_a_lane_that_is_free_before_another_is_a_blank():
    bars = [bars for _, bars, _ in margins([coding("a", "I ask her."), coding("b", TEXT[3:])])]
    assert bars == ["││", " │", " │", " │"]


def test_a_code_that_began_before_the_passage_is_named_on_its_first_line():
    start = TEXT.index("She")
    found = margins([coding("trust", TEXT[3:])], start=start)
    assert [names for *_, names in found] == ["trust (IF)", ""]


def test_a_code_that_only_touches_a_line_is_not_along_it():
    assert [bars for _, bars, _ in margins([coding("a", "R: I ask her.")])] == ["│", "", "", ""]


@pytest.mark.parametrize(
    ("authors", "signed"),
    [({"a": "Ingrid Falk", "b": "Ida Frid"}, "Ingrid Falk"), ({"a": "Ingrid Falk"}, "IF")],
)
def test_authors_are_signed_by_initials_unless_two_have_the_same(authors, signed):
    [(*_, names), *_] = margins([coding("x", "ask")], state=study(**authors))
    assert names == f"x ({signed})"


def test_a_line_begins_where_its_words_stand_in_the_text():
    for line in margined(study(), TEXT, 0, len(TEXT), []):
        assert TEXT.startswith(line.words, line.begins)


def test_a_line_is_shown_with_its_margin():
    [first, *_] = margined(study(), TEXT, 0, len(TEXT), [coding("x", "ask")])
    assert first.shown(first.words, 20) == "  R: I ask her.        │ x (IF)"
