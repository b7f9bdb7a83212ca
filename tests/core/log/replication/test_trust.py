"""Whom a copy trusts: whose decisions come in without a question, whose erasures it carries out."""

import pytest
from tests.core.copies import copy_of
from tests.core.log.logs import AUTHOR, A, B, decide, forked, log_of, put
from tests.core.trusting import accept, carry, end, last, meet, reopen, trust_of

from qualog.decisions.copies import CopyAccepted, CopyEnded, ReplicaBegun
from qualog.log.codec import encode_body
from qualog.log.integrity.chain_key import chain_key
from qualog.log.log import Draft
from qualog.log.replication.standing import NO_END, Standing
from qualog.log.replication.transfer import merge_from
from qualog.log.replication.trust import trust_in
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore


@pytest.fixture
def ingrid(project):
    return project


@pytest.fixture
def samir(ingrid):
    """Samir's copy, which began in the file that Ingrid gave."""
    copy = copy_of(ingrid, "Samir")
    copy.codes.add("of Samir")
    return copy


def second_of(project, author):
    """Return a further copy of an author, in which they decided something."""
    copy = copy_of(project, author)
    copy.codes.add(f"of {author}, elsewhere")
    return copy


def key_of(project):
    return chain_key(project.log.store, project.log.replica).hex()


def author_id(project):
    [author] = project.authors_of(None)
    return author


def id_of(project):
    return project.log.replica


def test_a_copy_accepts_itself_and_what_its_file_held_when_it_began(ingrid, samir):
    assert trust_of(samir).accepted == {id_of(ingrid), id_of(samir)}
    carry(samir, ingrid)
    assert trust_of(ingrid).accepted == {id_of(ingrid)}


def test_a_copy_accepts_whom_it_says_it_does(ingrid, samir):
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    assert trust_of(ingrid).accepted == {id_of(ingrid), id_of(samir)}
    assert trust_of(ingrid).may_erase(id_of(samir), 1)


def test_an_acceptance_by_another_key_accepts_nobody(ingrid, samir):
    carry(samir, ingrid)
    ingrid.decide(CopyAccepted(copy=id_of(samir), key="f" * 64, upto=(1, "f" * 64)))
    assert trust_of(ingrid).accepted == {id_of(ingrid)}


def test_who_has_decided_nothing_yet_accepts_all_that_is_here(ingrid, samir):
    carry(samir, ingrid)
    for replica in ("", "f" * 16):
        trust = trust_in(ingrid.log.store, replica)
        assert trust.accepted == {id_of(ingrid), id_of(samir)}
        assert trust.bound(id_of(samir)) == NO_END


def test_an_accepted_copy_vouches_for_further_copies_of_its_author(ingrid, samir):
    library = second_of(samir, "Samir")
    carry(library, samir)
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    who, key = author_id(library), key_of(library)
    assert not trust_of(ingrid).vouched(id_of(library), who, key)
    accept(samir, id_of(library))
    carry(samir, ingrid)
    assert id_of(library) in trust_of(ingrid).accepted
    assert trust_of(ingrid).vouched(id_of(library), who, key)
    assert not trust_of(ingrid).vouched(id_of(library), who, "f" * 64)
    assert not trust_of(ingrid).vouched("f" * 16, who, key)


def test_nobody_vouches_in_the_name_of_who_reads_nor_of_another(ingrid, samir):
    laptop, third = second_of(ingrid, "Ingrid"), second_of(samir, "Ingrid")
    meet(laptop, third, samir)
    accept(samir, id_of(laptop))
    accept(samir, id_of(third))
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    assert trust_of(ingrid).accepted == {id_of(ingrid), id_of(samir)}
    for copy in (laptop, third):
        assert not trust_of(ingrid).vouched(id_of(copy), author_id(copy), key_of(copy))


