"""Imports a list of codes from plain text, as QualCoder takes one in: a code on each line.

`category>>code` stands for a code under another, in any depth; after a tab follows what the code
means.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.code_tree import FoundCode, tidy, tree_of
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes

_UNDER = ">>"
_LONGEST = 200
_DEEPEST = 50


@frozen
class Options:
    """How a list is read."""

    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class CodeList:
    """The importer of lists of codes."""

    name = "code-list"
    summary = "A list of codes in plain text, category>>code on a line, as QualCoder's"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: nothing but short lines, and codes that stand under others."""
        if path.suffix.lower() != ".txt" or not looks_like_text(head):
            return 0.0
        *lines, last = head.decode("utf-8", "replace").split("\n")
        codes = [each.partition("\t")[0] for each in (lines or [last]) if each.strip()]
        short = all(len(each) <= _LONGEST for each in codes)
        under = sum(all(part.strip() for part in each.split(_UNDER)) for each in codes)
        return 0.9 if short and under == len(codes) and _UNDER in "".join(codes) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the codes, each under the one that its line names.

        Raises:
            BadInput: a line names no code.
        """
        text, _ = decode(read_bytes(path), path, options.encoding)
        found: dict[tuple[str, ...], FoundCode] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                _take(found, line, f"{path.name}, line {number}")
        tree = tree_of(found.values())
        return Material(codes=tree.codes, dropped=tuple(tree.dropped))


def _take(found: dict[tuple[str, ...], FoundCode], line: str, where: str) -> None:
    """Take in a code, and those above it that no line has named yet."""
    told, _, definition = line.partition("\t")
    names = [tidy(each) for each in told.split(_UNDER)]
    if not all(0 < len(each) <= _LONGEST for each in names) or len(names) > _DEEPEST:
        raise BadInput(
            f"{where} is no code: write one on each line, as code or category>>code, with what it "
            "means after a tab."
        )
    keys = [tuple(each.casefold() for each in names[:depth]) for depth in range(len(names) + 1)]
    for depth, name in enumerate(names, start=1):
        is_last = depth == len(names)
        if is_last or keys[depth] not in found:
            found[keys[depth]] = FoundCode(
                keys[depth], name, definition if is_last else "", keys[depth - 1], not is_last
            )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [CodeList()]
