"""Start-up: what a person waits for before anything is shown."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.checking import same
from benchmarks.sizes import Setup
from benchmarks.study import study_of
from benchmarks.table import Row
from benchmarks.timing import medians

_QUALOG: Final = str(Path(sys.executable).with_name("qualog"))
_BARE: Final = "import attrs, click; click.Group('x').main(['--help'], standalone_mode=False)"


def run(setup: Setup) -> Iterator[Row]:
    """Measure `--help`, `status`, and what is done with the demo's study."""
    same("`qualog --help`: what it begins with", _printed(_QUALOG, "--help")[:6], "Usage:")
    yield from _rows(setup, "`qualog --help`", ["--help"], 0.15)
    path, count = setup.folder / "status.qualog", setup.sizes.status
    study_of(path, count).close()
    status = ["status", "--project", str(path)]
    shown = json.loads(_printed(_QUALOG, *status, "--json"))
    same("`qualog status`: codings", shown["status"]["codings"], count)
    yield from _rows(setup, f"`qualog status` of {count:,} decisions", status, 0.3)
    yield from _of_the_demo(setup)


def _of_the_demo(setup: Setup) -> Iterator[Row]:
    folder = setup.folder / "demo"
    _printed(_QUALOG, "demo", str(folder))
    demo = ["--project", str(folder / "demo.qualog")]
    shown = json.loads(_printed(_QUALOG, "agree", *demo, "--json"))
    same("`qualog agree` of the demo: measures", len(shown["agreement"]["measures"]), 3)
    report = str(folder / "report.html")
    for words, target in (
        (["status"], 0.2),
        (["read", "Interview 1"], 0.2),
        (["agree"], 0.4),
        (["export", "report", report, "--force"], 0.4),
    ):
        name = " ".join(words[: 2 if words[0] == "export" else 1])
        yield from _rows(setup, f"`qualog {name}` of the demo", [*words, *demo], target)


def _rows(setup: Setup, work: str, arguments: list[str], target: float) -> Iterator[Row]:
    times = medians(
        setup.sizes.starts,
        ours=_process(_QUALOG, *arguments),
        bare=_process(sys.executable, "-c", _BARE),
        nothing=_process(sys.executable, "-c", "pass"),
    )
    ours = times["ours"]
    bare = "a bare click and attrs program"
    yield Row(work, 1, ours, bare, times["bare"], f"< {target} s", ours < target)
    yield Row(work, 1, ours, "python that does nothing", times["nothing"])


def _process(*command: str) -> Callable[[], str]:
    return lambda: _printed(*command)


def _printed(*command: str) -> str:
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8", env=os.environ
    ).stdout
