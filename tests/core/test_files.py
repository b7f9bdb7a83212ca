"""A file is written whole or not at all, and synced in the order that a power loss asks for."""

import errno
import os
import stat
from pathlib import Path

import pytest

from qualog import files
from qualog.errors import BadInput
from qualog.files import atomic_write, delete_drafts, make_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def synced(monkeypatch):
    """The names of what was synced, renamed or linked, in order; folders end in a slash."""
    done = []

    def of(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        return path.name + "/" * path.is_dir()

    def watch(name, called):
        real = getattr(os, name)

        def call(*given, **how):
            done.append(called(*given))
            return real(*given, **how)

        monkeypatch.setattr(os, name, call)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell which file a handle is of")
    watch("fsync", lambda handle: f"sync {of(handle)}")
    watch("link", lambda *_: "link")
    watch("replace", lambda *_: "replace")
    return done


def test_the_draft_takes_the_place_of_the_target(tmp_path):
    target = tmp_path / "f"
    target.write_text("before")
    with atomic_write(target) as draft:
        assert draft.read_bytes() == b""
        draft.write_text("after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"
    assert names(tmp_path) == ["f"]


@pytest.mark.parametrize("error", [KeyError("mine"), KeyboardInterrupt()])
def test_an_error_leaves_what_was_there(tmp_path, error):
    target = tmp_path / "f"
    target.write_text("before")
    with pytest.raises(type(error)), atomic_write(target) as draft:
        draft.write_text("half")
        raise error
    assert target.read_text() == "before"
    assert names(tmp_path) == ["f"]


def test_what_a_library_puts_beside_the_draft_goes_with_it(tmp_path):
    with atomic_write(tmp_path / "f") as draft:
        draft.with_name("f-wal").write_text("a log")
        draft.write_text("whole")
    assert names(tmp_path) == ["f"]


def test_a_file_that_is_there_is_not_overwritten_unless_it_may(tmp_path):
    target = tmp_path / "f"
    target.write_text("mine")
    with (
        pytest.raises(BadInput, match=r"f already exists\. Choose another name"),
        atomic_write(target, overwrite=False),
    ):
        raise AssertionError("the work began")
    target.unlink()
    with (
        pytest.raises(BadInput, match="already exists"),
        atomic_write(target, overwrite=False) as draft,
    ):
        draft.write_text("late")
        target.write_text("mine")  # another program was quicker
    assert target.read_text() == "mine"
    target.unlink()
    with atomic_write(target, overwrite=False) as draft:
        draft.write_text("first")
    assert target.read_text() == "first"
    assert names(tmp_path) == ["f"]


def test_nor_on_a_file_system_without_links(tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", no_links)
    target = tmp_path / "f"
    with atomic_write(target, overwrite=False) as draft:
        draft.write_text("first")
    assert target.read_text() == "first"
    target.unlink()
    with (
        pytest.raises(BadInput, match="already exists"),
        atomic_write(target, overwrite=False) as draft,
    ):
        target.write_text("mine")
    assert target.read_text() == "mine"


def test_a_private_file_is_its_users_alone_from_the_first_byte(tmp_path):
    before = os.umask(0)
    try:
        with atomic_write(tmp_path / "f", private=True) as draft:
            assert stat.S_IMODE(draft.stat().st_mode) == 0o600
            assert stat.S_IMODE(draft.parent.stat().st_mode) == 0o700
            draft.write_text("a key")
        with atomic_write(tmp_path / "g"):
            pass
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "f").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "g").stat().st_mode) == 0o666


def test_the_draft_is_synced_before_the_name_and_the_folder_after_it(tmp_path, synced):
    for overwrite, how in ((True, "replace"), (False, "link")):
        synced.clear()
        with atomic_write(tmp_path / how, overwrite=overwrite) as draft:
            draft.write_text("whole")
        assert synced == [f"sync {how}", how, f"sync {tmp_path.name}/"]
    synced.clear()
    with atomic_write(tmp_path / "cache", durable=False) as draft:
        draft.write_text("again")
    assert not any(call.startswith("sync") for call in synced)


def test_every_folder_that_is_made_is_synced_in_the_one_above_it(tmp_path, synced):
    make_folder(tmp_path / "a" / "b")
    assert synced == [f"sync {tmp_path.name}/", "sync a/"]
    synced.clear()
    make_folder(tmp_path / "a" / "b")
    assert synced == []


@pytest.mark.parametrize(("number", "written"), [(errno.EINVAL, True), (errno.EIO, False)])
def test_a_system_that_does_not_sync_folders_is_no_error_but_a_broken_disk_is(
    tmp_path, monkeypatch, number, written
):
    fsync = os.fsync

    def on_folders(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(files.os, "fsync", on_folders)
    if written:
        with atomic_write(tmp_path / "f"):
            pass
    else:
        with pytest.raises(BadInput, match="cannot be written"), atomic_write(tmp_path / "f"):
            pass
    assert names(tmp_path) == ["f"]


def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path):
    missing = tmp_path / "none" / "f"
    with pytest.raises(BadInput) as refusal, atomic_write(missing):
        raise AssertionError("the work began")
    assert str(refusal.value) == f"{missing} cannot be written: No such file or directory."
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="file/in cannot be written: "):
        make_folder(tmp_path / "file" / "in")


def test_drafts_that_a_power_loss_left_are_deleted_and_nothing_else(tmp_path):
    left = tmp_path / f".f.{'0' * 16}"
    left.mkdir()
    (left / "f").write_text("half")
    others = [".f.conf", "f", f".g.{'0' * 16}"]
    for name in others:
        (tmp_path / name).touch()
    delete_drafts(tmp_path / "f")
    assert names(tmp_path) == sorted(others)
    delete_drafts(tmp_path / "none" / "f")
