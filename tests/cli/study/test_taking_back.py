"""Taking back shows what rests on a decision; erasing asks, and only of what is there."""

import json

import pytest

INGRID = ("-a", "Ingrid Falk")


@pytest.fixture
def coded(trust):
    trust.qualog(*INGRID, "apply", "trust", "talk", "--quote", "She knows")
    return trust


def decision(shell, kind):
    return json.loads(shell.qualog("log", "--json", "--kind", kind))["log"][-1]["id"]


def test_what_rests_on_a_decision_is_shown_before_it_is_taken_back(coded):
    created = json.loads(coded.qualog("log", "--json", "--kind", "code-created"))["log"][0]["id"]
    answer = coded.run(*INGRID, "undo", created, stdin="n\n")
    assert answer.code == 2
    assert "One decision rests on" in answer.err
    assert "She knows" in answer.err
    assert answer.err.endswith("Cancelled. Nothing was changed.\n")
    assert "trust" in coded.qualog("codes")
    answer = coded.run(*INGRID, "undo", created, "--yes")
    assert answer.code == 0
    assert answer.out.startswith("Took back ")
    assert "trust  (" not in coded.qualog("codes")


def test_a_decision_that_nothing_rests_on_is_taken_back_without_a_question(coded):
    answer = coded.run(*INGRID, "undo", decision(coded, "coding-applied"))
    assert (answer.code, answer.err) == (0, "")


def test_a_decision_that_is_not_there_is_not_asked_about(coded):
    for command in ("redact", "undo"):
        answer = coded.run(*INGRID, command, "9999.9", stdin="y\n")
        assert answer.code == 2
        assert answer.err == "Error: There is no decision “9999.9”. To see them: qualog log\n"


def test_erasing_asks_by_the_short_id_and_no_leaves_the_words(coded):
    whole = decision(coded, "code-created")
    answer = coded.run(*INGRID, "redact", whole, stdin="n\n")
    assert f"Erase the words of {whole[:4]}.{whole.partition('.')[2]}?" in answer.err
    assert answer.err.endswith("Cancelled. Nothing was changed.\n")
    assert coded.qualog(*INGRID, "redact", whole, "--yes").startswith("The words have been erased")
