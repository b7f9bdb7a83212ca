"""Imports a list of codes from plain text, as QualCoder imports one: a code on each line.

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
from qualog_plugins.importers.placing.code_tree import FoundCode, tree_of
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes

_UNDER = ">>"
_LONGEST = 200
_DEEPEST = 50


@frozen
class Options:
    """How a list is read."""

    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class CodeList:
    """The importer of lists of codes."""

    name = "code-list"
    summary = "A list of codes in plain text, category>>code on each line, as QualCoder reads it"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of nothing but short lines, and codes that are under others."""
        if path.suffix.lower() != ".txt" or not looks_like_text(head):
            return 0.0
        *lines, last = head.decode("utf-8", "replace").split("\n")
        codes = [line.partition("\t")[0] for line in (lines or [last]) if line.strip()]
        short = all(len(code) <= _LONGEST for code in codes)
        named = sum(all(name.strip() for name in code.split(_UNDER)) for code in codes)
        return 0.9 if short and named == len(codes) and _UNDER in "".join(codes) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the codes, each under the one that its line names.

        Raises:
            BadInput: a line does not name a code.
        """
        text, _ = decode(read_bytes(path), path, options.encoding)
        found: dict[tuple[str, ...], FoundCode] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                _add(line, found, path, number)
        tree = tree_of(found.values())
        return Material(codes=tree.codes, dropped=tuple(tree.dropped))


def _add(line: str, found: dict[tuple[str, ...], FoundCode], path: Path, number: int) -> None:
    """Add the code of a line, and those above it that no line has named yet."""
    code, _, definition = line.partition("\t")
    names = [tidy(name) for name in code.split(_UNDER)]
    if not all(0 < len(name) <= _LONGEST for name in names) or len(names) > _DEEPEST:
        raise BadInput(
            "{file}, line {line} is not a code. Write one code on each line, as code or "
            "category>>code, and what it means after a tab.",
            file=path.name,
            line=number,
        )
    keys = [tuple(name.casefold() for name in names[:depth]) for depth in range(len(names) + 1)]
    for depth, name in enumerate(names, start=1):
        is_last = depth == len(names)
        if is_last or keys[depth] not in found:
            found[keys[depth]] = FoundCode(
                keys[depth], name, definition if is_last else "", keys[depth - 1], not is_last
            )


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [CodeList()]
