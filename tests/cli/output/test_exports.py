"""Exporting: a file is named after the study, never replaced unasked, and what it lacks is said."""

import json


def test_a_file_is_named_after_the_study_unless_a_name_is_given(trust):
    assert trust.qualog("export", "codings-csv").startswith("Wrote Trust.csv")
    assert (trust.folder / "Trust.csv").exists()
    trust.qualog("export", "codings-csv", "mine.csv")
    assert (trust.folder / "mine.csv").read_bytes() == (trust.folder / "Trust.csv").read_bytes()


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
