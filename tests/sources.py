"""The sources of what is shipped, parsed: for the tests that read how the code is written."""

import ast
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen
from tests.folders import ROOT

PACKAGES: Final = ("core", "cli", "plugins")


@frozen
class Source:
    """A module: its path from the repository, its lines, and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


@cache
def sources(*packages: str) -> tuple[Source, ...]:
    """Return every module of these packages; of all three, if none is named."""
    paths = sorted(
        path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py")
    )
    return tuple(map(_source, paths))


def _source(path: Path) -> Source:
    text = path.read_text("utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
