"""A recording from its transcript to the second that a coding stands on."""

import json

import pytest
from tests.acceptance.shell import Shell

TEAMS = """WEBVTT

1b2c/1-0
00:00:03.129 --> 00:00:05.000
<v Åsa Öberg>Hej, hör du mig?</v>

1b2c/1-1
00:00:05.000 --> 00:01:09.500
<v Björn>Ja. Vi kan börja 😀,
om du vill.</v>
"""


@pytest.fixture
def study(tmp_path):
    shell = Shell(tmp_path)
    shell.qualog("init", "Study", "--author", "Ann")
    (tmp_path / "call.vtt").write_text(TEAMS, "utf-8")
    return shell


def test_a_coding_knows_its_second(study):
    assert "call" in study.qualog("import", "call.vtt")
    study.qualog("code", "add", "start")
    study.qualog("apply", "start", "call", "--quote", "kan börja 😀, om")
    (coding,) = json.loads(study.qualog("codings", "--json"))["codings"]
    assert (coding["time"], coding["quote"]) == (5000, "kan börja 😀, om")
    read = study.qualog("read", "call")
    assert "Åsa Öberg  00:00:03" in read
    assert "Björn  00:00:05" in read


def test_where_no_time_is_known_there_is_none(study):
    (study.folder / "notes.txt").write_text("I: Hi\nR: Yes\n", "utf-8")
    study.qualog("import", "notes.txt")
    study.qualog("code", "add", "yes")
    study.qualog("apply", "yes", "notes", "--quote", "Yes")
    (coding,) = json.loads(study.qualog("codings", "--json"))["codings"]
    assert coding["time"] is None


@pytest.mark.shared
def test_each_real_file_is_taken_by_its_importer(study, shared):
    folder = shared / "interop"
    files = {
        "subtitles/sample.sbv": "subtitles",
        "otr/synthetic_swedish.otr": "otranscribe",
        "whisper/smartphone.words.json": "whisper",
        "elan/example_basic.eaf": "elan",
        "textgrid/mary.TextGrid": "textgrid",
        "chat/vandam.cha": "chat",
        "rtf/synthetic_f4_timestamps.rtf": "rtf",
        "pdf/PDPilot_P1.pdf": "pdf",
    }
    study.qualog("import", *(str(folder / file) for file in files))
    documents = json.loads(study.qualog("documents", "--json"))["documents"]
    assert sorted(each["importer"] for each in documents) == sorted(files.values())
    assert study.qualog("verify")


def test_a_bad_file_is_told_and_nothing_half_done(study):
    (study.folder / "bad.json").write_text('{"text": "x", "segments": ', "utf-8")
    assert "bad.json is damaged" in study.fails("import", "bad.json")
    assert json.loads(study.qualog("documents", "--json"))["documents"] == []
