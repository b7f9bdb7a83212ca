"""A corrected transcript, as a user brings it in."""

import json

import pytest


@pytest.fixture
def study(shell):
    shell.qualog("demo", ".")
    return shell


def text_of(study):
    return json.loads(study.qualog("read", "Interview 1", "--json"))["document"]["text"]


def codings_of(study):
    told = json.loads(study.qualog("codings", "--json"))["codings"]
    return [(each["code"], each["quote"]) for each in told if each["document"] == "Interview 1"]


def test_a_corrected_interview(study):
    text, before = text_of(study), codings_of(study)
    first = next(quote for _, quote in before)
    better = "A heading that was missing.\n\n" + text.replace(first, f"({first})")
    (study.folder / "better.txt").write_text(better, "utf-8")
    told = study.qualog("import", "better.txt", "--revises", "Interview 1", "--why", "heard again")
    assert "“Interview 1” corrected in" in told
    assert "moved with the text" in told
    assert text_of(study) == better
    assert sorted(codings_of(study)) == sorted(before)
    rows = json.loads(study.qualog("document", "revisions", "Interview 1", "--json"))["revisions"]
    assert [each["is_shown"] for each in rows] == [False, True]
    assert [each["length"] for each in rows] == [len(text), len(better)]
    assert "corrected the text of “Interview 1”" in study.qualog("log")
    assert "heard again" in study.qualog("log")
    assert "is already there with the same text" in study.qualog(
        "import", "better.txt", "--revises", "Interview 1"
    )


def test_what_is_lost_is_asked_about(study):
    text, before = text_of(study), codings_of(study)
    code, quote = before[0]
    (study.folder / "better.txt").write_text(text.replace(quote, ""), "utf-8")
    told = study.qualog("import", "better.txt", "--revises", "Interview 1")
    assert "raise questions: qualog questions" in told
    assert "is no longer there" in study.qualog("questions")
    assert (code, quote) not in codings_of(study)
    assert f"{code}, once on “" in study.qualog("codings")
    for name in ("qdpx", "word-comments", "report", "sqlite", "codings-csv"):
        study.qualog("export", name, f"out-{name}")


def test_mistakes_are_told(study):
    (study.folder / "a.txt").write_text("Something else.\n", "utf-8")
    (study.folder / "b.txt").write_text("Something else.\n", "utf-8")
    assert "another text" in study.fails("import", "a.txt", "--revises", "Interview 1")
    assert "--revises is for one file" in study.fails(
        "import", "a.txt", "b.txt", "--revises", "Interview 1"
    )
    assert "keeps its name" in study.fails(
        "import", "a.txt", "--revises", "Interview 1", "--name", "X"
    )
    assert "no document “Interview 9”" in study.fails("import", "a.txt", "--revises", "Interview 9")
