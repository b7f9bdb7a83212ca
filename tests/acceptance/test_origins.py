"""From a passage back to the bytes of the file that was received."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualog.project.project import Project
from qualog_cli.main import qualog

FILE = "I: Varför?\r\nR: För att jag litar på dem, €.\r\n".encode("cp1252")
CALL = "WEBVTT\n\n00:01:03.000 --> 00:01:05.000\n<v Ann>Ja, jag\nlitar på dem.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Project.create(tmp_path / "s.qualog", "S", ["Ann"]).close()
    Path("talk.txt").write_bytes(FILE)
    Path("call.vtt").write_text(CALL, "utf-8")
    told = run("import", "talk.txt", "call.vtt").output
    assert "read as cp1252" in told
    assert "read as utf-8" in told
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(qualog, arguments, standalone_mode=False)


def origin(*arguments):
    return json.loads(run("document", "origin", *arguments, "--json").output)["origin"]


def test_the_bytes_of_a_quotation(folder):
    told = origin("talk", "--quote", "litar på dem, €")
    (piece,) = told["pieces"]
    first, last = piece["first_byte"], piece["end_byte"]
    assert FILE[first:last].decode("cp1252") == told["quote"] == piece["quote"]
    assert (piece["hex"], piece["line"]) == (FILE[first:last].hex(), 2)
    assert (told["encoding"], told["size"], told["proven"]) == ("cp1252", len(FILE), True)
    shown = run("document", "origin", "talk", "--quote", "litar på dem, €").output
    assert f"bytes        {first}:{last}, line 2: 6c 69 74" in shown
    assert "Decoded again, these bytes are the words above." in shown


def test_a_passage_over_two_lines_of_a_subtitle_has_its_second(folder):
    told = origin("call", "--turn", "1")
    assert told["time"] == 63_000
    assert [each["quote"] for each in told["pieces"]] == ["Ja, jag", "litar på dem."]
    assert told["without_bytes"] == 0


def test_the_file_comes_back_as_it_was(folder):
    assert f"{len(FILE)} bytes" in run("document", "original", "talk", "back.txt").output
    assert Path("back.txt").read_bytes() == FILE
    again = run("document", "original", "talk", "back.txt")
    assert "already exists" in str(again.exception)
    assert "cp1252" in run("documents").output


def test_what_was_erased_has_no_file(folder):
    talk = json.loads(run("documents", "--json").output)["documents"][0]["id"]
    run("participant", "add", "Anna")
    run("document", "attribute", "talk", "Anna")
    run("participant", "withdraw", "Anna", "--yes")
    assert "erased" in str(run("document", "original", talk, "back.txt").exception)
    assert not Path("back.txt").exists()
    told = origin(talk, "--span", "3:9")
    assert (told["pieces"], told["proven"]) == ([], None)
    assert "erased" in told["why_not"]


@pytest.mark.shared
def test_a_pdf_tells_the_page(folder, shared):
    run("import", str(shared / "interop" / "pdf" / "PDPilot_P1.pdf"))
    told = origin("PDPilot_P1", "--span", "4000:4040")
    assert {each["page"] for each in told["printed"]} == {2}
    assert "a PDF" in told["why_not"]
    run("code", "add", "clusters")
    run("apply", "clusters", "PDPilot_P1", "--span", "4000:4040")
    (coding,) = json.loads(run("codings", "--json").output)["codings"]
    assert coding["page"] == 2
