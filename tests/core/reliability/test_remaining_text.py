"""What is left of a text, and where that is in the whole of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.reliability.remaining_text import RemainingText, units_in

WHOLE = 12


@st.composite
def kept(draw):
    """A text without some passages, none touching the next."""
    cuts = sorted(draw(st.sets(st.integers(0, WHOLE), max_size=6)))
    gone = list(zip(cuts[::2], cuts[1::2], strict=False))
    before = [sum(end - start for start, end in gone[:count]) for count in range(len(gone) + 1)]
    return RemainingText(WHOLE, gone, before)


@given(kept(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_passage_of_what_is_left_is_found_in_the_text(left, data):
    if left.length:
        start = data.draw(st.integers(0, left.length - 1))
        end = data.draw(st.integers(start + 1, left.length))
        there = [
            at for at in range(WHOLE) if not any(first <= at < last for first, last in left.removed)
        ]
        assert left.in_text(start, end) == (there[start], there[end - 1] + 1)
        assert left.span(*left.in_text(start, end)) == (start, end)


def places(left):
    """The positions of the whole text that are left."""
    return [
        at for at in range(WHOLE) if not any(first <= at < last for first, last in left.removed)
    ]


@given(kept(), st.integers(0, WHOLE), st.integers(0, WHOLE))
@settings(max_examples=100, deadline=None)
def test_a_passage_is_where_what_is_left_of_it_lies(left, one, other):
    start, end = sorted((one, other))
    there = places(left)
    first, last = left.span(start, end)
    assert there[first:last] == [at for at in there if start <= at < end]
    assert left.length == len(there)
    if start < end:
        assert left.holds(start, end) == all(at in there for at in range(start, end))


def without(project, *quotes, document="talk"):
    """A document without some words."""
    found = project.find.document(document)
    text = project.state.text(found.id)
    gone = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    before = [sum(end - start for start, end in gone[:count]) for count in range(len(gone) + 1)]
    return RemainingText(len(text), gone, before)


def units(project, unit, *gone, document="talk"):
    """The units of a document without some words, as they read; or why there are none."""
    found = project.find.document(document)
    left = without(project, *gone, document=document)
    text = project.state.text(found.id)
    for quote in gone:
        text = text.replace(quote, "")
    given = units_in(project.state, found.id, unit, left)
    assert (given.missing is None) == bool(given.spans or unit == "character")
    return [text[start:end] for start, end in given.spans] or str(given.missing)


TRUST = "It was fine, I trust\nthem all."


def test_units_are_those_of_the_text_that_is_left(project):
    assert units(project, "turn") == ["How was it?", TRUST, "Why?", "They listen, most days."]
    assert units(project, "turn", "How", "them")[:2] == ["Why?", "They listen, most days."]
    assert units(project, "answer") == [TRUST, "They listen, most days."]
    assert units(project, "word", "fine, I")[:6] == ["How", "was", "it", "It", "was", "trust"]
    assert units(project, "word", "tru")[:5] == ["How", "was", "it", "It", "was"]
    assert "st" not in units(project, "word", "tru")
    assert TRUST in units(project, "sentence")
    assert "Why?" in units(project, "sentence", "most")
    assert not [words for words in units(project, "sentence", "most") if "listen" in words]
    [whole] = units(project, "document", "I: How was it?\n")
    assert whole.startswith("R: It was")
    assert whole.endswith("most days.\n")
    assert units(project, "character") == "None"


def test_a_document_without_such_units_says_why(project):
    for name, text, turns in (
        ("plain", "Only some words.", ()),
        ("signs", "… – …", ()),
        ("nobody asks", "A: Well.", (ImportedTurn(3, 8, "A"),)),
        ("only questions", "I: And?", (ImportedTurn(3, 7, "I"),)),
    ):
        document = ImportedDocument(name, text, turns)
        project.imports.import_(Material((document,)), importer="test")
    assert units(project, "turn", document="plain") == "plain has no turns."
    assert units(project, "word", document="signs") == "signs has no words."
    assert units(project, "sentence", document="signs") == "signs has no sentences."
    reasons = [
        units(project, "answer", document=name)
        for name in ("plain", "nobody asks", "only questions")
    ]
    assert reasons[0] == "plain has no answers: nobody speaks in it."
    assert "it is not known who asks in it" in reasons[1]
    assert "nobody but the interviewer speaks in it" in reasons[2]


def test_who_asks_is_known_from_who_they_are_before_their_label(project):
    project.documents.speaker("talk", "I", participant="Anna")
    assert "it is not known who asks in it" in units(project, "answer")
    project.documents.speaker("talk", "R", author="Samir")
    assert units(project, "answer") == ["How was it?", "Why?"]


@pytest.mark.parametrize("gone", [(), ("Why?",)])
def test_a_whole_document_is_one_unit_from_its_first_character_to_its_last(project, gone):
    [whole] = units(project, "document", *gone)
    text = project.state.text(project.find.document("talk").id)
    assert whole == (text.replace(*gone, "") if gone else text)
