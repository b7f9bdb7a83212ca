"""The table of docs/reference/formats.md, as rows that tests can hold against the plugins."""

import re

from attrs import frozen
from tests.folders import ROOT

TABLE = ROOT / "docs" / "reference" / "formats.md"


@frozen
class Format:
    """One row: the plugin, its files' endings, what is kept, what is told as left, what is not."""

    plugin: str
    suffixes: tuple[str, ...]
    kept: tuple[str, ...]
    told: tuple[str, ...]
    silent: tuple[str, ...]


def rows(heading: str) -> list[Format]:
    """Give the rows of the table below a heading."""
    _, _, below = TABLE.read_text("utf-8").partition(f"## {heading}\n")
    found = []
    for line in below.partition("\n## ")[0].splitlines():
        if line.startswith("| `"):
            plugin, files, *cells = (each.strip() for each in line.strip("|").split(" | "))
            kept, told, silent = (
                tuple(filter(None, each.split("; "))) for each in (*cells, "")[:3]
            )
            found.append(
                Format(
                    plugin.strip("` "),
                    tuple(re.findall(r"`(\.[\w.]+)`", files)),
                    kept,
                    tuple(map(_as_told, told)),
                    silent,
                )
            )
    return found


def _as_told(cell: str) -> str:
    """Give the words that a sample is told with: those in quotation marks, if there are any."""
    example = re.search(r"“(.+)”$", cell)
    return example[1] if example else cell
