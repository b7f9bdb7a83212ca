"""The chain of a place: its key is made once; what happens where that is lost, or kept nowhere."""

import shutil
from pathlib import Path

import pytest
from tests.core.copies import copy_of
from tests.core.log.logs import A, key_of

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.decisions.people import AuthorAdded
from qualog.decisions.project import ProjectCreated
from qualog.errors import LogError
from qualog.ids import new_id
from qualog.log.binding import Binding, configuration, keep_binding
from qualog.log.integrity.beginning import begins, binds
from qualog.log.integrity.fingerprint import replica_id
from qualog.log.integrity.keys import find_key, key_file
from qualog.log.log import Draft, Log
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project


def lines(project, kind):
    """Return the replica and the decision of each line of a kind."""
    log = project.log
    return [(entry.replica, log.decision(entry)) for entry in log.store.entries(kinds=(kind,))]


def decided_again(project, name="later"):
    """Return the study as a program finds it that is started anew, with one more decision."""
    again = Project.open(project.path, author=["Ingrid"])
    again.codes.add(name)
    return again


def test_a_first_line_binds_the_author_and_the_key_from_which_the_id_is_made(project):
    log = project.log
    [(replica, begun)] = lines(project, ReplicaBegun.kind)
    key = find_key(log.store.project, replica)
    assert (begun.author, begun.key) == (project.author[0], key.public.hex())
    assert replica == log.replica == replica_id(log.store.project, key.public)
    assert begins(log.store.project, replica, begun)
    assert (begun.cause, begun.follows, begun.passed, begun.format) == ("new", None, None, 3)
    assert project.news == ()


def test_a_copy_whose_key_is_lost_goes_on_as_another_that_follows_it(project):
    project.close()
    lost = project.log.replica
    key_file(project.log.store.project, lost).unlink()
    with Project.open(project.path) as reading:
        last = reading.log.store.heads()[lost].seq
        assert reading.news == ()
    with decided_again(project) as again:
        [(_, _), (replica, begun)] = lines(again, ReplicaBegun.kind)
        assert replica == again.log.replica != lost
        assert (begun.cause, begun.follows, begun.passed) == ("key-lost", f"{lost}.{last}", None)
        [told] = again.news
        assert "The key of this copy is gone" in str(told)
        assert again.keys.show().letters in str(told)
        assert again.log.store.heads()[lost].seq == last
        assert again.verify().fault is None
    with decided_again(project, "later still") as once_more:
        assert once_more.log.replica == replica
        assert once_more.news == ()


@pytest.mark.parametrize("broken", [b"", b"half a k", b"\xff\xfe", b'{"private": "00"}'])
def test_a_damaged_key_is_kept_aside_and_its_copy_goes_on_as_another(project, broken):
    project.close()
    file = key_file(project.log.store.project, project.log.replica)
    file.write_bytes(broken)
    with decided_again(project) as again:
        assert again.log.replica != project.log.replica
        assert "The key of this copy is gone" in str(again.news[0])
        assert again.verify().fault is None
    [aside] = file.parent.glob("*.damaged")
    assert aside.name.startswith(file.name)
    assert aside.read_bytes() == broken
    assert not file.exists()


def test_a_key_other_than_that_of_the_first_line_is_not_decided_with(project):
    project.close()
    lost = project.log.replica
    other = key_of(project.log.store.project, A)
    theirs = key_file(project.log.store.project, A).read_bytes()
    key_file(project.log.store.project, lost).write_bytes(theirs)
    with decided_again(project) as again:
        assert again.log.replica not in (lost, A)
        assert again.verify().fault is None
        assert bytes.fromhex(lines(again, ReplicaBegun.kind)[-1][1].key) != other.public


def test_without_its_settings_a_computer_is_a_new_copy(project):
    project.close()
    shutil.rmtree(configuration())
    with decided_again(project) as again:
        assert again.log.replica != project.log.replica
        [told] = again.news
        assert "yours from now on" in str(told)
        assert again.keys.show().letters in str(told)
        assert again.verify().fault is None


@pytest.fixture
def nowhere(tmp_path):
    """A path at which nobody can keep anything, root neither."""
    (tmp_path / "a file").touch()
    return str(tmp_path / "a file")


def test_without_a_place_for_a_key_one_reads_and_does_not_decide(project, nowhere, monkeypatch):
    project.close()
    before = project.path.read_bytes()
    monkeypatch.setenv("QUALOG_CONFIG", nowhere)
    with Project.open(project.path, author=["Ingrid"]) as reading:
        assert {code.name for code in reading.state.codebook.live()} == {"trust", "power"}
        assert reading.verify().fault is None
        with pytest.raises(LogError, match=r"no place to keep this copy's key.*QUALOG_CONFIG"):
            reading.codes.add("no")
    assert project.path.read_bytes() == before


