"""What counts as a speaker's label, and what only looks like one."""

import pytest

from qualog_plugins.importers.transcripts.labels import Speakers, is_well_known, label_at
from qualog_plugins.importers.transcripts.turns import find_turns


def turns(text: str):
    return [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text).turns]


def label(line: str):
    """Return the name, remark, time, emphasis and the words after what looks like a label."""
    found = label_at(line, 0, len(line))
    return found and (
        found.name, found.remark, found.time, found.emphasis, line[found.content :]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Anna: hi", ("Anna", "", None, "", "hi")),
        ("  Anna Berg : hi", ("Anna Berg", "", None, "", "hi")),
        ("Anna (laughs): hi", ("Anna", " (laughs)", None, "", "hi")),
        ("[0:03] Anna (laughs): hi", ("Anna", " (laughs)", 3_000, "", "hi")),
        ("Anna (1:02): hi", ("Anna", "", 62_000, "", "hi")),
        ("Anna: [1:02] hi", ("Anna", "", 62_000, "", "hi")),
        ("**Anna:** hi", ("Anna", "", None, "", "hi")),
        ("**Anna: hi**", ("Anna", "", None, "**", "hi**")),
        ("- Anna: hi", ("Anna", "", None, "", "hi")),
        ("Anna：hi", ("Anna", "", None, "", "hi")),
        ("Anna Berg  0:03", ("Anna Berg", "", 3_000, "", "")),
        ("**Anna** 0:03", ("Anna", "", 3_000, "", "")),
        ("**Anna 0:03**", ("Anna", "", 3_000, "", "")),
        ("anna: hi", None),
        ("Anna", None),
        ("Anna:bo", None),
        ("12:30: hi", None),
        ("A" * 41 + ": hi", None),
        ("One Two Three Four Five: hi", None),
        ("Anna said it: hi", None),
    ],
)
def test_what_looks_like_a_label(line, found):
    assert label(line) == found


def test_a_label_is_found_where_its_line_is_in_the_text():
    text = "one\nAnna: two\nthree"
    found = label_at(text, 4, 13)
    assert (found.name, text[found.content : 13]) == ("Anna", "two")


@pytest.mark.parametrize("name", ["I", "ip2", "INTERVIEWER", "Intervjuperson 2", "Speaker A"])
def test_well_known_labels(name):
    assert is_well_known(name)


@pytest.mark.parametrize("name", ["Anna", "Interviewer Anna", "Q", "Speaker 2 b"])
def test_labels_that_are_not_well_known(name):
    assert not is_well_known(name)


def who(*lines, named=()):
    found = [label_at(line, 0, len(line)) for line in lines]
    speakers = Speakers(found, named)
    return [speakers.name(label) for label in found], speakers.doubtful


def test_who_is_seen_once_is_doubtful_unless_a_person_names_them():
    assert who("Anna: a", "Anna: b", "Berit: c") == (["Anna", "Anna", None], ("Berit",))
    assert who("Anna: a", "Anna: b", "Berit: c", named=["berit"])[0] == ["Anna", "Anna", "Berit"]


def test_a_head_of_notes_is_a_speaker_only_if_a_person_names_it():
    assert who("Note: a", "Note: b") == ([None, None], ())
    assert who("Note: a", named=["Note"]) == (["Note"], ())


def test_a_time_makes_a_speaker_of_a_label_with_a_colon_and_of_one_alone_if_another_is_twice():
    assert who("[0:01] Anna: a") == (["Anna"], ())
    assert who("Anna 0:01", "Lunch 12:30") == ([None, None], ())
    assert who("Anna 0:01", "Anna 0:05", "Bo 0:07") == (["Anna", "Anna", "Bo"], ())


@pytest.mark.parametrize(
    "label",
    ["I", "R", "P1", "IP2", "Interviewer", "RESPONDENT", "Respondent 3", "Researcher 1",
     "Intervjuare", "Intervjuperson 2", "Participant B", "SPEAKER_00", "moderator"],
)  # fmt: skip
def test_well_known_labels_need_to_be_seen_only_once(label):
    assert turns(f"Some heading\n\n{label}: What is said.") == [
        (None, "Some heading"),
        (label, "What is said."),
    ]


@pytest.mark.parametrize(
    "label",
    ["Åsa", "Ödön", "Ω", "Dr. Berg", "Anna-Karin", "Mary von Essen", "O’Neill", "李", "أحمد",
     "Anna och Bo", "J. P. Sartre", "Anna Maria Lisa Berg"],
)  # fmt: skip
def test_names_need_to_be_seen_twice(label):
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
def test_sentences_with_a_colon_are_no_speakers(line):
    assert turns(f"I: Hm.\n{line}\n{line}\n") == [("I", f"Hm.\n{line}\n{line}")]


def test_a_note_in_prose_makes_no_transcript():
    text = "The first paragraph.\nNote: it has two lines.\n\nAim: a second one.\n"
    assert turns(text) == [
        (None, "The first paragraph.\nNote: it has two lines."),
        (None, "Aim: a second one."),
    ]


def test_a_remark_is_left_off_where_the_speaker_is_known_without():
    assert turns("Anna: a\nAnna (laughs): b\nRespondent (man): c\nRespondent (woman): d") == [
        ("Anna", "a"),
        ("Anna", "b"),
        ("Respondent (man)", "c"),
        ("Respondent (woman)", "d"),
    ]


def test_labels_of_meeting_programs():
    text = "Anna Berg  0:03\nHello there.\n\nBo Ek  0:07\nHi.\n\nAnna Berg  1:00:12\nBye."
    assert turns(text) == [("Anna Berg", "Hello there."), ("Bo Ek", "Hi."), ("Anna Berg", "Bye.")]
    assert [turn.time for turn in find_turns(text).turns] == [3_000, 7_000, 3_612_000]


def test_a_line_that_ends_with_a_time_is_no_label_by_itself():
    assert turns("Lunch 12:30\nI: so\nR: yes") == [
        (None, "Lunch 12:30"),
        ("I", "so"),
        ("R", "yes"),
    ]
