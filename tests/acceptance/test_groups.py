"""Attributes as a user has them: noted, asked for, refused with a sentence."""

import json

import pytest


@pytest.fixture
def study(shell):
    shell.qualog("demo", ".")
    shell.qualog("attribute", "define", "role")
    shell.qualog("attribute", "define", "years", "--type", "integer")
    shell.qualog("attribute", "give", "Interviewee 1", "role", "manager")
    shell.qualog("attribute", "give", "Interviewee 2", "role", "social worker")
    shell.qualog("attribute", "give", "Interview 3", "years", "7")
    return shell


def test_every_listing_is_narrowed(study):
    where = ("--where", "role = manager")
    assert "Interview 2" not in study.qualog("documents", *where)
    assert "Interviewee 2" not in study.qualog("participant", "list", *where)
    told = json.loads(study.qualog("codings", "--json", *where))
    assert {each["document"] for each in told["codings"]} == {"Interview 1"}
    assert told["where"] == "role = manager"
    columns = json.loads(study.qualog("matrix", "documents", "--json", *where))["matrix"]["columns"]
    assert columns == ["Interview 1"]
    assert "Interview 2" not in study.qualog("search", "the", *where)
    assert study.qualog("memo", "list", *where).startswith("Where role = manager")
    assert "Interview 3" in study.qualog("documents", "--where", "years > 5")


def test_what_is_known_of_whom(study):
    [role, years] = json.loads(study.qualog("attribute", "list", "--json"))["attributes"]
    told = {each["about"]: each["value"] for each in role["values"]}
    assert told == {"Interviewee 1": "manager", "Interviewee 2": "social worker"}
    assert [each["value"] for each in years["values"]] == ["7"]
    study.qualog("attribute", "take", "Interviewee 1", "role", "--why", "a slip")
    study.qualog("attribute", "rename", "role", "position")
    assert "manager" not in study.qualog("attribute", "list")
    assert "removed the value of the attribute “role” for Interviewee 1" in study.qualog("log")


def test_mistakes_are_told(study):
    told = study.fails("attribute", "give", "Interview 3", "years", "many")
    assert "“years” of Interview 3 cannot have this value: “many” is not a whole number" in told
    assert "Did you mean “role”" in study.fails("documents", "--where", "rle = manager")
    assert "cannot be understood at its end" in study.fails("documents", "--where", "role =")
    assert "no participant or document “Nobody”" in study.fails(
        "attribute", "give", "Nobody", "role", "x"
    )
