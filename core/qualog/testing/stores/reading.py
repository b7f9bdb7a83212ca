"""What is written, and how it comes back."""

import itertools
from contextlib import closing

from qualog.ids import new_id
from qualog.log.integrity.verification import verify
from qualog.log.store import LogRange, Store
from qualog.testing.chains import Chain
from qualog.testing.stores.fixtures import A, B, C, MakeStore, StoreFixtures, in_replay, put


class ReadingContract(StoreFixtures):
    """What is written, and how it comes back."""

    def test_a_new_store_is_empty(self, make_store: MakeStore) -> None:
        """It knows its project, and nothing else."""
        project = new_id()
        with closing(make_store(project)) as store:
            assert (store.project, store.writable) == (project, True)
            assert [store.heads(), store.branches(), store.begins()] == [{}, {}, {}]
            assert [*store.entries(), *store.fold_rows(), *store.stored_entries()] == []
            assert store.replicas() == store.content_ids() == set()
            assert store.checkpoints() == []
            assert store.name and store.place
            assert [store.entry(A, 1), store.hash_at(A, 1), store.last_merge(A)] == [None] * 3

    def test_what_is_written_comes_back(self, store: Store) -> None:
        """Every column of an entry, its words and its contents are as they were given."""
        chain = Chain(store.project, A)
        every_byte = bytes(range(256))
        stored = chain.add(
            (1 << 60) + 1,
            idempotency_key=new_id(),
            transaction_id=new_id(),
            data_subjects=f"{new_id()} {new_id()}",
            words="“Åsa” 🙂 \0 ' %s ? \\",
            contents=[b"", every_byte * 5000],
        )
        bare = chain.add((1 << 60) + 2, body=b'"\xff' + every_byte)
        put(store, stored, bare)
        assert list(store.entries()) == [stored.entry, bare.entry]
        assert list(store.stored_entries()) == [stored, bare]
        assert store.entry(A, 1) == stored.entry
        assert store.sealed(A, 1) == stored.sealed
        assert store.sealed(A, 2) is None
        assert store.content_ids() == {content.id for content in stored.contents}
        wanted = [content.id for content in stored.contents]
        assert store.content([*wanted, "not there"]) == {
            content.id: content for content in stored.contents
        }

    def test_the_order_of_replay(self, store: Store, three: dict[str, Chain]) -> None:
        """By clock, then replica, then number, whatever was written first."""
        written = [stored.entry for chain in three.values() for stored in chain.entries]
        wanted = sorted(written, key=in_replay)
        assert list(store.entries()) == wanted
        assert [stored.entry for stored in store.stored_entries()] == wanted
        assert [tuple(row) for row in store.fold_rows()] == [
            (x.at, x.replica, x.seq, x.authors, x.kind, x.version, x.body) for x in wanted
        ]

    def test_one_chain(self, store: Store, three: dict[str, Chain]) -> None:
        """Each replica's entries are found by number, and come as verification needs them."""
        assert store.replicas() == set(three)
        for replica, chain in three.items():
            entries = [stored.entry for stored in chain.entries]
            last = entries[-1]
            head = store.heads()[replica]
            assert (head.seq, head.hash, head.at) == (last.seq, last.hash, last.at)
            assert list(store.hashes(replica)) == [(x.seq, x.hash) for x in entries]
            assert list(store.hashes(replica, after=3)) == [(x.seq, x.hash) for x in entries[3:]]
            assert store.hash_at(replica, 2) == entries[1].hash
            assert store.entry(replica, len(entries) + 1) is None
            assert [tuple(row) for row in store.chain(replica)] == [
                (
                    x.seq,
                    x.at,
                    x.version,
                    *(text.encode() for text in (x.authors, x.kind, x.command)),
                    *(text.encode() for text in (x.together, x.subjects)),
                    *(x.body, x.commitment, x.hash),
                )
                for x in entries
            ]
        assert list(store.heads()) == sorted(three)
        assert verify(store).fault is None

    def test_ranges(self, store: Store, three: dict[str, Chain]) -> None:
        """Every kind of range leaves out what it says, and nothing else."""
        everything = list(store.entries())
        vectors = [None, {}, {A: 4}, {A: 3, B: 2, C: 1}, {B: 10_000, "un" * 8: 5}]
        for heads, at, after in itertools.product(vectors, (None, 99, 110, 500), vectors):
            wanted = [
                entry
                for entry in everything
                if (heads is None or entry.seq <= heads.get(entry.replica, 0))
                and (at is None or entry.at <= at)
                and entry.seq > (after or {}).get(entry.replica, 0)
            ]
            range_ = LogRange(heads, at, after)
            assert list(store.entries(range_)) == wanted, range_
            assert [(row[1], row[2]) for row in store.fold_rows(range_)] == [
                (entry.replica, entry.seq) for entry in wanted
            ]
            assert [stored.entry for stored in store.stored_entries(range_)] == wanted

    def test_kinds(self, store: Store, three: dict[str, Chain]) -> None:
        """Entries are found by kind."""
        odd = "it's {one} of 100 %s?"
        put(store, Chain(store.project, "0d" * 8).add(1, kind=odd))
        everything = list(store.entries())
        for kinds in ((), ("tried",), ("tried", "found"), ("none",), (odd,), (odd, "tried")):
            assert list(store.entries(kinds=kinds)) == [x for x in everything if x.kind in kinds]
        late = LogRange(after={A: 5, B: 2})
        assert list(store.entries(late, kinds=("tested",))) == [
            entry for entry in store.entries(late) if entry.kind == "tested"
        ]

    def test_the_last_merge(self, store: Store) -> None:
        """The last entry that says what a replica knew, of all or of those before a number."""
        chain = Chain(store.project, A)
        for number in range(1, 9):
            chain.add(number, kind="replicas-merged" if number in (2, 5) else "tested")
        put(store, *chain.entries)
        entries = [stored.entry for stored in chain.entries]
        assert store.last_merge(A) == entries[4]
        assert store.last_merge(A, before=6) == entries[4]
        assert store.last_merge(A, before=5) == entries[1]
        assert store.last_merge(A, before=2) is None
        assert store.last_merge(B) is None

    def test_keys_and_hashes_are_found(self, store: Store) -> None:
        """A retry is known by its key, an entry by the beginning of its hash."""
        chain, key = Chain(store.project, A), new_id()
        put(store, chain.add(1, idempotency_key=key), *chain.more(80, at=2))
        assert store.has_idempotency_key(key)
        assert not store.has_idempotency_key(new_id())
        assert not store.has_idempotency_key("")
        hash_ = chain.entries[40].entry.hash.hex()
        assert store.find_hash(hash_) == store.find_hash(hash_[:20]) == [chain.entries[40].entry]
        assert len(store.find_hash(hash_[:1])) in (1, 2)
        assert len(store.find_hash("")) == 2
        assert store.find_hash("0" * 64) == store.find_hash("%") == []

    def test_a_long_log(self, store: Store) -> None:
        """Thousands of entries in one transaction, and read while others are asked for."""
        chains = [Chain(store.project, replica) for replica in (A, B)]
        for number in range(6000):
            chains[number % 2].add(number, words="word" if number % 3 == 0 else None)
        put(store, *chains[0].entries, *chains[1].entries)
        wanted = sorted((x.entry for c in chains for x in c.entries), key=in_replay)
        for entry, found in zip(wanted, store.entries(), strict=True):
            assert found == entry
            if entry.seq % 500 == 0:
                assert store.hash_at(entry.replica, entry.seq) == entry.hash
        assert [stored.entry for stored in store.stored_entries()] == wanted
        checked = verify(store)
        assert (checked.fault, checked.entries, checked.sealed) == (None, 6000, 2000)
        sealed = {(replica, n) for replica in (A, B) for n, _ in store.sealed_of(replica)}
        assert sealed == {(x.replica, x.seq) for x in wanted if x.commitment}
