"""Where another copy's entries belong: the same places, whichever copy meets whichever first."""

import itertools

import pytest
from tests.core.log.logs import A, B, forked, put, store_of

from qualog.errors import LogError
from qualog.log.integrity.verification import verify
from qualog.log.replication.branches import branch_name
from qualog.log.replication.bundle import Bundle, write_bundle
from qualog.log.replication.forks import Fork, Placement, place
from qualog.log.replication.transfer import merge_from
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore
from qualog.testing.stores import everything

PROJECT = "0f" * 8


def placed(store, source):
    """Find where a source's entries belong, in a transaction that is kept."""
    return store.write(lambda transaction: place(store, source, transaction))


def chain_of(length, replica=A, *, at=1):
    chain = Chain(PROJECT, replica)
    chain.more(length, at=at)
    return chain


def two_of(chain, ours, theirs, *, at=100):
    """Return two stores whose copies of a chain went on apart, by so many entries each."""
    beside = chain.beside()
    chain.more(ours, at=at)
    beside.more(theirs, at=2 * at)
    return store_of(chain), store_of(beside), chain, beside


def test_a_placement_finds_the_run_of_each_entry():
    placement = Placement()
    placement.add(A, 2, 5, "first")
    placement.add(A, 5, 7, "second")
    found = [placement.run(A, seq) for seq in range(2, 9)]
    assert found == [None, "first", "first", "first", "second", "second", None]
    assert placement.run(B, 3) is None
    assert placement.after == {A: 2}


@pytest.mark.parametrize(("ours", "theirs"), [(0, 3), (3, 0), (0, 0)])
def test_a_chain_that_only_one_went_on_with(ours, theirs):
    store, source, _, _ = two_of(chain_of(4), ours, theirs)
    found = placed(store, source)
    assert found.forks == ()
    assert found.after == {A: 4}
    assert [found.run(A, seq) for seq in (4, 5, 7, 8)] == (
        [None, A, A, None] if theirs else [None] * 4
    )
    assert store.branches() == {}


def test_a_chain_that_is_new_here_comes_from_its_first_entry():
    store, source = store_of(chain_of(2)), store_of(chain_of(2), chain_of(3, B))
    found = placed(store, source)
    assert found.after == {A: 2, B: 0}
    assert [found.run(B, seq) for seq in (0, 1, 3)] == [None, B, B]


@pytest.mark.parametrize("shared", range(9))
@pytest.mark.parametrize(("ours", "theirs"), [(1, 1), (1, 5), (5, 1)])
def test_where_two_went_on_is_found_wherever_it_is(shared, ours, theirs):
    store, source, chain, beside = two_of(chain_of(shared), ours, theirs)
    found = placed(store, source)
    mine, other = (branch_name(own.entries[shared].entry.hash) for own in (chain, beside))
    assert found.forks == (Fork(A, shared),)
    assert found.after == {A: shared}
    assert {(name, branch.parent, branch.seq) for name, branch in store.branches().items()} == {
        (mine, A, shared),
        (other, A, shared),
    }
    assert store.heads()[mine].seq == shared + ours
    assert [found.run(A, seq) for seq in (shared, shared + 1, shared + theirs)] == [
        None, other, other,
    ]  # fmt: skip


def test_a_fork_that_both_know_is_no_news():
    _, branches, store = forked(PROJECT)
    _, _, source = forked(PROJECT)
    found = placed(store, source)
    assert found.forks == ()
    assert found.after == {A: 2, **{branch.name: chain.seq for branch, chain in branches}}
    assert store.branches() == source.branches()


def test_a_branch_that_went_on_elsewhere_goes_on_here():
    _, branches, store = forked(PROJECT)
    _, _, source = forked(PROJECT)
    branch, chain = branches[0]
    more = chain.add(900)
    put(source, more._replace(entry=more.entry._replace(replica=branch.name)))
    found = placed(store, source)
    assert found.forks == ()
    assert found.run(branch.name, more.entry.seq) == branch.name
    assert found.run(branch.name, more.entry.seq - 1) is None


def test_a_fork_that_only_the_other_knows_splits_our_chain_in_its_place():
    _, branches, source = forked(PROJECT)
    (first, chain), (second, _) = branches
    store = store_of(chain)  # as A alone, with what is in the first branch
    found = placed(store, source)
    assert store.branches().keys() == {first.name, second.name}
    assert store.heads()[A].seq == 2
    assert store.heads()[first.name].seq == chain.seq
    assert found.run(first.name, chain.seq) is None
    assert found.run(second.name, 3) == second.name
    assert found.forks == (Fork(A, 2),)


