"""Whose word on a withdrawal counts, and what still goes where some of the log was put aside."""

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import accept, carry, end, last, meet, reopen

from qualog.decisions.documents import PassageAttributed, SpeakerIdentified
from qualog.privacy.withdrawal import belongings, withdrawn_in


@pytest.fixture
def ingrid(interview):
    return interview


@pytest.fixture
def samir(ingrid):
    copy = copy_of(ingrid, "Samir")
    copy.codes.add("of Samir")
    carry(copy, ingrid)
    return copy


@pytest.fixture
def stolen(ingrid):
    copy = copy_of(ingrid, "Ingrid")
    copy.codes.add("hers")
    return copy


def id_of(project):
    return project.log.replica


def participant(project, name="Anna"):
    return project.find.participant(name).id


def withdrawn(project):
    return withdrawn_in(project.log.store, id_of(project))


def put_aside(ingrid, samir, stolen, before):
    meet(ingrid, samir, stolen)
    end(ingrid, id_of(stolen), before)
    end(samir, id_of(stolen), before)
    meet(ingrid, samir)


def theirs(project, name="Anna"):
    found = belongings(project.log.store, participant(project, name))
    return found.lines, found.contents, found.passages


def test_a_withdrawal_counts_where_its_copy_is_accepted(ingrid, samir):
    anna = participant(ingrid)
    samir.participants.withdraw("Anna")
    assert withdrawn(samir) == {anna}
    carry(samir, ingrid)
    assert ingrid.state.participants[anna].withdrawn
    assert withdrawn(ingrid) == set()
    accept(ingrid, id_of(samir))
    assert withdrawn(ingrid) == {anna}


def test_a_withdrawal_that_is_held_erases_nothing_until_the_hold_ends(ingrid, samir):
    anna = participant(ingrid)
    accept(ingrid, id_of(samir))
    before = last(samir)
    samir.participants.withdraw("Anna")
    carry(samir, ingrid)
    assert withdrawn(ingrid) == {anna}
    end(ingrid, id_of(samir), before)
    assert withdrawn(ingrid) == set()
    reopen(ingrid, id_of(samir))
    assert withdrawn(ingrid) == {anna}


def test_what_was_put_aside_does_not_say_who_speaks(ingrid, samir, stolen):
    before = last(stolen)
    [document] = stolen.state.documents.values()
    text = stolen.state.text(document.id)
    wanted = theirs(ingrid)[2]
    ben = participant(ingrid, "Ben")
    stolen.documents.attribute(document.id, 0, len(text), "Ben")
    for speaker in document.speakers:
        stolen.decide(
            SpeakerIdentified(
                document=document.id, speaker=speaker, participant=ben, author=None, revision=None
            )
        )
    meet(ingrid, samir, stolen)
    assert theirs(ingrid)[2] != wanted
    put_aside(ingrid, samir, stolen, before)
    assert theirs(ingrid)[2] == wanted
