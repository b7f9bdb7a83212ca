"""Messages: whole sentences that become texts where they are shown."""

import copy
import pickle

import pytest

from qualog.errors import BadInput, QualogError
from qualog.language import alternatives, listing, message, number, paragraph, plural


def test_values_stand_in_their_places_whatever_they_hold():
    told = message("The code “{name}” is retired.", name="a {b} %s {0}")
    assert str(told) == "The code “a {b} %s {0}” is retired."


def test_a_sentence_without_values_is_shown_as_it_is():
    assert str(message("Write it as {start}:{end}.")) == "Write it as {start}:{end}."


def test_values_that_are_messages_become_texts_with_the_sentence():
    documents = plural("one document", "{n} documents", 2)
    assert str(message("There are codings in {documents}.", documents=documents)) == (
        "There are codings in 2 documents."
    )


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 codings of A"),
        (1, "a coding of A"),
        (2, "2 codings of A"),
        (12345, "12,345 codings of A"),
    ],
)
def test_a_count_chooses_the_sentence(count, told):
    assert str(plural("a coding of {who}", "{n} codings of {who}", count, who="A")) == told


def test_lists_are_read_as_people_write_them():
    assert [str(listing("ABC"[:n])) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert str(alternatives([number(1000), message("none")])) == "1,000 or none"


def test_a_paragraph_leaves_out_what_is_not_said():
    assert (
        str(paragraph(message("One."), None, message(""), plural("Two.", "More.", 3)))
        == "One. More."
    )


def test_an_error_is_a_sentence_with_its_values():
    error = BadInput("{path} is empty.", path="a{b}.txt")
    assert str(error) == "a{b}.txt is empty."
    assert str(QualogError("of somebody else's: {as it is}")) == "of somebody else's: {as it is}"
    assert str(BadInput(plural("One is wrong.", "{n} are wrong.", 2))) == "2 are wrong."


@pytest.mark.parametrize("again", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_survives_being_passed_on(again):
    assert str(again(BadInput("{path} is empty.", path="x"))) == "x is empty."
