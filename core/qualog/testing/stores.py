"""The contract of stores: what the log rests on, as tests for any store, shipped or yours.

Write a class that begins with `Test`, let it inherit from `StoreContract`, and say how a store
is made; pytest does the rest:

    class TestMyStore(StoreContract):
        @pytest.fixture
        def make_store(self, tmp_path):
            return lambda project: MyStore.create(tmp_path / new_id(), project)

        def open_again(self, store):
            return MyStore.open(store.path)
"""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from threading import Event

import pytest

from qualog.decisions.codes import CodeCreated
from qualog.decisions.erasure import WordsErased
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.entry import LogEntry
from qualog.log.integrity.checkpoint import Checkpoint
from qualog.log.integrity.verification import verify
from qualog.log.log import Draft, Log
from qualog.log.replication.branches import Branch, branch_name
from qualog.log.replication.transfer import MergeResult, merge_from
from qualog.log.store import EVERYTHING, LogRange, Store, StoredEntry, Transaction
from qualog.testing.chains import Chain

MakeStore = Callable[[str], Store]
"""Makes an empty store of the project with this id, in a place of its own."""

_A, _B, _C = "a0" * 8, "b1" * 8, "0c" * 8
_AUTHOR = "e0" * 8


class StoreContract:
    """What every store promises. Inherit, and give the fixture `make_store`.

    `shared` says that several programs may use one place at once; set it to False for a store
    that lives in one program alone.
    """

    shared = True

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """Give what makes an empty store of a project id, in a place of its own."""
        raise NotImplementedError("Say in a fixture `make_store` how your store is made.")

    def open_again(self, store: Store) -> Store:
        """Open the place of a store once more, as another program would."""
        raise NotImplementedError("Say in `open_again` how your store is opened.")

    @pytest.fixture
    def store(self, make_store: MakeStore) -> Iterator[Store]:
        """Give an empty store."""
        with closing(make_store(new_id())) as made:
            yield made

    @pytest.fixture
    def other(self, store: Store) -> Iterator[Store]:
        """Give another store on the same place."""
        if not self.shared:
            pytest.skip("this store lives in one program alone")
        with closing(self.open_again(store)) as opened:
            yield opened

    @pytest.fixture
    def three(self, store: Store) -> dict[str, Chain]:
        """Give three chains whose lines lie between each other's; they are in the store."""
        chance = random.Random(7)
        chains = {each: Chain(store.project, each) for each in (_A, _B, _C)}
        for number in range(60):
            chain = chains[chance.choice((_A, _A, _B, _C))]
            chain.add(100 + number // 2, kind=chance.choice(("tested", "tried", "found")))
        put(store, *(each for chain in chains.values() for each in chain.entries))
        return chains

    # What is written, and how it comes back

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
            assert [store.entry(_A, 1), store.hash_at(_A, 1), store.last_merge(_A)] == [None] * 3

    def test_what_is_written_comes_back(self, store: Store) -> None:
        """Every column of a line, its words and its contents are as they were given."""
        chain = Chain(store.project, _A)
        every_byte = bytes(range(256))
        stored = chain.add(
            (1 << 60) + 1,
            command=new_id(),
            together=new_id(),
            subjects=f"{new_id()} {new_id()}",
            words="“Åsa” 🙂 \0 ' %s ? \\".encode(),
            contents=[b"", every_byte * 5000],
        )
        bare = chain.add((1 << 60) + 2, body=b'"\xff' + every_byte)
        put(store, stored, bare)
        assert list(store.entries()) == [stored.entry, bare.entry]
        assert list(store.stored_entries()) == [stored, bare]
        assert store.entry(_A, 1) == stored.entry
        assert store.sealed(_A, 1) == stored.sealed
        assert store.sealed(_A, 2) is None
        assert store.content_ids() == {each.id for each in stored.contents}
        wanted = [each.id for each in stored.contents]
        assert store.content([*wanted, "not there"]) == {each.id: each for each in stored.contents}
        assert verify(store).fault is None

    def test_the_order_of_replay(self, store: Store, three: dict[str, Chain]) -> None:
        """By clock, then replica, then number, whatever was written first."""
        entries = [each for chain in three.values() for each in chain.entries]
        wanted = sorted((each.entry for each in entries), key=in_replay)
        assert list(store.entries()) == wanted
        assert [each.entry for each in store.stored_entries()] == wanted
        assert [tuple(row) for row in store.fold_rows()] == [
            (x.at, x.replica, x.seq, x.authors, x.kind, x.version, x.body) for x in wanted
        ]

    def test_one_chain(self, store: Store, three: dict[str, Chain]) -> None:
        """Each replica's lines are found by number, and told as verification needs them."""
        assert store.replicas() == set(three)
        for replica, chain in three.items():
            lines = [each.entry for each in chain.entries]
            last = lines[-1]
            head = store.heads()[replica]
            assert (head.seq, head.hash, head.at) == (last.seq, last.hash, last.at)
            assert list(store.hashes(replica)) == [(x.seq, x.hash) for x in lines]
            assert list(store.hashes(replica, after=3)) == [(x.seq, x.hash) for x in lines[3:]]
            assert store.hash_at(replica, 2) == lines[1].hash
            assert store.entry(replica, len(lines) + 1) is None
            assert [tuple(row) for row in store.chain(replica)] == [
                (
                    x.seq,
                    x.at,
                    x.version,
                    *(each.encode() for each in (x.authors, x.kind, x.command)),
                    *(each.encode() for each in (x.together, x.subjects)),
                    *(x.body, x.commitment, x.hash),
                )
                for x in lines
            ]
        assert list(store.heads()) == sorted(three)
        assert verify(store).fault is None

    def test_spans(self, store: Store, three: dict[str, Chain]) -> None:
        """Every kind of span leaves out what it says, and nothing else."""
        lines = list(store.entries())
        vectors = [None, {}, {_A: 4}, {_A: 3, _B: 2, _C: 1}, {_B: 10_000, "un" * 8: 5}]
        for heads, at, after in itertools.product(vectors, (None, 99, 110, 500), vectors):
            wanted = [
                each
                for each in lines
                if (heads is None or each.seq <= heads.get(each.replica, 0))
                and (at is None or each.at <= at)
                and each.seq > (after or {}).get(each.replica, 0)
            ]
            span = LogRange(heads, at, after)
            assert list(store.entries(span)) == wanted, span
            assert [(row[1], row[2]) for row in store.fold_rows(span)] == [
                (each.replica, each.seq) for each in wanted
            ]
            assert [each.entry for each in store.stored_entries(span)] == wanted

    def test_kinds(self, store: Store, three: dict[str, Chain]) -> None:
        """Lines are found by kind."""
        lines = list(store.entries())
        for kinds in ((), ("tried",), ("tried", "found"), ("it's none",)):
            assert list(store.entries(kinds=kinds)) == [x for x in lines if x.kind in kinds]
        late = LogRange(after={_A: 5, _B: 2})
        assert list(store.entries(late, kinds=("tested",))) == [
            each for each in store.entries(late) if each.kind == "tested"
        ]

    def test_the_last_merge(self, store: Store) -> None:
        """The last line that tells what a replica knew, of all or of those before a number."""
        chain = Chain(store.project, _A)
        for number in range(1, 9):
            chain.add(number, kind="replicas-merged" if number in (2, 5) else "tested")
        put(store, *chain.entries)
        lines = [each.entry for each in chain.entries]
        assert store.last_merge(_A) == lines[4]
        assert store.last_merge(_A, before=6) == lines[4]
        assert store.last_merge(_A, before=5) == lines[1]
        assert store.last_merge(_A, before=2) is None
        assert store.last_merge(_B) is None

    def test_commands_and_hashes_are_found(self, store: Store) -> None:
        """A retry is known by its command, a line by the beginning of its hash."""
        chain, command = Chain(store.project, _A), new_id()
        put(store, chain.add(1, command=command), *chain.more(80, at=2))
        assert store.has_idempotency_key(command)
        assert not store.has_idempotency_key(new_id())
        assert not store.has_idempotency_key("")
        hash_ = chain.entries[40].entry.hash.hex()
        assert store.find_hash(hash_) == store.find_hash(hash_[:20]) == [chain.entries[40].entry]
        assert len(store.find_hash(hash_[:1])) in (1, 2)
        assert len(store.find_hash("")) == 2
        assert store.find_hash("0" * 64) == []

    def test_a_long_log(self, store: Store) -> None:
        """Thousands of lines in one transaction, and read while others are asked for."""
        chains = [Chain(store.project, each) for each in (_A, _B)]
        for number in range(6000):
            chains[number % 2].add(number, words=b"word" if number % 3 == 0 else None)
        put(store, *chains[0].entries, *chains[1].entries)
        wanted = sorted((x.entry for c in chains for x in c.entries), key=in_replay)
        for entry, found in zip(wanted, store.entries(), strict=True):
            assert found == entry
            if entry.seq % 500 == 0:
                assert store.hash_at(entry.replica, entry.seq) == entry.hash
        assert [each.entry for each in store.stored_entries()] == wanted
        checked = verify(store)
        assert (checked.fault, checked.lines, checked.sealed) == (None, 6000, 2000)
        spoken = {(each, n) for each in (_A, _B) for n, _ in store.sealed_of(each)}
        assert spoken == {(x.replica, x.seq) for x in wanted if x.commitment}

    # Transactions

    def test_a_transaction_sees_what_it_wrote(self, store: Store) -> None:
        """What the store is asked in a transaction, it answers with what is written already."""
        chain = Chain(store.project, _A)
        stored = chain.add(5, command="c1" * 8, words=b"w", contents=[b"long"])

        def act(writing: Transaction) -> str:
            writing.put([stored])
            assert store.heads()[_A].seq == 1
            assert list(store.stored_entries()) == [stored]
            assert store.entry(_A, 1) == stored.entry
            assert store.has_idempotency_key("c1" * 8)
            assert store.content_ids() == {stored.contents[0].id}
            writing.put([chain.add(6, kind="replicas-merged")])
            assert store.last_merge(_A) == chain.entries[1].entry
            writing.erase({_A: [1]}, [])
            assert store.sealed(_A, 1) is None
            writing.branch(Branch("ff" * 8, _A, 2))
            assert store.branches() == {"ff" * 8: Branch("ff" * 8, _A, 2)}
            return "what it gave"

        assert store.write(act) == "what it gave"

    @pytest.mark.parametrize("replica", [None, _A])
    def test_all_of_a_transaction_or_nothing(self, store: Store, replica: str | None) -> None:
        """An error leaves everything as it was, and is told as it is."""
        chain = Chain(store.project, _A)
        put(store, chain.add(1, words=b"kept", contents=[b"kept too"]))
        before = everything(store)

        def act(writing: Transaction) -> None:
            writing.put(chain.beside().more(3, at=2))
            writing.erase({_A: [1]}, [chain.entries[0].contents[0].id])
            writing.branch(Branch("ff" * 8, _A, 0))
            writing.put_checkpoints([Checkpoint(_A, 1, b"root", b"key", b"signature")])
            raise KeyError("the plug")

        with pytest.raises(KeyError, match="the plug"):
            store.write(act, replica=replica)
        assert everything(store) == before

        def broken() -> Iterator[StoredEntry]:
            yield from chain.beside().more(2500, at=2)
            raise KeyError("the source")

        with pytest.raises(KeyError, match="the source"):
            store.write(lambda writing: writing.put(broken()), replica=replica)
        assert everything(store) == before
        put(store, chain.add(9))
        assert verify(store).fault is None

    def test_a_number_is_given_once(self, store: Store) -> None:
        """A second line of one number is refused, and all that came with it."""
        chain = Chain(store.project, _A)
        put(store, *chain.more(3, at=1))
        before = everything(store)
        fresh = Chain(store.project, _B).more(2, at=1)
        with pytest.raises(LogError):
            put(store, *fresh, chain.entries[1])
        assert everything(store) == before

    def test_reading_goes_on_beside_writing(self, store: Store) -> None:
        """What is being read when more is written is given as it was, or with it; never less."""
        chain = Chain(store.project, _A)
        put(store, *chain.more(50, at=1))
        reading = store.entries()
        read = [next(reading)]
        put(store, *chain.more(50, at=51))
        read += reading
        assert read == [each.entry for each in chain.entries[: len(read)]]
        assert len(read) >= 50

    # Erasure, branches, checkpoints

    def test_erasure(self, store: Store) -> None:
        """Words and contents go, lines stay; to erase twice, or what is not there, is harmless."""
        chain = Chain(store.project, _A)
        entries = [chain.add(n, words=b"secret", contents=[b"a secret text"]) for n in range(1, 5)]
        put(store, *entries)
        gone = entries[1].contents[0].id
        for _ in range(2):
            store.write(lambda writing: writing.erase({_A: (2, 3, 99), _B: {1}}, (gone, "none")))
            assert [n for n, _ in store.sealed_of(_A)] == [1, 4]
            assert store.sealed(_A, 2) is None
            assert gone not in store.content_ids()
            assert store.content([gone]) == {}
            told = list(store.stored_entries())
            assert [each.entry for each in told] == [each.entry for each in entries]
            assert told[1] == StoredEntry(entries[1].entry)
            assert told[2] == StoredEntry(entries[2].entry, None, entries[2].contents)
            assert told[3] == entries[3]
        assert store.scrub()
        assert store.scrubbed

    def test_a_branch_takes_what_comes_after_it(self, store: Store) -> None:
        """Lines after a fork get the branch's name; so do their words, checkpoints, branches."""
        chain = Chain(store.project, _A)
        for number in range(1, 11):
            chain.add(number, words=b"words %d" % number)
        put(store, *chain.entries, *Chain(store.project, _B).more(3, at=1))
        early, late = Branch("e1" * 8, _A, 2), Branch("1a" * 8, _A, 8)
        marks = [Checkpoint(_A, size, b"root", b"key %d" % size, b"by") for size in (3, 4, 9)]

        def first(writing: Transaction) -> None:
            writing.put_checkpoints(marks)
            writing.branch(Branch("ab" * 8, _A, 8))  # two that part at 8: so here it ends
            writing.branch(late)

        store.write(first)
        name = branch_name(chain.entries[3].entry.hash)
        store.write(lambda writing: writing.branch(Branch(name, _A, 3)))
        store.write(lambda writing: writing.branch(early))
        assert {replica: head.seq for replica, head in store.heads().items()} == {
            _A: 2,
            _B: 3,
            "e1" * 8: 3,
            name: 8,
            "ab" * 8: 10,
        }
        named = store.branches()
        assert named[name] == Branch(name, "e1" * 8, 3)
        assert (named["ab" * 8].parent, named["1a" * 8].parent) == (name, name)
        assert named["e1" * 8] == early
        own = {(each.replica, each.seq) for each in store.entries()} - {(_B, n) for n in (1, 2, 3)}
        assert own == {
            *((_A, n) for n in (1, 2)),
            ("e1" * 8, 3),
            *((name, n) for n in range(4, 9)),
            *(("ab" * 8, n) for n in (9, 10)),
        }
        for replica, seq in own:
            sealed = store.sealed(replica, seq)
            assert sealed is not None
            assert sealed.words == b"words %d" % seq
        assert {(each.replica, each.size) for each in store.checkpoints()} == {
            ("e1" * 8, 3),
            (name, 4),
            ("ab" * 8, 9),
        }

    def test_a_branch_from_the_first_line(self, store: Store) -> None:
        """A replica may have forked before its first line: then nothing stays under its name."""
        chain = Chain(store.project, _A)
        put(store, *chain.more(3, at=1))
        store.write(lambda writing: writing.branch(Branch("ff" * 8, _A, 0)))
        assert store.heads().keys() == store.replicas() == {"ff" * 8}
        assert [(each.replica, each.seq) for each in store.entries()] == [
            ("ff" * 8, n) for n in (1, 2, 3)
        ]

    def test_the_largest_checkpoint_is_kept(self, store: Store) -> None:
        """Of each replica and key the largest is kept, in whatever order they come."""
        small, large, later = (
            Checkpoint(_A, size, b"root %d" % size, b"key", b"signed %d" % size)
            for size in (3, 12, 40)
        )
        another = Checkpoint(_A, 7, b"root", b"another key", b"its signature")
        theirs = Checkpoint(_B, 1, b"root", b"key", b"theirs")
        for given in ([large, small], [another, theirs, large], [small], []):
            store.write(partial(keep, given))
            assert large in store.checkpoints()
        assert store.checkpoints() == [another, large, theirs]
        store.write(partial(keep, [later]))
        assert store.checkpoints() == [another, later, theirs]

    # Several programs

    def test_what_is_done_is_there_for_others(self, store: Store, other: Store) -> None:
        """A write that returned is seen by every store on the place, and outlives this one."""
        chain = Chain(store.project, _A)
        assert other.heads() == {}
        put(store, chain.add(1, words=b"w"))
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
        chain = Chain(store.project, _A)

        def act(writing: Transaction) -> None:
            writing.put(chain.more(3, at=1))
            assert other.heads() == {}
            assert list(other.entries()) == []

        store.write(act)
        assert len(list(other.entries())) == 3

    @pytest.mark.parametrize("own", [True, False])
    def test_writers_at_once(self, store: Store, other: Store, own: bool) -> None:
        """Writers of one replica, and of several, take turns; nothing is lost, or comes twice."""
        names = [f"{number:016x}" if own else _A for number in range(4)]

        def write(number: int) -> list[str]:
            with closing(self.open_again(other)) as mine:
                log = Log(mine, names[number])
                return [decide(log, f"{number}.{each}") for each in range(15)]

        with ThreadPoolExecutor() as pool:
            written = list(pool.map(write, range(4)))
        lines = [each for each in store.entries() if each.kind == CodeCreated.kind]
        assert {each.id for each in lines} == {each for own in written for each in own}
        assert len(lines) == 60
        for mine in written:
            assert mine == sorted(mine, key=lambda each: int(each.partition(".")[2]))
        assert verify(store).fault is None

    def test_a_reader_misses_nothing_of_a_slow_writer(self, store: Store, other: Store) -> None:
        """A number is taken early and kept late: who reads meanwhile sees it all, each once.

        This is where a log with one common sequence loses lines.
        """
        slow, fast = Chain(store.project, _A), Chain(store.project, _B)
        slow.more(3, at=1), fast.more(3, at=2)
        taken, may_end = Event(), Event()

        def write_slowly() -> None:
            with closing(self.open_again(other)) as mine:

                def act(writing: Transaction) -> None:
                    writing.put(slow.entries)
                    taken.set()
                    assert may_end.wait(30)

                mine.write(act, replica=_A)

        def write_fast() -> None:
            with closing(self.open_again(other)) as mine:
                assert taken.wait(30)
                for each in fast.entries:
                    put(mine, each, replica=_B)

        seen: list[tuple[str, int]] = []
        with ThreadPoolExecutor() as pool:
            writers = [pool.submit(write_slowly), pool.submit(write_fast)]
            taken.wait(30)
            for _ in range(200):
                poll(store, seen)
            may_end.set()
            for each in writers:
                each.result(60)
        poll(store, seen)
        assert sorted(seen) == [(replica, n) for replica in (_A, _B) for n in (1, 2, 3)]

    # Copies

    def test_taking_in_twice_is_taking_in_once(self, make_store: MakeStore) -> None:
        """What is here already does not come in again."""
        stores = stores_of(make_store, 2)
        log = Log(stores[0], _A)
        for number in range(5):
            decide(log, f"code {number}")
        assert take(stores[1], stores[0]).count == 5
        before = everything(stores[1])
        assert take(stores[1], stores[0]).count == 0
        assert everything(stores[1]) == before == everything(stores[0])
        assert verify(stores[1]).fault is None
        for each in stores:
            each.close()

    def test_the_order_of_taking_in_does_not_matter(self, make_store: MakeStore) -> None:
        """Whichever copies meet first, all have the same lines at the end."""
        results = []
        for seed in range(3):
            chance = random.Random(seed)
            stores = stores_of(make_store, 3)
            entries = []
            for number, store in enumerate(stores):
                chain = Chain(store.project, (_A, _B, _C)[number])
                for at in range(1, 9):
                    chain.add(at, body=b"%d" % at)
                put(store, *chain.entries)
                entries += [(x.entry.replica, x.entry.seq, x.entry.body) for x in chain.entries]
            pairs = list(itertools.permutations(stores, 2)) * 2
            chance.shuffle(pairs)
            for one, another in pairs:
                take(one, another)
            for one, another in itertools.permutations(stores, 2):
                take(one, another)
            assert everything(stores[0]) == everything(stores[1]) == everything(stores[2])
            results.append([(x.replica, x.seq, x.body) for x in stores[0].entries()])
            assert sorted(results[-1]) == sorted(entries)
            for store in stores:
                store.close()
        assert results[0] == results[1] == results[2]

    def test_a_fork_is_kept_on_both_sides(self, make_store: MakeStore) -> None:
        """A replica that went on in two places: both copies keep both runs, named alike."""
        one, two = stores_of(make_store, 2)
        chain = Chain(one.project, _A)
        chain.more(3, at=1)
        put(one, *chain.entries)
        take(two, one)
        aside = chain.beside()
        put(one, *chain.more(2, at=10))
        put(two, *aside.more(3, at=20))
        assert [(each.replica, each.seq) for each in take(one, two).forks] == [(_A, 3)]
        take(two, one)
        assert everything(one) == everything(two)
        assert len(one.branches()) == 2
        assert sorted(head.seq for head in one.heads().values()) == [3, 5, 6]
        assert verify(one).fault is verify(two).fault is None
        one.close()
        two.close()

    def test_an_erasure_goes_with_a_merge(self, make_store: MakeStore) -> None:
        """A receipt that comes in erases; what it tells is never taken in again."""
        one, two, three = stores_of(make_store, 3)
        log = Log(one, _A)
        target = decide(log, "a secret")
        take(two, one)
        assert two.sealed(_A, 1) is not None
        receipt = WordsErased(because=target, lines={_A: (1,)}, contents=())
        log.append([Draft(receipt, [_AUTHOR])])
        assert one.sealed(_A, 1) is None
        assert take(two, one).erased
        assert two.sealed(_A, 1) is None
        take(three, two)
        assert [each.sealed for each in three.stored_entries()] == [None, None]
        for each in (one, two, three):
            assert verify(each).fault is None
            each.close()

    def test_another_project_is_refused(self, make_store: MakeStore) -> None:
        """Only copies of one project come together."""
        one, two = make_store(new_id()), make_store(new_id())
        put(two, *Chain(two.project, _A).more(2, at=1))
        with pytest.raises(LogError, match="another project"):
            take(one, two)
        assert one.heads() == {}
        one.close()
        two.close()


def put(store: Store, *entries: StoredEntry, replica: str | None = None) -> None:
    """Write entries in one transaction."""
    store.write(lambda writing: writing.put(entries), replica=replica)


def keep(checkpoints: Sequence[Checkpoint], writing: Transaction) -> None:
    """Keep checkpoints in a transaction."""
    writing.put_checkpoints(checkpoints)


def take(store: Store, source: Store) -> MergeResult:
    """Let one store take in what another has."""
    return merge_from(store, source, now=1 << 50)


def decide(log: Log, name: str) -> str:
    """Append one decision with words; give its id."""
    draft = Draft(CodeCreated(code=new_id(), name=name), [_AUTHOR], "a reason")
    return log.append([draft]).ids[-1]


def stores_of(make_store: MakeStore, count: int) -> Sequence[Store]:
    """Make some copies of one project."""
    project = new_id()
    return [make_store(project) for _ in range(count)]


def everything(store: Store) -> tuple[object, ...]:
    """Give all that a store holds."""
    contents = store.content(store.content_ids())
    held = (list(store.stored_entries(EVERYTHING)), store.heads(), store.branches(), contents)
    return (*held, store.checkpoints())


def poll(store: Store, seen: list[tuple[str, int]]) -> None:
    """Read what is new for a reader who remembers how far it came in each replica."""
    known: dict[str, int] = {}
    for replica, seq in seen:
        known[replica] = max(seq, known.get(replica, 0))
    seen += [(each.replica, each.seq) for each in store.entries(LogRange(after=known))]


def in_replay(entry: LogEntry) -> tuple[int, str, int]:
    """Give what the order of replay goes by."""
    return entry.at, entry.replica, entry.seq
