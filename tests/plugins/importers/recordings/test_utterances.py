"""What is said, written down as one text: how utterances are joined, and their times."""

import pytest

from qualog_plugins.importers.recordings.utterances import (
    Utterance,
    by_time,
    end_after,
    in_recording,
    milliseconds,
    phrases,
    write_down,
)


def written(*utterances, join=True):
    script = write_down(utterances, join=join)
    return script.text, [
        (turn.speaker, script.text[turn.start : turn.end], turn.time, turn.until)
        for turn in script.turns
    ]


def test_a_speakers_utterances_are_one_turn_as_far_as_the_silence_is_short():
    assert written(
        Utterance("Hi.", "Anna", 0, 1_000),
        Utterance(" How are you? ", "Anna", 3_000, 4_000),
        Utterance("Hm.", "Anna", 6_001, 7_000),
    ) == (
        "Hi. How are you?\nHm.\n",
        [("Anna", "Hi. How are you?", 0, 4_000), ("Anna", "Hm.", 6_001, 7_000)],
    )


def test_where_no_times_are_known_all_that_follows_is_joined():
    assert written(Utterance("a", "Anna"), Utterance("b", "Anna"))[1] == [
        ("Anna", "a b", None, None)
    ]


@pytest.mark.parametrize("other", [Utterance("b", "Bo", 100), Utterance("b", None, 100)])
def test_others_are_turns_of_their_own(other):
    assert len(written(Utterance("a", "Anna", 0, 100), other)[1]) == 2
    assert len(written(Utterance("a"), Utterance("b"))[1]) == 2


def test_each_utterance_can_be_a_turn():
    text, turns = written(Utterance("a", "Anna"), Utterance("b", "Anna"), join=False)
    assert (text, len(turns)) == ("a\nb\n", 2)


def test_what_has_no_words_is_not_in_the_text_and_has_no_span():
    script = write_down([Utterance("a"), Utterance("  "), Utterance("b")])
    assert (script.text, script.spans) == ("a\nb\n", ((0, 1), None, (2, 3)))
    assert write_down([]).turns == ()


def test_a_turn_ends_with_the_latest_of_its_utterances():
    _, [turn] = written(
        Utterance("a", "Anna", 0, 5_000), Utterance("b", "Anna", 100, 2_000), Utterance("c", "Anna")
    )
    assert turn == ("Anna", "a b c", 0, 5_000)


def test_words_are_phrases_as_far_as_the_silence_is_short():
    words = [
        Utterance("a", None, 0, 100),
        Utterance("b", None, 200, 300),
        Utterance("c", None, 9_000),
    ]
    assert phrases(words) == [Utterance("a b", None, 0, 300), Utterance("c", None, 9_000)]


def test_utterances_without_a_time_stay_after_the_one_before():
    a, b, c = Utterance("a", time=500), Utterance("b"), Utterance("c", time=100)
    assert by_time([a, b, c]) == [c, a, b]


@pytest.mark.parametrize(
    ("seconds", "time"),
    [
        (1.5, 1_500), ("2", 2_000), (0.4204, 420), (-1, None), ("x", None), (None, None),
        (True, None), (1e400, None), (float("nan"), None), (10**400, None), (4_000_000, None),
    ],
)  # fmt: skip
def test_seconds_are_milliseconds_of_a_recording_or_none(seconds, time):
    assert milliseconds(seconds) == time


def test_times_that_no_recording_has_are_none():
    assert in_recording(1_000 * 3_600_000) == 3_600_000_000
    assert in_recording(1_000 * 3_600_000 + 1) is None
    assert in_recording(-1) is None


@pytest.mark.parametrize(
    ("time", "until", "end"),
    [(0, 0, 0), (0, 5, 5), (5, 0, None), (None, 5, None), (5, None, None)],
)
def test_nothing_ends_before_it_begins(time, until, end):
    assert end_after(time, until) == end
