"""The table of docs/reference/formats.md, as rows that tests can hold against the plugins."""

import re

from attrs import frozen
from tests.folders import ROOT

TABLE = ROOT / "docs" / "reference" / "formats.md"


@frozen
class Format:
    """One row: the plugin, its files' endings, what is kept, what it says is left out, what not."""

    plugin: str
    suffixes: tuple[str, ...]
    kept: tuple[str, ...]
    told: tuple[str, ...]
    silent: tuple[str, ...]


def rows(heading: str) -> list[Format]:
    """Return the rows of the table below a heading."""
    _, _, below = TABLE.read_text("utf-8").partition(f"## {heading}\n")
    found = []
    for line in below.partition("\n## ")[0].splitlines():
        if line.startswith("| `"):
            plugin, files, *cells = (cell.strip() for cell in line.strip("|").split(" | "))
            kept, said, silent = (
                tuple(filter(None, cell.split("; "))) for cell in (*cells, "")[:3]
            )
            found.append(
                Format(
                    plugin.strip("` "),
                    tuple(re.findall(r"`(\.[\w.]+)`", files)),
                    kept,
                    tuple(map(_as_said, said)),
                    silent,
                )
            )
    return found


def _as_said(phrase: str) -> str:
    """Return the words that are said of a sample: those in quotation marks, if there are any."""
    example = re.search(r"“(.+)”$", phrase)
    return example[1] if example else phrase
