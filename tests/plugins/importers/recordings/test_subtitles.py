"""Subtitles: who says what, and when."""

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.recordings.subtitles import Subtitles


@pytest.fixture
def read(tmp_path):
    def read(text: str | bytes, name: str = "talk.vtt", **options):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_file(Subtitles(), path, **options)

    return read


REAL = {
    "ascii.srt": (3, 0, (None, "ascii", (27.0, 30.73)), (None, "ascii everywhere", (34.1, 36.57))),
    "captions_with_bom.vtt": (
        4, 0, (None, "Caption text #1", (0.5, 7.0)), (None, "Caption text #4", (16.32, 21.58))
    ),
    "comments.vtt": (
        5, 2, (None, "- Ta en kopp varmt te.", (135.0, 140.0)),
        (None, "- Ta en kopp", (145.0, 150.0)),
    ),
    "cue_tags.vtt": (
        3, 0, (None, "When the moon hits your eye", (16.5, 18.5)),
        (None, "That's amore", (20.5, 21.5)),
    ),
    "sample.sbv": (
        5, 0, (None, "Caption text #1", (0.378, 11.378)), (None, "Caption text #5", (17.484, None))
    ),
    "sample.srt": (
        5, 0, (None, "Caption text #1", (0.5, 7.0)), (None, "Caption text #5", (21.58, 23.88))
    ),
    "sample.vtt": (
        16, 0, (None, "Caption text #1", (0.5, 7.0)), (None, "Caption text #16", (61.35, 64.3))
    ),
    "synthetic_teams_speakers.vtt": (
        2, 0, ("Åsa Öberg", "Hej, hör du mig?", (3.129, 5.0)),
        ("Björn", "Ja. Vi kan börja 😀, om du vill.", (5.0, 9.5)),
    ),
    "synthetic_zoom_speakers.vtt": (
        2, 0, ("Åsa Öberg", "Välkommen.", (1.0, 4.0)),
        ("Björn", "Tack. Klockan är 10:30: dags?", (4.5, 7.0)),
    ),
    "using_identifiers.vtt": (
        6, 0, (None, "Caption text #1", (0.5, 7.0)), (None, "Caption text #6", (23.88, 27.28))
    ),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", REAL)
def test_real_files(shared, name):
    path = shared / "interop" / "subtitles" / name
    turns, memos, first, last = REAL[name]
    material = read_file(Subtitles(), path)
    found = heard(material)
    assert (len(found), len(material.memos), found[0], found[-1]) == (turns, memos, first, last)
    check_material(material)
    assert Subtitles().sniff(path, path.read_bytes()[:4096]) >= 0.9


@pytest.mark.shared
def test_all_lines_of_a_real_file_come_in(shared):
    material = read_file(Subtitles(), shared / "interop" / "subtitles" / "sample.sbv")
    assert heard(material)[2] == (
        None, "Caption text #3 (line 1) Caption text #3 (line 2)", (13.489, 15.489)
    )  # fmt: skip


def test_each_voice_of_a_cue_has_its_own_turn(read):
    material = read(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n"
        "<v.loud Åsa &amp; Bo>Hej, <i>du</i>.</v> <v Per>Va?\n<v Åsa &amp; Bo>Hej!\n"
    )
    assert heard(material) == [
        ("Åsa & Bo", "Hej, du.", (1.0, 4.0)),
        ("Per", "Va?", (1.0, 4.0)),
        ("Åsa & Bo", "Hej!", (1.0, 4.0)),
    ]


TALK = """WEBVTT

00:01.000 --> 00:02.000
<v Ann>One,

00:03.900 --> 00:05.000
<v Ann>two.

00:07.001 --> 00:08.000
<v Ann>Three.

00:08.000 --> 00:09.000
<v Bo>Four.

00:09.000 --> 00:10.000
nobody
"""


def test_neighbouring_cues_of_a_speaker_are_one_turn_up_to_two_seconds_of_silence(read):
    assert heard(read(TALK)) == [
        ("Ann", "One, two.", (1.0, 5.0)),
        ("Ann", "Three.", (7.001, 8.0)),
        ("Bo", "Four.", (8.0, 9.0)),
        (None, "nobody", (9.0, 10.0)),
    ]
    assert [words for _, words, _ in heard(read(TALK, join=False))] == [
        "One,", "two.", "Three.", "Four.", "nobody",
    ]  # fmt: skip


def test_a_label_holds_until_the_next(read):
    material = read(
        "1\n00:00:01,000 --> 00:00:02,000\nAnna: Well,\n\n"
        "2\n00:00:02,000 --> 00:00:03,000\nas I say.\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nBo: No.\n\n"
        "4\n00:00:04,000 --> 00:00:05,000\nRemember: trust.\n\n"
        "5\n00:00:05,000 --> 00:00:06,000\nAnna: Yes.\n",
        "talk.srt",
        names="Bo",
    )
    assert [(who, words) for who, words, _ in heard(material)] == [
        ("Anna", "Well, as I say."),
        ("Bo", "No."),
        ("Remember", "trust."),
        ("Anna", "Yes."),
    ]


def test_where_half_of_the_cues_begin_with_a_label_each_label_is_a_speakers(read):
    half = "00:01,000 --> 00:02,000\nAnna: hi\n\n00:03,000 --> 00:04,000\nso\n"
    assert [who for who, *_ in heard(read(half))] == ["Anna"]
    third = half + "\n00:05,000 --> 00:06,000\nit is\n"
    assert {who for who, *_ in heard(read(third))} == {None}


def test_where_few_cues_begin_with_a_label_the_rule_for_texts_holds(read):
    cues = ["Remember: trust.", "and", "so", "on."]
    text = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{c}\n\n" for n, c in enumerate(cues))
    assert [(who, words) for who, words, _ in heard(read(text, "a.srt"))] == [
        (None, "Remember: trust."), (None, "and"), (None, "so"), (None, "on."),
    ]  # fmt: skip
    assert heard(read(text, "a.srt", names="Remember"))[0][:2] == ("Remember", "trust. and so on.")
    assert heard(read(text, "a.srt", speakers=False))[0][0] is None


def test_whisperx_writes_speakers_in_brackets(read):
    text = "1\n00:00:01,000 --> 00:00:02,000\n[SPEAKER_00]: Hi there\n"
    assert heard(read(text, "a.srt")) == [("SPEAKER_00", "Hi there", (1.0, 2.0))]


def test_what_youtube_shows_twice_is_said_once(read):
    material = read(
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.000 align:start position:0%\n \nso<00:00:00.500><c> we</c>\n\n"
        "00:00:02.000 --> 00:00:02.010 align:start position:0%\nso we\n \n\n"
        "00:00:02.010 --> 00:00:04.000 align:start position:0%\n"
        "so we\nbegan<00:00:03.000><c> it</c>\n"
    )
    assert heard(material) == [(None, "so we", (0.0, 2.0)), (None, "began it", (2.01, 4.0))]
    assert "lines that are shown a second time while the next are said: 2" in left_behind(material)


def test_notes_are_memos_but_those_of_programs(read):
    material = read(
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE Confidence: 0.89\n\n"
        "NOTE\nSpoken softly.\nTwice.\n\n00:01.000 --> 00:02.000\nHi\n\nstray\n"
    )
    assert [memo.text for memo in material.memos] == ["Spoken softly.\nTwice."]
    assert left_behind(material) == (
        "STYLE blocks, which say how cues look: 1",
        "lines outside of any cue: 1",
        "notes of a program, such as its confidence: 1",
    )


def test_a_blank_line_within_a_cue_of_srt_loses_no_words(read):
    text = "1\n00:00:01,000 --> 00:00:02,000\nHi,\n\nyou.\n2\n00:00:02,000 --> 00:00:03,000\nBye\n"
    assert [words for _, words, _ in heard(read(text, "a.srt"))] == ["Hi, you.", "Bye"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(read, codec):
    material = read("1\r\n00:00:01,000 --> 00:00:02,000\r\nÅsa är här, hör du\r\n".encode(codec))
    assert heard(material)[0][1] == "Åsa är här, hör du"


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "hello\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n"])
def test_what_has_no_cue_is_refused(read, text):
    with pytest.raises(BadInput, match=r"talk\.vtt"):
        read(text)


