"""Erasure: what receipts name is gone everywhere, and each copy confirms it."""

import pytest
from tests.core.log.logs import AUTHOR, A, B, C, decide, erase_words, log_of, put

from qualog.decisions.erasure import ErasureConfirmed, WordsErased
from qualog.decisions.project import ReplicasMerged
from qualog.log.cache_file import cache_file
from qualog.log.codec import encode_body
from qualog.log.erasure import (
    Erasures,
    awaited,
    erasures,
    receipts,
    to_confirm,
    unconfirmed,
)
from qualog.log.replication.transfer import merge_from
from qualog.log.store import StoredContent, StoredEntry
from qualog.testing.chains import Chain


def merge(log, other):
    return merge_from(log.store, other.store, now=1 << 50)


@pytest.fixture
def two():
    """Two copies that both decided and know of each other's decision."""
    one = log_of(A)
    other = log_of(B, one.store.project)
    decide(one, "a secret")
    merge(other, one)
    decide(other, "theirs")
    merge(one, other)
    return one, other


def test_what_receipts_name_is_added_up():
    found = Erasures()
    found.add(WordsErased(because="x", lines={A: (1, 2)}, contents=("c1",)))
    found.add(WordsErased(because="y", lines={A: (5,), B: (2,)}, contents=("c2",)))
    assert found == Erasures({A: {1, 2, 5}, B: {2}}, {"c1", "c2"})
    assert [found.has(A, seq) for seq in (1, 3, 5)] == [True, False, True]
    assert not found.has(C, 1)


def test_an_entry_is_purged_of_what_is_erased_and_of_nothing_else():
    chain = Chain("0f" * 8, A)
    stored = chain.add(1, words="secret", contents=[b"one", b"two"])
    kept, gone = stored.contents
    assert Erasures().purge(stored) is stored
    assert Erasures({B: {1}, A: {2}}, {"none"}).purge(stored) == stored
    assert Erasures({A: {1}}).purge(stored) == stored._replace(sealed=None)
    assert Erasures(contents={gone.id}).purge(stored) == stored._replace(contents=(kept,))
    assert isinstance(kept, StoredContent)
    assert Erasures({A: {1}}, {kept.id, gone.id}).purge(stored) == StoredEntry(stored.entry)


def test_appending_a_receipt_erases_in_the_same_transaction(two):
    one, _ = two
    receipt = erase_words(one, f"{A}.1")
    assert one.store.sealed(A, 1) is None
    assert [entry.id for entry, _ in receipts(one.store)] == [receipt]
    assert erasures(one.store) == Erasures({A: {1}}, set())


def test_a_copy_that_had_the_words_is_waited_for_until_it_confirms(two):
    one, other = two
    target = f"{A}.1"
    receipt = erase_words(one, target)
    assert unconfirmed(one.store) == {receipt: [B]}
    assert awaited(one.store) == {target: [B]}
    assert to_confirm(one.store, B) == (receipt,)
    assert to_confirm(one.store, A) == ()  # its own
    merge(other, one)
    assert other.store.sealed(A, 1) is None
    assert unconfirmed(other.store) == {receipt: [B]}  # it has not said so yet
    other.confirm([AUTHOR])
    assert unconfirmed(other.store) == awaited(other.store) == {}
    assert to_confirm(other.store, B) == ()
    merge(one, other)
    assert unconfirmed(one.store) == {}


def test_a_confirmation_is_written_once(two):
    one, other = two
    erase_words(one, f"{A}.1")
    merge(other, one)
    before = other.store.heads()[B].seq
    other.confirm([AUTHOR])
    after = other.store.heads()[B].seq
    other.confirm([AUTHOR])
    assert after > before
    assert other.store.heads()[B].seq == after


def test_a_copy_that_began_after_the_erasure_never_had_the_words(two):
    one, _ = two
    receipt = erase_words(one, f"{A}.1")
    third = log_of(C, one.store.project)
    merge(third, one)
    decide(third, "of the third")
    assert unconfirmed(third.store) == {receipt: [B]}


