"""The log: one chain a replica, all or nothing, never lost, never reordered."""

import shutil
import sqlite3
import subprocess
import sys

import pytest

from qualog.decisions.codes import CodeCreated
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.clock import tick
from qualog.log.log import Draft
from qualog.project.project import Project


def code(project, name):
    return Draft(CodeCreated(code=new_id(), name=name), project.author, "a reason")


def lines(project):
    return list(project.log.store.entries())


def test_each_decision_is_one_line_after_the_one_before(project):
    before = lines(project)
    written = project.log.append([code(project, "a"), code(project, "b")], transaction_id="act")
    after = lines(project)
    assert after[: len(before)] == before
    assert [each.id for each in after[len(before) :]] == written.ids
    assert [each.seq for each in after] == list(range(1, len(after) + 1))
    assert {each.together for each in after[len(before) :]} == {"act"}
    assert project.verify().fault is None


def test_the_clock_rises_though_the_wall_clock_goes_back(project, clock):
    clock.now -= 86_400_000
    project.codes.create("late")
    clock.now += 10 * 86_400_000
    project.codes.create("later")
    ticks = [each.at for each in lines(project)]
    assert ticks == sorted(set(ticks))
    assert ticks[-1] >> 16 == clock.now


def test_a_tick_keeps_order_within_a_millisecond():
    first = tick(0, 5)
    assert first == 5 << 16
    assert tick(first, 5) == first + 1
    assert tick(first, 4) == first + 1
    assert tick(first, 6) == 6 << 16


def test_what_has_an_idempotency_key_is_written_once(project):
    key = new_id()
    written = project.log.append([code(project, "a"), code(project, "b")], idempotency_key=key)
    before = lines(project)
    again = project.log.append([code(project, "a"), code(project, "b")], idempotency_key=key)
    assert len(written.ids) == 2
    assert again.ids == []
    assert lines(project) == before


def test_all_of_an_append_or_nothing(project):
    before = lines(project)

    def drafts():
        for number in range(2500):
            yield code(project, f"code {number}")
        raise RuntimeError("the plug was pulled")

    with pytest.raises(RuntimeError):
        project.log.append(drafts())
    assert lines(project) == before
    project.codes.create("after")
    assert project.verify().fault is None


def test_two_processes_lose_nothing(project):
    program = """
import sys
from pathlib import Path
from qualog.project.project import Project
with Project.open(Path(sys.argv[1])) as project:
    for number in range(60):
        project.codes.create(f"{sys.argv[2]} {number}")
"""
    before = project.state.decisions
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(project.path), name])
        for name in ("one", "two")
    ]
    assert [each.wait() for each in running] == [0, 0]
    assert project.state.decisions == before + 120
    names = [each.name for each in project.state.codebook.live()]
    for name in ("one", "two"):
        own = [each for each in names if each.startswith(name)]
        assert own == [f"{name} {number}" for number in range(60)]
    assert project.verify().fault is None


def test_another_replica_in_one_file_says_what_it_knew(project, tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "another user"))
    head = project.log.store.heads()[project.log.replica]
    with Project.open(project.path, author=["Samir"]) as other:
        assert other.log.replica != project.log.replica
        other.codes.create("theirs")
        other.codes.create("theirs too")
        chain = [each for each in lines(other) if each.replica == other.log.replica]
        assert [each.kind for each in chain] == [
            "replicas-merged",
            "code-created",
            "code-created",
        ]
        merged = other.log.decision(chain[0])
        assert isinstance(merged, ReplicasMerged)
        assert merged.heads == {project.log.replica: (head.seq, head.hash.hex())}
        project.codes.create("ours")
        known = project.log.known_at(f"{project.log.replica}.{head.seq + 2}")
        assert known == {project.log.replica: head.seq + 2, other.log.replica: 3}
        assert {"theirs", "theirs too", "ours"} <= {
            each.name for each in other.state.codebook.live()
        }
        assert other.state == project.state
        assert other.verify().fault is None


def test_a_copied_file_does_not_go_on_in_the_same_chain(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    shutil.copy(project.path, copy)
    with Project.open(copy, author=["Ingrid"]) as other:
        other.codes.create("on the copy")
        assert set(other.log.store.heads()) == {project.log.replica, other.log.replica}
        assert other.log.replica != project.log.replica
    with Project.open(project.path) as again:
        assert again.log.replica == project.log.replica
        assert again.author == project.author


def test_a_moved_file_goes_on_in_its_chain(project, tmp_path):
    project.close()
    moved = project.path.rename(tmp_path / "moved.qualog")
    with Project.open(moved) as again:
        assert again.log.replica == project.log.replica


def test_a_backup_that_was_put_back_goes_on_as_a_copy_of_its_own(project):
    project.close()
    backup = project.path.read_bytes()
    with Project.open(project.path) as newer:
        assert not newer.was_put_back
        newer.codes.create("later")
    project.path.write_bytes(backup)  # the same file, as far as the file system can tell
    with Project.open(project.path) as older:
        assert older.was_put_back
        assert older.log.replica != project.log.replica
        older.codes.create("instead")
    with Project.open(project.path) as again:
        assert again.log.replica == older.log.replica
        assert not again.was_put_back


def test_a_project_of_a_newer_format_that_may_be_read_is_not_written(project):
    before = project.state
    project.close()
    database = sqlite3.connect(project.path)
    database.execute("PRAGMA user_version=99")
    database.close()
    with Project.open(project.path, author=["Ingrid"]) as newer:
        assert newer.state == before
        with pytest.raises(LogError, match=r"newer version.*Nothing was changed"):
            newer.codes.create("late")
        assert newer.state == before


def test_a_project_of_a_newer_format_is_refused(project):
    project.close()
    database = sqlite3.connect(project.path)
    database.execute("PRAGMA user_version=99")
    database.execute("UPDATE project SET readable_from=99")
    database.commit()
    database.close()
    with pytest.raises(LogError, match="newer version"):
        Project.open(project.path)


def test_a_project_is_not_made_over_another(project):
    with pytest.raises(LogError, match="already exists"):
        Project.create(project.path, "Again", ["Ingrid"])
