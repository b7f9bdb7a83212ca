"""Rounds as their users meet them: two laptops, what is said, and what cannot be done."""

import json
import shutil

import pytest
from tests.acceptance.shell import Shell

TEXT = "I: How was it?\nR: It was fine, I trust them all.\nI: Why?\nR: They listen, most days.\n"


@pytest.fixture
def laptops(shell):
    """Ingrid's laptop and Samir's, with two documents and two codes."""
    ingrid, samir = Shell(shell.folder / "ingrid"), Shell(shell.folder / "samir")
    for each in (ingrid, samir):
        each.folder.mkdir()
    ingrid.qualog("init", "Study", "--author", "Ingrid", "--author", "Samir")
    for name in ("talk", "chat"):
        (ingrid.folder / f"{name}.txt").write_text(TEXT, "utf-8")
        ingrid.qualog("import", f"{name}.txt")
    for code in ("trust", "power"):
        ingrid.qualog("code", "add", code)
    shutil.copy(ingrid.folder / "study.qualog", samir.folder)
    samir.qualog("author", "use", "Samir")
    return ingrid, samir


def blind(ingrid: Shell, samir: Shell) -> None:
    opened = ingrid.qualog("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "Samir",
                           "--blind", "--why", "the first")  # fmt: skip
    assert "Opened the blind round “R1” of Ingrid and Samir in one document" in opened
    answer = samir.run("merge", "../ingrid/study.qualog")
    assert answer.err == ""  # that a round is open is no reason to warn


def test_a_blind_round_on_two_laptops(laptops):
    ingrid, samir = laptops
    blind(*laptops)
    ingrid.qualog("apply", "trust", "talk", "--turn", "2")
    samir.qualog("apply", "power", "talk", "--turn", "4")
    samir.qualog("apply", "power", "chat", "--turn", "4")
    warned = ingrid.run("merge", "../samir/study.qualog")
    assert warned.code == 0
    assert "can no longer be shown to be independent" in warned.err

    notice = "The blind round “R1” is open: others' codings in its document are hidden."
    for command in (
        ("codings",), ("read", "talk"), ("log",), ("agree",), ("codes",), ("diff", "yesterday"),
        ("status",), ("export", "report", "now.html"),
    ):  # fmt: skip
        assert notice in ingrid.qualog(*command), command
    assert notice in (ingrid.folder / "now.html").read_text("utf-8").replace("&#39;", "'")
    told = json.loads(ingrid.qualog("codings", "--json"))
    assert told["at"]["hidden"] == [notice]
    assert [(each["document"], each["code"]) for each in told["codings"]] == [
        ("talk", "trust"),
        ("chat", "power"),
    ]
    assert "R1 (blind, open)" in ingrid.qualog("status")
    assert "Close it first" not in ingrid.qualog("round", "list")
    assert "The blind round “R1” is still open" in ingrid.fails("round", "prove", "R1")

    ingrid.qualog("round", "close", "R1")
    assert "R1 (blind, closed)" in ingrid.qualog("status")
    assert len(json.loads(ingrid.qualog("codings", "--json"))["codings"]) == 3
    assert "hidden" not in json.loads(ingrid.qualog("codings", "--json"))["at"]
    proof = ingrid.qualog("round", "prove", "R1")
    assert "Ingrid and Samir: independent (1 and 1 decisions on codings)" in proof
    assert ingrid.qualog("fingerprint").splitlines()[0] in proof
    assert "does not know what coders told each other" in proof


def test_a_coding_in_knowledge_of_the_other_is_named(laptops):
    ingrid, samir = laptops
    blind(*laptops)
    ingrid.qualog("apply", "trust", "talk", "--turn", "2")
    samir.qualog("merge", "../ingrid/study.qualog")
    samir.qualog("apply", "power", "talk", "--turn", "4")
    ingrid.qualog("merge", "../samir/study.qualog")
    ingrid.qualog("round", "close", "R1")
    answer = ingrid.run("round", "prove", "R1")
    assert answer.code == 1
    assert "NOT shown to be independent" in answer.out
    assert "One decision was made in a copy that held the other's codings" in answer.out
    proof = json.loads(ingrid.run("round", "prove", "R1", "--json").out)["proof"]
    assert proof["independent"] is False
    first = proof["pairs"][0]["first"]
    seen = ingrid.qualog("show", first["decision"])
    assert "Samir coded" in seen
    assert "Ingrid coded" in ingrid.qualog("show", first["knew"])
    assert "brought in what had been decided elsewhere" in ingrid.qualog("show", first["since"])


