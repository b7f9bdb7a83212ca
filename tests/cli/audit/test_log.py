"""Listing decisions: in order, narrowed, one in full."""

import json


def lines(shell, *options):
    return [line for line in shell.qualog("log", *options).splitlines() if line[:1].strip()]


def test_the_oldest_come_first_and_the_last_can_be_asked_for(demo):
    everything = lines(demo)
    assert "began a copy of the study" in everything[0]
    assert "began the study" in everything[1]
    assert lines(demo, "--last", "2") == everything[-2:]


def test_decisions_are_narrowed_by_author_by_words_and_by_kind(demo):
    by_samir = lines(demo, "--by", "Samir Haddad")
    assert by_samir
    assert all("Samir Haddad" in line for line in by_samir)
    merges = lines(demo, "--kind", "codes-merged")
    assert merges
    assert all(" merged " in line for line in merges)
    assert demo.qualog("log", "--grep", "no such words anywhere") == "No decisions.\n"


def test_since_a_point_in_time_only_what_came_after_it_is_listed(demo):
    later = lines(demo, "--since", "after open coding")
    assert lines(demo)[-len(later) :] == later
    assert "named this point in time “after open coding”" in later[0]


def test_one_decision_is_shown_in_full_with_its_reason(demo):
    [merge] = lines(demo, "--kind", "codes-merged")[:1]
    decision = merge.split()[0]
    shown = demo.qualog("show", decision)
    assert decision in shown
    assert "merged" in shown
    data = json.loads(demo.qualog("show", decision, "--json"))
    assert "codes-merged" in json.dumps(data)


def test_what_is_not_a_decision_is_said_with_an_example(demo):
    assert "“1” is not a decision (example: " in demo.fails("show", "1")
