"""Indicators in a text: found in any inflection, in their language, within a passage or not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualog.text.stems import words_of
from qualog_plugins.theory.matching import Lexicon

DIALOGUE = {"en": ("listen", "as a person"), "sv": ("lyssna", "som människa")}


def found(text, by_language=DIALOGUE):
    reading = Lexicon({"c": by_language}).read(text)
    return [(each.words, text[each.start : each.end]) for each in reading.all()]


def words(text, **by_language):
    return [told for told, _ in found(text, by_language)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I was listening to them, and they listened.", ["listening", "listened"]),
        ("Jag lyssnade på dem och de lyssnar.", ["lyssnade", "lyssnar"]),
        ("They saw me as a person, and that is it.", ["as a person"]),
        ("They saw me as a\nperson, and that is it.", ["as a person"]),
        ("Att bli sedd som människa är det jag vill.", ["som människa"]),
        ("They treat it as a. Person of note.", []),
        ("It is the glistening of the sea.", []),
        ("Listening", ["Listening"]),
        ("", []),
    ],
)
def test_words_are_found_in_any_inflection(text, words):
    assert [told for told, _ in found(text)] == words


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("handlingsutrymme", "Det handlingsutrymmet är stort."),
        ("handlingsutrymmet", "Det är ett handlingsutrymme."),
        ("ärende", "Det är ärendet som är svårt."),
        ("ärende", "Det är ärendena som är svåra."),
        ("rum", "Det är rummet och inte vi."),
        ("människa", "Det är människan som är viktig."),
        ("möta människan", "Det är att möta människor."),
        ("riktlinje", "Det är riktlinjerna som är så."),
        ("makt", "Det är maktens språk."),
        ("förtroende", unicodedata.normalize("NFD", "Det är förtroendet, och för en hör.")),
    ],
)
def test_swedish_definite_forms_are_found(indicator, text):
    assert len(words(text, sv=[indicator])) == 1


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        ("face to face", "We sat face-to-face."),
        ("face-to-face", "We sat face to\nface."),
        ("client", "That is the client’s view."),
        ("client", "That is the client's view."),
    ],
)
def test_hyphens_lines_and_genitives_do_not_hide_an_indicator(indicator, text):
    assert len(words(text, en=[indicator])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "That is too. Many of them",
        "That is too, many of them",
        "That is too 12 many of them",
        "That is too\n\nmany of them",
        "That is too\n[00:02:11] many of them",
        "I: That is too\nR: many of them",
        "That is too █████ many of them",
        "That is tool many of them",
    ],
)
def test_a_phrase_is_found_only_where_its_words_follow_each_other(text):
    assert words(text, en=["too many"]) == []


@pytest.mark.parametrize("indicators", [["as a", "as a person"], ["as a person", "as a"]])
def test_the_longest_phrase_is_told(indicators):
    assert words("You were as a person to me.", en=indicators) == ["as a person"]


@given(
    before=st.text(alphabet="abc åäö.,!?\n-█🎈", max_size=40),
    after=st.text(alphabet="abc åäö.,!?\n-█🎈", max_size=40),
)
def test_an_indicator_is_found_wherever_it_stands(before, after):
    text = f"{before} Zebras {after}"
    spots = [(each.start, each.end) for each in Lexicon({"c": {"en": ["zebra"]}}).read(text).all()]
    start = len(before) + 1
    assert spots == [(start, start + 6)]


@given(st.text(max_size=80))
def test_words_lie_in_the_text_in_order(text):
    before = 0
    for each in words_of(text):
        assert before <= each.start < each.end <= len(text)
        before = each.end


@given(
    st.lists(st.sampled_from(["listening", "as a person", "lyssnar", "och", "the", ".", "x"])),
    st.data(),
)
def test_a_passage_holds_what_lies_wholly_in_it(parts, data):
    text = " ".join(parts)
    reading = Lexicon({"c": DIALOGUE}).read(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for each in reading.within(start, end):
        assert start <= each.start < each.end <= end
        assert text[each.start : each.end].casefold() in {"listening", "as a person", "lyssnar"}


def test_a_word_that_the_passage_cuts_is_not_in_it():
    text = "It is the glisten of the sea."
    assert Lexicon({"c": {"en": ["listen"]}}).read(text).within(11, len(text)) == []
    text = "I was listening to them."
    reading = Lexicon({"c": {"en": ["listen"]}}).read(text)
    assert reading.within(0, 10) == []
    assert len(reading.within(6, 15)) == 1


def test_offsets_are_of_the_text():
    text = "Ja 🎈, jag lyssnade på det."
    assert found(text) == [("lyssnade", "lyssnade")]


def test_a_language_is_not_read_as_another():
    # "fall" is a case in Swedish, "present" a gift.
    assert words("Then I fall silent, and that is it.", sv=["fall"]) == []
    assert words("Det är en present till dem.", en=["present"]) == []


def test_swedish_with_words_that_are_english_too_stays_swedish():
    assert words("Han kom in i rummet.", sv=["rummet"]) == ["rummet"]


def test_a_short_passage_is_read_in_the_language_of_its_text():
    text = "Det är inte så att jag har det. Present! Fallet."
    reading = Lexicon({"c": {"en": ["present"], "sv": ["fall"]}}).read(text)
    start = text.index("Present")
    assert [each.words for each in reading.within(start, len(text))] == ["Fallet"]


def test_a_concept_keeps_its_indicators_and_a_word_of_two_concepts_counts_for_both():
    reading = Lexicon({"a": {"en": ["listen"]}, "b": {"en": ["listen", "them"]}}).read(
        "I listen to them and that is it."
    )
    assert [(each.concept, each.words) for each in reading.all()] == [
        ("a", "listen"),
        ("b", "listen"),
        ("b", "them"),
    ]


def test_other_languages_are_passed_over():
    assert Lexicon({"c": {"de": ["und"]}}).read("und so, das ist es").all() == []


def test_an_indicator_without_words_is_nowhere():
    assert words("... and that is it", en=["...", ""]) == []
