"""A project file is opened for writing where it may be, for reading where it can be, or refused."""

import sqlite3

import pytest

from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.stores.sqlite import APPLICATION_ID, FORMAT, SqliteStore
from qualog.testing.chains import Chain
from qualog.testing.stores import put

A = "a0" * 8


@pytest.fixture
def path(tmp_path):
    """A closed project file with one entry."""
    file = tmp_path / "s.qualog"
    store = SqliteStore.create(file)
    put(store, Chain(store.project, A).add(1))
    store.close()
    return file


def changed(path, *statements):
    database = sqlite3.connect(path)
    for statement in statements:
        database.execute(statement)
    database.commit()
    database.close()


def opened(path):
    store = SqliteStore.open(path)
    try:
        return store.writable, list(store.heads())
    finally:
        store.close()


def test_a_new_project_says_what_it_is(tmp_path):
    project = new_id()
    store = SqliteStore.create(tmp_path / "new", project)
    assert store.project == project
    assert store.pragma("application_id") == [str(APPLICATION_ID)]
    assert store.pragma("user_version") == [str(FORMAT)]
    assert store.damage() == []
    store.close()


def test_it_is_written_as_durably_and_erased_as_thoroughly_as_promised(path):
    for store in (SqliteStore.open(path), SqliteStore.create(path.with_name("other"))):
        found = [store.pragma(name)[0] for name in ("journal_mode", "synchronous", "secure_delete")]
        assert found == ["wal", "2", "1"]
        assert store.pragma("wal_autocheckpoint") == ["0"]
        store.close()


def test_a_file_that_is_there_is_not_made_over(path):
    before = path.read_bytes()
    with pytest.raises(LogError, match=r"s\.qualog already exists"):
        SqliteStore.create(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(LogError, match=r"new cannot be created: unable to open"):
        SqliteStore.create(tmp_path / "none" / "new")
    with pytest.raises(LogError, match=r"The file .*none does not exist"):
        SqliteStore.open(tmp_path / "none")
    with pytest.raises(LogError, match="does not exist"):
        SqliteStore.open(tmp_path)


@pytest.mark.parametrize("data", [b"a text" * 200, b"", b"PK\3\4"])
def test_what_is_not_a_project(tmp_path, data):
    file = tmp_path / "f"
    file.write_bytes(data)
    with pytest.raises(LogError, match=r"f is not a Qualog project\.$"):
        SqliteStore.open(file)
    assert file.read_bytes() == data


def test_another_programs_database_is_not_a_project(path):
    changed(path, "PRAGMA application_id=7")
    with pytest.raises(LogError, match="is not a Qualog project"):
        SqliteStore.open(path)


def test_a_project_without_its_id_cannot_be_opened(path):
    changed(path, "DELETE FROM project")
    with pytest.raises(LogError, match="cannot be opened"):
        SqliteStore.open(path)
    changed(path, "DROP TABLE project")
    with pytest.raises(LogError, match="cannot be opened"):
        SqliteStore.open(path)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_read_only_is_read_and_nothing_is_put_beside_it(path, what):
    target, mode = (path, 0o400) if what == "file" else (path.parent, 0o500)
    before = sorted(file.name for file in path.parent.iterdir())
    target.chmod(mode)
    try:
        assert opened(path) == (False, [A])
        store = SqliteStore.open(path)
        with pytest.raises(LogError, match=r"is read-only\. Nothing was changed"):
            put(store, Chain(store.project, "b1" * 8).add(1))
        assert not store.scrub() or store.scrubbed
        assert len(list(store.entries())) == store.heads()[A].seq
        beside = sorted(file.name for file in path.parent.iterdir())
        store.close()
        assert beside == sorted(file.name for file in path.parent.iterdir()) == before
    finally:
        target.chmod(0o700)


def test_a_read_only_project_is_read_with_what_is_not_folded_in_yet(path):
    writer = SqliteStore.open(path)
    put(writer, Chain(writer.project, "b1" * 8).add(1))
    path.chmod(0o400)
    assert opened(path) == (False, [A, "b1" * 8])
    path.chmod(0o600)
    writer.close()


def test_a_newer_format_that_may_be_read_is_not_written(path):
    changed(path, f"PRAGMA user_version={FORMAT + 1}")
    assert opened(path) == (False, [A])
    store = SqliteStore.open(path)
    with pytest.raises(LogError, match=r"newer version .*log format 4; this version knows 3"):
        put(store, Chain(store.project, A).add(1))
    store.close()


@pytest.mark.parametrize(("oldest", "readable"), [(FORMAT, True), (FORMAT + 1, False)])
def test_a_newer_format_says_who_may_read_it(path, oldest, readable):
    changed(path, f"PRAGMA user_version={FORMAT + 1}", f"UPDATE project SET readable_from={oldest}")
    if readable:
        assert opened(path)[1] == [A]
    else:
        with pytest.raises(LogError, match="newer version of Qualog"):
            SqliteStore.open(path)
