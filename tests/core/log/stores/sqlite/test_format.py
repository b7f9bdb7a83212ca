"""The format of a file: an older one is brought up to date by the first write, and is checked."""

import sqlite3

import pytest

from qualog.log.replication.branches import Branch
from qualog.log.stores.sqlite import FORMAT, SqliteStore
from qualog.log.stores.sqlite import format as formats
from qualog.testing.chains import Chain
from qualog.testing.stores import everything, put

A = "a0" * 8


@pytest.fixture
def old(tmp_path):
    """A project file of format 1 with three entries, as an early version made it."""
    path = tmp_path / "old.qualog"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    formats._run(database, formats._FIRST + formats._GUARDS)
    project = "0f" * 8
    database.execute("INSERT INTO project VALUES (?)", (project,))
    chain = Chain(project, A)
    chain.more(3, at=1)
    for stored in chain.entries:
        database.execute(f"INSERT INTO line VALUES ({','.join('?' * 12)})", stored.entry)
    last = chain.entries[-1].entry
    head = (A, last.seq, last.hash, last.at)
    database.execute("INSERT INTO replica VALUES (?,?,?,?)", head)
    database.execute(f"PRAGMA application_id={formats.APPLICATION_ID}")
    database.execute("PRAGMA user_version=1")
    database.close()
    return path, chain


def test_an_old_file_is_read_as_it_is(old):
    path, chain = old
    before = path.read_bytes()
    store = SqliteStore.open(path)
    assert list(store.stored_entries()) == chain.entries
    assert (store.branches(), store.checkpoints(), store.scrubbed) == ({}, [], True)
    assert store.damage() == []
    store.close()
    assert path.read_bytes() == before


def test_the_first_write_brings_it_up_to_date(old):
    path, chain = old
    store = SqliteStore.open(path)
    put(store, chain.add(9))
    assert store.pragma("user_version") == [str(FORMAT)]
    assert list(store.stored_entries()) == chain.entries
    assert store.damage() == []
    store.close()


def test_a_write_that_fails_leaves_it_old(old):
    path, chain = old
    store = SqliteStore.open(path)
    with pytest.raises(KeyError):
        store.write(lambda transaction: {}["none"])
    assert store.pragma("user_version") == ["1"]
    assert list(store.stored_entries()) == chain.entries
    store.close()


def test_a_log_is_guarded_from_who_has_an_editor_again_after_a_fork(tmp_path):
    store = SqliteStore.create(tmp_path / "s.qualog")
    chain = Chain(store.project, A)
    put(store, *chain.more(4, at=1))
    store.write(lambda transaction: transaction.branch(Branch("ff" * 8, A, 2)))
    assert store.damage() == []
    for statement in ("UPDATE line SET at=at+1", "DELETE FROM line"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store._db.execute(statement)
    store.close()


def test_a_fork_that_fails_half_way_leaves_the_guards(tmp_path):
    store = SqliteStore.create(tmp_path / "s.qualog")
    put(store, *Chain(store.project, A).more(4, at=1))
    before = everything(store)

    def act(transaction):
        transaction.branch(Branch("ff" * 8, A, 2))
        raise KeyError

    with pytest.raises(KeyError):
        store.write(act)
    assert everything(store) == before
    assert store.damage() == []
    store.close()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DROP TRIGGER line_is_not_deleted", "a table, an index or a guard is not as Qualog"),
        ("DROP INDEX line_merges", "a table, an index or a guard is not as Qualog"),
        ("CREATE TABLE more (a)", "a table, an index or a guard is not as Qualog"),
        ("UPDATE project SET readable_from=1", "it is wrong about which versions"),
    ],
)
def test_what_is_not_as_it_was_made_is_named(tmp_path, statement, problem):
    store = SqliteStore.create(tmp_path / "s.qualog")
    store._db.execute(statement)
    [found] = store.damage()
    assert str(found).startswith(problem)
    store.close()
