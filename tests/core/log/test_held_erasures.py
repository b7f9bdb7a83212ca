"""Whose erasures a copy carries out: those of copies that it accepts, as long as nobody objects."""

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import accept, carry, end, erase, has_words, last, meet, reopen

from qualog.decisions.erasure import WordsErased
from qualog.log.cache_file import cache_file
from qualog.log.erasure import (
    Erasures,
    carry_out,
    demanded,
    erasures,
    explained,
    to_confirm,
    unconfirmed,
)


@pytest.fixture
def ingrid(project):
    return project


@pytest.fixture
def secret(ingrid):
    """A decision of Ingrid's whose words are to go."""
    return ingrid.codes.add("a secret").made.decision


@pytest.fixture
def samir(ingrid, secret):
    copy = copy_of(ingrid, "Samir")
    copy.codes.add("of Samir")
    carry(copy, ingrid)
    return copy


def id_of(project):
    return project.log.replica


def carried_out(project):
    store = project.log.store
    return store.write(lambda transaction: carry_out(store, transaction, id_of(project)))


def named(found, decision):
    replica, _, seq = decision.partition(".")
    return found.has(replica, int(seq))


def test_a_receipt_of_a_copy_that_is_not_accepted_erases_nothing(ingrid, samir, secret):
    erase(samir, secret)
    assert not has_words(samir, secret)
    carry(samir, ingrid)
    assert not carried_out(ingrid)
    assert has_words(ingrid, secret)
    store = ingrid.log.store
    assert ingrid.verify().fault is None
    assert demanded(store, id_of(ingrid)) == Erasures()
    assert demanded(store, id_of(samir)) == erasures(store) == explained(store) != Erasures()


def test_it_is_carried_out_once_its_copy_is_accepted(ingrid, samir, secret):
    erase(samir, secret)
    carry(samir, ingrid)
    cache_file(ingrid.log.store).write_bytes(b"a secret")
    accept(ingrid, id_of(samir))
    assert not has_words(ingrid, secret)
    assert ingrid.verify().fault is None
    assert named(demanded(ingrid.log.store, id_of(ingrid)), secret)
    assert not cache_file(ingrid.log.store).exists()
    assert not carried_out(ingrid)  # there is nothing left of it


def test_a_held_erasure_is_carried_out_when_the_hold_ends(ingrid, samir, secret):
    accept(ingrid, id_of(samir))
    before = last(samir)
    receipt = erase(samir, secret)
    end(ingrid, id_of(samir), before)
    carry(samir, ingrid)
    assert not carried_out(ingrid)
    store = ingrid.log.store
    assert demanded(store, id_of(ingrid)) == erasures(store) == Erasures()
    assert named(explained(store), secret)
    assert ingrid.verify().fault is None
    assert to_confirm(store, id_of(ingrid)) == ()
    assert receipt not in unconfirmed(store)
    reopen(ingrid, id_of(samir))
    assert not has_words(ingrid, secret)
    assert to_confirm(store, id_of(ingrid)) == (receipt,)


def test_a_held_erasure_is_carried_out_when_a_later_end_is_said(ingrid, samir, secret):
    accept(ingrid, id_of(samir))
    before = last(samir)
    samir.codes.add("one more")
    erase(samir, secret)
    end(ingrid, id_of(samir), before)
    carry(samir, ingrid)
    end(ingrid, id_of(samir), before + 1)
    assert has_words(ingrid, secret)
    end(ingrid, id_of(samir), last(samir))
    assert not has_words(ingrid, secret)


def test_what_was_erased_before_an_end_stays_erased(ingrid, samir, secret):
    accept(ingrid, id_of(samir))
    before = last(samir)
    erase(samir, secret)
    carry(samir, ingrid)
    assert carried_out(ingrid)
    end(ingrid, id_of(samir), before)
    assert not has_words(ingrid, secret)
    assert named(explained(ingrid.log.store), secret)
    assert not named(erasures(ingrid.log.store), secret)
    assert ingrid.verify().fault is None


def test_a_copy_that_somebody_says_has_ended_erases_its_own_words(ingrid, samir, secret):
    """What a person deletes in their own copy is gone there; others hold it."""
    end(samir, id_of(ingrid), 2)
    carry(samir, ingrid)
    erase(ingrid, secret)
    assert not has_words(ingrid, secret)
    carry(ingrid, samir)
    assert not carried_out(samir)
    assert has_words(samir, secret)


def test_what_is_carried_out_is_what_is_still_there(ingrid, samir, secret):
    [content] = [
        content
        for content in ingrid.log.store.content_ids()
        if content == ingrid.state.documents[ingrid.find.document("talk").id].original.content
    ]
    receipt = WordsErased(because=secret, lines={}, contents=(content,))
    samir.decide(receipt)
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    assert content not in ingrid.log.store.content_ids()
    assert not carried_out(ingrid)


def test_a_copy_that_has_ended_is_not_waited_for(ingrid, samir, secret):
    receipt = erase(ingrid, secret)
    assert unconfirmed(ingrid.log.store) == {receipt: [id_of(samir)]}
    end(ingrid, id_of(samir), last(samir))
    assert unconfirmed(ingrid.log.store) == {}
    reopen(ingrid, id_of(samir))
    assert unconfirmed(ingrid.log.store) == {receipt: [id_of(samir)]}


def test_a_copy_that_began_in_knowledge_of_an_erasure_is_not_waited_for(ingrid, samir, secret):
    """What it knew when it began stands in its second line."""
    receipt = erase(ingrid, secret)
    third = copy_of(ingrid, "Samir")
    third.codes.add("elsewhere")
    meet(ingrid, third)
    assert unconfirmed(ingrid.log.store) == {receipt: [id_of(samir)]}
