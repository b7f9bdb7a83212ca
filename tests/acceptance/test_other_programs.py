"""A study that was begun in other programs, brought into one project as a person would."""

import json

import pytest
from tests.plugins.importers.programs.projects import make

TEXT = "Åsa: I trust them 🐈 all.\nBo: I trust nobody.\n"
MADE = "2026-03-01 10:00:00"
PAGE = "https://example.org/talks/talk"


@pytest.fixture
def study(shell):
    shell.qualog("init", "Study", "--author", "Ingrid", "--project", "s.qualog")
    make(
        shell.folder / "study.qda" / "data.qda",
        {
            "source": (
                "id INTEGER, name TEXT, fulltext TEXT, memo TEXT, owner TEXT",
                [(1, "talk.txt", TEXT, "hm", "ann")],
            ),
            "code_cat": ("catid INTEGER, name TEXT", [(1, "Ties")]),
            "code_name": ("cid INTEGER, name TEXT, catid INTEGER", [(1, "trust", 1)]),
            "code_text": (
                "ctid INTEGER, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, "
                "pos1 INTEGER, owner TEXT, date TEXT",
                [
                    (1, 1, 1, "I trust them", 5, 17, "ann", MADE),
                    (2, 1, 1, "trust them", 7, 17, "bo", MADE),
                    (3, 1, 1, "trust you", 7, 17, "bo", MADE),
                ],
            ),
            "cases": ("caseid INTEGER, name TEXT", [(1, "Åsa")]),
            "case_text": (
                "caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER",
                [(1, 1, 5, 24)],
            ),
        },
    )
    documents = shell.folder / "study.qda" / "documents"
    documents.mkdir()
    (documents / "talk.txt").write_text(TEXT, "utf-8")
    return shell


def codings(shell):
    told = json.loads(shell.qualog("codings", "--json"))["codings"]
    return sorted((*each["made"]["authors"], each["code"], each["quote"]) for each in told)


def test_a_projects_folder_is_one_file(study):
    told = study.qualog("import", "study.qda")
    assert "study.qda/data.qda (qualcoder): “talk”, 45 characters, 2 turns" in told
    assert "a new participant: Åsa; new authors: ann and bo" in told
    assert (
        "left behind: coding 3 (trust): the text reads “trust them” there, not “trust you”" in told
    )
    assert codings(study) == [("ann", "trust", "I trust them"), ("bo", "trust", "trust them")]
    assert "2 codings already there" in study.qualog("import", "study.qda/data.qda")
    assert len(codings(study)) == 2


def test_annotations_of_a_page_and_a_table_go_onto_it(study):
    study.qualog("import", "study.qda")
    quote = {"type": "TextQuoteSelector", "exact": "I trust", "prefix": "Bo: ", "suffix": " nobody"}
    annotation = {
        "user": "acct:eva@hypothes.is",
        "tags": ["doubt"],
        "text": "really?",
        "target": [{"source": PAGE, "selector": [quote]}],
    }
    (study.folder / "notes.json").write_text(json.dumps({"rows": [annotation]}), "utf-8")
    (study.folder / "people.csv").write_text("participant,born\nÅsa,1961\nBo,1974\n", "utf-8")
    told = study.qualog("import", "notes.json", "people.csv")
    parts = "one new code; one coding; one memo; a new author: eva"
    assert f"notes.json (web-annotations): {parts}" in told
    assert "people.csv (attributes): 2 values; a new participant: Bo" in told
    assert ("eva", "doubt", "I trust") in codings(study)
    [doubt] = [
        each
        for each in json.loads(study.qualog("codings", "--json"))["codings"]
        if each["code"] == "doubt"
    ]
    assert doubt["start"] == TEXT.index("I trust nobody")


def test_what_is_damaged_is_said_and_nothing_is_half_done(study):
    path = study.folder / "study.qda" / "data.qda"
    path.write_bytes(path.read_bytes()[:5000])
    told = study.fails("import", "study.qda/data.qda", "--with", "qualcoder")
    assert "data.qda" in told
    assert codings(study) == []
