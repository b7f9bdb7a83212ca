"""The theory packs that are shipped are whole."""

import pytest

from qualog.plugins.theory_packs import read_pack
from qualog.text.stems import stems
from qualog_plugins.theory.matching import Lexicon
from qualog_plugins.theory.shipped import qualog_theories

PACKS = {path.stem: path for path in qualog_theories()}


def test_three_theories_are_shipped():
    assert set(PACKS) == {"i-and-thou", "power-and-help", "street-level-bureaucracy"}


@pytest.mark.parametrize("name", sorted(PACKS))
def test_a_shipped_pack_is_whole(name):
    pack = read_pack(PACKS[name])
    assert pack.author
    assert pack.summary
    assert len(pack.sources) >= 2
    opposites = {each.name: each.opposite for each in pack.concepts}
    for concept in pack.concepts:
        assert len(concept.definition) > 40
        assert set(concept.indicators) == {"en", "sv"}
        for language, words in concept.indicators.items():
            assert 6 <= len(words) <= 15
            assert all(1 <= len(each.split()) <= 4 for each in words)
            stemmed = [stems(each, language) for each in words]
            twice = [each for each in words if stemmed.count(stems(each, language)) > 1]
            assert not twice, f"{concept.name}: these are one indicator: {twice}"
        if concept.opposite:
            assert opposites[concept.opposite] == concept.name


def test_a_concept_can_be_named_without_its_theory():
    names = [concept.name for path in PACKS.values() for concept in read_pack(path).concepts]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Interviewer: Respondent: Interviewee: Participant: Moderator: I: R:", "en"),
        ("Intervjuare: Intervjuperson: Respondent: Deltagare: Moderator: I: R: IP:", "sv"),
        ("That was the reason, and it is one sort of the small stones.", "en"),
        ("Det är skäl till att han litar på det som råder av en högre sorts.", "sv"),
    ],
)
def test_shipped_indicators_pass_over_labels_and_words_that_only_look_alike(text, language):
    for path in PACKS.values():
        concepts = {
            concept.name: {language: concept.indicators[language]}
            for concept in read_pack(path).concepts
        }
        assert Lexicon(concepts).read(text).all() == []
