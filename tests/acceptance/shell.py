"""A shell for sessions as a user has them: the installed command, in a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen
from tests.acceptance.forks import Forks

FORKS: list[Forks] = []
"""What runs the commands, while a test run has it; else each starts the installed program."""


@frozen
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@frozen
class Shell:
    """Runs commands in one folder."""

    folder: Path

    def run(self, *arguments: str, stdin: str = "") -> Answer:
        """Run `qualog` with these arguments."""
        if FORKS and "PYTHONPATH" not in os.environ:
            answer = Answer(*FORKS[0].run(self.folder, arguments, stdin))
        else:
            answer = self.start(*arguments, stdin=stdin)
        assert "Traceback" not in answer.err, answer.err
        return answer

    def start(self, *arguments: str, stdin: str = "") -> Answer:
        """Start the installed program with these arguments, from nothing."""
        program = Path(sys.executable).with_name("qualog")
        ran = subprocess.run(
            [str(program if program.exists() else shutil.which("qualog")), *arguments],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        return Answer(ran.returncode, ran.stdout, ran.stderr)

    def qualog(self, *arguments: str) -> str:
        """Run `qualog`, which must succeed; give what it printed."""
        answer = self.run(*arguments)
        assert answer.code == 0, f"qualog {' '.join(arguments)}\n{answer.out}{answer.err}"
        return answer.out

    def fails(self, *arguments: str) -> str:
        """Run `qualog`, which must end with 2 and one message; give the message."""
        answer = self.run(*arguments)
        assert answer.code == 2, f"qualog {' '.join(arguments)}\n{answer.out}{answer.err}"
        return answer.err


def find_programs_of_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other programs find `qualog`, though no environment is active."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", path)
