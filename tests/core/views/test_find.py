"""Finding one thing by what a person calls it."""

from typing import NamedTuple

import pytest

from qualog.errors import Ambiguous, BadInput, NotFound
from qualog.views import nouns
from qualog.views.find import find, in_a_list


class Thing(NamedTuple):
    id: str
    name: str


THINGS = (Thing("ab12", "Trust"), Thing("ab34", "power"), Thing("cd56", "Power"))


def named(wanted, things=THINGS):
    return find(things, wanted, nouns.CODE, name=lambda thing: thing.name)


def refused(wanted, things=THINGS):
    with pytest.raises((NotFound, Ambiguous)) as error:
        named(wanted, things)
    return str(error.value)


def test_an_id_or_a_name_as_it_stands_goes_first():
    assert named("ab34") == named("power") == THINGS[1]
    assert named("Power") == THINGS[2]


def test_then_a_name_in_other_letter_case_then_the_beginning_of_an_id():
    assert named(" tRUST ") == THINGS[0]
    assert named("CD") == THINGS[2]


def test_what_several_are_called_is_named_with_ids():
    assert refused("POWER") == (
        "Several codes are called “POWER”: power (ab34) and Power (cd56). Give the id."
    )
    assert refused("ab") == (
        "Several codes are called “ab”: Trust (ab12) and power (ab34). Give the id."
    )


def test_of_many_that_fit_five_are_named():
    things = [Thing(f"a{number}", "x") for number in range(9)]
    assert refused("x", things).count("x (") == 5


def test_nothing_is_found_by_nothing():
    assert refused("") == "There is no code “”. The codes are: Trust, power, Power."


def test_what_is_close_is_offered():
    assert refused("trsut") == "There is no code “trsut”. Did you mean “Trust”?"


def test_all_there_is_is_named_where_it_is_little():
    assert refused("zzz") == "There is no code “zzz”. The codes are: Trust, power, Power."
    many = [Thing(str(number), f"name {number}") for number in range(13)]
    assert refused("zzz", many) == "There is no code “zzz”."
    assert "The codes are" in refused("zzz", many[:12])
    assert refused("zzz", []) == "There is no code “zzz”. The codebook has no codes yet."


@pytest.mark.parametrize("wanted", [None, 1, b"Trust", ["Trust"]])
def test_what_is_no_text_is_no_name(wanted):
    with pytest.raises(BadInput, match=r"^A name is a text, and .* is none\.$"):
        named(wanted)


def test_one_text_is_not_a_list_of_its_letters():
    assert in_a_list(["Bo"]) == ["Bo"]
    with pytest.raises(BadInput, match="Write names as a list, also a single one: \\[“Bo”"):
        in_a_list("Bo")
