"""The check-up: everything is looked at, what is wrong is reported, and nothing changes."""

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
    return [finding for finding in examine(path) if finding.about == about]


def levels(path):
    return {finding.about: finding.level for finding in examine(path)}


def test_a_healthy_project(project):
    project.close()
    before = project.path.read_bytes()
    found_levels = levels(project.path)
    assert set(found_levels) >= {"sqlite", "room", "settings", "database", "log", "copy", "plugins"}
    assert {level for about, level in found_levels.items() if about != "sqlite"} == {"good"}
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
    assert ".".join(map(str, version)) in str(finding.what)


def test_a_network_file_system(project, tmp_path, monkeypatch):
    inner = tmp_path / "on a server"
    inner.mkdir()
    file = inner / "s.qualog"
    file.write_bytes(b"")
    mounts = tmp_path / "mounts"
    blank = str(inner).replace(" ", "\\040")
    monkeypatch.setattr(machine, "_MOUNTS", mounts)

    mounts.write_text(f"a / ext4 rw 0 0\nb {tmp_path} cifs rw 0 0\nc {blank} nfs4 rw 0 0\n")
    assert "(nfs4)" in str(next(machine.place(file)).what)
    assert next(machine.place(file)).level == "warning"
    assert "(cifs)" in str(next(machine.place(project.path)).what)
    mounts.write_text(f"c {blank} nfs4 rw 0 0\na / ext4 rw 0 0\nd {blank} xfs rw 0 0\n")
    assert "(xfs)" in str(next(machine.place(file)).what)
    assert next(machine.place(file)).level == "good"
    mounts.unlink()
    assert [finding.about for finding in machine.place(file)] == ["room"]


def test_a_folder_that_a_service_synchronises(tmp_path):
    folder = tmp_path / "OneDrive - University"
    folder.mkdir()
    file = folder / "s.qualog"
    file.write_bytes(b"")
    notes = [finding for finding in machine.place(file) if finding.level == "note"]
    assert len(notes) == 1
    assert "OneDrive - University" in str(notes[0].what)


def test_little_room(project, monkeypatch):
    usage = machine.shutil.disk_usage(project.path)._replace(free=5 << 20)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: usage)
    [room] = found(project.path, "room")
    assert room.level == "warning"
    assert "5 MB" in str(room.what)


def test_a_line_that_was_changed(project):
    database = project.log.store._db
    database.execute("DROP TRIGGER line_is_not_changed")
    database.execute("UPDATE line SET at=at+1 WHERE seq=3")
    [log] = found(project.path, "log")
    assert log.level == "bad"
    assert f"{project.log.replica[:4]}.3 has been changed" in str(log.what)


def test_a_damaged_file(project):
    project.close()
    data = bytearray(project.path.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\x55" * 4096 * 3
    project.path.write_bytes(data)
    assert "bad" in {finding.level for finding in examine(project.path)}


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "s.qualog"
    path.write_text("not a project, not even a database" * 200)
    [bad] = [finding for finding in examine(path) if finding.level == "bad"]
    assert "cannot be read" in str(bad.what)
    with pytest.raises(LogError, match="does not exist"):
        examine(tmp_path / "none.qualog")


def test_settings_as_they_are(project):
    project.close()
    database = sqlite3.connect(project.path)
    database.execute("PRAGMA journal_mode=DELETE")
    database.close()
    [settings] = found(project.path, "settings")
    assert settings.level == "warning"
    assert "journal_mode is delete" in str(settings.what)


def test_a_project_that_can_only_be_read(project):
    project.close()
    project.path.chmod(0o400)
    assert levels(project.path)["settings"] == "note"


def test_a_fork(project, tmp_path):
    replica, seq = project.log.replica, project.log.store.heads()[project.log.replica].seq
    fork(project, tmp_path)
    [forks] = found(project.path, "forks")
    assert f"{replica[:4]} (Ingrid) went on in two places after {replica[:4]}.{seq}" in str(
        forks.what
    )


def test_a_clock_that_is_far_ahead(project, clock):
    assert found(project.path, "clocks") == []
    clock.now = 4_000_000_000_000
    project.codes.add("from the future", by=["Samir"])
    [ahead] = found(project.path, "clocks")
    assert f"{project.log.replica[:4]} (Samir)" in str(ahead.what)
    assert "2096" in str(ahead.what)


def test_a_copy_and_a_backup_that_was_put_back(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    copy.write_bytes(project.path.read_bytes())
    [finding] = found(copy, "copy")
    assert finding.level == "good"
    assert "new copy" in str(finding.what)
    with Project.open(project.path) as again:
        again.codes.add("later")
    project.path.write_bytes(copy.read_bytes())
    [finding] = found(project.path, "copy")
    assert finding.level == "note"
    assert "backup was put back" in str(finding.what)
    assert "Ingrid" in str(finding.what)


def erase(project):
    lines = {project.log.replica: (project.log.store.heads()[project.log.replica].seq,)}
    receipt = WordsErased(because="0f" * 8, lines=lines, contents=())
    project.log.append([Draft(receipt, project.author)])


def test_an_erasure_that_a_copy_has_not_confirmed(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    copy.write_bytes(project.path.read_bytes())
    with Project.open(copy, author=["Samir"]) as other:
        other.codes.add("elsewhere")
        theirs = other.log.replica
    with Project.open(project.path) as here:
        here.copies.merge(copy)
        erase(here)
    waiting, backups = found(project.path, "erasure")
    assert waiting.level == "warning"
    assert f"has not been confirmed yet by: {theirs[:4]} (Samir)" in str(waiting.what)
    assert "Backups" in str(backups.what)

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
    assert "now been cleared" in str(cleared.what)
    assert project.log.store.scrubbed


def test_a_kind_that_nothing_here_knows(project, monkeypatch):
    project.close()
    with monkeypatch.context() as without:
        without.delitem(_KINDS, "code-created")
        [kinds] = found(project.path, "kinds")
    assert kinds.level == "warning"
    assert "2 decisions of the kind code-created" in str(kinds.what)


def test_the_cache(project):
    assert found(project.path, "cache") == []
    cache.keep(project.log.store, project.working_state)
    [finding] = found(project.path, "cache")
    assert finding.level == "good"
    file = cache_file(project.log.store)
    file.write_bytes(file.read_bytes()[:-1])
    [finding] = found(project.path, "cache")
    assert finding.level == "note"
    assert "made again" in str(finding.what)


def test_a_broken_plugin(project, monkeypatch):
    bars = EntryPoint("bars", ImportError("no bars"), "qualog-bars")
    broken = registry.Plugins.of([bars])
    monkeypatch.setattr(doctor, "installed_plugins", lambda: broken)
    [finding] = found(project.path, "plugins")
    assert finding.level == "warning"
    assert "bars (qualog-bars 1.2) is broken: ImportError: no bars" in str(finding.what)


def test_a_check_that_fails_stops_no_other(project, monkeypatch):
    def fails(self, replica):
        raise sqlite3.DatabaseError("disk image is malformed")

    monkeypatch.setattr(SqliteStore, "chain", fails)
    found_levels = levels(project.path)
    assert found_levels["copy"] == "good"
    assert found_levels["database"] == "bad"
