"""The write-ahead log is kept short, and emptied where it may hold erased words."""

import sqlite3

from qualog.log.stores.sqlite import SqliteStore
from qualog.log.stores.sqlite.write_ahead_log import WriteAheadLog
from qualog.testing.chains import Chain
from qualog.testing.stores import put

A = "a0" * 8


def wal(store):
    return store.path.with_name("s.qualog-wal").read_bytes()


class Spy:
    """Notes which checkpoints are asked for."""

    def __init__(self):
        self.asked = []

    def execute(self, statement):
        self.asked.append(statement)
        return self

    def fetchone(self):
        return (0, 0, 0)


def test_it_is_folded_in_once_a_thousand_entries():
    spy = Spy()
    log = WriteAheadLog(spy)
    log.grew(999)
    assert spy.asked == []
    log.grew(1)
    assert spy.asked == ["PRAGMA wal_checkpoint(PASSIVE)"]
    log.grew(999)
    assert len(spy.asked) == 1
    assert log.is_emptied()
    log.grew(999)
    assert spy.asked == ["PRAGMA wal_checkpoint(PASSIVE)", "PRAGMA wal_checkpoint(TRUNCATE)"]


def test_it_does_not_grow_with_the_project(store):
    chain = Chain(store.project, A)
    sizes = []
    for _ in range(4):
        put(store, *chain.more(1500, at=chain.seq))
        sizes.append(len(wal(store)))
    assert sizes[-1] < 2 * sizes[0]


def test_erased_words_are_nowhere_when_the_write_returns(store):
    chain = Chain(store.project, A)
    put(store, chain.add(1, words="a very secret word", contents=[b"a very secret text"]))
    assert b"very secret" in store.path.read_bytes() + wal(store)
    store.write(lambda transaction: transaction.erase({A: [1]}, store.content_ids()))
    assert store.scrubbed
    assert b"very secret" not in store.path.read_bytes() + wal(store)


def test_what_is_erased_beside_a_reader_is_cleared_later(store):
    put(store, Chain(store.project, A).add(1, words="a very secret word"))
    store._db.execute("PRAGMA busy_timeout=10")
    reader = sqlite3.connect(store.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM line").fetchone()
    store.write(lambda transaction: transaction.erase({A: [1]}, []))
    assert store.sealed(A, 1) is None
    assert not store.scrubbed
    assert not store.scrub()
    reader.close()
    assert store.scrub()
    assert store.scrubbed
    assert b"very secret" not in store.path.read_bytes() + wal(store)


def test_what_was_not_there_needs_no_clearing(store, monkeypatch):
    scrubs = []
    monkeypatch.setattr(SqliteStore, "_scrub", lambda self: scrubs.append(self))
    put(store, Chain(store.project, A).add(1, words="w"))
    store.write(lambda transaction: transaction.erase({A: [9]}, ["none"]))
    store.scrub()
    assert scrubs == []
    assert store.scrubbed
    store.write(lambda transaction: transaction.erase({A: [1]}, []))
    assert scrubs == [store]
