"""Measuring agreement, as a user does: options, refusals, the sentence for the paper."""

import json
import re

import pytest
from tests.folders import ROOT

TALK = """\
I: How was it at the office?
R: It was fine. I trust them, e.g. Dr. Berg. They listen.
I: Why?
R: They have power.
"""
NOTES = "A note without anybody who speaks.\n"
APPLIED = [
    ("Ingrid", "trust", "I trust them"),
    ("Ingrid", "power", "They have power"),
    ("Samir", "trust", "I trust them, e.g. Dr. Berg. They listen"),
    ("Samir", "power", "They have power"),
]


@pytest.fixture
def study(shell):
    (shell.folder / "talk.txt").write_text(TALK, "utf-8")
    (shell.folder / "notes.txt").write_text(NOTES, "utf-8")
    shell.qualog("init", "Study", "--author", "Ingrid", "--author", "Samir", "--author", "Ada")
    shell.qualog("import", "talk.txt", "notes.txt", "--author", "Ingrid")
    for code in ("trust", "power", "unused"):
        shell.qualog("code", "add", code, "--author", "Ingrid")
    return shell


@pytest.fixture
def coded(study):
    for author, code, quote in APPLIED:
        study.qualog("apply", code, "talk", "--quote", quote, "--author", author)
    return study


def agreement(shell, *arguments):
    return json.loads(shell.qualog("agree", *arguments, "--json"))["agreement"]


def test_before_anybody_coded(study):
    told = study.qualog("agree")
    assert "nothing to compare yet: no document has been coded by two people separately." in told
    assert agreement(study)["measures"]["alpha"]["overall"]["value"] is None
    told = study.fails("agree", "--coder", "Ingrid", "--coder", "Samir")
    assert "no document has been coded by both Ingrid and Samir separately" in told
    assert "Ingrid has coded nothing separately. Samir has coded nothing separately." in told


def test_every_unit(coded):
    units = {
        unit: agreement(coded, "--unit", unit, "--interval", "none", "-m", "alpha")
        for unit in ("word", "sentence", "turn", "answer", "document")
    }
    found = {unit: each["measures"]["alpha"]["overall"] for unit, each in units.items()}
    assert {unit: each["units"] for unit, each in found.items()} == {
        "word": 21, "sentence": 6, "turn": 4, "answer": 2, "document": 1,
    }  # fmt: skip
    assert found["turn"]["value"] == found["answer"]["value"] == 1
    # One sentence of six has the code by one coder only, and no more by the other.
    assert found["sentence"]["observed_disagreement"] == pytest.approx(1 / 6)


def test_parts(coded):
    by_pair = agreement(coded, "--by", "pair", "--interval", "none")
    assert [each["name"] for each in by_pair["measures"]["kappa"]["groups"]] == ["Ingrid and Samir"]
    coded.qualog("theme", "add", "Relations", "--author", "Ingrid")
    coded.qualog("theme", "assign", "Relations", "trust", "--author", "Ingrid")
    by_theme = agreement(coded, "--by", "theme", "--unit", "turn", "--interval", "none")
    (relations,) = by_theme["measures"]["alpha"]["groups"]
    assert (relations["name"], relations["agreement"]["value"]) == ("Relations", 1)
    assert by_theme["left_out"]["without_theme"] == 2


def test_the_sentence_says_what_was_done(coded):
    told = coded.qualog("agree", "--sentence", "-m", "alpha", "--unit", "turn", "--code", "trust")
    assert (
        "Agreement between Ingrid and Samir was measured by turn on the code “trust” in the one "
        "document that both had coded separately: Krippendorff's α (nominal) = 1.00" in told
    )
    assert "bootstrap over turns, 10,000 resamples" in told
    assert "n = 4 turns, 8 values" in told
    assert "Not compared: one document coded by fewer than two of them." in told
    assert "Krippendorff, K. (2011)." in told
    again = coded.qualog("agree", "--sentence", "-m", "alpha", "--unit", "turn", "--code", "trust")
    assert told == again


def test_options_go_to_the_measures_that_have_them(coded):
    measures = agreement(
        coded, "-m", "alpha", "-m", "kappa", "-o", "difference=jaccard", "--interval", "none"
    )["measures"]
    assert dict(measures["alpha"]["overall"]["settings"])["difference"] == "jaccard"
    told = coded.fails("agree", "-o", "distance=jaccard")
    assert "No measure here has an option “distance”" in told
    assert "alpha has: difference, distances." in told
    assert "jacard" in coded.fails("agree", "-m", "alpha", "-o", "difference=jacard")


