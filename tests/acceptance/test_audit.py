"""Audit in a shell: a log that was changed is named, and what rests on a decision is told."""

import json
import sqlite3

import pytest


@pytest.fixture
def study(shell):
    (shell.folder / "talk.txt").write_text("R: I trust them.\nI: Why?\nR: They listen.\n", "utf-8")
    shell.qualog("init", "Study", "--author", "Ingrid", "--author", "Samir")
    shell.qualog("import", "talk.txt")
    shell.qualog("code", "add", "trust", "--why", "the first that comes to mind")
    shell.qualog("apply", "trust", "talk", "--quote", "I trust them")
    return shell


def decision(shell, kind):
    [found] = json.loads(shell.qualog("log", "--json", "--kind", kind))["log"]
    return found["id"]


def test_a_log_that_was_changed_is_named_with_exit_code_1(study):
    assert "The log checks out" in study.qualog("verify")
    id_ = decision(study, "code-created")
    database = sqlite3.connect(study.folder / "study.qualog")
    database.execute("DROP TRIGGER line_is_not_changed")
    database.execute("UPDATE line SET at=at+1 WHERE kind='code-created'")
    database.commit()
    database.close()
    answer = study.run("verify", "--all")
    assert answer.code == 1
    assert answer.out.startswith("The file is damaged: ")  # the guard is gone
    replica, _, seq = id_.partition(".")
    assert f"{replica[:4]}.{seq} has been changed" in answer.out
    told = study.run("verify", "--json")
    assert told.code == 1
    assert json.loads(told.out)["verification"]["faults"][0]["decision"] == id_


def test_undo_names_what_rests_on_it_before_it_acts(study):
    id_ = decision(study, "code-created")
    before = study.qualog("verify")
    refused = study.run("undo", id_, stdin="n\n")
    assert refused.code == 2
    assert "coded “I trust them” in “talk” as the code “trust”" in refused.err
    assert "Nothing was changed" in refused.err
    assert study.qualog("verify") == before
    done = study.run("undo", id_, "--why", "too early", stdin="y\n")
    assert done.code == 0
    assert json.loads(study.qualog("codes", "--json"))["codes"] == []
    assert study.run("questions", "--check").code == 1
    told = study.qualog("log")
    assert "[taken back]" in told
    assert "Reason: too early" in told
    study.qualog("undo", decision(study, "decision-reverted"))
    assert study.run("questions", "--check").code == 0
    assert "trust" in study.qualog("codes")


def test_the_filters_of_the_log(study):
    study.qualog("moment", "here")
    study.qualog("code", "add", "time", "--author", "Samir")
    study.qualog("code", "rename", "time", "hours", "-a", "Ingrid", "-a", "Samir", "--why", "both")
    assert len(json.loads(study.qualog("log", "--json", "--by", "Samir"))["log"]) == 5
    assert len(json.loads(study.qualog("log", "--json", "--since", "here"))["log"]) == 3
    assert len(json.loads(study.qualog("log", "--json", "--about", "hours"))["log"]) == 2
    assert len(json.loads(study.qualog("log", "--json", "--grep", "both"))["log"]) == 1
    assert len(json.loads(study.qualog("log", "--json", "--last", "2"))["log"]) == 2
    assert "The kinds are: " in study.fails("log", "--kind", "nonsense")
    assert "renamed the code “time” to “hours”" in study.qualog("history", "hours")


def test_who_decides_can_come_from_the_environment(study, monkeypatch):
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid; Samir")
    study.qualog("code", "add", "together")
    log = json.loads(study.qualog("log", "--json", "--last", "1"))["log"]
    assert log[0]["authors"] == "Ingrid and Samir"
    monkeypatch.delenv("QUALOG_AUTHOR")
    study.qualog("author", "use", "Samir")
    study.qualog("code", "add", "alone")
    log = json.loads(study.qualog("log", "--json", "--last", "1"))["log"]
    assert log[0]["authors"] == "Samir"
