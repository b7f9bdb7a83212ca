"""Several copies of one project, each in a place of its own."""

import itertools
import random

import pytest

from qualog.decisions.erasure import WordsErased
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.integrity.verification import verify
from qualog.log.log import Draft, Log
from qualog.testing.chains import Chain
from qualog.testing.stores.fixtures import (
    AUTHOR,
    A,
    B,
    C,
    MakeStore,
    StoreFixtures,
    copies_of_one_project,
    decide,
    everything,
    merge,
    put,
)


class CopiesContract(StoreFixtures):
    """Several copies of one project, each in a place of its own."""

    def test_merging_twice_is_merging_once(self, make_store: MakeStore) -> None:
        """What is here already does not come in again."""
        stores = copies_of_one_project(make_store, 2)
        log = Log(stores[0], A)
        for number in range(5):
            decide(log, f"code {number}")
        assert merge(stores[1], stores[0]).count == 5
        before = everything(stores[1])
        assert merge(stores[1], stores[0]).count == 0
        assert everything(stores[1]) == before == everything(stores[0])
        assert verify(stores[1]).fault is None
        for copy in stores:
            copy.close()

    def test_the_order_of_merging_does_not_matter(self, make_store: MakeStore) -> None:
        """Whichever copies meet first, all have the same entries at the end."""
        results = []
        for seed in range(3):
            chance = random.Random(seed)
            stores = copies_of_one_project(make_store, 3)
            entries = []
            for number, store in enumerate(stores):
                chain = Chain(store.project, (A, B, C)[number])
                for at in range(1, 9):
                    chain.add(at, body=b'{"number":%d}' % at)
                put(store, *chain.entries)
                entries += [(x.entry.replica, x.entry.seq, x.entry.body) for x in chain.entries]
            pairs = list(itertools.permutations(stores, 2)) * 2
            chance.shuffle(pairs)
            for one, another in pairs:
                merge(one, another)
            for one, another in itertools.permutations(stores, 2):
                merge(one, another)
            assert everything(stores[0]) == everything(stores[1]) == everything(stores[2])
            results.append([(x.replica, x.seq, x.body) for x in stores[0].entries()])
            assert sorted(results[-1]) == sorted(entries)
            for store in stores:
                store.close()
        assert results[0] == results[1] == results[2]

    def test_a_fork_is_kept_on_both_sides(self, make_store: MakeStore) -> None:
        """A replica that went on in two places: both copies keep both runs, named alike."""
        one, two = copies_of_one_project(make_store, 2)
        chain = Chain(one.project, A)
        chain.more(3, at=1)
        put(one, *chain.entries)
        merge(two, one)
        aside = chain.beside()
        put(one, *chain.more(2, at=10))
        put(two, *aside.more(3, at=20))
        assert [(fork.replica, fork.seq) for fork in merge(one, two).forks] == [(A, 3)]
        merge(two, one)
        assert everything(one) == everything(two)
        assert len(one.branches()) == 2
        assert sorted(head.seq for head in one.heads().values()) == [3, 5, 6]
        assert verify(one).fault is verify(two).fault is None
        one.close()
        two.close()

    def test_an_erasure_goes_with_a_merge(self, make_store: MakeStore) -> None:
        """A receipt that comes in erases; what it names never comes in again."""
        one, two, three = copies_of_one_project(make_store, 3)
        log = Log(one, A)
        target = decide(log, "a secret")
        merge(two, one)
        assert two.sealed(A, 1) is not None
        receipt = WordsErased(because=target, lines={A: (1,)}, contents=())
        log.append([Draft(receipt, [AUTHOR])])
        assert one.sealed(A, 1) is None
        assert merge(two, one).erased
        assert two.sealed(A, 1) is None
        merge(three, two)
        assert [stored.sealed for stored in three.stored_entries()] == [None, None]
        for copy in (one, two, three):
            assert verify(copy).fault is None
            copy.close()

    def test_another_project_is_refused(self, make_store: MakeStore) -> None:
        """Only copies of one project come together."""
        one, two = make_store(new_id()), make_store(new_id())
        put(two, *Chain(two.project, A).more(2, at=1))
        with pytest.raises(LogError, match="another project"):
            merge(one, two)
        assert one.heads() == {}
        one.close()
        two.close()
