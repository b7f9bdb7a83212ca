"""Lookup: whatever kind of thing a person names in a study."""

from collections import Counter

import pytest

from qualog.decisions.theory import Concept, TheoryPack
from qualog.errors import Ambiguous, BadInput, NotFound
from qualog.material import ImportedDocument, Material


@pytest.fixture
def furnished(project):
    project.themes.add("leaning")
    project.attributes.define("role", "text")
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    project.theory.propose("power", "Thou")
    project.codings.apply("trust", "talk", turn=2)
    project.memos.write("hm")
    project.discussions.open("talk", turn=4)
    return project


def test_each_kind_is_found_by_name_or_by_id(furnished):
    find, state = furnished.find, furnished.state
    assert find.author("ingrid").name == "Ingrid"
    assert find.participant("anna").pseudonym == "Anna"
    assert find.document("talk").id in state.documents
    assert find.theme("leaning").id in state.themes
    assert find.attribute("role").id in state.attributes
    assert find.round("R1").id in state.rounds
    assert find.theory("Dialogue").id in state.theories
    for kind, things in (
        (find.coding, state.codings),
        (find.memo, state.memos),
        (find.discussion, state.discussions),
        (find.link, state.links),
    ):
        [id_] = things
        assert kind(id_[:6]).id == id_


def test_of_codes_with_one_name_the_one_in_use_is_meant(project):
    first = project.find.code("trust")
    project.codes.retire("trust")
    second = project.codes.add("trust")
    assert project.find.code("Trust").id == second.id
    project.codes.retire(second.id)
    with pytest.raises(Ambiguous):
        project.find.code("trust")
    assert project.find.code(first.id).id == first.id


def test_anything_is_found_across_kinds(furnished):
    find = furnished.find
    assert find.anything("leaning") == find.theme("leaning").id
    assert find.anything("Anna") == find.participant("Anna").id
    decision = f"{furnished.log.replica}.1"
    assert find.anything(f"{decision[:6]}.1") == decision
    with pytest.raises(NotFound, match="called “nothing”"):
        find.anything("nothing")


def test_a_name_goes_before_the_beginning_of_an_id_of_another_kind(project):
    """Bea is a participant, though the id of a document is beaef108."""
    document = project.find.document("talk").id
    anna = project.find.participant("Anna").id
    project.participants.rename("Anna", document[:3].upper())
    project.attributes.define("role")
    project.attributes.give(document[:3], "role", "manager")
    assert project.find.anything(document[:3]) == anna
    [value] = project.state.values.values()
    assert value.about == anna
    assert project.find.anything(document[:4]) == document


def test_a_name_goes_before_the_beginnings_of_several_ids(project):
    for number in range(16):
        project.imports.import_(
            Material(documents=(ImportedDocument(f"talk {number}", "Yes."),)), importer="test"
        )
    begins = Counter(id_[0] for id_ in project.state.documents)
    [(letter, _)] = begins.most_common(1)
    with pytest.raises(Ambiguous):
        project.find.anything(letter)
    participant = project.find.participant("Anna").id
    project.participants.rename("Anna", letter)
    assert project.find.anything(letter) == participant


def test_what_is_of_several_kinds_is_asked_about(furnished):
    furnished.themes.add("power")
    ids = furnished.find.code("power").id[:8], furnished.find.theme("power").id[:8]
    with pytest.raises(Ambiguous, match=rf"code {ids[0]} or theme {ids[1]}"):
        furnished.find.anything("power")


def test_a_passage_by_offsets_by_words_and_by_turn(project):
    document = project.find.document("talk")
    text = project.state.text(document.id)
    find = project.find
    assert find.passage(document, span=(0, len(text))) == (0, len(text))
    start, end = find.passage(document, quote="I trust\nthem")
    assert text[start:end] == "I trust\nthem"
    assert find.passage(document, turn=1) == (document.turns[0].start, document.turns[0].end)
    last = len(document.turns)
    assert find.passage(document, turn=last)[0] == document.turns[-1].start


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Which passage?"),
        ({"span": (5, 5)}, "In 5:5 the end comes before the start."),
        ({"span": (9, 5)}, "In 9:5 the end comes before the start."),
        ({"span": (-1, 5)}, "-1:5 lies outside talk, which has"),
        ({"span": (0, 10_000)}, "0:10000 lies outside talk"),
        ({"quote": " "}, "The quotation is empty."),
        ({"turn": 0}, "there is no turn 0"),
        ({"turn": 5}, "talk has 4 turns; there is no turn 5"),
        ({"turn": 5, "quote": "fine"}, "there is no turn 5"),
    ],
)
def test_what_is_no_passage_is_refused(project, asked, told):
    with pytest.raises(BadInput, match=told.replace("?", r"\?")):
        project.find.passage(project.find.document("talk"), **asked)
