"""Proofs: which checkpoint proves an entry, by which path, with which words."""

import pytest
from tests.core.log.integrity.test_tree import root_from_path
from tests.core.log.logs import A, B, decide, log_of

from qualog.errors import NotAllowed
from qualog.log.entry import ZERO_HASH
from qualog.log.integrity.checkpoint import Checkpoint, read_notes
from qualog.log.integrity.keys import is_signed
from qualog.log.integrity.proof import prove
from qualog.log.integrity.signing import sign
from qualog.log.integrity.tree import Frontier


@pytest.fixture
def log():
    """A log of seven decisions, signed at 3 with one key and at 6 with another, in this order."""
    made = log_of()
    for number in range(7):
        decide(made, f"code {number}")
    hashes = [hash_ for _, hash_ in made.store.hashes(A)]
    marks = [
        Checkpoint(A, size, Frontier().grown(hashes[:size]).root, key, b"")
        for size, key in ((6, b"one"), (3, b"two"))
    ]
    made.store.write(lambda transaction: transaction.put_checkpoints(marks))
    return made


def entry(log, seq):
    return log.store.entry(A, seq)


@pytest.mark.parametrize(("seq", "size"), [(1, 3), (2, 3), (3, 3), (4, 6), (6, 6)])
def test_an_entry_is_proved_by_the_smallest_checkpoint_that_covers_it(log, seq, size):
    proof = prove(log.store, entry(log, seq))
    assert proof.checkpoint.size == size
    assert proof.entry == entry(log, seq)
    assert proof.root == A
    leaf = proof.entry.hash
    assert root_from_path(leaf, seq - 1, size, proof.placed.path) == proof.checkpoint.root
    before = log.store.hash_at(A, seq - 1) if seq > 1 else ZERO_HASH
    assert proof.placed.previous == before
    assert proof.sealed is None


def test_what_no_checkpoint_covers_is_not_proved(log):
    with pytest.raises(NotAllowed, match=r"a0a0\.7 is not signed yet"):
        prove(log.store, entry(log, 7))


def test_another_replicas_checkpoint_proves_nothing(log):
    other = log_of(B, store=log.store)
    decide(other)
    [theirs] = [found for found in log.store.entries() if found.replica == B and found.seq == 2]
    with pytest.raises(NotAllowed, match="not signed yet"):
        prove(log.store, theirs)


def test_words_are_in_it_only_if_they_are_asked_for(log):
    assert "words" not in prove(log.store, entry(log, 1)).as_json()
    written = prove(log.store, entry(log, 1), with_words=True).as_json()
    assert "code 0" in written["words"]
    log.store.write(lambda transaction: transaction.erase({A: [1]}, []))
    with pytest.raises(NotAllowed, match=r"a0a0\.1 have been erased"):
        prove(log.store, entry(log, 1), with_words=True)
    assert prove(log.store, entry(log, 1)).sealed is None


def test_the_note_in_it_is_the_signed_one():
    log = log_of()
    decide(log)
    signed = sign(log.store, A)
    written = prove(log.store, entry(log, 1)).as_json()
    assert read_notes(written["checkpoint"], log.store.project) == [signed]
    text = written["checkpoint"].split("\n\n")[0] + "\n"
    assert is_signed(signed.key, signed.signature, text.encode())
    assert written["hash"] == log.store.hash_at(A, 1).hex()
    assert (written["seq"], written["replica"], written["kind"]) == (1, A, "code-created")
