"""Backups: whole, verified, made while others write, and never in anything's way."""

import shutil
import subprocess
import sys
import time

import pytest

from qualog.errors import BadInput, LogError
from qualog.health.backup import back_up
from qualog.log.integrity.verification import heads_digest
from qualog.log.log import Log
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project

WRITER = """
import sys
from pathlib import Path
from qualog.project.project import Project
with Project.open(Path(sys.argv[1]), author=["Ingrid"]) as project:
    print("began", flush=True)
    for number in range(100_000):
        project.codes.add(f"code {number}")
"""


class Elsewhere:
    """A store that is no file, as far as anybody can see."""

    def __init__(self, store):
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)


def whole(store):
    return list(store.stored_entries()), store.heads(), store.branches(), store.checkpoints()


def fork(project, tmp_path):
    """Let the project's replica go on in two places, and merge."""
    project.close()
    first = tmp_path / "first.qualog"
    shutil.copy(project.path, first)
    with Project.open(first, author=["Samir"]) as other:
        other.log = Log(other.log.store, project.log.replica)
        other.codes.add("elsewhere")
    with Project.open(project.path, author=["Ingrid"]) as again:
        again.codes.add("here")
        assert again.copies.merge(first).forks


@pytest.mark.parametrize("seen_as", [lambda store: store, Elsewhere], ids=["file", "other"])
def test_a_backup_has_everything(project, tmp_path, seen_as):
    fork(project, tmp_path)
    with Project.open(project.path) as forked:
        made = back_up(seen_as(forked.log.store), tmp_path / "b.qualog-backup")
        assert made.verification == forked.verify()
        copy = SqliteStore.open(made.path)
        assert copy.project == forked.log.store.project
        assert whole(copy) == whole(forked.log.store)
        assert copy.pragma("journal_mode") == ["wal"]
        copy.close()
    assert sorted(path.name for path in tmp_path.iterdir() if "b.q" in path.name) == [
        "b.qualog-backup",
        "b.qualog-backup-lock",  # of opening it above
    ]


def test_a_backup_is_as_private_as_the_project(project, tmp_path):
    project.path.chmod(0o600)
    made = back_up(project.log.store, tmp_path / "b")
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing(project, tmp_path):
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(BadInput, match="there already exists"):
        back_up(project.log.store, there)
    assert there.read_text() == "mine"
    with pytest.raises(BadInput, match="folder cannot be written"):
        back_up(project.log.store, tmp_path / "no" / "folder")
    assert not (tmp_path / "no").exists()


def test_a_backup_overwrites_nothing_that_comes_meanwhile(project, tmp_path, monkeypatch):
    target, copy_to = tmp_path / "b", SqliteStore.copy_to

    def slow(store, draft):
        copy_to(store, draft)
        target.write_text("mine")

    monkeypatch.setattr(SqliteStore, "copy_to", slow)
    with pytest.raises(BadInput, match="already exists"):
        back_up(project.log.store, target)
    assert target.read_text() == "mine"


def test_a_copy_that_does_not_go_far_enough_is_no_backup(project, tmp_path, monkeypatch):
    old = back_up(project.log.store, tmp_path / "old").path
    project.codes.add("later")
    monkeypatch.setattr(SqliteStore, "copy_to", lambda store, draft: shutil.copy(old, draft))
    with pytest.raises(LogError, match=f"the end of the copy {project.log.replica[:4]} is missing"):
        back_up(project.log.store, tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_what_does_not_verify_is_no_backup(project, tmp_path):
    database = project.log.store._db
    database.execute("DROP TRIGGER line_is_not_changed")
    database.execute("UPDATE line SET at=at+1 WHERE seq=3")
    before = set(tmp_path.iterdir())
    with pytest.raises(LogError, match="does not check out"):
        back_up(project.log.store, tmp_path / "b")
    assert set(tmp_path.iterdir()) == before


def test_backups_while_another_process_writes(project, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(project.path)], stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout.readline() == b"began\n"
        lines = []
        for number in range(5):
            made = back_up(project.log.store, tmp_path / f"b{number}")
            lines.append(made.verification.entries)
            time.sleep(0.05)
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    assert lines == sorted(lines)
    assert lines[-1] > lines[0]
    with Project.open(tmp_path / "b4") as last:
        assert heads_digest(last.log.store.heads()) == made.verification.heads


def test_a_restored_backup_merges_with_what_went_on(project, tmp_path):
    """The old file is put back in place of the project, and worked on: nothing is lost."""
    backup = back_up(project.log.store, tmp_path / "b").path
    project.codes.add("after the backup")
    project.close()
    newer = tmp_path / "newer.qualog"
    shutil.copy(project.path, newer)
    shutil.copyfile(backup, project.path)
    with Project.open(project.path, author=["Ingrid"]) as restored:
        assert restored.log.replica != project.log.replica
        restored.codes.add("after the restoring")
        taken = restored.copies.merge(newer)
        assert taken.forks == ()
        assert [code.name for code in restored.state.codebook.live()] == [
            "trust",
            "power",
            "after the backup",
            "after the restoring",
        ]
        assert restored.verify().fault is None


def test_a_backup_from_before_a_withdrawal_brings_nothing_back(project, tmp_path):
    [document] = project.state.documents
    project.codings.apply("trust", document, quote="I trust")
    backup = back_up(project.log.store, tmp_path / "b").path
    project.participants.withdraw("Anna")
    erased = project.state.text(document)
    assert "I trust" not in erased
    taken = project.copies.merge(backup)
    assert taken.count == 0
    assert project.state.text(document) == erased
    assert project.verify().fault is None
    project.close()
    for file in (project.path, project.path.with_name(f"{project.path.name}-wal")):
        assert not file.exists() or b"I trust" not in file.read_bytes()
    assert b"I trust" in backup.read_bytes()  # a backup keeps the words: it is to be deleted
    with Project.open(backup, author=["Samir"]) as old:
        assert old.copies.merge(project.path).erased
        assert old.state.text(document) == erased
    assert b"I trust" not in backup.read_bytes()
