"""Several programs on one place."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest

from qualog.decisions.codes import CodeCreated
from qualog.log.integrity.verification import verify
from qualog.log.log import Log
from qualog.log.store import Store, Transaction
from qualog.testing.chains import Chain
from qualog.testing.stores.fixtures import A, B, StoreFixtures, decide, poll, put


class ProgramsContract(StoreFixtures):
    """Several programs on one place."""

    def test_what_is_done_is_there_for_others(self, store: Store, other: Store) -> None:
        """A write that returned is seen by every store on the place, and outlives this one."""
        chain = Chain(store.project, A)
        assert other.heads() == {}
        put(store, chain.add(1, words="w"))
        assert list(other.stored_entries()) == chain.entries
        assert other.project == store.project
        put(other, chain.add(2))
        assert list(store.stored_entries()) == chain.entries
        store.close()
        assert list(other.stored_entries()) == chain.entries
        with closing(self.open_again(other)) as third:
            assert list(third.stored_entries()) == chain.entries

    def test_nobody_sees_half_of_a_transaction(self, store: Store, other: Store) -> None:
        """Until it is done, others see nothing of it."""
        chain = Chain(store.project, A)

        def act(transaction: Transaction) -> None:
            transaction.put(chain.more(3, at=1))
            assert other.heads() == {}
            assert list(other.entries()) == []

        store.write(act)
        assert len(list(other.entries())) == 3

    @pytest.mark.parametrize("own", [True, False])
    def test_writers_at_once(self, store: Store, other: Store, own: bool) -> None:
        """Writers of one replica, and of several, take turns; nothing is lost, or comes twice."""
        names = [f"{number:016x}" if own else A for number in range(4)]

        def write(number: int) -> list[str]:
            with closing(self.open_again(other)) as mine:
                log = Log(mine, names[number])
                return [decide(log, f"{number}.{count}") for count in range(15)]

        with ThreadPoolExecutor() as pool:
            written = list(pool.map(write, range(4)))
        entries = [entry for entry in store.entries() if entry.kind == CodeCreated.kind]
        assert {entry.id for entry in entries} == {id_ for own in written for id_ in own}
        assert len(entries) == 60
        for mine in written:
            assert mine == sorted(mine, key=lambda id_: int(id_.partition(".")[2]))
        assert verify(store).fault is None

    def test_a_reader_misses_nothing_of_a_slow_writer(self, store: Store, other: Store) -> None:
        """A number is taken early and kept late: who reads meanwhile sees it all, each once.

        This is where a log with one common sequence loses entries.
        """
        slow, fast = Chain(store.project, A), Chain(store.project, B)
        slow.more(3, at=1), fast.more(3, at=2)
        written, may_end = Event(), Event()

        def write_slowly() -> None:
            with closing(self.open_again(other)) as mine:

                def act(transaction: Transaction) -> None:
                    transaction.put(slow.entries)
                    written.set()
                    assert may_end.wait(30)

                mine.write(act, replica=A)

        def write_fast() -> None:
            with closing(self.open_again(other)) as mine:
                assert written.wait(30)
                for stored in fast.entries:
                    put(mine, stored, replica=B)

        seen: list[tuple[str, int]] = []
        with ThreadPoolExecutor() as pool:
            writers = [pool.submit(write_slowly), pool.submit(write_fast)]
            written.wait(30)
            for _ in range(200):
                poll(store, seen)
            may_end.set()
            for writer in writers:
                writer.result(60)
        poll(store, seen)
        assert sorted(seen) == [(replica, n) for replica in (A, B) for n in (1, 2, 3)]
