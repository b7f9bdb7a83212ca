"""The plug is pulled: of what was written since the last sync, any part may be there or not.

The real program runs under strace; its writes are played again up to any point, and each
512-byte sector written since its file's last sync survives by chance.
"""

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import define, field
from tests.robustness.conftest import ACTS, WORDS

from qualog.log.integrity.verification import verify
from qualog.log.stores.sqlite import SqliteStore
from qualog.project.project import Project

pytestmark = pytest.mark.strace

SECTOR = 512
POINTS = 1500
CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink,openat"
_LINE = re.compile(rb"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_PATH = re.compile(rb'^\d+<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)")?(?:, (\d+))?(?:, (\d+))?')


@define
class Disk:
    """Files as a disk keeps them: what was synced, and what came since."""

    files: dict[str, bytearray] = field(factory=dict)
    pending: dict[str, list[tuple[int, bytes]]] = field(factory=dict)

    def write(self, name: str, position: int, data: bytes) -> None:
        writes = self.pending.setdefault(name, [])
        while data:
            length = SECTOR - position % SECTOR
            writes.append((position, data[:length]))
            position, data = position + length, data[length:]

    def sync(self, name: str) -> None:
        for position, data in self.pending.pop(name, []):
            _put(self.files.setdefault(name, bytearray()), position, data)

    def truncate(self, name: str, size: int) -> None:
        self.sync(name)  # the harder case is that it is there at once
        held = self.files.setdefault(name, bytearray())
        del held[size:]
        held.extend(bytes(size - len(held)))

    def unlink(self, name: str) -> None:
        self.files.pop(name, None)
        self.pending.pop(name, None)

    def after_power_loss(self, chance: random.Random) -> dict[str, bytes]:
        left = {name: bytearray(held) for name, held in self.files.items()}
        for name, writes in self.pending.items():
            for position, data in writes:
                if chance.random() < 0.5:
                    _put(left.setdefault(name, bytearray()), position, data)
        return {name: bytes(held) for name, held in left.items()}


def _put(held: bytearray, position: int, data: bytes) -> None:
    if len(held) < position:
        held.extend(bytes(position - len(held)))
    held[position : position + len(data)] = data


def traced(folder: Path, acts: str) -> list[tuple[str, str, int, bytes]]:
    """Run acts, and give their file operations: name of the call, file, position, data."""
    trace = folder.parent / "trace"
    ran = subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(trace),
         sys.executable, str(ACTS), acts, str(folder / "s.qualog"), str(folder / "other.qualog")],
        capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    calls = []
    for line in trace.read_bytes().splitlines():
        match = _LINE.match(line)
        if match is None or int(match[3]) < 0:
            continue
        name = match[1].decode()
        if name == "unlink":
            path = _unhexed(match[2]).decode()
            calls.append((name, Path(path).name, 0, b""))
            continue
        found = _PATH.match(match[2])
        if found is None:
            continue
        path, data = Path(_unhexed(found[1]).decode()), _unhexed(found[2] or b"")
        if name == "write" and data.startswith((b"ack", b"closed")):
            calls.append(("ack", "", 0, data))
        elif path.parent == folder and path.name.startswith("s.qualog"):
            number = int(found[4] or 0) if name == "pwrite64" else int(found[3] or 0)
            calls.append((name, path.name, number, data))
    return calls


def _unhexed(told: bytes) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), told)


def played(calls, until, files, seed):
    """Give what the disk holds when the plug is pulled before a call, and the last ack."""
    disk = Disk({name: bytearray(held) for name, held in files.items()})
    acknowledged = 0
    for name, file, number, data in calls[:until]:
        if name == "pwrite64":
            disk.write(file, number, data)
        elif name in ("fdatasync", "fsync"):
            disk.sync(file)
        elif name == "ftruncate":
            disk.truncate(file, number)
        elif name == "unlink":
            disk.unlink(file)
        elif name == "ack" and data.startswith(b"ack"):
            acknowledged = int(data.split()[1])
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
    writes = sum(name == "pwrite64" for name, *_ in calls)
    assert writes > 5, "the trace shows no writes of the program"
    place = Path("/dev/shm" if Path("/dev/shm").is_dir() else tmp_path) / f"power-{os.getpid()}"
    chance = random.Random(acts)
    last = max(int(data.split()[1]) for name, _, _, data in calls if data.startswith(b"ack"))
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
        assert found.lines == lines
        assert store.pragma("integrity_check") == ["ok"]
        gone = [line for line in store.entries(kinds=("consent-withdrawn",))]
        held = b"".join(each.bytes for each in store.content(store.content_ids()).values())
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
            project.codes.create("after the power came back")
            for each in list(project.state.participants.values()):
                if not each.withdrawn:
                    project.participants.withdraw(each.id)
            assert project.log.store.scrub()
            assert project.verify().fault is None
        for file in folder.glob("s.qualog*"):
            assert WORDS.encode() not in file.read_bytes()
