"""Two laptops: what was decided apart is asked about after a merge, and settled."""

import json

import pytest
from tests.acceptance.shell import Shell


@pytest.fixture
def laptops(shell, tmp_path):
    """Give two folders with a copy each; the second is Samir's."""
    (shell.folder / "talk.txt").write_text("R: I trust them.\nI: Why?\nR: They listen.\n", "utf-8")
    shell.qualog("init", "Study", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    shell.qualog("import", "talk.txt")
    shell.qualog("code", "add", "trust")
    other = Shell(tmp_path / "samir")
    other.folder.mkdir()
    (other.folder / "study.qualog").write_bytes((shell.folder / "study.qualog").read_bytes())
    other.qualog("author", "use", "Samir Haddad")
    return shell, other


def questions(shell):
    return json.loads(shell.qualog("questions", "--json"))["questions"]


def test_two_names_are_settled(laptops):
    ingrid, samir = laptops
    assert "There are no questions" in ingrid.qualog("questions", "--check")
    ingrid.qualog("code", "rename", "trust", "reliance")
    samir.qualog("code", "rename", "trust", "confidence")
    assert "One question to settle: qualog questions" in ingrid.qualog(
        "merge", str(samir.folder / "study.qualog")
    )
    assert "One question to settle" in ingrid.qualog("status")
    answer = ingrid.run("questions", "--check")
    assert answer.code == 1
    assert (
        "About the name of a code: Ingrid Falk renamed this code to “reliance”; Samir Haddad "
        "renamed this code to “confidence”; neither knew of the other’s decision"
    ) in answer.out
    [question] = questions(ingrid)
    assert question["kind"] == "code-name"
    first, last = question["choices"]
    assert last["decision"] == question["decision"]
    # The commands that are shown are the ones that settle it.
    commands = [
        line.split("    ")[1]
        for line in answer.out.splitlines()
        if line.startswith("    qualog settle")
    ]
    assert len(commands) == 2
    refused = ingrid.fails("settle", commands[0].split()[2])
    assert first["decision"] in refused
    assert "“confidence”" in refused
    told = ingrid.qualog(*commands[0].split()[1:], "--why", "wider")
    assert told == "Settled: Ingrid Falk renamed this code to “reliance”\n"
    assert ingrid.run("questions", "--check").code == 0
    samir.qualog("merge", str(ingrid.folder / "study.qualog"))
    assert samir.run("questions", "--check").code == 0
    assert "reliance" in samir.qualog("codes")
    life = samir.qualog("history", "reliance")
    assert "keeping this: Ingrid Falk renamed" in life
    assert "Reason: wider" in life
    log = json.loads(samir.qualog("log", "--json", "--kind", "question-settled"))["log"]
    assert "settled the question" in samir.qualog("show", log[0]["id"])
    assert "No open question is called" in ingrid.fails("settle", question["decision"])


def test_what_stays_as_it_is(laptops):
    ingrid, samir = laptops
    for each in laptops:
        each.qualog("code", "add", "time")
    samir.qualog("apply", "trust", "talk", "--turn", "1")
    ingrid.qualog("code", "retire", "trust")
    samir.qualog("merge", str(ingrid.folder / "study.qualog"))
    used, named = sorted(questions(samir), key=lambda each: each["kind"])
    assert "one passage has it from Samir Haddad, who did not know of that" in used["what"]
    assert "2 codes are called “time”" in named["what"]
    for each in (used, named):
        told = samir.qualog("settle", each["decision"])
        assert told == f"Settled, and stays as it is: {each['what']}\n"
    assert questions(samir) == []
