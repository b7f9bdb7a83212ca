"""Codings: applied, resized, recoded, removed, and never made twice."""

import pytest

from qualog.errors import Ambiguous, NotAllowed


def test_a_passage_is_coded(project, refused):
    apply = project.codings.apply
    coding = apply("trust", "talk", quote="I trust them all")
    assert project.state.quote(coding) == "I trust\nthem all"
    assert project.state.pseudonyms(coding) == ["Anna"]
    assert coding.code == project.find.code("trust").id
    refused("there is no turn 9", apply, "trust", "talk", turn=9)
    refused("quotation is empty", apply, "trust", "talk", quote=" ")
    refused("before the start", apply, "trust", "talk", span=(5, 5))
    with pytest.raises(Ambiguous):
        apply("trust", "talk", quote="I")


def test_the_same_authors_code_a_passage_once_with_a_code(project, refused):
    apply = project.codings.apply
    coding = apply("trust", "talk", turn=2)
    words = rf"Ingrid has already coded this passage as “trust” \({coding.id[:8]}\)"
    refused(words, apply, "trust", "talk", turn=2)
    assert apply("power", "talk", turn=2)
    assert apply("trust", "talk", turn=2, by=["Samir"])
    assert apply("trust", "talk", turn=2, by=["Ingrid", "Samir"])
    refused("have already coded this passage", apply, "trust", "talk", turn=2,
            by=["Ingrid", "Samir"])  # fmt: skip


def test_the_same_passage_again_after_its_boundaries_were_changed(project, refused):
    codings = project.codings
    coding = codings.apply("trust", "talk", span=(2, 9))
    refused("already", codings.apply, "trust", "talk", span=(2, 9))
    codings.resize(coding.id, span=(3, 8))
    refused("already", codings.apply, "trust", "talk", span=(3, 8))
    again = codings.apply("trust", "talk", span=(2, 9))
    codings.resize(coding.id, span=(4, 8))
    codings.resize(coding.id, span=(3, 8))
    assert [each.id for each in project.state.codings_at(coding.document, 3, 8)] == [coding.id]
    codings.remove(again.id)
    assert codings.apply("trust", "talk", span=(2, 9))


def test_boundaries_are_changed_by_words_too(project, refused):
    coding = project.codings.apply("trust", "talk", quote="I trust")
    project.codings.resize(coding.id, quote="fine, I trust them")
    assert project.state.quote(project.state.codings[coding.id]) == "fine, I trust\nthem"
    refused("before the start", project.codings.resize, coding.id, span=(5, 5))
    refused("no coding “zzz”", project.codings.remove, "zzz")


def test_a_coding_is_recoded_with_a_code_in_use(project, refused):
    coding = project.codings.apply("trust", "talk", turn=2)
    project.codings.recode(coding.id, "power")
    assert project.state.codings[coding.id].code == project.find.code("power").id
    project.codes.retire("trust")
    refused("is retired", project.codings.recode, coding.id, "trust")


def test_an_entry_names_the_participants_that_it_tells_about(project, last):
    [anna] = project.state.participants
    coding = project.codings.apply("trust", "talk", turn=2, why="says so")
    assert last()[0].subjects == anna
    for act, arguments in (
        (project.codings.resize, {"span": (16, 20)}),
        (project.codings.recode, {"code": "power"}),
        (project.codings.remove, {}),
    ):
        act(coding.id, **arguments)
        assert last()[0].subjects == anna, act


def test_a_resized_coding_is_about_whom_it_was_and_is_about(project, last):
    project.participants.add("Bo")
    project.documents.speaker("talk", "I", participant="Bo")
    project.documents.speaker("talk", "R", participant="Anna")
    named = {each.pseudonym: id_ for id_, each in project.state.participants.items()}
    coding = project.codings.apply("trust", "talk", turn=1)
    assert set(last()[0].subjects.split()) == set(named.values())  # all was attributed to Anna
    project.codings.resize(coding.id, quote="They listen")
    assert set(last()[0].subjects.split()) == set(named.values())
    project.codings.remove(coding.id)
    assert last()[0].subjects == named["Anna"]


def test_a_coding_is_not_moved_onto_words_of_who_withdrew(project):
    project.participants.add("Bo")
    project.documents.speaker("talk", "I", participant="Bo")
    coding = project.codings.apply("trust", "talk", quote="They listen")
    project.participants.withdraw("Bo")
    with pytest.raises(NotAllowed, match="withdrew: nothing more is kept about them"):
        project.codings.resize(coding.id, span=(3, 9))


def test_the_words_of_who_withdrew_are_not_coded_any_more(project):
    stays = project.codings.apply("power", "talk", quote="How was it")
    assert stays.id in project.state.codings
    project.participants.withdraw("Anna")  # the whole document was attributed to her
    assert stays.id not in project.state.codings
    [document] = project.state.documents.values()
    with pytest.raises(NotAllowed, match="withdrew: nothing more is kept about them"):
        project.codings.apply("trust", document.id, span=(0, 5))
