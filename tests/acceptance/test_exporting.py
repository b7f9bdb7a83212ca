"""Sending results out as a user does: formats that come in again, and what help says of them."""

import importlib.util
import json
import re
import zipfile

import pytest
from tests.acceptance.shell import Shell

NEW = [
    "brat",
    "codebook-csv",
    "codebook-docx",
    "codebook-md",
    "codings-parquet",
    "codings-xlsx",
    "qualcoder",
    "units-csv",
    "w3c-annotations",
    "word-comments",
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    shell = Shell(tmp_path_factory.mktemp("exporting"))
    shell.qualog("demo", "study")
    return Shell(shell.folder / "study")


def passages(shell, *arguments):
    """Give who gave what code to which words, in which document."""
    found = json.loads(shell.qualog("codings", "--json", *arguments))["codings"]
    return sorted(
        (each["document"], each["start"], each["end"], each["code"], str(each["made"]["authors"]))
        for each in found
    )


def test_help_lists_the_formats(demo):
    told = demo.qualog("export", "--help")
    assert [each for each in NEW if f"\n  {each}  " not in told] == []


def test_what_went_to_word_is_the_same_study_again(demo, tmp_path):
    demo.qualog("export", "word-comments", str(tmp_path / "texts.zip"))
    with zipfile.ZipFile(tmp_path / "texts.zip") as archive:
        archive.extractall(tmp_path / "texts")
    again = Shell(tmp_path)
    again.qualog("init", "Again", "--author", "Ingrid Falk")
    again.qualog("import", "texts", "--with", "word", "-o", "codes=whole")
    assert passages(again) == passages(demo)


def test_what_went_to_brat_comes_in_by_coder(demo, tmp_path):
    demo.qualog("export", "brat", str(tmp_path / "brat.zip"))
    with zipfile.ZipFile(tmp_path / "brat.zip") as archive:
        archive.extractall(tmp_path / "brat")
    again = Shell(tmp_path)
    again.qualog("init", "Again", "--author", "Somebody")
    again.qualog("import", "brat", "--coder-from", "folder")
    found = [(*place, code.replace("_", " "), coder) for *place, code, coder in passages(again)]
    wanted = [(*place, code.replace("'", " "), coder) for *place, code, coder in passages(demo)]
    assert sorted(found) == sorted(wanted)


def test_an_earlier_moment_and_a_part_of_the_study(demo):
    demo.qualog("export", "codebook-md", "then.md", "--at", "after open coding")
    demo.qualog("export", "codebook-md", "now.md")
    then, now = ((demo.folder / each).read_text("utf-8") for each in ("then.md", "now.md"))
    assert "split off" in now
    assert "split off" not in then


def test_no_format_writes_over_the_file_of_another(demo, tmp_path):
    told = demo.qualog("export", "--help")
    names = re.findall(r"^  ([a-z0-9-]+)  ", told.partition("Formats:")[2], re.MULTILINE)
    assert set(NEW) <= set(names)
    written = []
    for name in names:
        if name == "codings-parquet" and importlib.util.find_spec("pyarrow") is None:
            continue
        data = json.loads(demo.qualog("export", name, "--json"))
        written += data.get("files") or [data["file"]]
    assert len(set(written)) == len(written) > len(NEW)
    assert "already exists" in demo.fails("export", "units-csv")
    demo.qualog("export", "units-csv", "--force")


def test_what_went_to_qualcoder_comes_back(demo, tmp_path):
    demo.qualog("export", "qualcoder", str(tmp_path / "theirs"))
    again = Shell(tmp_path)
    again.qualog("init", "Again", "--author", "Ingrid Falk")
    again.qualog("import", "theirs.qda", "-o", "journals=no")
    assert passages(again) == passages(demo)
    assert "already exists" in demo.fails("export", "qualcoder", str(tmp_path / "theirs.qda"))
    demo.qualog("export", "qualcoder", str(tmp_path / "theirs.qda"), "--force")


def test_a_codebook_goes_to_another_study(demo, tmp_path):
    demo.qualog("export", "codebook-csv", str(tmp_path / "codes.csv"))
    again = Shell(tmp_path)
    again.qualog("init", "Again", "--author", "Ingrid Falk")
    again.qualog("import", "codes.csv")
    ours, theirs = (
        {
            code["path"]: code["definition"]
            for code in json.loads(shell.qualog("codes", "--json"))["codes"]
            if code["status"] == "live"
        }
        for shell in (demo, again)
    )
    assert theirs == ours
