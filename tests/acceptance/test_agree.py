"""Measuring agreement, as a user does: options, refusals, the sentence for the paper."""

import json

import pytest

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
    assert "Nothing to compare yet: no document was coded by two authors, each alone." in told
    assert agreement(study)["measures"]["alpha"]["overall"]["value"] is None
    told = study.fails("agree", "--coder", "Ingrid", "--coder", "Samir")
    assert "no document was coded by Ingrid and Samir, each alone" in told
    assert "Ingrid coded nothing alone; Samir coded nothing alone." in told


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
        "Two coders (Ingrid, Samir) coded 1 document, each alone; agreement by turn on the code "
        "“trust” (n = 4 units, 8 values): Krippendorff's alpha" in told
    )
    assert "bootstrap over turns, 10,000 resamples" in told
    assert "Left out: 1 document that fewer than two of them judged." in told
    assert "Krippendorff, K. (2011)." in told
    again = coded.qualog("agree", "--sentence", "-m", "alpha", "--unit", "turn", "--code", "trust")
    assert told == again


def test_options_go_to_the_measures_that_have_them(coded):
    measures = agreement(
        coded, "-m", "alpha", "-m", "kappa", "-o", "difference=jaccard", "--interval", "none"
    )["measures"]
    assert dict(measures["alpha"]["overall"]["settings"])["difference"] == "jaccard"
    told = coded.fails("agree", "-o", "distance=jaccard")
    assert "No measure that is asked for has an option 'distance'" in told
    assert "alpha has difference" in told
    assert "jacard" in coded.fails("agree", "-m", "alpha", "-o", "difference=jacard")


REFUSALS = [
    (["--coder", "Ingrid"], "Only Ingrid is named, and agreement is between coders"),
    (["--coder", "Ingrid", "--coder", "Ingrid"], "Only Ingrid is named"),
    (["--coder", "Ingrid", "--coder", "Ada"],
     "was coded by Ingrid and Ada, each alone. Ingrid coded talk alone; Ada coded nothing"),
    (["--document", "notes"], "none of these documents was coded by two authors"),
    (["--code", "unused"], "Nobody gave the code “unused” alone"),
    (["--code", "nowhere"], "There is no code “nowhere”"),
    (["-m", "guess"], "There is no measure 'guess'. There is: ac1"),
    (["--unit", "page"], "There is no choice “page”"),
    (["--by", "page"], "There is no choice “page”"),
    (["--round", "pilot"], "There is no round “pilot”"),
    (["--level", "95"], "95.0 is not between 0 and 1"),
    (["--resamples", "3"], "too few"),
]  # fmt: skip


def test_what_cannot_be_measured(coded):
    for arguments, told in REFUSALS:
        assert told in " ".join(coded.fails("agree", *arguments).split())


def test_a_text_without_such_units_is_named(coded):
    for author in ("Ingrid", "Samir"):
        coded.qualog("apply", "trust", "notes", "--quote", "A note", "--author", author)
    told = coded.qualog("agree", "--unit", "answer", "--interval", "none")
    assert "No answers in notes: nobody speaks in it." in told
    told = coded.fails("agree", "--unit", "answer", "--document", "notes")
    assert "There is no answer to compare coders on: of notes, nobody speaks in it." in told


def test_a_round(coded):
    round_ = ("round", "open", "pilot", "-d", "notes", "-c", "Ingrid", "-c", "Samir", "--blind")
    coded.qualog(*round_, "--author", "Ingrid")
    for author in ("Ingrid", "Samir"):
        coded.qualog("apply", "trust", "notes", "--quote", "A note", "--author", author)
    told = coded.fails("agree", "--round", "pilot")
    assert "“pilot” is blind and still open" in told
    assert "qualog round close" in told
    coded.qualog("round", "close", "pilot", "--author", "Ingrid")
    coded.qualog("apply", "power", "notes", "--quote", "anybody", "--author", "Samir")
    found = agreement(coded, "--round", "pilot", "-m", "percent")
    assert (found["round"], found["documents"]) == ("pilot", ["notes"])
    # What Samir changed after the close is not of the round.
    assert found["measures"]["percent"]["overall"]["value"] == 1
    told = coded.qualog("agree", "--round", "pilot", "--sentence", "-m", "percent")
    # Both used one copy, so the log cannot show that they were independent.
    assert "As of the close of the round “pilot”: Two coders" in told
    assert "each alone" in told
    assert "Not in the round “pilot”: talk" in coded.fails(
        "agree", "--round", "pilot", "--document", "talk"
    )
    assert (
        agreement(coded, "-m", "percent", "--document", "notes")["measures"]["percent"]["overall"][
            "value"
        ]
        < 1
    )


def test_the_help_tells_what_there_is_to_know_of_a_measure(shell):
    assert "Krippendorff, K." not in shell.qualog("agree", "--help")
    told = " ".join(shell.qualog("agree", "--measure", "alpha", "--help").split())
    assert "range -1 to 1; 0 is chance" in told
    assert "assumes Independent units" in told
    assert "source Krippendorff, K." in told
