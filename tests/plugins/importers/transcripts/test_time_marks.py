"""Time marks: what they say, where they end, and what only looks like one."""

import pytest

from qualog_plugins.importers.transcripts.f4 import with_f4_times
from qualog_plugins.importers.transcripts.time_marks import mark_at, mark_before
from qualog_plugins.importers.transcripts.turns import find_turns


def times(text: str):
    """Return the time and the words of each turn, as an importer of texts finds them."""
    turns = with_f4_times(text, find_turns(text).turns)
    return [(turn.time, text[turn.start : turn.end]) for turn in turns]


@pytest.mark.parametrize(
    ("text", "time", "end"),
    [
        ("[00:01:02] a", 62_000, 10),
        ("(1:02) a", 62_000, 6),
        ("1:02 a", 62_000, 4),
        ("#00:01:02-3# a", 62_300, 12),
        ("[00:01:02.345]", 62_345, 14),
        ("[ 1:02 ]", 62_000, 8),
        ("[75:00]", 4_500_000, 7),
        ("[00:01 --> 00:04]", 1_000, 17),
        ("0:01–0:04 a", 1_000, 9),
    ],
)
def test_a_mark_has_a_time_and_an_end(text, time, end):
    mark = mark_at(text, 0)
    assert (mark.time, mark.start, mark.end) == (time, 0, end)


@pytest.mark.parametrize(
    "text", ["", "a", "12", "[1:02", "[1:02)", "#1:02]", "1:2", "1:75", "1:60:00", "1:02:", "1:02a"]
)
def test_what_is_not_a_mark(text):
    assert mark_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "sure", "sure_after_words"),
    [
        ("[1:02]", True, True),
        ("#1:02#", True, True),
        ("(1:02)", True, False),
        ("1:02", False, False),
        ("0:01:02", True, True),
        ("(0:01:02)", True, True),
    ],
)
def test_how_sure_a_mark_is(text, sure, sure_after_words):
    mark = mark_at(text, 0)
    assert (mark.sure, mark.sure_after_words) == (sure, sure_after_words)


@pytest.mark.parametrize(
    ("text", "start"),
    [("he said [1:02]", 8), ("so 1:02", 3), ("1:02", 0), ("a [00:01 --> 00:04]", 2)],
)
def test_a_mark_is_found_before_a_position(text, start):
    mark = mark_before(text, 0, len(text))
    assert (mark.start, mark.end) == (start, len(text))


@pytest.mark.parametrize("text", ["", "said", "at12:30", "x1:02", "1.12:30", "[1:02] a", "3,1:02"])
def test_no_mark_ends_there(text):
    assert mark_before(text, 0, len(text)) is None


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
def test_time_marks_are_data_and_no_words(line, time):
    assert times(f"{line}\n\nAnna: more\n") == [(time, "said"), (None, "more")]


@pytest.mark.parametrize(
    "said", ["12:30 suits me", "see Mark (3:16)", "at 12:30", "[1:75] is no time", "1:2:3 is none"]
)
def test_times_of_day_and_references_stay_words(said):
    assert times(f"I: {said}\nR: ok") == [(None, said), (None, "ok")]


def test_lines_that_are_timed_without_speakers():
    assert times("[00:00.000 --> 00:04.000]  Hello\n[00:04.000 --> 00:08.000]  there") == [
        (0, "Hello"),
        (4_000, "there"),
    ]
    assert times("0:01\nhello\n0:05\nworld") == [(1_000, "hello"), (5_000, "world")]
