"""oTranscribe: its transcript in turns, with the exact times behind the marks."""

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.recordings.json_files import HOSTILE
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog_plugins.importers.recordings.otranscribe import OTranscribe
from qualog_plugins.importers.recordings.whisper import Whisper


def marked(seconds, shown, words):
    return f'<p><span class="timestamp" data-timestamp="{seconds}">{shown}</span> {words}</p>'


@pytest.mark.shared
def test_the_real_otr(shared):
    path = shared / "interop" / "otr" / "synthetic_swedish.otr"
    material = read_file(OTranscribe(), path)
    assert heard(material) == [
        ("Intervjuare", "Hur började det?", (0.0, None)),
        ("Åsa", "Med en annons & ett samtal. Skratt 😀", (4.25, None)),
    ]
    assert left_behind(material) == ("the name of the recording, intervju.mp3",)
    assert OTranscribe().sniff(path, path.read_bytes()) > Whisper().sniff(path, path.read_bytes())


def test_a_mark_within_a_turn_stays_and_moves_nothing(write):
    markup = marked(1.5, "0:01", "Ann: So it was.") + marked(9.75, "0:09", "It went on.")
    markup += marked(12.25, "0:12", "Bo: Yes.")
    material = read_file(OTranscribe(), write({"text": markup}, "a.otr"))
    assert [(who, times) for who, _, times in heard(material)] == [
        ("Ann", (1.5, None)), ("Bo", (12.25, None)),
    ]  # fmt: skip
    assert "It went on." in heard(material)[0][1]


def test_halves_of_characters_are_joined_or_told(write):
    material = read_file(OTranscribe(), write(rb'{"text": "<p>\ud83d\ude00 a\ud83d"}', "a.otr"))
    assert material.documents[0].text == "😀 a�\n"
    assert left_behind(material)[0].endswith(": 1")


@pytest.mark.parametrize("data", HOSTILE)
def test_hostile_files(write, data):
    holds_up(OTranscribe(), write(data, "a.json"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"segments": []}, "not an oTranscribe file"),
        ([], "not an oTranscribe file"),
        ({"text": "", "segments": []}, r"transcript in a\.json is empty"),
    ],
)
def test_what_is_no_transcript_is_refused(write, value, told):
    with pytest.raises(BadInput, match=told) as refused:
        read_file(OTranscribe(), write(value, "a.json"))
    assert "a.json" in str(refused.value)