def test_who_is_not_accepted_vouches_for_nobody(ingrid, samir):
    library = second_of(samir, "Samir")
    carry(library, samir)
    accept(samir, id_of(library))
    carry(samir, ingrid)
    assert trust_of(ingrid).accepted == {id_of(ingrid)}
    assert not trust_of(ingrid).vouched(id_of(library), author_id(library), key_of(library))


def test_who_is_held_vouches_for_nobody(ingrid, samir):
    library = second_of(samir, "Samir")
    carry(library, samir)
    before = last(samir)
    accept(samir, id_of(library))
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    end(ingrid, id_of(samir), before)
    assert trust_of(ingrid).accepted == {id_of(ingrid), id_of(samir)}
    assert not trust_of(ingrid).vouched(id_of(library), author_id(library), key_of(library))
    reopen(ingrid, id_of(samir))
    assert id_of(library) in trust_of(ingrid).accepted


def test_who_is_accepted_beforehand_comes_in(ingrid, samir):
    """The acceptance names the key, so the copy need not have come yet."""
    carry(samir, ingrid)
    accept(ingrid, id_of(samir))
    assert trust_of(ingrid).vouched(id_of(samir), author_id(samir), key_of(samir))


def test_a_copy_comes_in_up_to_the_end_that_its_own_author_says(ingrid, samir):
    carry(samir, ingrid)
    assert trust_of(ingrid).bound(id_of(samir)) == NO_END
    end(samir, id_of(ingrid), 3)
    carry(samir, ingrid)
    assert trust_of(samir).bound(id_of(ingrid)) == 3
    laptop = second_of(ingrid, "Ingrid")
    assert trust_of(laptop).bound(id_of(ingrid)) == 3  # others' words hold it
    reopen(laptop, id_of(ingrid))
    assert trust_of(laptop).bound(id_of(ingrid)) == NO_END  # one's own goes before them
    carry(laptop, samir)
    assert trust_of(samir).bound(id_of(ingrid)) == 3


def test_an_end_up_to_some_decision_says_that_the_copy_is_known(ingrid, samir):
    carry(samir, ingrid)
    end(ingrid, id_of(samir), 1)
    assert id_of(samir) in trust_of(ingrid).accepted
    end(ingrid, id_of(samir), 0)
    assert id_of(samir) not in trust_of(ingrid).accepted


def test_the_words_of_a_copy_that_one_s_author_ended_are_not_one_s_own(ingrid, samir):
    """Else a thief would say for the owner whom to believe."""
    laptop = second_of(ingrid, "Ingrid")
    before = last(laptop)
    meet(ingrid, laptop, samir)
    end(laptop, id_of(samir), 0)
    carry(laptop, ingrid)
    assert trust_of(ingrid).bound(id_of(samir)) == 0
    end(ingrid, id_of(laptop), before)
    assert trust_of(ingrid).bound(id_of(samir)) == NO_END


def test_erasures_are_those_of_accepted_copies_up_to_their_end(ingrid, samir):
    carry(samir, ingrid)
    assert not trust_of(ingrid).may_erase(id_of(samir), 1)
    accept(ingrid, id_of(samir))
    end(ingrid, id_of(samir), 2)
    assert [trust_of(ingrid).may_erase(id_of(samir), seq) for seq in (2, 3)] == [True, False]


def test_one_hears_oneself_though_a_stolen_copy_says_that_one_has_ended(ingrid, samir):
    laptop = second_of(ingrid, "Ingrid")
    meet(ingrid, laptop, samir)
    end(laptop, id_of(ingrid), 0)
    carry(laptop, ingrid)
    end(ingrid, id_of(samir), 3)
    assert trust_of(ingrid).bound(id_of(samir)) == 3