def test_a_copy_that_began_before_is_waited_for_though_it_knew_of_earlier_ones(two):
    one, _ = two
    third = log_of(C, one.store.project)
    merge(third, one)
    decide(third, "of the third")
    merge(one, third)
    receipt = erase_words(one, f"{A}.1")
    assert unconfirmed(one.store) == {receipt: [B, C]}


@pytest.mark.parametrize(("lacking", "awaited"), [(0, [B]), (1, [B, C])])
def test_a_copy_whose_first_entry_knew_of_the_receipt_need_not_confirm_it(two, lacking, awaited):
    """Earlier programs wrote no confirmation there: what the entry knew is enough."""
    one, _ = two
    receipt = erase_words(one, f"{A}.1")
    last = one.store.heads()[A].seq - lacking
    known = {A: (last, one.store.hash_at(A, last).hex())}
    body = encode_body(ReplicasMerged(heads=known))
    put(one.store, Chain(one.store.project, C).add(1 << 50, kind="replicas-merged", body=body))
    assert unconfirmed(one.store) == {receipt: awaited}


@pytest.mark.parametrize(("first", "awaited"), [("replica-begun", [B]), ("code-created", [B, C])])
def test_what_a_chain_knew_when_it_began_stands_after_whose_it_is(two, first, awaited):
    one, _ = two
    receipt = erase_words(one, f"{A}.1")
    last = one.store.heads()[A]
    body = encode_body(ReplicasMerged(heads={A: (last.seq, last.hash.hex())}))
    chain = Chain(one.store.project, C)
    put(one.store, chain.add(1 << 50, kind=first))
    put(one.store, chain.add(2 << 50, kind="replicas-merged", body=body))
    assert unconfirmed(one.store) == {receipt: awaited}


def test_what_was_changed_in_the_file_is_passed_over(two):
    one, _ = two
    chain = Chain(one.store.project, C)
    one.store.write(
        lambda transaction: transaction.put(
            [chain.add(1 << 50, kind=kind) for kind in (WordsErased.kind, ErasureConfirmed.kind)]
        )
    )
    assert list(receipts(one.store)) == []
    assert to_confirm(one.store, C) == ()


def kinds_of(log, replica):
    return [entry.kind for entry in log.store.entries() if entry.replica == replica]


def test_the_first_decision_after_the_news_of_an_erasure_confirms_it(two):
    one, other = two
    receipt = erase_words(one, f"{A}.1")
    merge(other, one)
    before = len(kinds_of(other, B))
    assert decide(other, "after") == f"{B}.{before + 3}"
    assert kinds_of(other, B)[before:] == ["replicas-merged", ErasureConfirmed.kind, "code-created"]
    [confirmed] = [
        other.decision(entry) for entry in other.store.entries(kinds=(ErasureConfirmed.kind,))
    ]
    assert confirmed == ErasureConfirmed(receipts=(receipt,))


def test_a_confirmation_is_not_confirmed_by_another(two):
    one, other = two
    erase_words(one, f"{A}.1")
    merge(other, one)
    before = len(kinds_of(other, B))
    other.confirm([AUTHOR])
    assert kinds_of(other, B)[before:] == ["replicas-merged", ErasureConfirmed.kind]


def test_what_another_copy_confirmed_is_still_to_be_confirmed(two):
    one, other = two
    receipt = erase_words(one, f"{A}.1")
    merge(other, one)
    other.confirm([AUTHOR])
    merge(one, other)
    assert to_confirm(one.store, B) == ()
    assert to_confirm(one.store, C) == (receipt,)


def test_a_cache_that_was_written_meanwhile_goes_once_words_are_erased(store, monkeypatch):
    """A process that did not know of the erasure yet may have read the words just before."""
    log = log_of(A, store=store)
    decide(log, "a secret")
    write = store.write

    def beside_another(act, **how):
        done = write(act, **how)
        cache_file(store).write_bytes(b"a secret")
        return done

    monkeypatch.setattr(store, "write", beside_another)
    erase_words(log, f"{A}.1")
    assert not cache_file(store).exists()


def test_a_cache_is_left_by_decisions_that_erase_nothing(store):
    log = log_of(A, store=store)
    decide(log, "trust")
    cache_file(store).write_bytes(b"a cache")
    decide(log, "power")
    log.append([])
    assert cache_file(store).exists()
