"""The log: one chain a replica, all or nothing, never lost, never reordered."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from tests.core.log.logs import AUTHOR, NOW, A, B, decide, erase_words, forked, key_of, log_of, put

from qualog.decisions.codes import CodeCreated
from qualog.decisions.project import ReplicasMerged
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.integrity.verification import verify
from qualog.log.log import Draft, Log
from qualog.project.project import Project
from qualog.testing.chains import Chain


def code(project, name):
    return Draft(CodeCreated(code=new_id(), name=name), project.author, "a reason")


def lines(project):
    return list(project.log.store.entries())


def test_each_decision_is_one_line_after_the_one_before(project):
    before = lines(project)
    written = project.log.append([code(project, "a"), code(project, "b")], transaction_id="ac" * 8)
    after = lines(project)
    assert after[: len(before)] == before
    assert [entry.id for entry in after[len(before) :]] == written.ids
    assert [entry.seq for entry in after] == list(range(1, len(after) + 1))
    assert {entry.together for entry in after[len(before) :]} == {"ac" * 8}
    assert project.verify().fault is None


def test_the_clock_rises_though_the_wall_clock_goes_back(project, clock):
    clock.now -= 86_400_000
    project.codes.add("late")
    clock.now += 10 * 86_400_000
    project.codes.add("later")
    ticks = [entry.at for entry in lines(project)]
    assert ticks == sorted(set(ticks))
    assert ticks[-1] >> 16 == clock.now


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
    project.codes.add("after")
    assert project.verify().fault is None


def test_two_processes_lose_nothing(project):
    program = """
import sys
from pathlib import Path
from qualog.project.project import Project
with Project.open(Path(sys.argv[1])) as project:
    for number in range(60):
        project.codes.add(f"{sys.argv[2]} {number}")
