"""Verifying: what is checked is counted; what does not match ends with 1."""

import json
import sqlite3
from contextlib import closing


def test_a_whole_log_checks_out_and_what_was_checked_is_counted(demo):
    shown = demo.qualog("verify")
    assert "The log checks out: 179 decisions verified." in shown
    assert "Signed: 179 of 179 decisions." in shown
    data = json.loads(demo.qualog("verify", "--json"))
    assert data["verification"]["faults"] == []
    assert data["verification"]["entries"] == 179


def test_a_decision_that_was_changed_is_named_and_the_exit_code_is_1(demo):
    with closing(sqlite3.connect(demo.folder / "demo.qualog")) as database, database:
        database.execute("DROP TRIGGER line_is_not_changed")
        database.execute("UPDATE line SET kind='code-retired' WHERE seq=20")
    answer = demo.run("verify")
    assert answer.code == 1
    assert (
        answer.out
        == "The file is damaged: a table, an index or a guard is not as Qualog makes it.\n"  # E
    )
    everything = demo.run("verify", "--all")
    assert everything.code == 1
    assert everything.out.startswith(answer.out + "The log does not check out: ")
    assert ".20 has been changed" in everything.out
    assert len(everything.out.splitlines()) > 2  # it is no longer what was signed, either


def test_checkpoints_that_were_given_away_hold(demo):
    demo.qualog("checkpoints", "given-away.txt")
    assert "given-away.txt hold" in demo.qualog("verify", "--checkpoints", "given-away.txt")
    assert "does not exist" in demo.fails("verify", "--checkpoints", "nowhere.txt")
