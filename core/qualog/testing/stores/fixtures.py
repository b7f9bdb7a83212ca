"""What the tests of the contract share: stores, chains, and what is done with them."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Final

import pytest

from qualog.decisions.codes import CodeCreated
from qualog.ids import new_id
from qualog.log.entry import LogEntry
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.log import Draft, Log
from qualog.log.replication.transfer import MergeResult, merge_from
from qualog.log.store import LogRange, Store, StoredEntry, Transaction
from qualog.testing.chains import Chain

MakeStore = Callable[[str], Store]
"""Makes an empty store of the project with this id, in a place of its own."""

A: Final = "a0" * 8
B: Final = "b1" * 8
C: Final = "0c" * 8
AUTHOR: Final = "e0" * 8


class StoreFixtures:
    """The stores that the tests of a contract work on."""

    shared = True

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """Return what makes an empty store of a project id, in a place of its own."""
        raise NotImplementedError("Write a fixture `make_store` that makes your store.")

    def open_again(self, store: Store) -> Store:
        """Open the place of a store once more, as another program would."""
        raise NotImplementedError("Write a method `open_again` that opens your store.")

    @pytest.fixture
    def store(self, make_store: MakeStore) -> Iterator[Store]:
        """Yield an empty store."""
        with closing(make_store(new_id())) as made:
            yield made

    @pytest.fixture
    def other(self, store: Store) -> Iterator[Store]:
        """Yield another store on the same place."""
        if not self.shared:
            pytest.skip("this store lives in one program alone")
        with closing(self.open_again(store)) as opened:
            yield opened

    @pytest.fixture
    def three(self, store: Store) -> dict[str, Chain]:
        """Return three chains whose entries lie between each other's; they are in the store."""
        chance = random.Random(7)
        chains = {replica: Chain(store.project, replica) for replica in (A, B, C)}
        for number in range(60):
            chain = chains[chance.choice((A, A, B, C))]
            last = chain.entries[-1].entry.at if chain.entries else 0
            chain.add(
                max(last + 1, 100 + number // 2), kind=chance.choice(("tested", "tried", "found"))
            )
        put(store, *(stored for chain in chains.values() for stored in chain.entries))
        return chains


def put(store: Store, *entries: StoredEntry, replica: str | None = None) -> None:
    """Write entries in one transaction."""
    store.write(lambda transaction: transaction.put(entries), replica=replica)


def keep(checkpoints: Sequence[Checkpoint], transaction: Transaction) -> None:
    """Keep checkpoints in a transaction."""
    transaction.put_checkpoints(checkpoints)


def merge(store: Store, source: Store) -> MergeResult:
    """Let one store have what another has."""
    return merge_from(store, source, now=1 << 50)


def decide(log: Log, name: str) -> str:
    """Append one decision with words; return its id."""
    draft = Draft(CodeCreated(code=new_id(), name=name), [AUTHOR], "a reason")
    return log.append([draft]).ids[-1]


def copies_of_one_project(make_store: MakeStore, count: int) -> Sequence[Store]:
    """Return so many empty stores of one project."""
    project = new_id()
    return [make_store(project) for _ in range(count)]


def everything(store: Store) -> tuple[object, ...]:
    """Return all that a store holds."""
    contents = store.content(store.content_ids())
    held = (list(store.stored_entries()), store.heads(), store.branches(), contents)
    return (*held, store.checkpoints())


def poll(store: Store, seen: list[tuple[str, int]]) -> None:
    """Read what is new for a reader who remembers how far it came in each replica."""
    known: dict[str, int] = {}
    for replica, seq in seen:
        known[replica] = max(seq, known.get(replica, 0))
    seen += [(entry.replica, entry.seq) for entry in store.entries(LogRange(after=known))]


def in_replay(entry: LogEntry) -> tuple[int, str, int]:
    """Return what the order of replay goes by."""
    return entry.at, entry.replica, entry.seq
