"""The doctor: everything is looked at, what is wrong is told, and nothing changes."""

import sqlite3

import pytest
from tests.core.health.test_backup import fork
from tests.core.plugins.made import EntryPoint

from qualog.decisions.base import _KINDS
from qualog.decisions.erasure import WordsErased
from qualog.errors import LogError
from qualog.health import doctor, machine
from qualog.health.doctor import examine
from qualog.health.machine import has_reset_bug
from qualog.log.cache_file import cache_file
from qualog.log.log import Draft
from qualog.log.stores.sqlite import SqliteStore
from qualog.plugins import registry
from qualog.project.project import Project
from qualog.replay import cache


def found(path, about):
    return [each for each in examine(path) if each.about == about]


def levels(path):
    return {each.about: each.level for each in examine(path)}


def test_a_healthy_project(project):
    project.close()
    before = project.path.read_bytes()
    told = levels(project.path)
    assert set(told) >= {"sqlite", "room", "settings", "database", "log", "copy", "plugins"}
    assert {level for about, level in told.items() if about != "sqlite"} == {"good"}
    assert project.path.read_bytes() == before


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_which_versions_of_sqlite_have_the_bug(version, affected):
    assert has_reset_bug(version) is affected


@pytest.mark.parametrize(
    ("locks", "version", "level"),
    [(True, (3, 40, 1), "note"), (False, (3, 40, 1), "warning"), (False, (3, 52, 0), "good")],
)
def test_what_the_bug_means_here(monkeypatch, locks, version, level):
    monkeypatch.setattr(machine, "LOCKS", locks)
    [finding] = machine.sqlite_library(version)
    assert finding.level == level
    assert ".".join(map(str, version)) in finding.what


def test_a_network_file_system(project, tmp_path, monkeypatch):
    inner = tmp_path / "on a server"
    inner.mkdir()
    file = inner / "s.qualog"
    file.write_bytes(b"")
    mounts = tmp_path / "mounts"
    blank = str(inner).replace(" ", "\\040")
    monkeypatch.setattr(machine, "_MOUNTS", mounts)

    mounts.write_text(f"a / ext4 rw 0 0\nb {tmp_path} cifs rw 0 0\nc {blank} nfs4 rw 0 0\n")
    assert "(nfs4)" in next(machine.place(file)).what
    assert next(machine.place(file)).level == "warning"
    assert "(cifs)" in next(machine.place(project.path)).what
    mounts.write_text(f"c {blank} nfs4 rw 0 0\na / ext4 rw 0 0\nd {blank} xfs rw 0 0\n")
    assert "(xfs)" in next(machine.place(file)).what
    assert next(machine.place(file)).level == "good"
    mounts.unlink()
    assert [each.about for each in machine.place(file)] == ["room"]


def test_a_folder_that_a_service_synchronises(tmp_path):
    folder = tmp_path / "OneDrive - University"
    folder.mkdir()
    file = folder / "s.qualog"
    file.write_bytes(b"")
    notes = [each for each in machine.place(file) if each.level == "note"]
    assert len(notes) == 1
    assert "OneDrive - University" in notes[0].what


def test_little_room(project, monkeypatch):
    usage = machine.shutil.disk_usage(project.path)._replace(free=5 << 20)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: usage)
    [room] = found(project.path, "room")
    assert room.level == "warning"
    assert "5 MB" in room.what


def test_a_line_that_was_changed(project):
    database = project.log.store._db
    database.execute("DROP TRIGGER line_is_not_changed")
    database.execute("UPDATE line SET at=at+1 WHERE seq=3")
    [log] = found(project.path, "log")
    assert log.level == "bad"
    assert f"{project.log.replica}.3 was changed" in log.what


