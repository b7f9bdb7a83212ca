"""A project file as a store: its place, its copies, and errors of the disk in sentences."""

import shutil
from pathlib import Path

import pytest

from qualog.errors import LogError
from qualog.log.stores.sqlite import SqliteStore
from qualog.testing.chains import Chain
from qualog.testing.stores import everything, put

A = "a0" * 8


def test_a_copy_of_the_file_is_another_place(store, tmp_path):
    store.close()
    shutil.copy(store.path, tmp_path / "copy")
    copy = SqliteStore.open(tmp_path / "copy")
    again = SqliteStore.open(store.path)
    assert again.place == store.place != copy.place
    assert again.project == copy.project
    copy.close()
    again.close()


def test_a_copy_has_everything_and_nothing_that_was_erased(store, tmp_path):
    chain = Chain(store.project, A)
    put(store, chain.add(1, words="kept"), chain.add(2, words="a secret", contents=[b"long"]))
    store.write(lambda transaction: transaction.erase({A: [2]}, []))
    store.copy_to(tmp_path / "copy")
    assert b"a secret" not in (tmp_path / "copy").read_bytes()
    copy = SqliteStore.open(tmp_path / "copy")
    assert everything(copy) == everything(store)
    assert copy.pragma("journal_mode") == ["wal"]
    copy.close()


def test_what_is_there_already_is_refused_in_a_sentence(store):
    chain = Chain(store.project, A)
    put(store, chain.add(1))
    with pytest.raises(LogError, match=r"s\.qualog already holds some of this .*Nothing was"):
        put(store, chain.entries[0])


def test_a_disk_that_fails_is_told_in_a_sentence(store):
    chain = Chain(store.project, A)
    put(store, chain.add(1))
    store._db.execute("DROP TABLE sealed")
    with pytest.raises(LogError, match=r"s\.qualog could not be written: .*Nothing was changed"):
        put(store, chain.add(2, words="w"))
    assert store.heads()[A].seq == 1
    with pytest.raises(LogError, match=r"s\.qualog cannot be read: "):
        list(store.stored_entries())


def test_a_damaged_file_says_so(store):
    put(store, *Chain(store.project, A).more(50, at=1))
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(store.path.read_bytes())
    data[4096 * 2 : 4096 * 4] = b"\x55" * 8192
    store.path.write_bytes(data)
    again = SqliteStore.open(store.path)
    assert again.damage()
    again.close()


def test_the_last_to_close_leaves_one_file(tmp_path):
    store = SqliteStore.create(tmp_path / "s.qualog")
    put(store, Chain(store.project, A).add(1))
    store.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["s.qualog", "s.qualog-lock"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed on Linux")
def test_closing_leaves_no_file_open(tmp_path):
    store = SqliteStore.create(tmp_path / "s.qualog")
    put(store, Chain(store.project, A).add(1))
    store.close()
    opened = list(Path("/proc/self/fd").iterdir())
    files = [path.readlink() for path in opened if path.is_symlink()]
    assert [file for file in files if tmp_path in file.parents] == []