"""
    before = project.state.decisions
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(project.path), name])
        for name in ("one", "two")
    ]
    assert [process.wait() for process in running] == [0, 0]
    assert project.state.decisions == before + 120
    names = [code.name for code in project.state.codebook.live()]
    for name in ("one", "two"):
        own = [own_name for own_name in names if own_name.startswith(name)]
        assert own == [f"{name} {number}" for number in range(60)]
    assert project.verify().fault is None


def test_another_replica_in_one_file_says_what_it_knew(project, tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "another user"))
    head = project.log.store.heads()[project.log.replica]
    with Project.open(project.path, author=["Samir"]) as other:
        assert other.log.replica != project.log.replica
        other.codes.add("theirs")
        other.codes.add("theirs too")
        chain = [entry for entry in lines(other) if entry.replica == other.log.replica]
        assert [entry.kind for entry in chain] == [
            "replica-begun",
            "replicas-merged",
            "code-created",
            "code-created",
        ]
        merged = other.log.decision(chain[1])
        assert isinstance(merged, ReplicasMerged)
        assert merged.heads == {project.log.replica: (head.seq, head.hash.hex())}
        project.codes.add("ours")
        known = project.log.known_at(f"{project.log.replica}.{head.seq + 2}")
        assert known == {project.log.replica: head.seq + 2, other.log.replica: 4}
        assert {"theirs", "theirs too", "ours"} <= {
            code.name for code in other.state.codebook.live()
        }
        assert other.state == project.state
        assert other.verify().fault is None


def test_a_copied_file_does_not_go_on_in_the_same_chain(project, tmp_path):
    project.close()
    copy = tmp_path / "copy.qualog"
    shutil.copy(project.path, copy)
    with Project.open(copy, author=["Ingrid"]) as other:
        other.codes.add("on the copy")
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
        newer.codes.add("later")
    project.path.write_bytes(backup)  # the same file, as far as the file system can tell
    with Project.open(project.path) as older:
        assert older.was_put_back
        assert older.log.replica != project.log.replica
        older.codes.add("instead")
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
            newer.codes.add("late")
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


# What a log in memory shows as well


def kinds(log):
    return [(entry.replica, entry.kind) for entry in log.store.entries()]


def test_only_the_first_entry_carries_the_key_and_all_the_transaction():
    log = log_of()
    drafts = [Draft(CodeCreated(code=new_id(), name=name), [AUTHOR]) for name in "abc"]
    log.append(drafts, idempotency_key="k" * 16, transaction_id="t" * 16)
    written = [(entry.command, entry.together) for entry in log.store.entries()]
    assert written == [("k" * 16, "t" * 16), ("", "t" * 16), ("", "t" * 16)]


def test_whom_a_decision_is_about_and_who_made_it_is_written():
    log = log_of()
    about = ["11" * 8, "22" * 8]
    log.append([Draft(CodeCreated(code=new_id(), name="a"), [AUTHOR, "e1" * 8], None, about)])
    [entry] = log.store.entries()
    assert entry.subjects.split() == about
    assert entry.authors.split() == [AUTHOR, "e1" * 8]
    assert (entry.milliseconds, entry.kind) == (NOW, "code-created")


def test_a_decision_comes_after_all_that_is_here_whoever_wrote_it():
    log = log_of(A)
    decide(log)
    ahead = Log(log.store, B, lambda: NOW + 5000)
    decide(ahead)
    decide(log)
    ticks = [entry.at for entry in log.store.entries()]
    assert ticks == sorted(set(ticks))
    assert kinds(log)[-1] == (A, "code-created")


def test_what_is_known_of_the_others_is_written_once_and_only_if_it_is_news():
    one = log_of(A)
    decide(one)
    assert kinds(one) == [(A, "code-created")]  # alone, there is nothing to be known
    other = log_of(B, store=one.store)
    decide(other), decide(other)
    again = log_of(B, store=one.store)  # another program, which has to look it up
    decide(again)
    assert kinds(one)[1:] == [(B, "replicas-merged"), *[(B, "code-created")] * 3]
    decide(one)
    decide(one)
    assert kinds(one)[5:] == [(A, "replicas-merged"), *[(A, "code-created")] * 2]


def test_the_ids_of_an_append_are_the_callers_own():
    one = log_of(A)
    decide(one)
    other = log_of(B, store=one.store)
    assert decide(other) == f"{B}.2"  # the first says what is known of A
    appended = other.append([])
    assert appended.ids == []


def test_an_append_that_fails_is_as_if_it_had_not_been():
    one = log_of(A)
    decide(one)
    other = log_of(B, store=one.store)

    def drafts():
        yield Draft(CodeCreated(code=new_id(), name="a"), [AUTHOR])
        raise KeyError

    with pytest.raises(KeyError):
        other.append(drafts())
    assert B not in one.store.heads()
    decide(other)
    assert kinds(one)[1] == (B, "replicas-merged")  # it is still news


def test_a_chain_that_forked_is_left_for_one_of_its_own():
    _, _, store = forked("0f" * 8)
    log = log_of(A, store=store)
    id_ = decide(log)
    assert log.replica != A
    assert id_ == f"{log.replica}.2"
    assert verify(store).fault is None


def test_words_come_back_with_the_reason_until_they_are_erased():
    log = log_of()
    target = decide(log, "Makt", why="says so")
    entry = log.store.entry(A, 1)
    words = log.words(entry)
    assert (words["name"], words["why"]) == ("Makt", "says so")
    receipt = erase_words(log, target)
    assert log.words(entry) is None
    assert log.words(log.store.entry(A, int(receipt.partition(".")[2]))) == {}


def test_a_decision_that_nobody_can_read_is_none():
    log = log_of()
    chain = Chain(log.store.project, A)
    put(log.store, chain.add(1, kind="none-such"), chain.add(2, kind="code-created"))
    assert [log.decision(entry) for entry in log.store.entries()] == [None, None]


def test_how_far_the_others_were_known_at_a_decision():
    one = log_of(A)
    decide(one)
    other = log_of(B, store=one.store)
    first = decide(other)
    decide(one)
    assert other.known_at(first) == {B: 2, A: 1}
    assert other.known_at(f"{A}.1") == {A: 1}
    assert other.known_at(f"{A}.3") == {A: 3, B: 2}


def test_a_key_that_is_not_there_is_no_reason_to_lose_a_decision(tmp_path, monkeypatch):
    log = log_of()
    decide(log)
    (tmp_path / "file").touch()
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "file"))
    log.sign()
    assert log.store.checkpoints() == []
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path))
    key_of(log.store.project, A)
    log.store.writable = False
    log.sign()
    assert log.store.checkpoints() == []
    log.store.writable = True
    log.sign()
    assert [checkpoint.size for checkpoint in log.store.checkpoints()] == [1]


class Retrying:
    """A store whose first attempt of each write is not kept, as a database may ask for."""

    def __init__(self, store):
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)

    def write(self, act, *, replica=None):
        def undone(transaction):
            act(transaction)
            raise KeyError

        with pytest.raises(KeyError):
            self._store.write(undone, replica=replica)
        return self._store.write(act, replica=replica)


def test_what_a_database_asks_for_again_is_written_as_if_it_had_been_once():
    memory = log_of(A).store
    decide(log_of(B, store=memory))
    log = Log(Retrying(memory), A, lambda: NOW)
    assert decide(log) == f"{A}.2"
    assert kinds(log)[1:] == [(A, "replicas-merged"), (A, "code-created")]
    stream = (Draft(CodeCreated(code=new_id(), name=name), [AUTHOR]) for name in "ab")
    with pytest.raises(LogError, match="in a stream that cannot be read twice"):
        log.append(stream)
    assert memory.heads()[A].seq == 2
