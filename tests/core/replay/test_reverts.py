"""Reverts: a replay leaves out what was taken back, and never what cannot be."""

from qualog.decisions.project import DecisionReverted
from qualog.log.log import Draft
from qualog.replay.fold import replay, reverted
from qualog.state.read_only import read_only


def revert(project, target):
    """Take back a decision past the door that would refuse it, as another program might."""
    draft = Draft(DecisionReverted(target=target), project.author)
    return project.log.append([draft]).ids[-1]


def id_of(project, kind):
    return next(iter(project.log.store.entries(kinds=(kind,)))).id


def test_a_revert_of_a_revert_brings_the_first_back(project):
    made = project.codes.add("time").made.decision
    first = revert(project, made)
    assert reverted(project.log.store) == {made}
    revert(project, first)
    assert reverted(project.log.store) == {first}
    assert project.find.code("time")


def test_what_was_erased_is_gone_whatever_a_revert_says(project):
    project.participants.withdraw("Anna")
    withdrawal, receipt = id_of(project, "consent-withdrawn"), id_of(project, "words-erased")
    revert(project, withdrawal)
    revert(project, receipt)
    assert reverted(project.log.store) == set()
    [anna] = replay(project.log.store).participants.values()
    assert anna.withdrawn is not None
    assert project.state == read_only(replay(project.log.store))


def test_a_study_that_was_begun_is_begun_whatever_a_revert_says(project):
    revert(project, id_of(project, "project-created"))
    assert replay(project.log.store).name == "Study"
    assert project.state.name == "Study"


def test_a_revert_that_comes_before_an_erasure_is_caught_up_with(project):
    """A state that was folded before learns from the news that nothing was taken back."""
    early = project.state
    assert early.reverted == set()
    memo = project.memos.write("too much")
    revert(project, memo.made.decision)
    assert project.state.memos == {}
    project.participants.withdraw("Anna")
    assert project.state == read_only(replay(project.log.store))