def test_without_a_place_for_a_key_no_study_is_begun(tmp_path, nowhere, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", nowhere)
    file = tmp_path / "folder" / "new.qualog"
    file.parent.mkdir()
    with pytest.raises(LogError, match="QUALOG_CONFIG"):
        Project.create(file, "New", ["Ingrid"])
    assert list(file.parent.iterdir()) == []


def test_two_users_of_one_file_are_two_copies(project, monkeypatch, tmp_path):
    own = project.log.replica
    homes = {"Ingrid": str(configuration()), "Samir": str(tmp_path / "home of Samir")}
    project.close()
    written = {}
    for number, user in enumerate(("Samir", "Ingrid", "Samir", "Ingrid")):
        monkeypatch.setenv("QUALOG_CONFIG", homes[user])
        with Project.open(project.path, author=[user]) as opened:
            opened.codes.add(f"code {number}")
            written.setdefault(user, set()).add(opened.log.replica)
            assert opened.verify().fault is None
            names = {each.id: each.name for each in opened.state.authors.values()}
            begun = {names[line.author] for _, line in lines(opened, ReplicaBegun.kind)}
    assert written["Ingrid"] == {own}
    assert len(written["Samir"]) == 1
    assert begun == {"Ingrid", "Samir"}


def test_a_key_that_lay_open_is_closed_and_told_of_once(project):
    project.close()
    file = key_file(project.log.store.project, project.log.replica)
    file.chmod(0o644)
    with decided_again(project) as again:
        [told] = again.news
        assert "Other users of this computer had access" in str(told)
    assert file.stat().st_mode & 0o777 == 0o600
    with decided_again(project, "later still") as again:
        assert again.news == ()


def test_one_who_was_at_work_goes_on_in_the_copy_that_another_program_began(project):
    project.close()
    with Project.open(project.path) as at_work:
        at_work.codes.add("first")
        with Project.open(project.path) as other:
            other.keys.exchange()
        assert other.log.replica != at_work.log.replica
    with decided_again(project) as again:
        assert again.log.replica == other.log.replica
        assert again.verify().fault is None


def test_one_who_was_at_work_begins_what_a_program_that_was_killed_did_not(project):
    project.codes.add("first")
    with Project.open(project.path) as killed:
        anew = killed.log.own.begin_anew("rotated", passed_by=killed.log.replica)
    project.set_up_for(project.author[0])
    project.codes.add("later")
    assert project.log.replica == anew
    assert project.verify().fault is None


def test_what_is_decided_for_one_copy_and_another_began_meanwhile_is_no_third(project):
    copy = copy_of(project, "Samir")
    with Project.open(copy.path, author=["Samir"]) as quicker:
        quicker.codes.add("quicker")
    copy.set_up_for(copy.author[0])
    copy.codes.add("slower")
    assert copy.log.replica == quicker.log.replica
    copy.close()


@pytest.fixture
def old(tmp_path):
    """A study as a program wrote it before chains began with keys, signed and closed."""
    store = SqliteStore.create(tmp_path / "old.qualog")
    log, ingrid = Log(store, A), new_id()
    created = Draft(ProjectCreated(name="Old"), [ingrid])
    log.append([created, Draft(AuthorAdded(author=ingrid, name="Ingrid"), [ingrid])])
    key_of(store.project, A)
    log.sign()
    keep_binding(store, Binding(A, ingrid, 2))
    store.close()
    return tmp_path / "old.qualog"


def test_an_older_chain_is_bound_to_its_key_once(old):
    for name in ("one", "two"):
        with Project.open(old) as project:
            project.codes.add(name)
            assert project.log.replica == A
    with Project.open(old) as project:
        [(replica, bound)] = lines(project, KeyBound.kind)
        assert binds(project.log.store.project, replica, bound)
        assert bound.key == find_key(project.log.store.project, A).public.hex()
        assert [entry.kind for entry in project.log.store.entries()] == [
            "project-created",
            "author-added",
            "key-bound",
            "code-created",
            "code-created",
        ]
        assert bound.size == 2
        assert project.verify().fault is None


def test_an_older_chain_is_not_bound_to_another_key_than_signed_it(old):
    with Project.open(old) as project:
        file = key_file(project.log.store.project, A)
    file.unlink()
    with Project.open(old) as project:
        key_of(project.log.store.project, A)  # other than that which signed
        project.codes.add("one")
        assert project.log.replica != A
        assert lines(project, KeyBound.kind) == []
        assert lines(project, ReplicaBegun.kind)[0][1].follows == f"{A}.2"
        assert project.verify().fault is None


def test_an_older_copy_that_was_copied_is_not_bound_by_whoever_copied_it(old, monkeypatch):
    copy = Path(shutil.copy(old, old.with_name("copy.qualog")))
    with Project.open(copy, author=["Ingrid"]) as project:
        project.codes.add("one")
        assert lines(project, KeyBound.kind) == []
        assert project.log.replica != A
