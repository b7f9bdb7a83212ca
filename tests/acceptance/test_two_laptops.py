"""The page on two laptops, as its two people live it: each with a folder and settings of their own.

Every line that the page shows is printed in that order, and what is typed after a question is
typed. Ids, letters and times are others than on the page, but the same one is always the same.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import define, field
from tests.folders import ROOT

pty = pytest.importorskip("pty", reason="the page is run in a terminal, and this system has none")

PAGE = ROOT / "docs" / "how-to" / "work-on-two-laptops.md"
TYPED = re.compile(r"(ingrid|samir)\$ (.+)")
ASKED = re.compile(r".*\[y/N\]: ([yn])")
CHANGING = re.compile(
    r"[0-9A-HJKMNP-TV-Z]{5}(?: [0-9A-HJKMNP-TV-Z]{5}){3}"  # letters
    r"|(?<=\[)[0-9a-f]{8}(?=\])"  # a coding
    r"|(?<=copy )[0-9a-f]{4}\b|\b[0-9a-f]{4}(?=\.[0-9])"  # a copy
    r"|\b20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}"  # a time
    r"|(?<=on “)[^”]+(?=”)"  # a machine
)
TALK = "I: Whom do you rely on?\nR: Her. I would hand her my keys\nany day.\n"


@define
class Laptops:
    """Two people's folders, and what is called otherwise there than on the page."""

    folder: Path
    called: dict[str, str] = field(factory=dict)

    def type(self, who: str, command: str, answers: list[str]) -> list[str]:
        """Type a command in somebody's terminal; return the lines that it then shows."""
        for page, here in self.called.items():
            command = re.sub(rf"\b{re.escape(page)}\b", here, command)
        ours, theirs = pty.openpty()
        ran = subprocess.Popen(
            ["bash", "-c", command],
            cwd=self.folder / who,
            env=self._environment(who),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        shown, left = b"", list(answers)
        while chunk := _read(ours):
            shown += chunk
            if left and shown.endswith(b"[y/N]: "):
                os.write(ours, f"{left.pop(0)}\n".encode())
        ended = ran.wait()
        os.close(ours)
        assert ended == 0, shown.decode()
        assert not left, f"nobody was asked: {command}"
        return shown.decode().replace("\r\n", "\n").splitlines()

    def require_same(self, page: str, here: str) -> None:
        """Require that a line is that of the page, but for what changes from time to time."""
        parts, tokens = CHANGING.split(page), CHANGING.findall(page)
        pattern = re.escape(parts[0]) + "".join(f"(.+?){re.escape(part)}" for part in parts[1:])
        found = re.fullmatch(pattern, here)
        assert found, f"the page shows:\n{page}\nand this was printed:\n{here}"
        for token, value in zip(tokens, found.groups(), strict=True):
            if not token.startswith("20"):  # times go on
                assert self.called.setdefault(token, value) == value, f"{token} in: {here}"

    def _environment(self, who: str) -> dict[str, str]:
        programs = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        settings = str(self.folder / f"{who}'s settings")
        return {**os.environ, "PATH": programs, "QUALOG_CONFIG": settings, "NO_COLOR": "1"}


def sessions() -> list[tuple[str, str, list[str]]]:
    """Return who types which command on the page, and the lines that are shown then."""
    typed: list[tuple[str, str, list[str]]] = []
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            if found := TYPED.fullmatch(line):
                typed.append((found[1], found[2], []))
            else:
                typed[-1][2].append(line)
    return typed


def test_each_of_them_reads_what_the_page_shows(tmp_path):
    for name in ("ingrid", "samir", "stick"):
        (tmp_path / name).mkdir()
    (tmp_path / "ingrid" / "interview-1.txt").write_text(TALK, "utf-8")
    laptops = Laptops(tmp_path)
    typed = sessions()
    assert {who for who, _, _ in typed} == {"ingrid", "samir"}
    for who, command, shown in typed:
        answers = [found[1] for line in shown if (found := ASKED.fullmatch(line))]
        here = laptops.type(who, command, answers)
        if shown:  # the page leaves out what is of no matter there
            assert len(here) == len(shown), "\n".join((command, *here))
            for page_line, line in zip(shown, here, strict=True):
                laptops.require_same(page_line, line)
    asked = sum(bool(ASKED.fullmatch(line)) for _, _, shown in typed for line in shown)
    assert asked == 2  # for Samir's copy, and for the one that goes on after his key was lost


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # nobody writes to it any more
        return b""
