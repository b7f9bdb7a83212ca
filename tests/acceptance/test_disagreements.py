"""Where coders differ, as they sit over it together: passages, confused codes, boundaries."""

import json
import re
import shlex

import pytest
from tests.acceptance.shell import Shell

from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.project.project import Project

TRANSCRIPT = (
    "I: How was it?\n"
    "R: It was fine, I trust them all, and they decide.\n"
    "I: Why?\n"
    "R: They listen, most days.\n"
)
APPLIED = (
    ("Ingrid", "trust", "They listen"),
    ("Samir", "trust", "They listen"),
    ("Ingrid", "trust", "I trust them all"),
    ("Samir", "trust", "trust them all,"),
    ("Ingrid", "power", "they decide"),
    ("Samir", "trust", "they decide"),
)


def turns():
    position = 0
    for line in TRANSCRIPT.splitlines(keepends=True):
        yield ImportedTurn(position + 3, position + len(line) - 1, line[0])
        position += len(line)


def begin(path, texts=("talk", "other")):
    """Two coded one text; a third coded another, with nobody else."""
    with Project.create(path, "Study", ("Ingrid", "Samir", "Ada")) as project:
        documents = tuple(ImportedDocument(name, TRANSCRIPT, tuple(turns())) for name in texts)
        project.imports.import_(Material(documents=documents), importer="test")
        for code in ("trust", "power", "time"):
            project.codes.add(code)
        for author, code, quote in APPLIED:
            project.codings.apply(code, "talk", quote=quote, by=[author])
        if "other" in texts:
            project.codings.apply("time", "other", quote="most days", by=["Ada"])


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    begin(folder / "s.qualog")
    return Shell(folder)


def data(shell, of, *arguments):
    return json.loads(shell.qualog("disagreements", of, "--json", *arguments))[of]


def test_the_costliest_passage_is_first_with_the_codes_of_each(study):
    told = data(study, "passages")
    assert told["coders"] == ["Ingrid", "Samir"]
    assert [each["quote"] for each in told["passages"]] == ["they decide", "I ", ","]
    first = told["passages"][0]
    assert (first["turns"], first["speakers"], first["disputed"]) == (
        [2],
        ["R"],
        ["trust", "power"],
    )
    assert first["given"] == [
        {"coder": "Ingrid", "codes": [{"code": "power", "throughout": True}]},
        {"coder": "Samir", "codes": [{"code": "trust", "throughout": True}]},
    ]
    assert [round(each["share"] * 14) for each in told["passages"]] == [11, 2, 1]
    assert told["alpha"] + first["cost"] < 1
    # It is the alpha of `qualog agree`, on characters and on turns.
    for unit in ("character", "turn"):
        agreed = json.loads(study.qualog("agree", "-m", "alpha", "--unit", unit, "--json"))
        overall = agreed["agreement"]["measures"]["alpha"]["overall"]
        told = data(study, "passages", "--unit", unit)
        assert told["alpha"] == pytest.approx(overall["value"])
        assert told["units"] == overall["units"]


def test_a_page_to_work_from(study):
    page = study.qualog("disagreements", "--most", "1")
    assert "Not compared (fewer than two coders): other." in page
    assert "1. talk, turn 2 (R), 53:64: 78.6% of all disagreement, alpha +0." in page
    assert "   Ingrid  power\n   Samir   trust\n" in page
    assert re.search(
        r"  R: It was fine, .* and ⟦they decide⟧\. +││.* power \(I\); trust \(S\)", page
    )
    assert "qualog discuss open talk --span 53:64" in page
    assert "There are 2 more passages, with 21.4% of all disagreement: --most 3" in page
    # Ada did not judge this text, so she is not said to have given it no code.
    assert "Ada" not in page


def test_one_code_by_itself(study):
    told = data(study, "passages", "--code", "power")
    [passage] = told["passages"]
    assert (passage["quote"], passage["share"], passage["cost"]) == (
        "they decide",
        1,
        1 - told["alpha"],
    )
    assert passage["given"][1] == {"coder": "Samir", "codes": []}
    assert "of these codes alone" in study.qualog("disagreements", "--code", "power")


def test_by_turn_what_all_gave_is_told_apart(study):
    page = study.qualog("disagreements", "--unit", "turn")
    assert "   Ingrid  power\n   Samir   (no other code)\n   both    trust\n" in page
    assert "They differ in one passage." in page


def test_confused_codes(study):
    told = data(study, "confusion")
    assert told["codes"] == ["trust", "power", "(no code)"]
    [pair] = told["pairs"]
    assert pair["coders"] == ["Ingrid", "Samir"]
    assert [row[:2] for row in pair["counts"]] == [[14 + 11, 0], [11, 0], [1, 0]]
    assert pair["counts"][0][2] == 2
    page = study.qualog("disagreements", "confusion")
    assert re.search(r"2  power +11 +·\s+·$", page, re.MULTILINE)
    assert re.search(r"^ +11 +78.6% +power +trust$", page, re.MULTILINE)
    of_power = study.qualog("disagreements", "confusion", "--code", "power")
    assert re.search(r"^ +11 +100.0% +power +trust$", of_power, re.MULTILINE)
    assert "Never confused" not in of_power


