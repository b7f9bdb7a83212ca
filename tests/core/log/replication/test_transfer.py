"""Merging: what does not hold up is refused, with a sentence, and changes nothing."""

import pytest
from attrs import evolve
from tests.core.log.logs import AUTHOR, NOW, A, B, C, decide, erase_words, log_of, put, store_of

from qualog.decisions.erasure import WordsErased
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.log.cache_file import cache_file
from qualog.log.codec import encode_body
from qualog.log.entry import Sealed
from qualog.log.integrity.signing import sign
from qualog.log.integrity.verification import verify
from qualog.log.log import Draft
from qualog.log.replication.gate import Gate
from qualog.log.replication.introduction import NotMet
from qualog.log.replication.offer import FUTURE
from qualog.log.replication.transfer import merge_from
from qualog.log.store import EVERYTHING
from qualog.log.stores.sqlite import SqliteStore
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore
from qualog.testing.stores import everything

PROJECT = "0f" * 8


class Altered:
    """A copy whose entries are altered on their way, as in a file that somebody changed."""

    def __init__(self, store, alter):
        self._store, self._alter = store, alter

    def __getattr__(self, name):
        return getattr(self._store, name)

    def stored_entries(self, range_=EVERYTHING):
        for stored in self._store.stored_entries(range_):
            yield from self._alter(stored)


def chain_of(length=3, **how):
    chain = Chain(PROJECT, A)
    for number in range(length):
        chain.add(10 + number, **how)
    return chain


def gate(**how):
    """Return the gate of a copy that nobody decides in yet: it accepts all that is in it."""
    return Gate(
        copy="",
        author="",
        names={},
        decide=lambda transaction, decisions: None,
        trial=lambda before: None,
        **how,
    )


MAIL = gate(by_mail=True)


def refused(source, match, store=None, **how):
    """See that a merge is refused, and that it changed nothing."""
    store = store if store is not None else MemoryStore(PROJECT)
    before = everything(store)
    with pytest.raises(LogError, match=match):
        merge_from(store, source, now=how.pop("now", NOW), **how)
    assert everything(store) == before


def altered(chain, seq, *others, **change):
    """Return a copy in which one entry of a chain has other columns."""

    def alter(stored):
        if stored.entry.seq == seq:
            stored = stored._replace(entry=stored.entry._replace(**change))
        yield stored

    return Altered(store_of(chain, *others), alter)


def test_another_project_is_refused():
    refused(store_of(chain_of()), "another project", MemoryStore("1f" * 8))


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_gap_is_refused(seq):
    source = Altered(store_of(chain_of(4)), lambda x: [x] if x.entry.seq != seq else [])
    before = "a0a0.0" if seq == 1 else f"a0a0.{seq - 1}"
    refused(source, rf"a0a0\.{seq + 1} cannot follow {before}: what lies between is missing")


def test_an_entry_that_comes_twice_is_refused():
    refused(Altered(store_of(chain_of()), lambda x: [x, x]), r"a0a0\.1 cannot follow a0a0\.1")


@pytest.mark.parametrize(
    "change", [{"kind": "other"}, {"body": b"[]"}, {"authors": "eve"}, {"hash": bytes(32)}]
)
def test_an_entry_that_was_changed_is_refused(change):
    refused(altered(chain_of(), 2, **change), r"a0a0\.2 has been changed, or does not follow")


@pytest.mark.parametrize("at", [11, 10])
def test_an_entry_that_is_not_later_than_the_one_before_is_refused(at):
    chain = Chain(PROJECT, A)
    chain.add(11), chain.add(at)
    refused(store_of(chain), r"a0a0\.2 is dated before the decision that it follows")


def test_words_that_are_not_those_that_were_sealed_are_refused():
    def alter(stored):
        yield stored._replace(sealed=Sealed(stored.sealed.salt, b'{"why":"other"}'))

    source = Altered(store_of(chain_of(words="mine")), alter)
    refused(source, r"a0a0\.1 has other words than it was sealed with")
    wordless = Altered(store_of(chain_of()), lambda x: [x._replace(sealed=Sealed(b"", b""))])
    refused(wordless, r"a0a0\.1 cannot be merged: it comes with words")


def test_a_text_that_is_not_what_was_sealed_is_refused():
    def alter(stored):
        [content] = stored.contents
        yield stored._replace(contents=(content._replace(bytes=b"other"),))

    source = Altered(store_of(chain_of(contents=[b"mine"])), alter)
    refused(source, r"a0a0\.1 has another text or file")


