"""Corrections: a decision is taken back, or its words are erased."""

import pytest

from qualog.errors import NotAllowed, NotFound


def last(project):
    return f"{project.log.replica}.{project.state.decisions}"


def names(state):
    return [each.name for each in state.codebook.live()]


def test_undo_and_undo_of_undo(project):
    project.codes.rename("trust", "reliance")
    undone = project.undo(last(project), why="no better")
    assert names(project.state) == ["trust", "power"]
    project.undo(undone)
    assert names(project.state) == ["reliance", "power"]


def test_what_is_undone_cannot_be_undone_again(project):
    renamed = project.codes.rename("trust", "reliance")
    project.undo(renamed)
    with pytest.raises(NotAllowed, match="already been taken back"):
        project.undo(renamed)


def test_the_beginning_cannot_be_undone(project):
    with pytest.raises(NotAllowed, match="cannot be undone: the log itself rests on it"):
        project.undo(f"{project.log.replica}.1")


def test_what_rests_on_a_decision_is_named(project):
    code = project.codes.add("time")
    coding = project.codings.apply("time", "talk", turn=2)
    project.codings.apply("trust", "talk", turn=2)
    project.codings.resize(coding.id, span=(20, 30))
    resting = project.resting_on(code.made.decision)
    assert [each.kind for each in resting] == ["coding-applied", "coding-resized"]
    assert project.resting_on(coding.made.decision)[0].kind == "coding-resized"
    assert project.state.questions == []
    project.undo(code.made.decision)
    assert [each.kind for each in project.state.questions] == ["coding-applied", "coding-resized"]
    assert len(project.state.codings) == 1


def test_a_decision_that_is_not_there(project):
    with pytest.raises(NotFound, match="qualog log"):
        project.undo(f"{project.log.replica}.999")


def test_what_is_erased_and_what_the_log_rests_on_is_not_undone(project):
    project.memos.write("of hers", about="Anna")
    project.participants.withdraw("Anna")
    withdrawn, erased = list(project.log.store.entries())[-2:]
    for entry in (withdrawn, erased):
        with pytest.raises(NotAllowed, match="cannot be undone"):
            project.undo(entry.id)


def test_taking_back_is_about_whom_the_decision_was_about(project):
    coding = project.codings.apply("trust", "talk", turn=2)
    project.undo(coding.made.decision, why="too wide", by=["Samir"])
    entry = list(project.log.store.entries())[-1]
    assert entry.subjects == project.find.participant("Anna").id
    assert entry.authors == project.find.author("Samir").id
    assert project.log.words(entry)["why"] == "too wide"


def test_the_words_of_one_decision_are_erased_and_the_decision_stays(project):
    coding = project.codings.apply("trust", "talk", turn=2, why="her neighbour said so")
    memo = project.memos.write("the neighbour's name", about=coding.id)
    shortened = memo.made.decision[:6] + memo.made.decision[16:]
    assert project.redact(shortened, why="asked for", by=["Samir"]) == memo.made.decision
    assert project.state.memos[memo.id].text == "[erased]"
    assert b"the neighbour's name" not in project.path.read_bytes()
    redacted, receipt = list(project.log.store.entries())[-2:]
    assert (redacted.kind, receipt.kind) == ("decision-redacted", "words-erased")
    assert redacted.together == receipt.together != ""
    assert redacted.subjects == project.find.participant("Anna").id
    assert project.log.words(redacted)["why"] == "asked for"
    assert project.verify().fault is None


def test_what_has_no_words_any_more_is_not_redacted(project):
    memo = project.memos.write("a thought")
    project.redact(memo.made.decision)
    for decision in (
        memo.made.decision,
        project.codings.apply("trust", "talk", turn=2).made.decision,
    ):
        with pytest.raises(NotAllowed, match="has no words, or they have already been erased"):
            project.redact(decision)
    with pytest.raises(NotFound):
        project.redact(f"{project.log.replica}.999")
