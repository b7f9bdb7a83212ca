"""Wording: what things are called where decisions are told."""

import pytest

from qualog.decisions.theory import Concept, TheoryPack
from qualog.views.wording import short_decision


@pytest.fixture
def names(project):
    return project.names


def test_things_are_called_by_name_with_their_noun(project):
    project.themes.add("leaning")
    project.attributes.define("role", "text")
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    theory = project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    link = project.theory.propose("power", "Thou")
    coding = project.codings.apply("trust", "talk", quote="fine")
    memo = project.memos.write("hm " * 40)
    discussion = project.discussions.open("talk", quote="I trust")
    names, find = project.names, project.find
    called = [
        (names.author(find.author("Ingrid").id), "Ingrid"),
        (names.participant(find.participant("Anna").id), "Anna"),
        (names.document(find.document("talk").id), "“talk”"),
        (names.code(find.code("trust").id), "the code “trust”"),
        (names.theme(find.theme("leaning").id), "the theme “leaning”"),
        (names.attribute(find.attribute("role").id), "the attribute “role”"),
        (names.round(find.round("R1").id), "the round “R1”"),
        (names.theory(theory.id), "the theory “Dialogue”"),
        (names.concept(theory.concept_ids[0]), "“Thou” (Dialogue)"),
        (names.link(link.id), "the link between the code “power” and “Thou” (Dialogue)"),
        (names.coding(coding.id), "the coding of “fine” in “talk” as the code “trust”"),
        (names.discussion(discussion.id), "the discussion of “I trust” in “talk”"),
        (names.study(), "the study “Study”"),
        (names.speaker(find.document("talk").id, 0), "I"),
    ]
    for name, wanted in called:
        assert str(name) == wanted
    told = str(names.memo(memo.id))
    assert told.startswith("the memo “hm hm")
    assert told.endswith("…”")
    for thing, wanted in (
        (None, "the study"),
        (find.code("trust").id, "the code “trust”"),
        (find.document("talk").id, "“talk”"),
        (coding.id, "“fine” in “talk”"),
        (link.id, str(names.link(link.id))),
        (memo.id, told),
        (coding.made.decision, short_decision(coding.made.decision)),
    ):
        assert str(names.anything(thing)) == wanted


def test_codes_are_listed_in_the_order_of_the_codebook(project):
    trust, power = project.find.code("trust").id, project.find.code("power").id
    assert str(project.names.codes([power, trust])) == "the codes “trust” and “power”"
    assert str(project.names.codes([power])) == "the code “power”"
    assert str(project.names.codes([trust, "gone"])) == "the codes “trust” and gone"


def test_what_is_not_there_is_called_by_its_id(names):
    assert str(names.code("gone")) == "gone"
    assert str(names.coding("gone")) == "the coding gone"
    assert str(names.passage("gone", 1, 3, None)) == "1:3 in gone"
    assert str(names.speaker("gone", 2)) == "2"
    assert names.document_of("gone") == ""
    assert str(names.sentence_of("abcdef.9")) == "abcd.9"


def test_one_thing_may_be_called_this(project):
    trust = project.find.code("trust").id
    names = project.names.with_this(trust)
    assert str(names.code(trust)) == "this code"
    assert str(names.code(project.find.code("power").id)) == "the code “power”"
    assert str(project.names.with_this("").study()) == "this study"


def test_what_was_decided_is_told_with_who_did(project):
    made = project.codes.rename("trust", "reliance", by=["Samir"])
    decision = list(project.log.store.entries())[-1].id
    assert str(project.names.sentence_of(decision)) == (
        "Samir renamed the code “reliance” to “reliance”"
    )
    this = project.names.with_this(project.find.code("reliance").id)
    assert str(this.sentence_of(decision)) == "Samir renamed this code to “reliance”"
    assert made is not None


def test_what_a_split_did_to_one_coding_is_told_of_that_coding(project):
    coding = project.codings.apply("trust", "talk", quote="fine")
    project.codes.split("trust", ["people", "rules"], recode={coding.id: "rules"})
    split = next(iter(project.log.store.entries(kinds=("code-split",)))).id
    names = project.names
    assert "sorted one coding" in str(names.sentence_of(split))
    assert str(names.with_this(coding.id).sentence_of(split, coding.id)) == (
        "Ingrid assigned this coding to the code “rules” when splitting the code “trust”"
    )
