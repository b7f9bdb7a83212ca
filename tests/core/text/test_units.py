"""Units of a text: nothing is lost, nothing counts twice, and none crosses a turn."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.decisions.documents import Turn
from qualog.text.units import answers, asks, sentences, words


def cut(text, spans):
    return [text[start:end] for start, end in spans]


def test_words():
    text = "Vi gör t.ex. så här, don't we? 3.5 % i EU:s well-known råd… Åsa-Karin!"
    assert cut(text, words(text)) == [
        "Vi", "gör", "t.ex", "så", "här", "don't", "we", "3.5", "i", "EU:s", "well", "known", "råd",
        "Åsa", "Karin",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        ["Vi gör t.ex. så här.", "Det är bl.a. Anna som sa det."],
        ["Hon kom kl. 14.30 till Dr. Berg.", "Sedan gick hon."],
        ["We do this, e.g. on Mondays.", "Dr. Smith, i.e. Ms. Jones's boss, said so."],
        ["It was 3.5 per cent.", "I don't know... maybe.", "No.", "I do."],
        ["Ja!", "Va?", "Jo, det gjorde han o.s.v.", "Sedan gick han."],
        ["I met B.", "She was kind."],
        ["Det är liksom\nså att jag\ninte vet.", "Sedan så"],
        ["Rubriken", "Och så börjar det."],
    ],
)
def test_sentences(told):
    between = "\n\n" if told[0] == "Rubriken" else " "
    text = between.join(told)
    assert cut(text, sentences(text)) == told


def test_no_unit_crosses_a_turn_and_labels_are_in_none():
    text = "I: Who did\nR: nothing. Nobody"
    turns = [Turn(3, 10, 0), Turn(14, 29, 1)]
    assert cut(text, words(text, turns)) == ["Who", "did", "nothing", "Nobody"]
    assert cut(text, sentences(text, turns)) == ["Who did", "nothing. Nobody"[:8], "Nobody"]


TEXTS = st.text(st.sampled_from("aÅ1 .\n!?…\"'-:I߀🙂e\u0301\u00a0\t"), max_size=40)


@given(TEXTS, st.lists(st.integers(0, 40), max_size=6))
def test_each_letter_is_in_one_unit_of_its_turn(text, cuts):
    cuts = sorted({min(each, len(text)) for each in cuts})
    turns = [Turn(start, end) for start, end in pairwise(cuts)][::2]
    spoken = [(turn.start, turn.end) for turn in turns] or [(0, len(text))]
    for find in (words, sentences):
        spans = find(text, turns)
        assert spans == sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        for start, end in spans:
            assert any(first <= start < end <= last for first, last in spoken)
            assert any(map(str.isalnum, text[start:end]))
        inside = {at for start, end in spans for at in range(start, end)}
        for start, end in spoken:
            assert {at for at in range(start, end) if text[at].isalnum()} <= inside


def test_answers_lie_between_the_interviewer_s_turns():
    speakers = (-1, 1, 0, 1, 2, -1, 1, 0, 0)
    turns = [Turn(10 * at, 10 * at + 5, who) for at, who in enumerate(speakers)]
    assert answers(turns, {0}) == [(10, 15), (30, 65)]
    assert answers(turns, {0, 2}) == [(10, 15), (30, 35), (60, 65)]
    assert answers(turns, {0, 1, 2}) == []


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("I", True), ("Interviewer", True), ("INTERVIEWER 2", True), ("Moderator", True),
        ("IV", True), ("INT 1", True), ("Intervjuare", True), ("Fråga", True),
        ("R", False), ("IP", False), ("I1", False), ("Interviewee", False), ("Anna", False),
        ("Intervjuperson 1", False), ("Interviewer Anna", False), ("", False),
    ],
)  # fmt: skip
def test_who_asks_by_the_label(label, told):
    assert asks(label) is told
