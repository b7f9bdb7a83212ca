"""What some tests need besides Qualog and the extra `test`, as their marks name it.

Where it is not here, a test is skipped with a sentence; with `pytest --complete` it fails.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Final


@cache
def lacking(mark: str) -> str:
    """Return a sentence on what tests with this mark need and is not here; else an empty text."""
    return _NEEDS[mark]() if mark in _NEEDS else ""


def _package(name: str, extra: str) -> str:
    return "" if find_spec(name) else f"{name} is not installed: pip install 'qualog[{extra}]'"


def _packages(names: Iterable[str], extra: str) -> str:
    return next(filter(None, (_package(name, extra) for name in names)), "")


def _postgresql() -> str:
    given = "QUALOG_TEST_POSTGRESQL" in os.environ
    if given or all(shutil.which(program) for program in ("initdb", "pg_ctl")):
        return _package("psycopg", "postgresql")
    return (
        "PostgreSQL's initdb and pg_ctl are not on the PATH: install it and add the folder of its "
        "programs, or name a server in $QUALOG_TEST_POSTGRESQL"
    )


def _strace() -> str:
    if shutil.which("strace") is None:
        return "strace is not on the PATH: install it"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return "strace may not trace programs here (ptrace)" if tried.returncode else ""


def _r() -> str:
    if shutil.which("Rscript") is None:
        return "Rscript is not on the PATH: install R"
    asked = ["Rscript", "-e", "for (name in c('DBI', 'RSQLite')) loadNamespace(name)"]
    tried = subprocess.run(asked, capture_output=True, check=False)
    if tried.returncode:
        return "R lacks its packages: install.packages(c('DBI', 'RSQLite'))"
    return ""


_FRAMES: Final = ("pandas", "polars", "pyarrow")
_NEEDS: Final[Mapping[str, Callable[[], str]]] = {
    "databases": lambda: _packages(("datasette", "duckdb", *_FRAMES), "databases"),
    "frames": lambda: _packages(_FRAMES, "frames"),
    "dev": lambda: _packages(("ruff", "mypy"), "dev"),
    "gamma": lambda: _package("pygamma_agreement", "gamma"),
    "notebook": lambda: _packages(("nbclient", "ipykernel", "matplotlib", *_FRAMES), "notebook"),
    "r": _r,
    "parquet": lambda: _package("pyarrow", "parquet"),
    "postgresql": _postgresql,
    "strace": _strace,
}
