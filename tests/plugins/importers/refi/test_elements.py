"""Elements of REFI-QDA's XML, whatever namespace they are in."""

import pytest
from tests.plugins.importers.refi.projects import element

from qualog_plugins.importers.refi.elements import (
    child,
    children,
    description_of,
    guid,
    integer_of,
    local_name,
    made_at,
    name_of,
    notes_of,
    target,
    text_of,
)

CODE = element(
    '<Code guid="{AB}" name="a&#10; b" creationDateTime="2025-03-01T12:00:00Z" n=" -12 ">'
    "<!-- not an element --><Description> what \n</Description><Description/>"
    '<NoteRef targetGUID="{CD}"/><MemberCode guid="EF"/></Code>'
)


def test_elements_go_by_their_local_names():
    assert local_name(CODE) == "Code"
    assert [local_name(inner) for inner in CODE] == [
        "", "Description", "Description", "NoteRef", "MemberCode",
    ]  # fmt: skip
    assert len(list(children(CODE, "Description"))) == 2
    assert child(CODE, "Description") is CODE[1]
    assert (child(CODE, "Code"), list(children(None, "Code"))) == (None, [])


def test_guids_are_compared_without_braces_and_case():
    assert guid(" {AB-1} ") == "ab-1"
    assert notes_of(CODE) == ("cd",)
    assert (target(child(CODE, "MemberCode")), target(None)) == ("ef", "")


def test_words_are_without_white_space_around_them():
    assert name_of(CODE) == "a  b"
    assert description_of(CODE) == "what"
    assert (text_of(None), text_of(CODE[2])) == ("", "")


@pytest.mark.parametrize("value", ["", "x", "1.5", "9" * 19, "²", "--1"])
def test_what_is_not_a_whole_number_is_none(value):
    assert integer_of(element(f'<A n="{value}"/>'), "n") is None


def test_numbers_and_dates():
    assert (integer_of(CODE, "n"), integer_of(CODE, "m")) == (-12, None)
    assert made_at(CODE) == 1740830400000
    assert made_at(element("<A/>")) is None
