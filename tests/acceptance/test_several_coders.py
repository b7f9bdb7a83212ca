"""What several people coded elsewhere, brought into one project as they would do it."""

import json

import pytest
from tests.acceptance.coded_files import write_coded_files


@pytest.fixture
def study(shell):
    write_coded_files(shell.folder)
    shell.qualog("init", "Study", "--author", "Ingrid", "--project", "s.qualog")
    return shell


def codings(shell):
    told = json.loads(shell.qualog("codings", "--json"))["codings"]
    return sorted((each["made"]["authors"], each["code"], each["quote"]) for each in told)


def test_a_folder_for_each_annotator(study):
    told = study.qualog("import", "brat-project", "--coder-from", "folder").splitlines()
    assert len(told) == 3
    assert "“interview-1”, 66 characters" in told[0]
    there = "“interview-1” is already there with the same text, and its codings were added"
    assert there in told[1]
    assert told[2] == "Imported 2 of 2 files: one new document; one already there; 2 codings."
    before = study.qualog("verify")
    again = study.qualog("import", "brat-project/*/*.ann", "--coder-from", "folder")
    assert again.count("one coding already there") == 2
    assert study.qualog("verify") == before
    # The scan is laid out in another way: the coding goes to the same words.
    study.qualog("import", "scan/scan-of-1.ann", "--onto", "interview-1", "--coder", "Samir")
    assert codings(study) == [
        (["Lisa"], "TRUST", "would hand her my keys"),
        (["Max"], "TRUST", "would hand"),
        (["Samir"], "TRUST", "my keys\nany day"),
    ]


def test_a_text_that_is_another_is_refused(study):
    study.qualog("import", "brat-project/Lisa", "--coder", "Lisa")
    path = study.folder / "brat-project" / "Max" / "interview-1.txt"
    path.write_text(path.read_text("utf-8").replace("keys", "kays"), "utf-8")
    told = study.fails("import", "brat-project", "--coder-from", "folder")
    assert "First difference, line 2" in told
    assert told.splitlines()[-1] == "Not imported: brat-project/Max/interview-1.txt"


def test_segments_that_have_no_place_are_told(study):
    study.qualog("import", "brat-project/Lisa", "--coder", "Lisa")
    told = study.qualog("import", "segments.csv")
    assert "3 codings" in told
    assert "left behind: row 4: “hand him my keys” does not occur in interview-1" in told
    assert (["Ben"], "TRUST", "hand her my keys") in codings(study)
    assert "3 codings already there" in study.qualog("import", "segments.csv")
    alone = study.folder / "alone.csv"
    alone.write_text("document,code,quote\nnowhere,x,y\n", "utf-8")
    assert "is neither in the file nor in the study" in study.fails("import", "alone.csv")


@pytest.mark.shared
def test_real_annotators_of_news(shell, shared):
    shell.qualog("init", "News", "--author", "Ingrid")
    folder = shared / "interop" / "brat" / "bratiaa"
    told = shell.qualog("import", str(folder), "--coder-from", "folder")
    summary = "Imported 9 of 9 files: 3 new documents; 6 already there"
    assert told.splitlines()[-1].startswith(summary)
    report = json.loads(shell.qualog("agree", "--json"))["agreement"]
    assert report["coders"] == ["Lisa", "Maria", "Max"]
    assert len(report["documents"]) == 3
    assert 0.9 < report["measures"]["alpha"]["overall"]["value"] < 1
    assert len(codings(shell)) == 75 + 75 + 53 + 44 + 44 + 42 + 13 * 3