def test_a_chain_of_an_older_study_is_its_first_author_s():
    one = log_of(A)
    other = log_of(B, one.store.project)
    decide(one)
    merge_from(other.store, one.store, now=1 << 50)
    decide(other)
    assert trust_in(other.store, B).accepted == {A, B}
    word = CopyEnded(copy=A, key="f" * 64, last=1, hash="f" * 64, reason="gone")
    other.append([Draft(word, [AUTHOR])])
    merge_from(one.store, other.store, now=1 << 50)
    decide(one)
    assert trust_in(one.store, A).accepted == {A}  # it came later, and nobody said yes
    trust = trust_in(other.store, B)
    assert trust.standing.ends == {A: {AUTHOR: 1}}
    assert trust.bound(A) == 1


def test_a_chain_that_was_changed_is_nobody_s_and_says_nothing():
    store = MemoryStore()
    chain = Chain(store.project, A)
    put(store, chain.add(1, kind=ReplicaBegun.kind), chain.add(2, kind=CopyEnded.kind))
    trust = trust_in(store, A)
    assert trust.standing == Standing()
    assert trust.accepted == {A}


def test_an_end_says_by_its_hash_which_branch_of_a_copy_it_means():
    _, [(kept, _), (other, _)], store = forked("0f" * 8)
    said = log_of(B, store=store)
    hash_ = store.hash_at(kept.name, 4).hex()
    said.append(
        [Draft(CopyEnded(copy=A, key="f" * 64, last=4, hash=hash_, reason="stolen"), [AUTHOR])]
    )
    assert trust_in(store, B).standing.held == {A: 2, kept.name: 4, other.name: 0}
    assert trust_in(store, B).accepted == {B, A, kept.name, other.name}


def test_a_copy_in_one_s_own_name_is_asked_about_though_another_of_one_s_own_knows_it(ingrid):
    laptop, library = second_of(ingrid, "Ingrid"), second_of(ingrid, "Ingrid")
    meet(ingrid, laptop, library)
    accept(ingrid, id_of(laptop))
    accept(laptop, id_of(library))
    carry(laptop, ingrid)
    assert trust_of(ingrid).accepted == {id_of(ingrid), id_of(laptop)}
    assert not trust_of(ingrid).vouched(id_of(library), author_id(library), key_of(library))


def test_who_is_held_vouches_for_nobody_where_nobody_has_decided_yet(ingrid, samir):
    library = second_of(samir, "Samir")
    carry(library, samir)
    before = last(samir)
    accept(samir, id_of(library))
    carry(samir, ingrid)
    known = id_of(library), author_id(library), key_of(library)
    assert trust_in(ingrid.log.store, "").vouched(*known)
    end(ingrid, id_of(samir), before)
    assert not trust_in(ingrid.log.store, "").vouched(*known)


def test_a_copy_that_began_with_another_lets_it_in(ingrid, samir):
    """What a chain began with stands in its second line."""
    laptop, stranger = second_of(ingrid, "Ingrid"), second_of(ingrid, "Ingrid")
    before = last(laptop)
    meet(ingrid, samir, laptop, stranger)
    accept(laptop, id_of(stranger))
    meet(ingrid, samir, laptop)
    end(ingrid, id_of(laptop), before)
    end(samir, id_of(laptop), before)
    carry(samir, ingrid)
    assert trust_of(ingrid).standing.aside == {id_of(laptop): before, id_of(stranger): 0}
    carry(second_of(ingrid, "Samir"), ingrid)
    assert trust_of(ingrid).standing.aside == {id_of(laptop): before}


def test_a_copy_is_its_author_s_whoever_decides_in_it():
    store = MemoryStore()
    body = ReplicaBegun(
        author="e1" * 8,
        key="f" * 64,
        follows=None,
        cause="new",
        passed=None,
        format=3,
        proof="0" * 128,
        machine="",
    )
    chain = Chain(store.project, A)
    put(store, chain.add(1, kind=ReplicaBegun.kind, body=encode_body(body)))
    log_of(A, store=store).append(
        [Draft(CopyEnded(copy=B, key="f" * 64, last=1, hash="", reason="gone"), [AUTHOR])]
    )
    assert trust_in(store, A).standing.ends == {B: {"e1" * 8: 1}}
