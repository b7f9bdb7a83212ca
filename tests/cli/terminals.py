"""A terminal that a command is run on: what it would show, byte for byte."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import frozen

SECONDS = 30
_STYLES = re.compile(r"\x1b\[[0-9;]*m")


@frozen
class Screen:
    """What came to the terminal, line breaks as one character, and the exit code."""

    code: int
    text: str

    @property
    def plain(self) -> str:
        """The text without its colours."""
        return _STYLES.sub("", self.text)

    @property
    def is_coloured(self) -> bool:
        return _STYLES.search(self.text) is not None


def on_terminal(
    folder: Path,
    *arguments: str,
    columns: int = 80,
    lines: int = 24,
    keys: str | Sequence[str] = "",
    after: str = "",
    program: tuple[str, ...] = (),
    **environment: str,
) -> Screen:
    """Run `qualog` on a terminal.

    Args:
        folder: where.
        *arguments: of the command.
        columns: how wide the terminal is.
        lines: how high it is.
        keys: what is typed; several texts are typed one by one.
        after: a text that must have come before it is typed; before each of several.
        program: what is run instead of `qualog`.
        **environment: what else is in the environment.
    """
    fcntl = pytest.importorskip("fcntl")
    termios = pytest.importorskip("termios")
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    environ = {**os.environ, "TERM": "xterm-256color", "PAGER": "cat", **environment}
    for name in ("COLUMNS", "LINES", "NO_COLOR", "CLICOLOR_FORCE"):
        if name not in environment:
            environ.pop(name, None)
    started = subprocess.Popen(
        [*(program or (sys.executable, "-m", "qualog_cli.main")), *arguments],
        cwd=folder,
        env=environ,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    try:
        shown = _shown(ours, [keys][: len(keys)] if isinstance(keys, str) else [*keys], after)
        code = started.wait(SECONDS)
    finally:
        os.close(ours)
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
    return Screen(code, shown.decode("utf-8", "replace").replace("\r\n", "\n"))


def _shown(terminal: int, keys: list[str], after: str) -> bytes:
    shown, answered = b"", 0
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if keys and after.encode() in shown[answered:]:
            time.sleep(0.3)  # until it reads: a key that comes between prompt and reading is lost
            answered = len(shown)
            os.write(terminal, keys.pop(0).encode())
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            got = os.read(terminal, 65536)
        except OSError:  # Linux says so where nobody has the terminal open any more
            return shown
        if not got:
            return shown
        shown += got
    raise TimeoutError(shown.decode("utf-8", "replace"))
