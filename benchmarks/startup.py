"""Start-up: what a person waits for before anything is said."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import study_of
from benchmarks.measure import Row, alternating

_BARE = "import attrs, click; click.Group('x').main(['--help'], standalone_mode=False)"


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    program = str(Path(sys.executable).with_name("qualog"))
    nothing = _process(sys.executable, "-c", "pass")
    help_, bare, python = alternating(
        rounds * 3, _process(program, "--help"), _process(sys.executable, "-c", _BARE), nothing
    )
    peer, target = "a bare click and attrs program", "< 0.15 s"
    yield Row("`qualog --help`", 1, help_, peer, bare, target, help_ < 0.15)
    yield Row("`qualog --help`", 1, help_, "python that does nothing", python)
    path = folder / "status.qualog"
    study_of(path, 20_000).close()
    status, bare, python = alternating(
        rounds * 3,
        _process(program, "status", "--project", str(path)),
        _process(sys.executable, "-c", _BARE),
        nothing,
    )
    work, target = "`qualog status` of 20,000 decisions", "< 0.3 s"
    yield Row(work, 1, status, peer, bare, target, status < 0.3)
    yield Row(work, 1, status, "python that does nothing", python)


def _process(*command: str):
    def act() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ)

    return act
