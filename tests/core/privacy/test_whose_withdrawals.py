"""Whose word on a withdrawal counts, and what still goes where some of the log was put aside."""

import json

import pytest
from attrs import evolve
from click.testing import CliRunner
from tests.core.copies import copy_of
from tests.core.privacy.conftest import group
from tests.core.privacy.test_whose_words import correct
from tests.core.trusting import accept, carry, end, last, meet, reopen

from qualog.decisions.documents import DocumentImported, DocumentRevised
from qualog.material import Material
from qualog.privacy.withdrawal import belongings, withdrawn_in
from qualog_cli.main import qualog


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
    return belongings(project.log.store, participant(project, name))


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


def test_a_withdrawal_that_is_held_is_not_listed_as_erased(ingrid, samir):
    accept(ingrid, id_of(samir))
    before = last(samir)
    samir.participants.withdraw("Anna")
    carry(samir, ingrid)
    end(ingrid, id_of(samir), before)
    assert "withdrawn, but held: nothing is erased here" in listed(ingrid)
    assert [each["held"] for each in json.loads(listed(ingrid, "--json"))["participants"]] == [
        True,
        False,
    ]
    reopen(ingrid, id_of(samir))
    assert "held" not in listed(ingrid)


def test_what_a_copy_that_has_ended_still_has_is_not_said_to_be_erased(ingrid, samir):
    ingrid.participants.withdraw("Anna")
    assert f"not yet erased in {id_of(samir)[:4]}" in listed(ingrid)
    end(ingrid, id_of(samir), last(samir))
    assert "withdrawn, erased in all copies that have not ended" in listed(ingrid)


def listed(project, *options):
    asked = ["participant", "list", "--project", str(project.path), *options]
    return CliRunner().invoke(qualog, asked).output


def test_what_was_put_aside_does_not_say_who_speaks(ingrid, samir, stolen):
    """Else a thief could make it that nothing goes with Anna, or that all does."""
    before = last(stolen)
    wanted = theirs(ingrid)
    stolen.documents.speaker("group", "A", participant="Bo")
    stolen.documents.attribute("group", "Anna", quote="How is it to work here?")
    meet(ingrid, samir, stolen)
    assert theirs(ingrid).passages != wanted.passages
    put_aside(ingrid, samir, stolen, before)
    assert theirs(ingrid).passages == wanted.passages


def test_a_text_is_not_exchanged_by_what_was_put_aside(ingrid, samir, stolen):
    before = last(stolen)
    wanted = theirs(ingrid).passages
    [entry] = [e for e in stolen.log.store.entries() if e.kind == DocumentImported.kind]
    decision = stolen.log.decision(entry)
    stolen.decide(evolve(decision, speakers=(), turns=(), parts=(), original=None))
    meet(ingrid, samir, stolen)
    assert theirs(ingrid).passages != wanted
    put_aside(ingrid, samir, stolen, before)
    assert theirs(ingrid).passages == wanted


def test_the_words_in_a_text_that_was_put_aside_go_too(ingrid, samir, stolen):
    """They are still in the log: putting aside erases nothing."""
    before = last(stolen)
    stolen.imports.import_(Material(documents=(group("another"),)), importer="test")
    stolen.documents.speaker("another", "A", participant="Anna")
    document = stolen.find.document("another").id
    put_aside(ingrid, samir, stolen, before)
    assert document not in ingrid.state.documents
    assert len(theirs(ingrid).passages[document]) == 2
    assert set(theirs(stolen).contents) == set(theirs(ingrid).contents)


def test_a_correction_that_was_put_aside_goes_whole(ingrid, samir, stolen):
    """It has their words, and where is said by what does not count."""
    ingrid.participants.add("Nora")
    before = last(stolen)
    correct(stolen, "Nobody", "No one")
    [made] = [entry for entry in stolen.log.store.entries() if entry.kind == DocumentRevised.kind]
    decision = stolen.log.decision(made)
    put_aside(ingrid, samir, stolen, before)
    named = {content.content for content in (*decision.parts, decision.original)}
    assert named <= set(theirs(ingrid).contents)
    assert theirs(ingrid, "Nora").contents == ()