HOSTILE = {
    "halved": "WEBVTT\n\n00:01.000 --> 00:0",
    "no words": "1\n00:00:01,000 --> 00:00:02,000\n\n\n",
    "huge numbers": "9" * 5000 + "\n9999:99:99,999 --> 00:00:00,000\nhi\n",
    "nul": "WEBVTT\n\n00:01.000 --> 00:02.000\n\x00hi\n",
    "surrogate": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v &#xd83d;>&#xd83d;&#0;hi\n",
    "tags": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v <" * 20_000,
    "long name": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v " + "a" * 9999 + ">hi",
    "one voice after the other": "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>a" * 20_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files(tmp_path, what):
    path = tmp_path / "a.vtt"
    path.write_text(HOSTILE[what], "utf-8")
    holds_up(Subtitles(), path)


def test_a_line_of_many_megabytes_is_read_at_once(read):
    material = read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A<a: -" * 300_000)
    assert material.documents[0].turns[0].time == 1000


def clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


WORDS = st.text("aå😀e\u0301&<>: .?", min_size=1, max_size=12).filter(str.strip)
TIME = st.integers(0, 100 * 3_600_000)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["Åsa", "Bo & Co"]), WORDS, TIME, TIME), min_size=1))
def test_what_is_written_is_read(read, said):
    cues = "".join(
        f"{clock(time)} --> {clock(time + lasts)}\n<v {escape(who)}>{escape(words)}</v>\n\n"
        for who, words, time, lasts in said
    )
    assert heard(read("WEBVTT\n\n" + cues, join=False)) == [
        (who, words.strip(), (time / 1000, (time + lasts) / 1000))
        for who, words, time, lasts in said
    ]
