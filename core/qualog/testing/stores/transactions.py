"""All of a transaction is kept, or nothing."""

from collections.abc import Iterator

import pytest

from qualog.errors import LogError
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.verification import verify
from qualog.log.replication.branches import Branch
from qualog.log.store import Store, StoredEntry, Transaction
from qualog.testing.chains import Chain
from qualog.testing.stores.fixtures import A, B, StoreFixtures, everything, put


class TransactionContract(StoreFixtures):
    """All of a transaction is kept, or nothing."""

    def test_a_transaction_sees_what_it_wrote(self, store: Store) -> None:
        """What the store is asked in a transaction, it answers with what is written already."""
        chain = Chain(store.project, A)
        stored = chain.add(5, idempotency_key="c1" * 8, words="w", contents=[b"long"])

        def act(transaction: Transaction) -> str:
            transaction.put([stored])
            assert store.heads()[A].seq == 1
            assert list(store.stored_entries()) == [stored]
            assert store.entry(A, 1) == stored.entry
            assert store.has_idempotency_key("c1" * 8)
            assert store.content_ids() == {stored.contents[0].id}
            transaction.put([chain.add(6, kind="replicas-merged")])
            assert store.last_merge(A) == chain.entries[1].entry
            transaction.erase({A: [1]}, [])
            assert store.sealed(A, 1) is None
            transaction.branch(Branch("ff" * 8, A, 2))
            assert store.branches() == {"ff" * 8: Branch("ff" * 8, A, 2)}
            return "what it gave"

        assert store.write(act) == "what it gave"

    @pytest.mark.parametrize("replica", [None, A])
    def test_all_of_a_transaction_or_nothing(self, store: Store, replica: str | None) -> None:
        """An error leaves everything as it was, and is raised as it is."""
        chain = Chain(store.project, A)
        put(store, chain.add(1, words="kept", contents=[b"kept too"]))
        before = everything(store)

        def act(transaction: Transaction) -> None:
            transaction.put(chain.beside().more(3, at=2))
            transaction.erase({A: [1]}, [chain.entries[0].contents[0].id])
            transaction.branch(Branch("ff" * 8, A, 0))
            transaction.put_checkpoints([Checkpoint(A, 1, b"root", b"key", b"signature")])
            raise KeyError("the plug")

        with pytest.raises(KeyError, match="the plug"):
            store.write(act, replica=replica)
        assert everything(store) == before

        def broken() -> Iterator[StoredEntry]:
            yield from chain.beside().more(2500, at=2)
            raise KeyError("the source")

        with pytest.raises(KeyError, match="the source"):
            store.write(lambda transaction: transaction.put(broken()), replica=replica)
        assert everything(store) == before
        put(store, chain.add(9))
        assert verify(store).fault is None

    def test_a_number_is_given_once(self, store: Store) -> None:
        """A second entry of one number is refused, and all that came with it."""
        chain = Chain(store.project, A)
        put(store, *chain.more(3, at=1))
        before = everything(store)
        fresh = Chain(store.project, B).more(2, at=1)
        with pytest.raises(LogError):
            put(store, *fresh, chain.entries[1])
        assert everything(store) == before

    def test_reading_goes_on_beside_writing(self, store: Store) -> None:
        """What is being read when more is written is given as it was, or with it; never less."""
        chain = Chain(store.project, A)
        put(store, *chain.more(50, at=1))
        reading = store.entries()
        read = [next(reading)]
        put(store, *chain.more(50, at=51))
        read += reading
        assert read == [stored.entry for stored in chain.entries[: len(read)]]
        assert len(read) >= 50
