"""Which copies are known: accepted by name, ended, reopened, found by what people call them."""

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import accept, carry, erase, meet, trust_of

from qualog.decisions.copies import CopyAccepted
from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound


@pytest.fixture
def samir(project):
    """Samir's copy; what he decided in it has come to Ingrid's, and is not accepted there."""
    copy = copy_of(project, "Samir")
    copy.codes.add("voice")
    carry(copy, project)
    yield copy
    copy.close()


def his(project, samir):
    return next(copy for copy in project.copies.all() if copy.id == samir.log.replica)


def test_a_copy_is_known_by_the_same_letters_on_both_sides(project, samir):
    [here, there] = project.copies.all()
    assert here.is_this
    assert not there.is_this
    assert there.letters == samir.copies.all()[0].letters
    assert here.letters == samir.copies.all()[1].letters != there.letters
    assert (there.decisions, there.author) == (3, samir.authors_of(None)[0])


def test_one_that_came_in_is_accepted_by_its_letters_its_id_or_the_beginning_of_it(project, samir):
    found = his(project, samir)
    assert not found.is_accepted
    small = found.letters.lower().replace(" ", "-")
    accepted = project.copies.accept(small)
    assert accepted.is_accepted
    assert [word.by for word in accepted.accepted] == [project.authors_of(None)]
    assert trust_of(project).may_erase(found.id, 1)
    with pytest.raises(NotAllowed, match="is accepted already"):
        project.copies.accept(found.id[:4])


def test_what_names_none_or_several_is_refused(project, samir):
    with pytest.raises(NotFound, match="No copy is called “nowhere”"):
        project.copies.accept("nowhere")
    with pytest.raises(NotFound):
        project.copies.accept(his(project, samir).letters[:11])  # two groups are not enough
    with pytest.raises(Ambiguous, match="name one by its id"):
        project.copies.end(his(project, samir).machine, "gone")


def test_this_copy_is_neither_accepted_nor_reopened_in_itself(project):
    with pytest.raises(NotAllowed, match="This is the copy you are in"):
        project.copies.accept(project.log.replica)
    project.copies.end(project.log.replica, "gone")
    with pytest.raises(NotAllowed, match="This is the copy you are in"):
        project.copies.reopen(project.log.replica)


def test_a_lost_copy_ends_after_what_is_here_and_goes_on_when_it_is_found(project, samir):
    project.copies.accept(samir.log.replica)
    ended = project.copies.end(samir.log.replica, "lost")
    assert ended.is_ended
    assert [(word.last, word.reason) for word in ended.ended] == [(3, "lost")]
    assert (ended.erases_to, ended.counts_to) == (3, None)
    found = project.copies.reopen(samir.log.replica)
    assert not found.is_ended
    assert found.erases_to is None
    with pytest.raises(NotAllowed, match="Nobody said"):
        project.copies.reopen(samir.log.replica)


def test_a_stolen_copy_ends_after_what_another_author_had_seen(project, samir):
    project.codes.add("of Ingrid, who had seen three decisions of his")
    samir.codes.add("of the thief")
    carry(samir, project)
    ended = project.copies.end(samir.log.replica, "stolen")
    assert ended.erases_to == 3
    assert ended.decisions > 3


def test_two_authors_put_aside_what_came_after_the_end(project, samir):
    project.copies.accept(samir.log.replica)
    second = copy_of(project, "Samir")
    second.copies.end(samir.log.replica, "stolen", last=2)
    project.copies.end(samir.log.replica, "stolen", last=2)
    meet(project, second)
    assert his(project, samir).counts_to == 2
    assert "voice" not in {code.name for code in project.state.codebook.live()}
    second.close()


def test_an_end_after_a_decision_that_is_not_there_is_refused(project, samir):
    with pytest.raises(BadInput, match="has no decision 99 here"):
        project.copies.end(samir.log.replica, "gone", last=99)


def test_one_that_was_refused_ends_before_its_first_decision(project, samir):
    assert project.copies.end(samir.log.replica, "refused").erases_to == 0


def test_an_end_with_which_this_copy_would_go_is_refused(project, samir):
    """He accepted hers, and ended his own before that: only he had let hers in by name."""
    accept(samir, project.log.replica)
    samir.copies.end(samir.log.replica, "gone", last=0)
    carry(samir, project)
    heads = project.log.store.heads()
    with pytest.raises(NotAllowed, match="would not count either"):
        project.copies.end(samir.log.replica, "refused")
    assert project.log.store.heads() == heads


def test_a_word_is_its_copy_s_author_s_whomever_the_line_names(project, samir):
    """Whoever has a copy can name others in its lines; what it says of copies is not theirs."""
    accept(samir, project.log.replica)
    samir.copies.end(project.log.replica, "lost", by=["Ingrid"])
    carry(samir, project)
    hers = next(copy for copy in project.copies.all() if copy.is_this)
    assert [word.by for word in hers.ended] == [samir.authors_of(None)]


def test_what_names_another_key_is_said_of_no_copy_here(project, samir):
    samir.decide(CopyAccepted(copy=project.log.replica, key="f" * 64, upto=(1, "f" * 64)))
    carry(samir, project)
    assert next(copy for copy in project.copies.all() if copy.is_this).accepted == ()


def test_a_machine_whose_name_was_erased_has_none(project):
    [before] = project.copies.all()
    assert before.machine
    erase(project, f"{project.log.replica}.1")
    assert project.copies.all()[0].machine == ""


def test_when_it_decided_last_is_in_milliseconds(project, clock):
    project.codes.add("now")
    assert project.copies.all()[0].last_at == clock.now
