"""What decisions refer to once replicas forked: the entries that their writers knew."""

import attrs
import pytest
from tests.core.log.logs import A, B, forked, log_of, store_of

from qualog.decisions.codes import CodeCreated
from qualog.decisions.erasure import ErasureConfirmed, WordsErased
from qualog.decisions.memos import MemoWritten
from qualog.decisions.project import DecisionReverted, MomentNamed, ReplicasMerged
from qualog.log.codec import encode_body
from qualog.log.log import Draft
from qualog.log.replication.branches import Branch, branch_name
from qualog.log.replication.references import References
from qualog.testing.chains import Chain

PROJECT = "0f" * 8
WRITER = "d3" * 8


@pytest.fixture
def log():
    """A log whose replica A forked after 2, with branches `one` (to 5) and `two` (to 4).

    WRITER knows of A.5 as it is in `one`, by the name that it had before the fork was known.
    """
    _, branches, store = forked(PROJECT)
    made = log_of(WRITER, store=store)
    made._seen = {}
    (one, chain), (two, _) = branches
    written = Chain(PROJECT, WRITER)
    heads = ReplicasMerged(heads={A: (5, chain.entries[4].entry.hash.hex())})
    written.add(500, kind=ReplicasMerged.kind, body=encode_body(heads))
    written.add(501)
    written.add(502)
    store.write(lambda transaction: transaction.put(written.entries))
    return References(store), one.name, two.name


def test_in_a_log_without_forks_everything_is_meant_as_it_is_written():
    references = References(store_of(Chain(PROJECT, A)))
    for decision in (
        DecisionReverted(target=f"{A}.7"),
        ReplicasMerged(heads={A: (7, "00")}),
        WordsErased(because=f"{A}.7", lines={A: (7,)}, contents=()),
    ):
        assert references.resolve(decision, B, 1) is decision


def test_a_number_before_the_fork_is_the_replicas_own(log):
    references, _, _ = log
    for seq in (1, 2):
        assert references.meant(A, seq, WRITER, 2) == A


def test_a_number_after_it_is_that_of_the_branch_which_the_writer_knew(log):
    references, one, two = log
    for seq in (3, 5):
        assert references.meant(A, seq, WRITER, 2) == one
    assert references.meant(A, 3, two, 4) == two
    assert references.meant(A, 3, one, 4) == one


def test_what_the_writer_could_not_know_is_left_as_it_is_written(log):
    references, _, two = log
    assert references.meant(A, 6, WRITER, 2) == A
    assert references.meant(A, 5, two, 4) == A
    assert references.meant(A, 3, B, 1) == A


def test_a_branch_that_is_named_itself_is_meant_unless_the_number_is_before_it(log):
    references, one, _ = log
    assert references.meant(one, 4, B, 1) == one
    assert references.meant(one, 2, B, 1) == A


def test_how_far_a_writer_knew_each_run(log):
    references, one, two = log
    assert references.known_to(WRITER, 3) == {WRITER: 3, one: 5, A: 2}
    assert references.known_to(WRITER, 1) == {WRITER: 1, one: 5, A: 2}
    assert references.known_to(two, 4) == {two: 4, A: 2}
    assert references.known_to(two, 2) == {A: 2}
    assert references.known_to(B, 0) == {}


def resolved(log, decision, by=WRITER, seq=3):
    return log[0].resolve(decision, by, seq)


def test_how_far_a_writer_knew_the_others_when_its_chain_began(log):
    references, one, _ = log
    assert references.known_at_first(WRITER) == {one: 5, A: 2}
    for own in (A, one, B):
        assert references.known_at_first(own) == {}


def test_a_branch_knew_what_its_own_first_entry_did():
    other, chain = Chain(PROJECT, B), Chain(PROJECT, A)
    other.add(1)
    head = ReplicasMerged(heads={B: (1, other.entries[0].entry.hash.hex())})
    chain.more(2, at=2)
    chain.add(9, kind=ReplicasMerged.kind, body=encode_body(head))
    store = store_of(other, chain)
    branch = Branch(branch_name(chain.entries[2].entry.hash), A, 2)
    store.write(lambda transaction: transaction.branch(branch))
    assert References(store).known_at_first(branch.name) == {B: 1}
    assert References(store).known_at_first(A) == {}


