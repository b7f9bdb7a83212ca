"""What of an old entry may change: its words go, its chain forks, its checkpoint grows."""

from functools import partial

from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.replication.branches import Branch, branch_name
from qualog.log.store import Store, StoredEntry, Transaction
from qualog.testing.chains import Chain
from qualog.testing.stores.fixtures import A, B, StoreFixtures, keep, put


class ChangeContract(StoreFixtures):
    """What of an old entry may change: its words go, its chain forks, its checkpoint grows."""

    def test_erasure(self, store: Store) -> None:
        """Words and contents go, entries stay; erasing what is gone already does no harm."""
        chain = Chain(store.project, A)
        entries = [chain.add(n, words="secret", contents=[b"a secret text"]) for n in range(1, 5)]
        put(store, *entries)
        gone = entries[1].contents[0].id
        for _ in range(2):
            store.write(
                lambda transaction: transaction.erase({A: (2, 3, 99), B: {1}}, (gone, "none"))
            )
            assert [n for n, _ in store.sealed_of(A)] == [1, 4]
            assert store.sealed(A, 2) is None
            assert gone not in store.content_ids()
            assert store.content([gone]) == {}
            left = list(store.stored_entries())
            assert [stored.entry for stored in left] == [stored.entry for stored in entries]
            assert left[1] == StoredEntry(entries[1].entry)
            assert left[2] == StoredEntry(entries[2].entry, None, entries[2].contents)
            assert left[3] == entries[3]
        assert store.scrub()
        assert store.scrubbed

    def test_a_branch_takes_what_comes_after_it(self, store: Store) -> None:
        """Lines after a fork get the branch's name; so do their words, checkpoints, branches."""
        chain = Chain(store.project, A)
        for number in range(1, 11):
            chain.add(number, words=f"words {number}")
        put(store, *chain.entries, *Chain(store.project, B).more(3, at=1))
        early, late = Branch("e1" * 8, A, 2), Branch("1a" * 8, A, 8)
        marks = [Checkpoint(A, size, b"root", b"key %d" % size, b"by") for size in (3, 4, 9)]

        def first(transaction: Transaction) -> None:
            transaction.put_checkpoints(marks)
            transaction.branch(Branch("ab" * 8, A, 8))  # two that part at 8: so here it ends
            transaction.branch(late)

        store.write(first)
        name = branch_name(chain.entries[3].entry.hash)
        store.write(lambda transaction: transaction.branch(Branch(name, A, 3)))
        store.write(lambda transaction: transaction.branch(early))
        assert {replica: head.seq for replica, head in store.heads().items()} == {
            A: 2,
            B: 3,
            "e1" * 8: 3,
            name: 8,
            "ab" * 8: 10,
        }
        named = store.branches()
        assert named[name] == Branch(name, "e1" * 8, 3)
        assert (named["ab" * 8].parent, named["1a" * 8].parent) == (name, name)
        assert named["e1" * 8] == early
        own = {(entry.replica, entry.seq) for entry in store.entries()} - {
            (B, n) for n in (1, 2, 3)
        }
        assert own == {
            *((A, n) for n in (1, 2)),
            ("e1" * 8, 3),
            *((name, n) for n in range(4, 9)),
            *(("ab" * 8, n) for n in (9, 10)),
        }
        for replica, seq in own:
            sealed = store.sealed(replica, seq)
            assert sealed is not None
            assert sealed.words == b'{"why":"words %d"}' % seq
        assert {(checkpoint.replica, checkpoint.size) for checkpoint in store.checkpoints()} == {
            ("e1" * 8, 3),
            (name, 4),
            ("ab" * 8, 9),
        }

    def test_a_branch_from_the_first_entry(self, store: Store) -> None:
        """A replica may have forked before its first entry: then nothing stays under its name."""
        chain = Chain(store.project, A)
        put(store, *chain.more(3, at=1))
        store.write(lambda transaction: transaction.branch(Branch("ff" * 8, A, 0)))
        assert store.heads().keys() == store.replicas() == {"ff" * 8}
        assert [(entry.replica, entry.seq) for entry in store.entries()] == [
            ("ff" * 8, n) for n in (1, 2, 3)
        ]

    def test_the_largest_checkpoint_is_kept(self, store: Store) -> None:
        """Of each replica and key the largest is kept, in whatever order they come."""
        small, large, later = (
            Checkpoint(A, size, b"root %d" % size, b"key", b"signed %d" % size)
            for size in (3, 12, 40)
        )
        another = Checkpoint(A, 7, b"root", b"another key", b"its signature")
        theirs = Checkpoint(B, 1, b"root", b"key", b"theirs")
        for given in ([large, small], [another, theirs, large], [small], []):
            store.write(partial(keep, given))
            assert large in store.checkpoints()
        assert store.checkpoints() == [another, large, theirs]
        store.write(partial(keep, [later]))
        assert store.checkpoints() == [another, later, theirs]
