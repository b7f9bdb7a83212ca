"""Cutting subtitles into cues, damaged ones too."""

import pytest

from qualog_plugins.importers.recordings.cues import is_timing, is_webvtt, read_cues


def cues(text):
    return [(cue.time, cue.until, cue.lines) for cue in read_cues(text).cues]


def left_behind(text):
    return [str(line) for line in read_cues(text).left_behind.messages()]


def test_the_forms_of_a_cue():
    assert cues(
        "WEBVTT\n\nid\n00:01.000 --> 00:02.500 line:0\na\nb\n\n1:00:00.0 --> 2:00:00.0\nc"
    ) == [
        (1_000, 2_500, ["a", "b"]),
        (3_600_000, 7_200_000, ["c"]),
    ]
    assert cues("1\n00:00:01,000 --> 00:00:02,5\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n") == [
        (1_000, 2_500, ["a"]),
        (3_000, 4_000, ["b"]),
    ]
    assert cues("0:00:01.500,0:00:02.000\na\n") == [(1_500, 2_000, ["a"])]


def test_an_end_before_the_beginning_is_none():
    assert cues("00:02.000 --> 00:01.000\na") == [(2_000, None, ["a"])]


def test_a_missing_blank_line_or_number_loses_nothing():
    text = "1\n00:01,000 --> 00:02,000\na\n2\n00:03,000 --> 00:04,000\nb"
    assert [lines for *_, lines in cues(text)] == [["a"], ["b"]]
    text = "00:01,000 --> 00:02,000\na\n00:03,000 --> 00:04,000\nb"
    assert [lines for *_, lines in cues(text)] == [["a"], ["b"]]


def test_words_after_a_blank_line_belong_to_the_cue_before_but_in_webvtt_to_none():
    text = "00:01.000 --> 00:02.000\na\n\nb\n"
    assert cues(text) == [(1_000, 2_000, ["a", "b"])]
    assert cues(f"WEBVTT\n\n{text}") == [(1_000, 2_000, ["a"])]
    assert left_behind(f"WEBVTT\n\n{text}") == ["lines outside of any cue: 1"]


def test_notes_and_styles_are_no_words():
    text = "WEBVTT x\n\nNOTE one\ntwo\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\na\n"
    assert cues(text) == [(1_000, 2_000, ["a"])]
    assert read_cues(text).notes == ["one\ntwo"]
    assert left_behind(text) == ["STYLE blocks, which say how cues look: 1"]


def test_what_is_before_the_first_cue_is_counted():
    assert left_behind("hello\nyou\n\n00:01,000 --> 00:02,000\na") == [
        "lines before the first cue: 2"
    ]


@pytest.mark.parametrize(
    ("line", "timing"),
    [
        ("00:01.000 --> 00:02.000", True),
        (" 1:00:01,5,1:00:02 ", True),
        ("00:01.000 -> 00:02.000", False),
        ("at 00:01.000 --> 00:02.000", False),
        ("00:01.000 --> 00:02.000 " + "x" * 300, False),
    ],
)
def test_a_line_with_times(line, timing):
    assert is_timing(line) is timing


@pytest.mark.parametrize(
    ("text", "webvtt"), [("WEBVTT", True), ("WEBVTT - x\n", True), ("WEBVTTx", False), ("", False)]
)
def test_how_webvtt_begins(text, webvtt):
    assert is_webvtt(text) is webvtt
