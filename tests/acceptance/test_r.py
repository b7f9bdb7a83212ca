"""What the guide to R shows runs in R, in the order in which it is shown."""

import re
import shlex
import subprocess

import pytest
from tests.acceptance.shell import find_programs_of_this_python
from tests.folders import ROOT

PAGE = ROOT / "docs" / "how-to" / "work-in-r.md"


@pytest.mark.r
def test_the_guide_to_r(shell, monkeypatch):
    find_programs_of_this_python(monkeypatch)
    shell.qualog("demo")
    monkeypatch.setenv("QUALOG_PROJECT", str(shell.folder / "qualog-demo" / "demo.qualog"))
    printed = []
    for kind, block in re.findall(
        r"^```(r|console)\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    ):
        if kind == "r":
            printed.append(run(block, shell.folder))
        else:
            for line in block.splitlines():
                shell.qualog(*shlex.split(line)[2:])
    asked, stored, compared, _ = printed
    assert '"Following the plan"' in asked  # a code that was split after open coding
    assert "Interview 5" in asked
    assert '"passages"' in stored
    agreed = float(re.search(r"\[1\] (0\.\d+)", compared)[1])
    before = ("--at", "before the report")  # the last that was decided before R found more
    assert f"{agreed:.3f}" in shell.qualog("agree", "--unit", "turn", "-m", "percent", *before)
    assert "found in R" in shell.qualog("codings", "--code", "found in R")


def run(block, folder):
    ran = subprocess.run(
        ["Rscript", "--vanilla", "-e", block],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
