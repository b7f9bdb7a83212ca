"""Exporting: a file is named after the study, never replaced unasked, and what it lacks is said."""

import json


def test_a_file_is_named_after_the_study_unless_a_name_is_given(trust):
    assert trust.qualog("export", "codings-csv").startswith("Wrote Trust.codings.csv")
    assert trust.qualog("export", "qdpx").startswith("Wrote Trust.qdpx")
    trust.qualog("export", "codings-csv", "mine.csv")
    mine, named = (trust.folder / name for name in ("mine.csv", "Trust.codings.csv"))
    assert mine.read_bytes() == named.read_bytes()


def test_the_ending_is_that_of_the_format(trust):
    told = trust.fails("export", "codings-xlsx", "x.csv")
    assert "codings-xlsx writes files that end in .xlsx, and x.csv does not" in told
    assert "Call it x.xlsx" in told
    assert trust.qualog("export", "codings-csv", "x").startswith("Wrote x.csv")
    assert json.loads(trust.qualog("export", "qdc", "x", "--json"))["file"] == "x.qdc"
    trust.qualog("export", "report", "X.HTML")
    assert sorted(path.name for path in trust.folder.glob("[xX].*")) == ["X.HTML", "x.csv", "x.qdc"]


def test_a_folder_is_no_file_to_replace(trust):
    (trust.folder / "x.csv").mkdir()
    assert "already exists" in trust.fails("export", "codings-csv", "x.csv")
    assert "cannot be written" in trust.fails("export", "codings-csv", "x.csv", "--force")
    assert [*(trust.folder / "x.csv").iterdir()] == []


def test_a_file_that_is_there_is_replaced_only_if_that_is_asked_for(trust):
    (trust.folder / "mine.csv").write_text("keep me", "utf-8")
    assert "--force" in trust.fails("export", "codings-csv", "mine.csv")
    assert (trust.folder / "mine.csv").read_text("utf-8") == "keep me"
    trust.qualog("export", "codings-csv", "mine.csv", "--force")
    assert "keep me" not in (trust.folder / "mine.csv").read_text("utf-8")


def test_what_the_file_leaves_out_is_said_in_text_and_in_json(demo):
    said = demo.qualog("export", "report", "one.html")
    data = json.loads(demo.qualog("export", "report", "two.html", "--json"))
    assert data["file"] == "two.html"
    assert data["left_out"]
    assert all(sentence in said for sentence in data["left_out"])


def test_a_folder_or_a_format_that_does_not_exist(trust):
    assert "There is no folder nowhere." in trust.fails("export", "report", "nowhere/x.html")
    assert "There is no export format “reprot”. Did you mean “report”" in trust.fails(
        "export", "reprot"
    )
