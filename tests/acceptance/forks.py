"""Runs the command line in forks of one program that has imported it: a start costs no second.

Every command still has a process of its own, with its own folder, environment and output.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import importlib, json, os, sys
from qualog_cli.contents import COMMANDS
from qualog_cli.main import main

for entry in COMMANDS.values():
    importlib.import_module(f"qualog_cli.{entry.module}")
import numpy, lxml.etree, qualog.plugins.registry, sqlite_utils

for line in sys.stdin.buffer:
    told = json.loads(line)
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\\n")
        sys.stdout.flush()
        continue
    code = 1
    try:
        for number, name in enumerate(("in", "out", "err")):
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY
            os.dup2(os.open(told[name], flags), number)
        for number, mode in enumerate("rww"):
            stream = open(number, mode, encoding="utf-8", closefd=False)
            setattr(sys, ("stdin", "stdout", "stderr")[number], stream)
        os.chdir(told["folder"])
        os.environ.clear()
        os.environ.update(told["environment"])
        sys.argv = ["qualog", *told["arguments"]]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            import traceback
            traceback.print_exc()
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
    finally:
        os._exit(code)
"""


class Forks:
    """One program that is there for all commands of a test run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            bufsize=1,
        )

    def run(self, folder: Path, arguments: tuple[str, ...], stdin: str) -> tuple[int, str, str]:
        """Run the command line; give its exit code, and what it printed to both its outputs."""
        files = {name: self.folder / name for name in ("in", "out", "err")}
        for name, path in files.items():
            path.write_text(stdin if name == "in" else "", "utf-8")
        asked = {name: str(path) for name, path in files.items()} | {
            "folder": str(folder),
            "arguments": arguments,
            "environment": dict(os.environ),
        }
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps(asked) + "\n")
        code = int(self.program.stdout.readline())
        return code, files["out"].read_text("utf-8"), files["err"].read_text("utf-8")

    def close(self) -> None:
        """End it."""
        self.program.communicate()