def test_one_copy_for_both_proves_nothing(laptops):
    ingrid, _ = laptops
    ingrid.qualog("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "Samir", "--blind")
    ingrid.qualog("apply", "trust", "talk", "--turn", "2")
    samirs = ingrid.qualog("apply", "power", "talk", "--turn", "4", "--author", "Samir")
    coding = samirs.split("[")[1].split("]")[0]
    assert f"There is no coding “{coding}”" in ingrid.fails("remove", coding)
    ingrid.qualog("remove", coding, "--author", "Samir")
    ingrid.qualog("round", "close", "R1", "--author", "Samir")
    answer = ingrid.run("round", "prove", "R1")
    assert answer.code == 1
    assert "Ingrid and Samir: independence cannot be shown" in answer.out
    assert "Both worked in the copy" in answer.out
    assert "2 decisions were made there when the other had coded in it" in answer.out


def test_who_looks_is_said_by_the_environment(laptops, monkeypatch):
    ingrid, samir = laptops
    blind(*laptops)
    samir.qualog("apply", "power", "talk", "--turn", "4")
    assert "power" not in ingrid.qualog("codings")
    assert "power" in samir.qualog("codings")
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid")
    assert "power" not in samir.qualog("codings")
    monkeypatch.setenv("QUALOG_AUTHOR", "Nobody")
    assert "no author “Nobody”" in samir.fails("codings")
    samir.qualog("round", "close", "R1", "--author", "Samir")
    assert "power" in samir.qualog("codings")  # where it does not matter, anybody may read


def test_a_document_that_was_coded_before_is_told(laptops):
    ingrid, _ = laptops
    ingrid.qualog("apply", "trust", "talk", "--turn", "2")
    both = ("-d", "talk", "-d", "chat", "-c", "Ingrid", "-c", "Samir")
    answer = ingrid.run("round", "open", "R1", *both, "--blind")
    assert answer.code == 0
    assert "talk has already been coded by one of them" in answer.err
    assert "chat" not in answer.err


def test_a_round_that_is_not_blind_hides_nothing(laptops):
    ingrid, samir = laptops
    ingrid.qualog("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "Samir")
    samir.qualog("apply", "power", "talk", "--turn", "4")
    answer = ingrid.run("merge", "../samir/study.qualog")
    assert answer.err == ""
    assert "power" in ingrid.qualog("codings")
    answer = ingrid.run("round", "prove", "R1")
    assert answer.code == 1
    assert "closed  not yet" in answer.out
    assert "Ingrid decided nothing there" in answer.out


def test_what_cannot_be_opened_or_closed_is_said(laptops):
    ingrid, _ = laptops
    coders = ("-c", "Ingrid", "-c", "Samir")
    assert "no document “tlak”" in ingrid.fails("round", "open", "R1", "-d", "tlak", *coders)
    told = ingrid.fails("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "Karin")
    assert "no author “Karin”" in told
    told = ingrid.fails("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "ingrid")
    assert "at least two coders" in told
    assert "A round needs a name" in ingrid.fails("round", "open", " ", "-d", "talk", *coders)
    ingrid.qualog("round", "open", "R1", "-d", "talk", *coders)
    told = ingrid.fails("round", "open", "r1", "-d", "chat", *coders)
    assert "There is already a round “r1”" in told
    told = ingrid.fails("round", "open", "R2", "-d", "chat", "-d", "talk", *coders)
    assert "“talk” is in the round “R1”, which is still open" in told
    assert "no round “R7”" in ingrid.fails("round", "close", "R7")
    ingrid.qualog("round", "close", "R1")
    assert "is already closed" in ingrid.fails("round", "close", "R1")
    ingrid.qualog("round", "open", "R2", "-d", "chat", "-d", "talk", *coders)
    assert "no round “R7”" in ingrid.fails("round", "prove", "R7")


def test_that_a_document_is_coded_is_told(laptops):
    ingrid, _ = laptops
    ingrid.qualog("round", "open", "R1", "-d", "talk", "-c", "Ingrid", "-c", "Samir")
    ingrid.qualog("document", "coded", "talk")
    [found] = json.loads(ingrid.qualog("round", "list", "--json"))["rounds"]
    assert found["coded"] == {"Ingrid": ["talk"], "Samir": []}
    assert "Ingrid (1 coded), Samir (0 coded)" in ingrid.qualog("round", "list")
    assert "Ingrid coded “talk” in full" in ingrid.qualog("log")
    document = json.loads(ingrid.qualog("read", "talk", "--json"))["document"]
    assert [each["authors"] for each in document["coded"]] == [["Ingrid"]]
