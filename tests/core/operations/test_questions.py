"""Questions: what two decided apart is settled by choosing one."""

import pytest
from tests.core.copies import copy_of, exchange

from qualog.errors import BadInput, NotFound


@pytest.fixture
def asked(project, clock):
    """A code that two renamed apart."""
    samir = copy_of(project, "Samir")
    clock.now += 1000
    first = project.codes.rename("trust", "reliance")
    clock.now += 1000
    second = samir.codes.rename("trust", "faith")
    exchange(project, samir)
    samir.close()
    return first, second


def test_the_decision_that_is_kept_holds(project, asked):
    first, second = asked
    [settled] = project.questions.settle(second, first, why="it is better")
    assert settled.decision == second
    assert project.state.questions == []
    assert project.find.code("reliance")
    entry = list(project.log.store.entries())[-1]
    assert entry.kind == "question-settled"
    assert project.log.words(entry)["why"] == "it is better"


def test_what_cannot_be_settled_is_refused(project, asked):
    first, second = asked
    before = project.state.decisions
    for question, keep, error, words in (
        (first, None, NotFound, "No open question is called"),
        (second, None, BadInput, rf"is to be kept .*{first} \(.*\) or {second} \("),
        (second, f"{project.log.replica}.1", BadInput, "is to be kept"),
    ):
        with pytest.raises(error, match=words):
            project.questions.settle(question, keep)
    assert project.state.decisions == before


def test_a_question_without_choices_stays_as_it_is_shown(project, clock):
    samir = copy_of(project, "Samir")
    clock.now += 1000
    project.codes.retire("trust")
    samir.codings.apply("trust", "talk", turn=2)
    exchange(project, samir)
    samir.close()
    [question] = project.state.questions
    assert not question.choices
    with pytest.raises(BadInput, match="nothing to choose from"):
        project.questions.settle(question.decision, question.decision)
    project.questions.settle(question.decision)
    assert project.state.questions == []


def test_a_question_on_a_coding_is_about_who_speaks_there(project, clock):
    coding = project.codings.apply("trust", "talk", turn=2)
    discussion = project.discussions.open("talk", turn=4)
    samir = copy_of(project, "Samir")
    clock.now += 1000
    project.codings.resize(coding.id, quote="fine")
    project.participants.rename("Anna", "Ann")
    project.discussions.settle(discussion.id, "both", why="so")
    samir.codings.resize(coding.id, quote="them all")
    samir.participants.rename("Anna", "Annie")
    samir.discussions.settle(discussion.id, "new-coding", codes=[], why="none")
    exchange(project, samir)
    samir.close()
    [anna] = project.state.participants
    assert len(project.state.questions) == 3
    for question in list(project.state.questions):
        project.questions.settle(question.decision, question.choices[0])
        assert list(project.log.store.entries())[-1].subjects == anna
