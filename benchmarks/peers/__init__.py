"""The peers: other libraries that compute the same, each in an environment and process of its own.

An environment is made from the pinned `requirements-NAME.txt` beside this, by venv and pip, in
a folder that the caller names and that may be kept for the next run. In its process runs
`NAME.py`, which answers what `serve` describes.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Self

import numpy as np
from attrs import define, field, frozen

_HERE = Path(__file__).parent
_WAIT = 1800


@frozen
class Answer:
    """What a peer found, and the processor time of it in seconds."""

    value: float
    seconds: float


class NotMeasured(Exception):
    """Why a peer gives no answer, in a line."""


@define
class Peers:
    """The processes of the peers.

    Attributes:
        environments: the folder in which each has its own.
        work: a folder for the data that they read.
    """

    environments: Path
    work: Path
    numbers: Iterator[int] = field(factory=count)
    processes: dict[str, subprocess.Popen[str] | NotMeasured] = field(factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.processes.values():
            if isinstance(process, subprocess.Popen):
                process.communicate()

    @contextmanager
    def given(self, data: np.ndarray) -> Iterator[Path]:
        """Write data to where the peers read it, for as long as they do."""
        path = self.work / f"{next(self.numbers)}.npy"
        np.save(path, data)
        yield path
        path.unlink()

    def ask(self, environment: str, work: str, data: Path) -> Answer:
        """Have a peer compute; raises NotMeasured if it cannot."""
        process = self._process(environment)
        process.stdin.write(json.dumps({"work": work, "path": str(data)}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or '{"error": "its process ended"}')
        if "error" in answer:
            raise NotMeasured(_in_a_line(answer["error"]))
        return Answer(**answer)

    def _process(self, environment: str) -> subprocess.Popen[str]:
        if environment not in self.processes:
            try:
                self.processes[environment] = self._started(environment)
            except NotMeasured as why:
                self.processes[environment] = why
        process = self.processes[environment]
        if isinstance(process, NotMeasured):
            raise process
        return process

    def _started(self, environment: str) -> subprocess.Popen[str]:
        python = self._made(environment)
        return subprocess.Popen(
            [python, "-W", "ignore", _HERE / f"{environment}.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def _made(self, environment: str) -> Path:
        """Return the environment's Python, after installing what is not there yet."""
        folder = self.environments / environment
        python = folder / "bin" / "python"
        requirements = _HERE / f"requirements-{environment}.txt"
        installed = folder / "installed.txt"
        if not installed.exists() or installed.read_text() != requirements.read_text():
            _run("no environment", sys.executable, "-m", "venv", folder)
            _run("cannot be installed", python, "-m", "pip", "install", "-q", "-r", requirements)
            installed.write_text(requirements.read_text())
        return python


def _run(failure: str, *command: str | Path) -> None:
    # The requirements are pinned already, by themselves.
    environment = {name: os.environ[name] for name in os.environ if name != "PIP_CONSTRAINT"}
    try:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            encoding="utf-8",
            env=environment,
            timeout=_WAIT,
        )
    except subprocess.CalledProcessError as error:
        raise NotMeasured(f"{failure}: {_in_a_line(error.stderr)}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotMeasured(f"{failure}: {_in_a_line(str(error))}") from error


def _in_a_line(text: str) -> str:
    """Return the first line that names an error, short enough for a cell of a table."""
    lines = text.strip().splitlines() or ["?"]
    error = next((line for line in lines if "error" in line.lower()), lines[-1])
    return error.replace("|", "/")[:120]