def test_boundaries(study):
    page = study.qualog("disagreements", "boundaries")
    assert re.search(r"^trust +1 +1 +1$", page, re.MULTILINE)
    assert re.search(r"^power +0 +0 +1$", page, re.MULTILINE)
    assert "1. talk, turn 2 (R), 31:48: trust" in page
    assert "   Ingrid starts 2 characters (one word) earlier: “I”" in page
    assert "   Samir ends one character (no word) later: “,”" in page
    moved = [each for each in data(study, "boundaries")["matches"] if each["edges"]]
    assert [each["given"] for each in moved] == [
        [
            {"coder": "Ingrid", "start": 31, "end": 47},
            {"coder": "Samir", "start": 33, "end": 48},
        ]
    ]


def coding(shell, index):
    return json.loads(shell.qualog("log", "--json", "--kind", "coding-applied"))["log"][index]["id"]


def test_as_it_was_before(study):
    told = data(study, "passages", "--at", coding(study, 3))
    assert [each["quote"] for each in told["passages"]] == ["I ", ","]


@pytest.mark.parametrize("of", ["passages", "confusion", "boundaries"])
def test_nothing_to_compare(study, of):
    told = study.qualog("disagreements", of, "--at", "2020-01-01")
    assert told.endswith("no document has been coded by two people separately.\n")
    told = study.fails("disagreements", of, "--document", "other")
    assert "There is nothing to compare" in told
    assert "Ada has coded other separately" in told
    assert "as “time”" in study.fails("disagreements", of, "--code", "time")


def test_what_is_not_there(study):
    assert "Agreement needs two coders" in study.fails("disagreements", "--coder", "Ingrid")
    assert "no document “tlak”" in study.fails("disagreements", "--document", "tlak")
    assert "no code “trsut”" in study.fails("disagreements", "--code", "trsut")
    assert "Leave --unit out" in study.fails("disagreements", "boundaries", "--unit", "turn")
    assert "There is no choice" in study.fails("disagreements", "everything")


def test_coders_who_agree_throughout(study):
    alike = coding(study, 1)
    assert "The coders differ nowhere." in study.qualog("disagreements", "--at", alike)
    page = study.qualog("disagreements", "confusion", "--at", alike)
    assert "The coders differ nowhere." in page
    page = study.qualog("disagreements", "boundaries", "--at", alike)
    assert re.search(r"^trust +1 +0 +0$", page, re.MULTILINE)


def test_what_a_participant_took_along_is_not_compared_and_what_follows_stays_in_place(shell):
    begin(shell.folder / "s.qualog", ["talk"])
    with Project.open(shell.folder / "s.qualog") as project:
        project.participants.add("Anna")
        project.documents.attribute("talk", "Anna", quote="It was fine")
        project.participants.withdraw("Anna")
    told = data(shell, "passages")
    assert [(each["quote"], each["start"]) for each in told["passages"]] == [
        ("they decide", 53),
        ("I ", 31),
        (",", 47),
    ]


def test_three_annotators_of_real_texts(shell, shared):
    """Spanish news, by three annotators: what differs is what their files differ in."""
    folder = shared / "interop" / "brat" / "bratiaa"
    coders = ("Lisa", "Maria", "Max")
    texts = sorted((folder / "Lisa").glob("*.txt"))
    given = {
        (text.stem, coder): list(annotations((folder / coder / text.name).with_suffix(".ann")))
        for text in texts
        for coder in coders
    }
    with Project.create(shell.folder / "news.qualog", "News", coders) as project:
        project.imports.import_(
            Material(
                documents=tuple(
                    ImportedDocument(each.stem, each.read_text("utf-8")) for each in texts
                ),
                codings=tuple(
                    ImportedCoding(name, start, end, code, author=coder)
                    for (name, coder), spans in given.items()
                    for start, end, code in spans
                ),
            ),
            importer="test",
        )
    found = data(shell, "passages")["passages"]
    differing = {
        (text.stem, at)
        for text in texts
        for at in range(len(text.read_text("utf-8")))
        if len({codes_at(given[text.stem, coder], at) for coder in coders}) > 1
    }
    assert {(p["document"], at) for p in found for at in range(p["start"], p["end"])} == differing
    assert found[0]["quote"] == "Nobel de Literatura "
    page = shell.qualog("disagreements", "boundaries")
    assert "Max starts 8 characters (one word) earlier than Lisa and Maria: “España,”" in page


def annotations(path):
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("T"):
            code, start, end = line.split("\t")[1].split()
            yield int(start), int(end), code


def codes_at(spans, at):
    return frozenset(code for start, end, code in spans if start <= at < end)


def test_the_command_that_it_offers_opens_a_discussion(shell):
    shell.qualog("demo", ".")
    offered = [
        line.split("qualog ", 1)[1]
        for line in shell.qualog("disagreements", "--most", "2").splitlines()
        if "qualog discuss open" in line
    ]
    assert len(offered) == 2
    before = len(json.loads(shell.qualog("discuss", "list", "--json"))["discussions"])
    for command in offered:
        shell.qualog(*shlex.split(command))
    after = json.loads(shell.qualog("discuss", "list", "--json"))["discussions"]
    assert len(after) == before + 2