def test_a_damaged_file(project):
    project.close()
    data = bytearray(project.path.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\x55" * 4096 * 3
    project.path.write_bytes(data)
    assert "bad" in {each.level for each in examine(project.path)}


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "s.qualog"
    path.write_text("not a project, not even a database" * 200)
    [bad] = [each for each in examine(path) if each.level == "bad"]
    assert "cannot be read" in bad.what
    with pytest.raises(LogError, match="There is no project"):
        examine(tmp_path / "none.qualog")


def test_settings_as_they_are(project):
    project.close()
    database = sqlite3.connect(project.path)
    database.execute("PRAGMA journal_mode=DELETE")
    database.close()
    [settings] = found(project.path, "settings")
    assert settings.level == "warning"
    assert "journal_mode is delete" in settings.what


def test_a_project_that_can_only_be_read(project):
    project.close()
    project.path.chmod(0o400)
    assert levels(project.path)["settings"] == "note"


def test_a_fork(project, tmp_path):
    replica, seq = project.log.replica, project.log.store.heads()[project.log.replica].seq
    fork(project, tmp_path)
    [forks] = found(project.path, "forks")
    assert f"{replica[:4]} went on in two places after its line {seq} (Ingrid)" in forks.what


def test_a_clock_that_is_far_ahead(project, clock):
    assert found(project.path, "clocks") == []
    clock.now = 4_000_000_000_000
    project.codes.create("from the future", by=["Samir"])
    [ahead] = found(project.path, "clocks")
    assert f"{project.log.replica[:4]} (Samir)" in ahead.what
    assert "2096" in ahead.what


def test_a_copy_and_a_backup_that_was_put_back(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    copy.write_bytes(project.path.read_bytes())
    [told] = found(copy, "copy")
    assert told.level == "good"
    assert "new copy" in told.what
    with Project.open(project.path) as again:
        again.codes.create("later")
    project.path.write_bytes(copy.read_bytes())
    [told] = found(project.path, "copy")
    assert told.level == "note"
    assert "backup was put back" in told.what
    assert "Ingrid" in told.what


def erase(project):
    lines = {project.log.replica: (project.log.store.heads()[project.log.replica].seq,)}
    receipt = WordsErased(because="x", lines=lines, contents=())
    project.log.append([Draft(receipt, project.author)])


def test_an_erasure_that_a_copy_has_not_confirmed(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    copy.write_bytes(project.path.read_bytes())
    with Project.open(copy, author=["Samir"]) as other:
        other.codes.create("elsewhere")
        theirs = other.log.replica
    with Project.open(project.path) as here:
        here.copies.merge(copy)
        erase(here)
    waiting, backups = found(project.path, "erasure")
    assert waiting.level == "warning"
    assert f"{theirs[:4]} (Samir) not yet" in waiting.what
    assert "Backups" in backups.what

    with Project.open(copy, author=["Samir"]) as other:
        other.copies.merge(project.path)
    with Project.open(project.path) as here:
        here.copies.merge(copy)
    [backups] = found(project.path, "erasure")
    assert backups.level == "note"


def test_a_clearing_that_somebody_was_in_the_way_of(project):
    reader = sqlite3.connect(project.path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM line").fetchone()
    project.log.store._db.execute("PRAGMA busy_timeout=10")
    erase(project)
    assert not project.log.store.scrubbed
    reader.close()
    cleared, _ = found(project.path, "erasure")
    assert "cleared now" in cleared.what
    assert project.log.store.scrubbed


def test_a_kind_that_nothing_here_knows(project, monkeypatch):
    project.close()
    with monkeypatch.context() as without:
        without.delitem(_KINDS, "code-created")
        [kinds] = found(project.path, "kinds")
    assert kinds.level == "warning"
    assert "2 decisions of the kind code-created" in kinds.what


def test_the_cache(project):
    assert found(project.path, "cache") == []
    cache.keep(project.log.store, project.state)
    [told] = found(project.path, "cache")
    assert told.level == "good"
    file = cache_file(project.log.store)
    file.write_bytes(file.read_bytes()[:-1])
    [told] = found(project.path, "cache")
    assert told.level == "note"
    assert "anew" in told.what


def test_a_broken_plugin(project, monkeypatch):
    bars = EntryPoint("bars", ImportError("no bars"), "qualog-bars")
    broken = registry.Plugins.of([bars])
    monkeypatch.setattr(doctor, "installed_plugins", lambda: broken)
    [told] = found(project.path, "plugins")
    assert told.level == "warning"
    assert "bars (qualog-bars 1.2) is broken: ImportError: no bars" in told.what


def test_a_check_that_fails_stops_no_other(project, monkeypatch):
    def fails(self, replica):
        raise sqlite3.DatabaseError("disk image is malformed")

    monkeypatch.setattr(SqliteStore, "chain", fails)
    told = levels(project.path)
    assert told["copy"] == "good"
    assert told["database"] == "bad"