def test_a_fork_that_only_we_know_takes_the_others_chain_for_its_branch():
    _, branches, store = forked(PROJECT)
    (first, chain), _ = branches
    more = chain.beside()
    more.add(900)
    found = placed(store, store_of(more))
    assert found.forks == ()
    assert [found.run(A, seq) for seq in (3, chain.seq, more.seq)] == [None, None, first.name]


def test_a_third_way_from_one_place_is_a_third_branch():
    trunk, branches, store = forked(PROJECT)
    third = trunk.beside()
    third.more(2, at=700)
    found = placed(store, store_of(third))
    name = branch_name(third.entries[2].entry.hash)
    assert found.forks == (Fork(A, 2),)
    assert store.branches().keys() == {name, *(branch.name for branch, _ in branches)}
    assert found.run(A, 4) == name


def test_a_branch_forks_again():
    _, branches, store = forked(PROJECT)
    (first, chain), _ = branches
    beside = chain.beside()
    beside.entries, beside.seq = beside.entries[:4], 4
    beside.previous = beside.entries[-1].entry.hash
    beside.more(2, at=800)
    found = placed(store, store_of(beside))
    assert found.forks == (Fork(first.name, 4),)
    assert {branch.parent for branch in store.branches().values()} == {A, first.name}
    assert store.heads()[first.name].seq == 4


def test_whoever_meets_whom_first_all_come_to_the_same():
    """Four ways from one place, and one of them forks again."""
    trunk = chain_of(3)
    ways = []
    for number in range(4):
        way = trunk.beside()
        way.more(number + 1, at=100 * number + 50)
        ways.append(way)
    again = ways[3].beside()
    again.entries, again.seq = again.entries[:5], 5
    again.previous = again.entries[-1].entry.hash
    again.more(2, at=900)
    ways.append(again)
    results = []
    for order in ((0, 1, 2), (4, 3, 0), (2, 4, 1), (3, 0, 4), (1, 3, 2)):
        stores = [store_of(way) for way in ways]
        for one, other in itertools.pairwise([*order, *range(5), *order]):
            if one != other:
                merge_from(stores[one], stores[other], now=1 << 50)
        for _ in range(2):
            for one, other in itertools.permutations(range(5), 2):
                merge_from(stores[one], stores[other], now=1 << 50)
        results.append(everything(stores[0]))
        assert all(everything(store) == results[0] for store in stores)
        assert verify(stores[0]).fault is None
    assert all(result == results[0] for result in results)


# Bundles, which begin in the middle


def bundle_of(store, file, **known):
    write_bundle(store, file, known=known)
    return Bundle.open(file)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "b"


def test_a_bundle_that_begins_after_what_is_here(file):
    chain = chain_of(6)
    store = MemoryStore(PROJECT)
    put(store, *chain.entries[:3])
    with pytest.raises(LogError, match=r"begins after a0a0\.4, .* only up to a0a0\.3"):
        placed(store, bundle_of(store_of(chain), file, **{A: 4}))


@pytest.mark.parametrize("begin", [2, 3])
def test_a_bundle_that_begins_where_or_before_we_are(file, begin):
    chain = chain_of(6)
    store = MemoryStore(PROJECT)
    put(store, *chain.entries[:3])
    found = placed(store, bundle_of(store_of(chain), file, **{A: begin}))
    assert [found.run(A, seq) for seq in (3, 4, 6)] == [None, A, A]


def test_a_bundle_of_a_chain_that_parted_before_it_begins(file):
    store, source, _, _ = two_of(chain_of(3), 4, 4)
    with pytest.raises(LogError, match=r"diverged between the two files before a0a0\.5"):
        placed(store, bundle_of(source, file, **{A: 5}))
    assert store.branches() == {}


def test_a_bundle_shows_a_fork_after_its_beginning(file):
    store, source, _, _ = two_of(chain_of(3), 4, 4)
    assert placed(store, bundle_of(source, file, **{A: 2})).forks == (Fork(A, 3),)


def test_what_is_missing_in_either_copy_is_named():
    whole, source, _, _ = two_of(chain_of(2), 2, 2)
    holed = store_of(*[chain_of(0)])
    put(holed, *(stored for stored in whole.stored_entries() if stored.entry.seq != 3))
    with pytest.raises(LogError, match=r"The other copy lacks a0a0\.3"):
        placed(source, holed)
    with pytest.raises(LogError, match=r"a0a0\.3 is missing in this copy"):
        placed(holed, source)
