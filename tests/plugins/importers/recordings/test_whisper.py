"""Speech recognition in JSON: Whisper and programs like it."""

import json

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.recordings.json_files import HOSTILE
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.recordings.whisper import Whisper

REAL = {
    "bonjour_vous_allez_bien.words.json": (
        2, (None, "Bonjour ! Est-ce que vous allez bien ?", (0.42, 3.46)), 35.86, "fr",
    ),
    "smartphone.words.json": (36, None, 177.42, "fr"),
    "synthetic_openai_whisper_plain.json": (
        2, (None, "Hej och välkomna.", (0.0, 2.4)), 5.2, "sv",
    ),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_recognition(shared, name):
    path = shared / "interop" / "whisper" / name
    turns, first, until, language = REAL[name]
    material = read_file(Whisper(), path)
    found = heard(material)
    assert len(found) == turns
    assert first is None or found[0] == first
    assert found[-1][2][1] == until
    told = json.loads(path.read_text("utf-8"))
    assert " ".join(material.documents[0].text.split()) == " ".join(told["text"].split())
    assert f"the language that the program heard, “{language}”" in left_behind(material)
    check_material(material)
    assert Whisper().sniff(path, path.read_bytes()[:4096]) >= 0.6


def test_speakers_that_a_program_tells_apart(write):
    segments = [
        {"start": 0, "end": 1.5, "text": " Hi.", "speaker": "SPEAKER_00", "words": [{}, {}]},
        {"start": 1.6, "end": 2, "text": " How are you?", "speaker": "SPEAKER_00"},
        {"start": 2, "end": 3, "text": "Well.", "speaker": "SPEAKER_01"},
        {"start": "x", "end": 1e400, "text": "Hm."},
    ]
    path = write({"segments": segments}, "a.json")
    material = read_file(Whisper(), path)
    assert heard(material) == [
        ("SPEAKER_00", "Hi. How are you?", (0.0, 2.0)),
        ("SPEAKER_01", "Well.", (2.0, 3.0)),
        (None, "Hm.", (None, None)),
    ]
    assert left_behind(material) == ("times of single words: 2",)
    assert len(heard(read_file(Whisper(), path, join=False))) == 4


def test_whisper_cpp(write):
    told = {"offsets": {"from": 120, "to": 2000}, "timestamps": {}, "text": " Hej."}
    material = read_file(Whisper(), write({"transcription": [told]}, "a.json"))
    assert heard(material) == [(None, "Hej.", (0.12, 2.0))]


def test_halves_of_characters_are_joined_or_told(write):
    path = write(rb'{"segments": [{"text": "\ud83d\ude00 a\ud83d b\u0000"}]}', "a.json")
    material = read_file(Whisper(), path)
    assert material.documents[0].text == "😀 a� b�\n"
    assert left_behind(material)[0].endswith(": 2")


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_files(write, data):
    holds_up(Whisper(), write(data, "a.json"))


def test_what_is_no_recording_is_refused(write):
    with pytest.raises(BadInput, match=r"a\.json holds no segments with words"):
        read_file(Whisper(), write({"text": "", "segments": []}, "a.json"))
