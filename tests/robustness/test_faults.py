"""A call of the operating system fails, or the program is killed at it; and two at a time.

strace makes the n-th call on the project's files fail, for every n: the file stays whole, what
was acknowledged is there, and trying again does no harm.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.robustness.conftest import ACTS, WORDS

from qualog.project.project import Project

FAULTS = {
    "EIO": ("pwrite64", "fdatasync", "ftruncate", "pread64"),
    "ENOSPC": ("pwrite64",),
    "KILL": ("pwrite64", "fdatasync", "unlink"),
}


def run(folder: Path, act: str, *, inject: str = "") -> subprocess.CompletedProcess[bytes]:
    files = [f"-P{folder / name}" for name in ("s.qualog", "s.qualog-wal", "s.qualog-shm")]
    inject_it = [f"-einject={inject}"] if inject else []
    return subprocess.run(
        ["strace", "-f", "-qq", "-etrace=pwrite64,pread64,fdatasync,ftruncate,unlink", *files,
         *inject_it, "-o", str(folder / "trace"),
         sys.executable, str(ACTS), act, str(folder / "s.qualog"), str(folder / "other.qualog")],
        capture_output=True, check=False,
    )  # fmt: skip


def again(study: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(study, folder)


def counted(folder: Path, call: str) -> int:
    return len(re.findall(rf"\b{call}\(", (folder / "trace").read_text(errors="replace")))


@pytest.mark.strace
@pytest.mark.parametrize("act", ["append", "merge", "withdraw", "checkpoint"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_call(study, tmp_path, monkeypatch, request, act, fault):
    folder = tmp_path / "study"
    monkeypatch.setenv("QUALOG_CONFIG", str(folder / "configuration"))
    again(study, folder)
    clean = run(folder, act)
    assert clean.returncode == 0, clean.stderr
    totals = {call: counted(folder, call) for call in FAULTS[fault]}
    assert sum(totals.values())
    most = 10_000 if request.config.getoption("--nightly") else 3
    happened = 0
    for call, total in totals.items():
        for number in range(1, total + 1, max(1, total // most)):
            again(study, folder)
            what = f"signal={fault}" if fault == "KILL" else f"error={fault}"
            ran = run(folder, act, inject=f"{call}:{what}:when={number}")
            assert b"Traceback" not in ran.stderr, ran.stderr.decode()
            happened += b"INJECTED" in (folder / "trace").read_bytes() or ran.returncode != 0
            survived(folder, act, acknowledged(ran.stdout))
    assert happened


def acknowledged(out: bytes) -> int:
    return max((int(count) for count in re.findall(rb"ack (\d+)", out)), default=0)


def survived(folder: Path, act: str, count: int) -> None:
    with Project.open(folder / "s.qualog", author=["Ingrid"]) as project:
        heads = project.log.store.heads()
        assert sum(head.seq for head in heads.values()) >= count
        assert project.verify().fault is None
    retried = subprocess.run(
        [sys.executable, str(ACTS), act, str(folder / "s.qualog"), str(folder / "other.qualog")],
        capture_output=True, check=False,
    )  # fmt: skip
    assert retried.returncode == 0, retried.stderr
    with Project.open(folder / "s.qualog", author=["Ingrid"]) as project:
        assert project.verify().fault is None
        assert project.log.store.scrub()
    if act == "withdraw":
        for file in folder.glob("s.qualog*"):
            assert WORDS.encode() not in file.read_bytes()


def test_two_writers_are_killed_again_and_again(study, tmp_path, monkeypatch, request):
    chance = random.Random(7)
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from qualog.project.project import Project\n"
        "project = Project.open(Path(sys.argv[1]), author=['Ingrid'])\n"
        "number = 0\n"
        "while True:\n"
        "    number += 1\n"
        "    name = f'{sys.argv[2]} {number}'\n"
        "    project.codes.add(name)\n"
        "    os.write(1, (name + '\\n').encode())\n"
    )
    for round_ in range(40 if request.config.getoption("--nightly") else 5):
        folder = tmp_path / f"round {round_}"
        again(study, folder)
        monkeypatch.setenv("QUALOG_CONFIG", str(folder / "configuration"))
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(folder / "s.qualog"), f"{round_} {name}"],
                stdout=subprocess.PIPE,
            )
            for name in ("one", "two")
        ]
        time.sleep(0.8 + chance.random())
        chance.shuffle(writers)
        acknowledged_names: set[str] = set()
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            time.sleep(chance.random() / 10)
        for writer in writers:
            out, _ = writer.communicate()
            acknowledged_names |= {line for line in out.decode().split("\n")[:-1] if line}
        with Project.open(folder / "s.qualog", author=["Ingrid"]) as project:
            names = [code.name for code in project.state.codebook.live()]
            assert acknowledged_names <= set(names)
            assert len(names) == len(set(names))
            for writer in ("one", "two"):
                mine = [int(n.split()[-1]) for n in names if n.startswith(f"{round_} {writer}")]
                assert mine == list(range(1, len(mine) + 1))
            assert project.verify().fault is None
            project.codes.add("life goes on")
    assert acknowledged_names, "nothing was decided: the writers were killed too early"
    assert os.environ["QUALOG_CONFIG"]
