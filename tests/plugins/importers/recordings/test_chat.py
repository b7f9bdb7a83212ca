"""CHAT: utterances with times, and the lines under them."""

import csv

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import coded, left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.recordings.chat import Chat

TALK = (
    "@UTF8\n@Begin\n@Coder:\tPer\n@Comment:\tat\n\thome\n@Media:\tx, audio\n"
    "*MOT:\tså [/] så\n\tär det . \x150_1500\x15\n%spa:\t$INI:ask $x\n%mor:\tn|x\n"
    "*CHI:\tja ! \x151500_2000\x15\n%com:\tlaughs\n*CHI:\tmm .\n@End\n"
)


@pytest.fixture
def read(tmp_path):
    def read(text: str, **options):
        path = tmp_path / "talk.cha"
        path.write_text(text, "utf-8")
        return read_file(Chat(), path, **options)

    return read


@pytest.mark.shared
def test_a_real_file_whatever_its_name(shared):
    folder = shared / "interop" / "chat"
    material = read_file(Chat(), folder / "vandam.cha", join=False)
    with (folder / "vandam.expected.csv").open(encoding="utf-8") as file:
        expected = [
            (row["speaker_id"], row["transcription"].strip(),
             (int(row["segment_onset"]) / 1000, int(row["segment_offset"]) / 1000), row["add"])
            for row in csv.DictReader(file)
        ]  # fmt: skip
    found = heard(material)
    assert found == [row[:3] for row in expected]
    assert len(found) == 20
    assert found[0][2] == (0.0, 12.414)
    added = [f"add: {row[3]}" for row in expected if row[3] != "NA"]
    assert [each.code for each in material.codings] == added
    check_material(material)


def test_what_stands_under_an_utterance(read):
    material = read(TALK)
    assert heard(material) == [
        ("MOT", "så [/] så är det .", (0.0, 1.5)), ("CHI", "ja ! mm .", (1.5, 2.0)),
    ]  # fmt: skip
    assert coded(material) == [
        ("spa: $INI:ask", "så [/] så är det .", ""), ("spa: $x", "så [/] så är det .", ""),
    ]  # fmt: skip
    assert {each.author for each in material.codings} == {"Per"}
    assert [(memo.text, memo.start is None) for memo in material.memos] == [
        ("at home", True), ("laughs", False),
    ]  # fmt: skip
    assert left_behind(material) == ("@Media: 1", "%mor: 1")


HOSTILE = [
    TALK[:90], "*", "*:\n", "%add:\tx\n*A:\t\x15\n", "*A:\thi \x15999999999999_1\x15\n%add:\tB\n",
    "*A:\t \x151_2\x15\n%add:\tB\n", "*A:\thi \x155_1\x15 \x15_\x15\n",
    "\tx\n*" + "A" * 99_999 + ":\tx", "*A:\thi\n*A:\tyou \x155_9\x15\n",
    "@Comment:\t\x15\n*A:\tx\n", "*A:\t" + "\x151_" * 99_999,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_files(tmp_path, text):
    path = tmp_path / "a.cha"
    path.write_text(text, "utf-8")
    holds_up(Chat(), path)


def test_what_holds_no_utterance_is_refused(read):
    with pytest.raises(BadInput, match=r"talk\.cha"):
        read("@UTF8\n@Begin\n@End\n")
