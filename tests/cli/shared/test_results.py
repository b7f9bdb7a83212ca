"""What a study holds is shown as text or as JSON, and both say as of when and for whom."""

import json

import pytest


@pytest.fixture
def roled(demo):
    demo.qualog("-a", "Ingrid Falk", "attribute", "define", "role")
    demo.qualog("-a", "Ingrid Falk", "attribute", "give", "Interviewee 1", "role", "manager")
    return demo


def test_json_says_as_of_which_decision(demo):
    now = json.loads(demo.qualog("codes", "--json"))
    last = json.loads(demo.qualog("log", "--last", "1", "--json"))["log"][0]
    assert now["at"] == {"moment": "now", "exact": False, "decision": last["id"]}
    assert set(now) == {"at", "codes"}
    then = json.loads(demo.qualog("codes", "--at", "after open coding", "--json"))
    assert then["at"]["moment"] == "after open coding"
    assert then["at"]["decision"] != last["id"]
    assert len(then["codes"]) < len(now["codes"])


def test_a_time_may_change_when_another_copy_is_merged(demo):
    text = demo.qualog("codes", "--at", "2025-04-01")
    assert text.startswith("As of 2025-04-01")
    assert "(may change when another copy is merged)" in text.splitlines()[0]
    assert json.loads(demo.qualog("codes", "--at", "2025-04-01", "--json"))["at"]["exact"] is False


def test_a_decision_that_is_named_stands_above_by_its_short_id(demo):
    decision = json.loads(demo.qualog("log", "--json"))["log"][20]["id"]
    head = demo.qualog("codes", "--at", decision).splitlines()[0]
    assert decision not in head
    assert f"As of {decision[:4]}.{decision.partition('.')[2]}" in head


def test_a_condition_is_said_too(roled):
    text = roled.qualog("documents", "--where", "role = manager")
    assert text.startswith("Where role = manager\n\n")
    assert text.count("Interview ") == 1
    data = json.loads(roled.qualog("documents", "--where", "role = manager", "--json"))
    assert data["where"] == "role = manager"
    assert len(data["documents"]) == 1


def test_what_a_blind_round_hides_is_said_first(demo):
    demo.qualog(
        *("-a", "Ingrid Falk", "round", "open", "first", "--blind", "-d", "Interview 1"),
        *("-c", "Ingrid Falk", "-c", "Samir Haddad"),
    )
    text = demo.qualog("-a", "Samir Haddad", "codings")
    hidden = json.loads(demo.qualog("-a", "Samir Haddad", "codings", "--json"))["at"]["hidden"]
    assert hidden
    assert text.startswith(hidden[0])
