"""Planning double coding, as a person asks for it."""

import json

import pytest


@pytest.fixture
def demo(shell):
    shell.qualog("demo", ".")
    return shell


def plan(shell, *arguments):
    return json.loads(shell.qualog("plan", *arguments, "--json"))["plan"]


def test_how_many_more_documents(demo):
    told = demo.qualog("plan", "--width", "0.1")
    found = plan(demo, "--width", "0.1")
    assert found["what"] == "document"
    assert found["coded_twice"] == 3
    assert found["width"] <= 0.1 < found["now"]["high"] - found["now"]["low"]
    assert f"Code {found['number'] - 3} more documents twice. The study has only 5" in told
    assert "rests on only 3 documents" in told
    assert "Davison" in told


def test_what_to_expect_of_a_number(demo):
    assert plan(demo, "--documents", "40")["width"] < plan(demo, "--documents", "20")["width"]
    assert plan(demo, "--documents", "20") == plan(demo, "--documents", "20")
    by_kappa = plan(demo, "--documents", "20", "--unit", "turn", "-m", "kappa")
    assert by_kappa["measure"] == "kappa"


def test_nothing_is_needed_for_expectations(shell):
    """Not even a project."""
    told = shell.qualog("plan", "--width", "0.2", "--expect", "0.8", "--prevalence", "0.3")
    assert "Kraemer" in told
    asked = ["--width", "0.2", "--expect", "0.8", "--prevalence", "0.3", "--measure", "kappa"]
    kappa = plan(shell, *asked)
    assert kappa["number"] == 167
    assert kappa["seed"] is None
    told = shell.qualog("plan", *asked, "--level", "0.9")
    assert "Code 118 units twice." in told
    assert "Donner" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "one of --width"),
        ("--width 0.2 --documents 5", "one of --width"),
        ("--width 0.2 --expect 0.8", "go together"),
        ("--width 2", "cannot be planned for"),
        ("--width 0.00001", "Choose a larger --width"),
        ("--units 50", "Ask with --documents"),
        ("--documents 1", "fewer than 2 documents"),
        ("--documents 9 --expect 0.8 --prevalence 0.3", "Ask with --units"),
        ("--width 0.2 --expect 8 --prevalence 0.3", "such as 0.8"),
        ("--width 0.2 --resamples 5", "Too few"),
        ("--width 0.2 --level 95", "Try 0.95"),
        ("--width 0.2 -m nothing", "nothing"),
    ],
)
def test_what_cannot_be_planned(demo, arguments, told):
    assert told in demo.fails("plan", *arguments.split())


def test_a_study_in_which_nobody_coded_twice(shell):
    shell.qualog("init", "Study", "--author", "Ingrid", "--author", "Samir")
    assert "No document has been coded by two people separately yet" in shell.fails(
        "plan", "--width", "0.2"
    )


def test_a_study_with_one_document_coded_twice(shell):
    shell.qualog("init", "Study", "--author", "Ingrid", "--author", "Samir")
    lines = [f"R: Sentence number {number} of the talk.\n" for number in range(12)]
    (shell.folder / "talk.txt").write_text("".join(lines), "utf-8")
    shell.qualog("import", "talk.txt")
    shell.qualog("code", "add", "number")
    for author, numbers in (("Ingrid", (1, 2, 3, 7)), ("Samir", (1, 2, 8))):
        for number in numbers:
            words = f"number {number} of"
            shell.qualog("apply", "number", "talk", "--quote", words, "--author", author)
    refused = shell.fails("plan", "--width", "0.3")
    assert "coded in one stroke" in refused
    assert "--expect" in refused
    told = shell.qualog("plan", "--width", "0.3", "--unit", "turn")
    assert "more turns twice." in told
    assert "not independent" in told
