"""Two coders disagree, talk it over, and settle it: as users do it."""

import json
import re

import pytest
from tests.acceptance.shell import Shell


@pytest.fixture
def study(shell):
    """Ingrid and Samir agree on one turn, and not on another."""
    (shell.folder / "talk.txt").write_text("R: I trust them.\nI: Why?\nR: They listen.\n", "utf-8")
    shell.qualog("init", "Study", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    shell.qualog("import", "talk.txt")
    for code in ("trust", "power"):
        shell.qualog("code", "add", code)
    for author, code in (("Ingrid Falk", "trust"), ("Samir Haddad", "power")):
        shell.qualog("apply", code, "talk", "--turn", "1", "--author", author)
        shell.qualog("apply", "trust", "talk", "--turn", "3", "--author", author)
    return shell


def opened(shell, *arguments):
    told = shell.qualog("discuss", "open", "talk", *arguments)
    return re.findall(r"Opened the discussion (\w{8}) of", told)[0]


def consensus(shell, *arguments):
    listed = json.loads(shell.qualog("codings", "--consensus", "--json", *arguments))["consensus"]
    return [(each["quote"], each["code"], each["outcome"]) for each in listed]


def test_a_discussion_from_its_opening_to_the_consensus(study):
    assert consensus(study) == [("They listen.", "trust", None)]
    id_ = opened(study, "--span", "3:16", "--topic", "is it trust?")
    study.qualog("discuss", "reply", id_, "she says so", "--author", "Samir Haddad")
    assert "One discussion to settle: qualog discuss list --open" in study.qualog("status")
    shown = study.qualog("discuss", "show", id_)
    for each in (
        "is it trust?",
        "Ingrid Falk coded it as “trust”",
        "Samir Haddad coded it as “power”",
        "Samir Haddad: she says so",
    ):
        assert each in shown
    # A command that is shown is one that settles it, with a reason.
    [command] = re.findall(r"qualog (discuss settle .*--coder 'Ingrid Falk')", shown)
    words = command.replace("'", "").split(maxsplit=6)
    assert "--why" in study.fails(*words)
    both = ("--author", "Ingrid Falk", "--author", "Samir Haddad")
    told = study.qualog(*words, "--why", "she names the word", *both)
    assert "in favour of Ingrid Falk, which leaves the code “trust”" in told
    shown = study.qualog("discuss", "show", id_)
    assert (
        "settled this discussion in favour of Ingrid Falk, which leaves the code “trust”\n"
        "    Reason: she names the word"
    ) in shown
    assert study.qualog("discuss", "list", "--open") == "There are no open discussions.\n"
    assert consensus(study) == [
        ("I trust them.", "trust", "one-side"),
        ("They listen.", "trust", None),
    ]
    table = study.qualog("codings", "--consensus", "--code", "trust")
    assert f"settled in {id_}" in table
    assert "agreed by all" in table
    assert len(json.loads(study.qualog("codings", "--json"))["codings"]) == 4
    study.qualog("export", "codings-csv", "consensus.csv", "-o", "layer=consensus")
    assert "one-side" in (study.folder / "consensus.csv").read_text("utf-8-sig")


def test_a_side_that_reaches_less_far_is_shown_with_its_words(study):
    study.qualog("apply", "power", "talk", "--quote", "Why?", "--author", "Samir Haddad")
    id_ = opened(study, "--turn", "2")
    study.qualog("discuss", "settle", id_, "--outcome", "both", "--why", "she asks")
    assert "on “" not in study.qualog("discuss", "show", id_)
    wide = opened(study, "--span", "17:40")
    study.qualog("discuss", "settle", wide, "--outcome", "both", "--why", "she asks")
    shown = study.qualog("discuss", "show", wide)
    assert (
        "by keeping all codings, which leaves the codes “trust” and “power”\n"
        "    Reason: she asks\n" in shown
    )
    assert "    “power” on “Why?”\n" in shown


def test_a_changed_definition_is_told_in_the_history_of_its_code(study):
    id_ = opened(study, "--turn", "1")
    told = study.qualog(
        *("discuss", "settle", id_, "--outcome", "changed-definition", "--no-code"),
        *("--redefine", "power", "--definition", "decides for others", "--why", "too wide"),
    )
    assert "by redefining the code “power”, which leaves no code" in told
    assert "decides for others" in study.qualog("codes")
    life = study.qualog("history", "power")
    assert "redefined the code “power” as “decides for others”" in life
    assert (
        "settled the discussion of “I trust them.” in “talk” by redefining the code “power”" in life
    )
    assert "Reason: too wide" in life
    assert "settled the discussion" in study.qualog("history", "talk")
    assert consensus(study) == [("They listen.", "trust", None)]


def test_what_is_refused_is_told_in_a_line(study):
    id_ = opened(study, "--quote", "I trust them.")
    settle = ("discuss", "settle", id_, "--why", "so", "--outcome")
    assert "already being discussed" in study.fails("discuss", "open", "talk", "--turn", "1")
    assert "--coder" in study.fails(*settle, "one-side")
    assert "not both" in study.fails(*settle, "new-coding", "--code", "trust", "--no-code")
    assert "--code, or --no-code" in study.fails(*settle, "new-coding")
    assert "neither" in study.fails(*settle, "neither")
    assert "no discussion" in study.fails("discuss", "show", "zzz")
    assert "nobody's alone" in study.fails("codings", "--consensus", "--coder", "Ingrid Falk")


def test_two_laptops_settle_apart(study, tmp_path):
    id_ = opened(study, "--turn", "1")
    samir = Shell(tmp_path / "samir")
    samir.folder.mkdir()
    (samir.folder / "study.qualog").write_bytes((study.folder / "study.qualog").read_bytes())
    samir.qualog("author", "use", "Samir Haddad")
    settle = ("discuss", "settle", id_, "--outcome")
    study.qualog(*settle, "one-side", "--coder", "Ingrid Falk", "--why", "it is trust")
    samir.qualog(*settle, "both", "--why", "both are there")
    study.qualog("merge", str(samir.folder / "study.qualog"))
    [question] = json.loads(study.qualog("questions", "--json"))["questions"]
    assert "neither knew of the other’s decision" in question["what"]
    keep = question["choices"][0]
    assert "in favour of Ingrid Falk" in keep["what"]
    study.qualog("settle", question["decision"], "--keep", keep["decision"])
    shown = study.qualog("discuss", "show", id_)
    assert "Reason: it is trust" in shown
    samir.qualog("merge", str(study.folder / "study.qualog"))
    assert consensus(samir) == consensus(study)
    assert consensus(study)[0] == ("I trust them.", "trust", "one-side")


def test_what_goes_with_a_participant_names_the_discussions(study):
    study.qualog("participant", "add", "Anna")
    study.qualog("document", "speaker", "talk", "R", "--participant", "Anna")
    id_ = opened(study, "--turn", "1", "--topic", "does she mean it?")
    preview = study.qualog("participant", "withdraw", "Anna", "--preview")
    assert "one discussion of their passages" in preview
    study.qualog("participant", "withdraw", "Anna", "--yes")
    assert study.qualog("discuss", "list") == "There are no discussions.\n"
    assert "does she mean it?" not in study.qualog("log")
    assert "no discussion" in study.fails("discuss", "show", id_)
    assert consensus(study) == []