def test_ids_of_decisions_are_named_as_the_log_names_them(log):
    _, one, two = log
    assert resolved(log, DecisionReverted(target=f"{A}.4")).target == f"{one}.4"
    assert resolved(log, DecisionReverted(target=f"{A}.4"), two, 4).target == f"{two}.4"
    untouched = DecisionReverted(target=f"{A}.2")
    assert resolved(log, untouched) is untouched
    confirmed = resolved(log, ErasureConfirmed(receipts=(f"{A}.1", f"{A}.3", f"{B}.9")))
    assert confirmed.receipts == (f"{A}.1", f"{one}.3", f"{B}.9")


@pytest.mark.parametrize("other", [A, f"{A}.0", f"{A}.04", f"{A}.4.", f" {A}.4", A[:4] + ".4"])
def test_what_only_looks_like_an_id_is_left(log, other):
    decision = DecisionReverted(target=other)
    assert resolved(log, decision) is decision


def test_what_somebody_said_is_never_rewritten(log):
    said = f"{A}.4"
    memo = MemoWritten(memo="ee" * 8, about=said, text=said)
    changed = resolved(log, memo)
    assert changed.text == said
    assert changed.about == f"{log[1]}.4"
    named = CodeCreated(code="c0" * 8, name=said)
    assert resolved(log, named) is named
    assert attrs.evolve(named) == named


def test_heads_that_a_merge_saw_are_found_by_their_hashes(log):
    references, one, two = log
    store = references.store
    for branch, seq in ((one, 5), (two, 4), (one, 3)):
        seen = ReplicasMerged(heads={A: (seq, store.hash_at(branch, seq).hex()), B: (3, "0b")})
        assert resolved(log, seen).heads == {
            branch: (seq, store.hash_at(branch, seq).hex()),
            A: (2, store.hash_at(A, 2).hex()),
            B: (3, "0b"),
        }
    unknown = ReplicasMerged(heads={A: (4, "00")})
    assert resolved(log, unknown).heads == {A: (4, "00")}


def test_of_two_heads_in_one_run_the_later_counts(log):
    references, one, _ = log
    store = references.store
    heads = {
        one: (3, store.hash_at(one, 3).hex()),
        A: (5, store.hash_at(one, 5).hex()),
    }
    for given in (heads, dict(reversed(heads.items()))):
        assert resolved(log, ReplicasMerged(heads=given)).heads[one][0] == 5


def test_a_moment_reaches_as_far_as_its_writer_knew(log):
    _, one, _ = log
    moment = MomentNamed(moment="ee" * 8, heads={A: 4, WRITER: 2}, name="here")
    assert resolved(log, moment).heads == {one: 4, A: 2, WRITER: 2}
    early = MomentNamed(moment="ee" * 8, heads={A: 1}, name="here")
    assert resolved(log, early).heads == {A: 1}


def test_numbers_that_a_receipt_names_are_divided_among_the_runs(log):
    _, one, _ = log
    receipt = WordsErased(because=f"{A}.3", lines={A: (1, 2, 3, 5), B: (4,)}, contents=("c",))
    found = resolved(log, receipt)
    assert found.lines == {A: (1, 2), one: (3, 5), B: (4,)}
    assert (found.because, found.contents) == (f"{A}.3", ("c",))


def test_a_merge_that_was_changed_in_the_file_stops_nothing_but_what_it_said(log):
    references, _, _ = log
    chain = Chain(PROJECT, B)
    chain.add(900, kind=ReplicasMerged.kind, body=b'{"heads":{}}')
    references.store.write(lambda transaction: transaction.put(chain.entries))
    assert references.known_to(B, 1) == {B: 1}


def test_an_appended_decision_refers_to_what_it_was_written_about(log):
    references, one, _ = log
    writer = log_of(WRITER, store=references.store)
    [id_] = writer.append([Draft(DecisionReverted(target=f"{one}.4"), ["e0" * 8])]).ids
    entry = references.store.entry(WRITER, int(id_.partition(".")[2]))
    assert writer.decision(entry) == DecisionReverted(target=f"{one}.4")
    assert writer.known_at(id_)[one] == 5