def test_a_text_that_no_entry_names_is_refused():
    stray = Chain(PROJECT, B).add(1, contents=[b"stray"]).contents
    source = Altered(store_of(chain_of()), lambda x: [x._replace(contents=stray)])
    refused(source, r"a0a0\.1 comes with a text that it does not refer to")


@pytest.mark.parametrize("what", ["sealed", "contents"])
def test_words_that_are_missing_without_a_receipt_are_refused(what):
    def alter(stored):
        yield stored._replace(**{what: None if what == "sealed" else ()})

    source = Altered(store_of(chain_of(words="w", contents=[b"long"])), alter)
    refused(source, r"The words of a0a0\.1 are missing, and no receipt")


def test_words_that_a_receipt_says_are_gone_may_be_missing():
    log = log_of(A, PROJECT)
    erase_words(log, decide(log))
    store = MemoryStore(PROJECT)
    result = merge_from(store, log.store, now=NOW)
    assert result.erased
    assert everything(store) == everything(log.store)


def test_what_was_erased_here_does_not_come_back():
    log = log_of(A, PROJECT)
    target = decide(log)
    copy = MemoryStore(PROJECT)
    merge_from(copy, log.store, now=NOW)
    erase_words(log, target)
    result = merge_from(log.store, copy, now=NOW)
    assert (result.count, result.erased) == (0, False)
    assert log.store.sealed(A, 1) is None
    third = Chain(PROJECT, A)
    third.entries = list(copy.stored_entries())
    fresh = log_of(B, PROJECT)
    fresh.append([Draft(WordsErased(because=target, lines={A: (1,)}, contents=()), [AUTHOR])])
    merge_from(fresh.store, copy, now=NOW)
    assert fresh.store.sealed(A, 1) is None


def test_no_cache_of_erased_words_outlives_a_merge(store, monkeypatch):
    """A process that does not know yet writes one while the words are cleared."""
    log = log_of(A, store.project)
    target = decide(log, "a secret")
    merge_from(store, log.store, now=NOW)
    cache_file(store).write_text("a secret")
    erase_words(log, target)
    there = []

    def meanwhile(self):
        there.append(cache_file(store).exists())
        cache_file(store).write_text("a secret")

    monkeypatch.setattr(SqliteStore, "_scrub", meanwhile)
    assert merge_from(store, log.store, now=NOW).erased
    assert there == [False]
    assert not cache_file(store).exists()


def test_a_cache_is_left_by_a_merge_that_erases_nothing(store):
    log = log_of(A, store.project)
    decide(log)
    cache_file(store).write_text("words")
    assert merge_from(store, log.store, now=NOW).count == 1
    assert cache_file(store).exists()


def merged_after(seq, hash_, *, at, replica=A):
    """Return a chain of B whose first entry says that it had seen an entry of another."""
    chain = Chain(PROJECT, B)
    body = encode_body(ReplicasMerged(heads={replica: (seq, hash_.hex())}))
    chain.add(at, kind=ReplicasMerged.kind, body=body)
    return chain


def test_an_entry_whose_past_is_here_comes_in():
    chain = chain_of(3)
    merged = merged_after(3, chain.entries[2].entry.hash, at=13)
    for store, source in (
        (MemoryStore(PROJECT), store_of(chain, merged)),
        (store_of(chain), store_of(merged)),
    ):
        merge_from(store, source, now=1 << 50)
        assert verify(store).fault is None


def test_an_entry_whose_past_is_in_neither_copy_is_refused():
    chain = chain_of(3)
    hash_ = chain.entries[2].entry.hash
    short = Chain(PROJECT, A)
    short.entries = chain.entries[:2]
    match = r"b1b1\.1 was decided after a0a0\.3, which is in neither copy"
    refused(store_of(merged_after(3, hash_, at=13)), match)
    refused(store_of(short, merged_after(3, hash_, at=13)), match)
    refused(store_of(chain, merged_after(3, bytes(32), at=13)), match)


def test_an_entry_that_is_dated_before_its_past_is_refused():
    chain = chain_of(3)
    hash_ = chain.entries[2].entry.hash
    source = store_of(chain, merged_after(3, hash_, at=12))
    refused(source, r"b1b1\.1 is dated before a0a0\.3, after which it was decided")