REFUSALS = [
    (["--coder", "Ingrid"], "Agreement needs two coders. Add another --coder"),
    (["--coder", "Ingrid", "--coder", "Ingrid"], "Agreement needs two coders"),
    (["--coder", "Ingrid", "--coder", "Ada"],
     "coded by both Ingrid and Ada separately. Ingrid has coded talk separately. Ada has coded "
     "nothing separately."),
    (["--document", "notes"], "none of these documents has been coded by two people"),
    (["--code", "unused"], "Nobody has coded anything separately as “unused”"),
    (["--code", "nowhere"], "There is no code “nowhere”"),
    (["-m", "guess"], "There is no measure “guess”. The measures are: ac1"),
    (["--unit", "page"], "There is no choice “page”"),
    (["--by", "page"], "There is no choice “page”"),
    (["--round", "pilot"], "There is no round “pilot”"),
    (["--level", "95"], "95.0 is not between 0 and 1"),
    (["--resamples", "3"], "Too few resamples"),
]  # fmt: skip


def test_what_cannot_be_measured(coded):
    for arguments, told in REFUSALS:
        assert told in " ".join(coded.fails("agree", *arguments).split())


def test_a_text_without_such_units_is_named(coded):
    for author in ("Ingrid", "Samir"):
        coded.qualog("apply", "trust", "notes", "--quote", "A note", "--author", author)
    told = coded.qualog("agree", "--unit", "answer", "--interval", "none")
    assert "notes has no answers: nobody speaks in it." in told
    told = coded.fails("agree", "--unit", "answer", "--document", "notes")
    assert "There is no answer to compare the coders on. notes has no answers: nobody" in told


def test_a_round(coded):
    round_ = ("round", "open", "pilot", "-d", "notes", "-c", "Ingrid", "-c", "Samir", "--blind")
    coded.qualog(*round_, "--author", "Ingrid")
    for author in ("Ingrid", "Samir"):
        coded.qualog("apply", "trust", "notes", "--quote", "A note", "--author", author)
    told = coded.fails("agree", "--round", "pilot")
    assert "The blind round “pilot” is still open" in told
    assert "qualog round close" in told
    coded.qualog("round", "close", "pilot", "--author", "Ingrid")
    coded.qualog("apply", "power", "notes", "--quote", "anybody", "--author", "Samir")
    found = agreement(coded, "--round", "pilot", "-m", "percent")
    assert (found["round"], found["documents"]) == ("pilot", ["notes"])
    # What Samir changed after the close is not of the round.
    assert found["measures"]["percent"]["overall"]["value"] == 1
    told = coded.qualog("agree", "--round", "pilot", "--sentence", "-m", "percent")
    # Both used one copy, so the log cannot show that they were independent.
    assert "As of the close of the round “pilot”: Agreement between Ingrid and Samir" in told
    assert "that both had coded separately" in told
    assert "The round “pilot” does not include talk" in coded.fails(
        "agree", "--round", "pilot", "--document", "talk"
    )
    assert (
        agreement(coded, "-m", "percent", "--document", "notes")["measures"]["percent"]["overall"][
            "value"
        ]
        < 1
    )


def test_a_program_measures_as_the_reference_shows(coded, capsys, monkeypatch):
    page = (ROOT / "docs" / "reference" / "agreement.md").read_text("utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(coded.folder)
    exec(program.replace("Interview 1", "talk").replace("demo.qualog", "study.qualog"))
    told = capsys.readouterr().out
    assert "There is something to compare." in told
    assert "1.0 [('trust', 1.0), ('power', 1.0)]" in told
    assert "Agreement between Ingrid and Samir was measured by turn" in told


def test_the_help_tells_what_there_is_to_know_of_a_measure(shell):
    assert "Krippendorff, K." not in shell.qualog("agree", "--help")
    told = " ".join(shell.qualog("agree", "--measure", "alpha", "--help").split())
    assert "range -1 to 1; 0 is chance" in told
    assert "assumes Independent units" in told
    assert "source Krippendorff, K." in told
