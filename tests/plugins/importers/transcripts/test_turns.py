"""Who says what: the rule of labels, seen through the importer of plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.errors import BadInput
from qualog_plugins.importers.texts.plain_text import PlainText
from qualog_plugins.importers.transcripts.turns import find_turns


@pytest.fixture
def turns(tmp_path):
    def turns(text: str, suffix: str = ".txt", **options):
        path = tmp_path / f"talk{suffix}"
        path.write_bytes(text.encode())
        document = PlainText().read(path, PlainText.options(**options)).documents[0]
        assert document.text == text
        return [(turn.speaker, text[turn.start : turn.end]) for turn in document.turns]

    return turns


@pytest.fixture
def times(tmp_path):
    def times(text: str):
        path = tmp_path / "talk.txt"
        path.write_bytes(text.encode())
        document = PlainText().read(path, PlainText.options()).documents[0]
        return [(turn.time, text[turn.start : turn.end]) for turn in document.turns]

    return times


def test_a_turn_goes_on_until_the_next_speaker(turns):
    text = "I: How are you?\nR: Fine.\nReally.\n\n  Yes.\nI: Good."
    assert turns(text) == [
        ("I", "How are you?"),
        ("R", "Fine.\nReally.\n\n  Yes."),
        ("I", "Good."),
    ]


def test_a_label_may_stand_on_a_line_of_its_own(turns):
    assert turns("Anna:\nHi there.\n\nBo:\n\nHi.\nAnna:\nBye\nBo: Bye") == [
        ("Anna", "Hi there."),
        ("Bo", "Hi."),
        ("Anna", "Bye"),
        ("Bo", "Bye"),
    ]


@pytest.mark.parametrize(
    "label",
    ["I", "R", "P1", "IP2", "Interviewer", "RESPONDENT", "Respondent 3", "Researcher 1",
     "Intervjuare", "Intervjuperson 2", "Participant B", "SPEAKER_00", "moderator"],
)  # fmt: skip
def test_well_known_labels_need_to_be_seen_only_once(turns, label):
    assert turns(f"Some heading\n\n{label}: What is said.") == [
        (None, "Some heading"),
        (label, "What is said."),
    ]


@pytest.mark.parametrize(
    "label",
    ["Åsa", "Ödön", "Ω", "Dr. Berg", "Anna-Karin", "Mary von Essen", "O’Neill", "李", "أحمد",
     "Anna och Bo", "J. P. Sartre", "Anna Maria Lisa Berg"],
)  # fmt: skip
def test_names_need_to_be_seen_twice(turns, label):
    assert turns(f"{label}: one\n{label}: two") == [(label, "one"), (label, "two")]
    assert turns(f"{label}: one\nand two") != [(label, "one\nand two")]


@pytest.mark.parametrize(
    "line",
    ["He said: no.", "http://example.org/a", "https://example.org", "12:30 we met",
     "Kl 12:30 kom hon", "EU:s regler gäller", "Note: this matters", "Obs! Viktigt: kom",
     "OBS: ring", "C:\\data is there",
     "That is what they always said to me: no",
     "Because he came (late: again) no"],
)  # fmt: skip
def test_sentences_with_a_colon_are_no_speakers(turns, line):
    assert turns(f"I: Hm.\n{line}\n{line}\n") == [("I", f"Hm.\n{line}\n{line}")]


def test_a_note_in_prose_makes_no_transcript(turns):
    text = "The first paragraph.\nNote: it has two lines.\n\nAim: a second one.\n"
    assert turns(text) == [
        (None, "The first paragraph.\nNote: it has two lines."),
        (None, "Aim: a second one."),
    ]


def test_prose_with_one_paragraph_a_line_is_cut_at_lines(turns):
    assert turns("One.\nTwo.\nThree.\n") == [(None, "One."), (None, "Two."), (None, "Three.")]


def test_list_marks_begin_paragraphs(turns):
    assert turns("NOTES\n- one\n  goes on\n- two\n\n-three\n") == [
        (None, "NOTES"),
        (None, "- one\n  goes on"),
        (None, "- two"),
        (None, "-three"),
    ]


def test_lines_before_the_first_speaker_are_nobodys(turns):
    assert turns("Interview 3\n4 May 2023 - 14:05\n\nAnna: a\nBo: b\nAnna: c\nBo: d")[:2] == [
        (None, "Interview 3\n4 May 2023 - 14:05"),
        ("Anna", "a"),
    ]


def test_a_remark_is_left_off_where_the_speaker_is_known_without(turns):
    assert turns("Anna: a\nAnna (laughs): b\nRespondent (man): c\nRespondent (woman): d") == [
        ("Anna", "a"),
        ("Anna", "b"),
        ("Respondent (man)", "c"),
        ("Respondent (woman)", "d"),
    ]


def test_a_label_without_words_gives_no_turn(turns):
    assert turns("I:\nR: yes\nI: \n") == [("R", "yes")]


@pytest.mark.parametrize(
    "line",
    ["**Anna:** said", "**Anna**: said", "__Anna:__ said", "*Anna*: said", "- Anna: said",
     "> **Anna**: said", "## Anna: said", "**Anna: said**", "**Anna :** said"],
)  # fmt: skip
def test_markdown_marks_are_no_part_of_label_or_words(turns, line):
    assert turns(f"{line}\n\n{line}\n", suffix=".md") == [("Anna", "said")] * 2


def test_a_markdown_heading_is_nobodys_and_ends_a_turn(turns):
    text = "**I:** Why?\n\n## Second part\n\nThey sat down.\n\nThen:\n\n**R:** So.\n"
    assert turns(text, suffix=".md") == [
        ("I", "Why?"),
        (None, "Second part"),
        (None, "They sat down."),
        (None, "Then:"),
        ("R", "So."),
    ]


def test_a_number_sign_is_a_heading_only_in_markdown(turns):
    assert turns("I: a\n# b\n") == [("I", "a\n# b")]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("[00:01:02] Anna: said", 62_000),
        ("(00:01:02) Anna: said", 62_000),
        ("00:01:02 Anna: said", 62_000),
        ("[1:02] Anna: said", 62_000),
        ("1:02 Anna: said", 62_000),
        ("Anna [00:01:02]: said", 62_000),
        ("Anna (1:02): said", 62_000),
        ("Anna: [00:01:02] said", 62_000),
        ("Anna: 00:01:02 said", 62_000),
        ("Anna: said [00:01:02]", 62_000),
        ("Anna: said 01:00:00", 3_600_000),
        ("Anna: said #00:01:02-3#", 0),  # f4's mark says when it ends
        ("#00:01:02-3# Anna: said", 62_300),
        ("[00:01:02.345] Anna: said", 62_345),
        ("[00:01:02,5] Anna: said", 62_500),
        ("[75:00] Anna: said", 4_500_000),
        ("[00:01:02]\nAnna: said", 62_000),
        ("Anna:\n[00:01:02]\nsaid", 62_000),
        ("**[00:01:02] Anna:** said", 62_000),
        ("[00:01:02 --> 00:01:09] Anna: said", 62_000),
    ],
)
def test_time_marks_are_data_and_no_words(times, line, time):
    assert times(f"{line}\n\nAnna: more\n") == [(time, "said"), (None, "more")]


@pytest.mark.parametrize(
    "said", ["12:30 suits me", "see Mark (3:16)", "at 12:30", "[1:75] is no time", "1:2:3 is none"]
)
def test_times_of_day_and_references_stay_words(times, said):
    assert times(f"I: {said}\nR: ok") == [(None, said), (None, "ok")]


def test_labels_of_meeting_programs(times, turns):
    text = "Anna Berg  0:03\nHello there.\n\nBo Ek  0:07\nHi.\n\nAnna Berg  1:00:12\nBye."
    assert turns(text) == [("Anna Berg", "Hello there."), ("Bo Ek", "Hi."), ("Anna Berg", "Bye.")]
    assert [time for time, _ in times(text)] == [3_000, 7_000, 3_612_000]


def test_a_line_that_ends_with_a_time_is_no_label_by_itself(turns):
    assert turns("Lunch 12:30\nI: so\nR: yes") == [
        (None, "Lunch 12:30"),
        ("I", "so"),
        ("R", "yes"),
    ]


def test_lines_that_are_timed_without_speakers(times):
    assert times("[00:00.000 --> 00:04.000]  Hello\n[00:04.000 --> 00:08.000]  there") == [
        (0, "Hello"),
        (4_000, "there"),
    ]
    assert times("0:01\nhello\n0:05\nworld") == [(1_000, "hello"), (5_000, "world")]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "interviewer", "participant"),
    [("David", 37, 37), ("Jessica", 72, 75), ("Sam", 41, 43)],
)
def test_real_interviews(shared, name, interviewer, participant):
    path = shared / "interop" / "transcripts" / "sheffield_nc" / f"{name}.txt"
    document = PlainText().read(path, PlainText.options()).documents[0]
    said = [turn.speaker for turn in document.turns]
    # Counted in the file with: grep -c '^Researcher 1:' and grep -c '^<name>:'
    assert said.count("Researcher 1") == interviewer
    assert said.count(name) == participant
    assert said[0] is None
    assert set(said) == {None, "Researcher 1", name}


_PIECES = st.sampled_from(
    ["I:", "R: ", "Anna:", "**Anna:**", "# Head", "- ", "[00:01]", "#00:00:01-2#", "00:01:02",
     "\n", "\n\n", " ", "\t", "word", "Åsa", ":", "*", "_", "(", ")", "\u00a0", "\u2028", "x.",
     "Anna (x):"]
)  # fmt: skip
_TEXTS = st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(text=_TEXTS, markdown=st.booleans(), speakers=st.booleans())
def test_turns_are_in_order_apart_within_the_text_and_trimmed(
    tmp_path_factory, text, markdown, speakers
):
    given_text = text.encode("utf-8", "ignore").decode().replace("\0", "")
    canonical = given_text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not canonical.strip():
        return
    path = tmp_path_factory.mktemp("turns") / ("t.md" if markdown else "t.txt")
    path.write_bytes(given_text.encode())
    options = PlainText.options(speakers=speakers, encoding="utf-8")
    document = PlainText().read(path, options).documents[0]
    assert document.text == canonical
    position = 0
    for turn in document.turns:
        assert position <= turn.start < turn.end <= len(canonical)
        words = canonical[turn.start : turn.end]
        assert words == words.strip()
        assert turn.speaker is None or turn.speaker in " ".join(canonical.split())
        assert turn.time is None or turn.time >= 0
        position = turn.end


def test_more_lines_than_any_talk_has_are_refused_at_once():
    with pytest.raises(BadInput, match="600,000 lines, more than any transcript"):
        find_turns("\n" * 600_000)