def test_a_result_counts_what_came_of_each_replica():
    chain, other = chain_of(3), Chain(PROJECT, B)
    other.more(2, at=50)
    result = merge_from(MemoryStore(PROJECT), store_of(chain, other), now=1 << 50)
    assert (result.entries, result.count) == ({A: 3, B: 2}, 5)
    assert (result.forks, result.erased, result.ahead) == ((), False, ())


def test_more_than_one_chunk_comes_in():
    chain = chain_of(2500)
    store = MemoryStore(PROJECT)
    assert merge_from(store, store_of(chain), now=1 << 50).count == 2500
    assert verify(store).entries == 2500


@pytest.fixture
def a_day_ahead():
    """A copy that was met, and its next decision, dated a day ahead and so much more."""

    def make(more):
        log = log_of(A, PROJECT)
        decide(log)
        sign(log.store, A)
        copy = MemoryStore(PROJECT)
        merge_from(copy, log.store, now=NOW)
        log.clock = lambda: NOW + FUTURE + more
        decide(log, "ahead")
        return copy, log.store

    return make


def test_a_clock_that_is_more_than_a_day_ahead_is_not_followed(a_day_ahead):
    assert FUTURE == 24 * 60 * 60 * 1000
    copy, other = a_day_ahead(0)
    assert merge_from(copy, other, now=NOW, gate=gate()).ahead == ()
    copy, other = a_day_ahead(1)
    refused(other, "dated more than a day ahead", copy, gate=gate())


def test_one_that_a_person_follows_all_the_same_is_reported(a_day_ahead):
    copy, other = a_day_ahead(1)
    assert merge_from(copy, other, now=NOW, gate=gate(clocks=(A[:4],))).ahead == (A,)


# Signatures


@pytest.fixture
def signed():
    """A log that is signed, and a copy that knows its key."""
    log = log_of(A, PROJECT)
    decide(log)
    sign(log.store, A)
    copy = MemoryStore(PROJECT)
    merge_from(copy, log.store, now=NOW)
    return log, copy


def test_what_comes_by_mail_must_be_signed_where_the_key_is_known(signed):
    log, copy = signed
    decide(log, "more")
    refused(log.store, r"a0a0, up to a0a0\.2, are not signed with its key", copy, gate=MAIL)
    sign(log.store, A)
    assert merge_from(copy, log.store, now=NOW, gate=MAIL).count == 1


def test_what_does_not_come_by_mail_need_not_be(signed):
    log, copy = signed
    decide(log, "more")
    assert merge_from(copy, log.store, now=NOW).count == 1


def test_a_copy_that_comes_for_the_first_time_is_asked_about(signed):
    _, copy = signed
    other = log_of(B, PROJECT)
    decide(other)
    before = everything(copy)
    with pytest.raises(NotMet) as asked:
        merge_from(copy, other.store, now=NOW, gate=MAIL)
    assert [met.replica for met in asked.value.introductions] == [B]
    assert everything(copy) == before


def test_a_checkpoint_that_the_log_contradicts_is_refused(signed):
    log, copy = signed
    decide(log, "more")
    checkpoint = sign(log.store, A)
    for change, match in (
        ({"signature": bytes(64)}, "has a signature that is not valid"),
        ({"key": b"k" * 32}, "is signed with another key than before"),
    ):
        log.store._kept.checkpoints = [evolve(checkpoint, **change)]
        refused(log.store, f"The other copy does not check out: .*a0a0 at decision 2 {match}", copy)


def test_checkpoints_come_with_what_they_sign(signed):
    log, copy = signed
    assert copy.checkpoints() == log.store.checkpoints()
    assert len(copy.checkpoints()) == 1


def test_a_merge_that_finds_nothing_new_changes_nothing(signed):
    log, copy = signed
    before = everything(copy)
    assert merge_from(copy, log.store, now=NOW, gate=MAIL).count == 0
    assert everything(copy) == before


def test_three_copies_that_merge_in_a_ring_have_all():
    logs = [log_of(replica, PROJECT) for replica in (A, B, C)]
    for number, log in enumerate(logs):
        decide(log, f"of {number}")
    for _ in range(2):
        for one, other in ((0, 1), (1, 2), (2, 0)):
            merge_from(logs[one].store, logs[other].store, now=NOW)
    assert everything(logs[0].store) == everything(logs[1].store) == everything(logs[2].store)
    put(logs[0].store)
