"""The plug is pulled: of what was written since the last sync, any part may be there or not.

The real program runs under strace; its writes are played again up to any point (`disk.py`).
"""

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from tests.robustness.conftest import WORDS
from tests.robustness.disk import Disk, Folders, traced

from qualog.log.integrity.keys import Key
from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project

pytestmark = pytest.mark.strace

POINTS = 1500


def played(calls, until, files, seed):
    """Give what the disk holds of the project when the plug is pulled before a call, and the ack.

    The ack is the last number of lines that the program said were kept.
    """
    disk = Disk({name: bytearray(held) for name, held in files.items()})
    acknowledged = 0
    for name, path, position, data, _ in calls[:until]:
        if name == "ack" and data.startswith(b"ack"):
            acknowledged = int(data.split()[1])
        elif not path.name.startswith("s.qualog"):
            continue
        elif name == "pwrite64":
            disk.write(path.name, position, data)
        elif name in ("fdatasync", "fsync"):
            disk.sync(path.name)
        elif name == "ftruncate":
            disk.truncate(path.name, position)
        elif name == "unlink":
            disk.unlink(path.name)
    return disk.after_power_loss(random.Random(seed)), acknowledged


@pytest.mark.parametrize(
    "acts", ["append", "merge", "withdraw", "append,merge,withdraw,checkpoint"]
)
def test_what_was_acknowledged_is_there_after_a_power_loss(study, tmp_path, acts, monkeypatch):
    folder = tmp_path / "study"
    shutil.copytree(study, folder)
    monkeypatch.setenv("QUALOG_CONFIG", str(folder / "configuration"))
    before = {"s.qualog": (folder / "s.qualog").read_bytes()}
    calls = traced(folder, acts)
    writes = sum(call.name == "pwrite64" for call in calls)
    assert writes > 5, "the trace shows no writes of the program"
    place = Path("/dev/shm" if Path("/dev/shm").is_dir() else tmp_path) / f"power-{os.getpid()}"
    chance = random.Random(acts)
    last = max(int(call.data.split()[1]) for call in calls if call.data.startswith(b"ack"))
    seen = set()
    try:
        for seed in range(POINTS // 4):
            until = chance.randrange(len(calls) + 1)
            files, acknowledged = played(calls, until, before, seed)
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            for name, held in files.items():
                if not name.endswith(("-shm", "-lock")):
                    (place / name).write_bytes(held)
            seen.add(opened_again(place / "s.qualog", acknowledged, last))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    assert len(seen) > 1  # the points were before and after something happened


def opened_again(path: Path, acknowledged: int, last: int) -> int:
    """See that a file after a power loss is whole, and can be gone on with."""
    store = SqliteStore.open(path)
    try:
        lines = sum(head.seq for head in store.heads().values())
        assert acknowledged <= lines <= last
        found = verify(store)
        assert found.fault is None
        assert found.entries == lines
        assert store.pragma("integrity_check") == ["ok"]
        gone = [line for line in store.entries(kinds=("consent-withdrawn",))]
        held = b"".join(content.bytes for content in store.content(store.content_ids()).values())
        assert (WORDS.encode() in held) == (not gone)
    finally:
        store.close()
    return lines


def test_work_goes_on_after_a_power_loss(study, tmp_path, monkeypatch):
    folder = tmp_path / "study"
    shutil.copytree(study, folder)
    monkeypatch.setenv("QUALOG_CONFIG", str(folder / "configuration"))
    before = {"s.qualog": (folder / "s.qualog").read_bytes()}
    calls = traced(folder, "append,withdraw")
    for until in range(0, len(calls), max(1, len(calls) // 40)):
        files, _ = played(calls, until, before, until)
        for name in ("s.qualog", "s.qualog-wal", "s.qualog-shm"):
            (folder / name).unlink(missing_ok=True)
            if name in files and not name.endswith("-shm"):
                (folder / name).write_bytes(files[name])
        with Project.open(folder / "s.qualog", author=["Ingrid"]) as project:
            project.codes.add("after the power came back")
            for participant in list(project.state.participants.values()):
                if not participant.withdrawn:
                    project.participants.withdraw(participant.id)
            assert project.log.store.scrub()
            assert project.verify().fault is None
        for file in folder.glob("s.qualog*"):
            assert WORDS.encode() not in file.read_bytes()


def test_the_key_that_signed_a_log_survives_with_it(study, tmp_path, monkeypatch):
    """Else the copy could sign no more: others refuse what another key signs in its name."""
    folder = tmp_path / "study"
    shutil.copytree(study, folder, ignore=shutil.ignore_patterns("configuration"))
    (folder / "configuration").mkdir()
    monkeypatch.setenv("QUALOG_CONFIG", str(folder / "configuration"))
    before = {"s.qualog": (folder / "s.qualog").read_bytes()}
    calls = traced(folder, "checkpoint")
    [key] = (folder / "configuration" / "keys").glob("*/*.json")
    place = tmp_path / "after"
    chance = random.Random(7)
    first = next(number for number, call in enumerate(calls) if call.path == key.parent)
    seen = set()
    for until in [*range(first, len(calls) + 1)] * 5:
        files, _ = played(calls, until, before, chance.random())
        kept = configuration(folder / "configuration", calls[:until]).after_power_loss(chance)
        kept_now = {
            path: json.loads(held)  # whole, whichever it is
            for path, held in kept.items()
            if path.parent.name[0] != "." and path.suffix == ".json"  # else half may be left
        }
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, held in files.items():
            if not name.endswith(("-shm", "-lock")):
                (place / name).write_bytes(held)
        store = SqliteStore.open(place / "s.qualog")
        keys = [
            checkpoint.key for checkpoint in store.checkpoints() if checkpoint.replica == key.stem
        ]
        store.close()
        if any(call.data.startswith(b"closed") for call in calls[:until]):
            assert keys
        for public in keys:
            assert Key("", "", bytes.fromhex(kept_now[key]["private"])).public == public
        seen.add(len(keys))
    assert seen == {0, 1}  # the points were before and after the signing


def configuration(root, calls):
    """Give the user's configuration as its folders and files were written by some calls."""
    folders = Folders(root)
    for call in calls:
        if root in call.path.parents or call.path == root:
            folders.play(call)
    return folders
