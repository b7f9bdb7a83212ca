"""A disk as it is after a power loss, and the calls of a program that are played on it.

The real program runs under strace. Of what it wrote into a file since that was synced last, each
512-byte sector survives by chance; of the names that came into a folder or went from it since
that was synced last, each survives by chance as well.
"""

import random
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from attrs import define, field
from tests.robustness.conftest import ACTS

SECTOR = 512
CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink,openat,mkdir,rmdir,rename,link,?renameat2"
_LINE = re.compile(rb"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+)")
_ON_FILE = re.compile(rb'^\d+<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)")?(?:, (\d+))?(?:, (\d+))?')
_NAME = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')


class Call(NamedTuple):
    """A call on a file; `position` is a size for ftruncate, `to` the new name of what has one."""

    name: str
    path: Path
    position: int = 0
    data: bytes = b""
    to: Path = Path()


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


@define
class Folders:
    """Folders below a root that is empty at first: names, and the files that they are of.

    A name is found after a power loss only if the names of all folders above it are. `None` is
    a folder, a number is a file; names come and go in the order of `changes`.
    """

    root: Path
    disk: Disk = field(factory=Disk)
    now: dict[Path, int | None] = field(factory=dict)
    changes: list[tuple[Path, int | None, bool]] = field(factory=list)
    synced: set[int] = field(factory=set)

    def play(self, call: Call) -> None:
        match call.name:
            case "mkdir":
                self._name(call.path, None)
            case "create" if call.path not in self.now:
                self._name(call.path, len(self.changes))
            case "write":
                file = str(self.now[call.path])
                held = sum(len(data) for _, data in self.disk.pending.get(file, ()))
                self.disk.write(file, len(self.disk.files.get(file, b"")) + held, call.data)
            case "fsync" | "fdatasync" if (file := self.now.get(call.path)) is not None:
                self.disk.sync(str(file))
            case "fsync":
                self.synced |= {
                    number
                    for number, (path, _, _) in enumerate(self.changes)
                    if path.parent == call.path
                }
            case "rename" | "link":
                self._name(call.to, self.now[call.path])
                if call.name == "rename":
                    self._unname(call.path)
            case "unlink" | "rmdir":
                self._unname(call.path)

    def after_power_loss(self, chance: random.Random) -> dict[Path, bytes]:
        names: dict[Path, int | None] = {}
        for number, (path, file, comes) in enumerate(self.changes):
            if number in self.synced or chance.random() < 0.5:
                if comes:
                    names[path] = file
                else:
                    names.pop(path, None)
        held = self.disk.after_power_loss(chance)
        return {
            path: held.get(str(file), b"")
            for path, file in names.items()
            if file is not None
            and all(above in names for above in path.parents if self.root in above.parents)
        }

    def _name(self, path: Path, file: int | None) -> None:
        self.now[path] = file
        self.changes.append((path, file, True))

    def _unname(self, path: Path) -> None:
        self.changes.append((path, self.now.pop(path, None), False))


def _put(held: bytearray, position: int, data: bytes) -> None:
    if len(held) < position:
        held.extend(bytes(position - len(held)))
    held[position : position + len(data)] = data


def traced(folder: Path, acts: str) -> list[Call]:
    """Run acts on the study in a folder, and give their calls on the files there, in order."""
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
        call = _call(match[1].decode(), match[2])
        if call is not None and (call.name == "ack" or folder in call.path.parents):
            calls.append(call)
    return calls


def _call(name: str, arguments: bytes) -> Call | None:
    if name in ("unlink", "mkdir", "rmdir", "rename", "link", "renameat2", "openat"):
        paths = [Path(_unhexed(path).decode()) for path in _NAME.findall(arguments)]
        if name == "openat":
            return Call("create", paths[0]) if b"O_CREAT" in arguments else None
        return Call("rename" if name == "renameat2" else name, paths[0], to=paths[-1])
    found = _ON_FILE.match(arguments)
    if found is None:
        return None
    path, data = Path(_unhexed(found[1]).decode()), _unhexed(found[2] or b"")
    if name == "write" and data.startswith((b"ack", b"closed")):
        return Call("ack", path, data=data)
    position = found[4] if name == "pwrite64" else found[3]
    return Call(name, path, int(position or 0), data)


def _unhexed(text: bytes) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda m: bytes([int(m[1], 16)]), text)
