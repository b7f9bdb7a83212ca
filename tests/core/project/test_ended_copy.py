"""Whoever works in a copy that was put aside is told before they work for nothing."""

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import end, erase, has_words, last, meet, reopen

from qualog.errors import NotAllowed


@pytest.fixture
def copies(project):
    """A laptop that two authors say has ended, and theirs."""
    ended, samir = copy_of(project, "Ingrid"), copy_of(project, "Samir")
    ended.codes.add("hers")
    samir.codes.add("of Samir")
    meet(project, samir, ended)
    for author in (project, samir):
        end(author, ended.log.replica, last(ended))
    meet(project, samir, ended)
    return project, samir, ended


def test_nothing_is_decided_where_it_would_not_count(copies):
    *_, ended = copies
    before, wanted = last(ended), f"after its decision {last(ended)}: what is decided here"
    with pytest.raises(NotAllowed, match=wanted):
        ended.codes.add("for nothing")
    with pytest.raises(NotAllowed, match=wanted), ended.together():
        ended.codes.add("one")
        ended.codes.add("two")
    assert last(ended) == before
    assert "for nothing" not in {code.name for code in ended.state.codebook.live()}


def test_what_one_author_says_has_ended_is_worked_in(project):
    ended, samir = copy_of(project, "Ingrid"), copy_of(project, "Samir")
    ended.codes.add("hers")
    meet(project, samir, ended)
    end(samir, ended.log.replica, last(ended))
    meet(samir, ended)
    assert ended.codes.add("counts").name == "counts"


def test_what_others_erase_is_erased_there_all_the_same(copies):
    project, _, ended = copies
    project.participants.add("P1")
    ended.copies.merge(project.path)
    with pytest.raises(NotAllowed, match="what is decided here"):
        ended.participants.withdraw("P1")
    own = next(entry.id for entry in ended.log.store.entries(kinds=("code-created",)))
    erase(ended, own)  # as a merge does with what belongs to somebody who withdrew
    assert not has_words(ended, own)


def test_once_it_is_found_again_it_goes_on(copies):
    project, samir, ended = copies
    for author in (project, samir):
        reopen(author, ended.log.replica)
    meet(project, samir, ended)
    assert ended.codes.add("again").name == "again"
