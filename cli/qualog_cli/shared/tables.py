"""Tables: cut to the width of a terminal, and whole where they go to a file or a program."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from qualog_cli.shared.output import Heading, visible
from qualog_cli.shared.terminal import columns
from qualog_cli.shared.widths import cut, padded, width

_GAP: Final = "  "
_NARROWEST: Final = 12
"""No column is cut to less, so that something of it can be read."""


def table(
    rows: Iterable[Sequence[object]], headings: Sequence[object], *, indent: str = ""
) -> Iterator[str]:
    """Yield the lines of a table, the headings first.

    On a terminal, the widest columns are cut until it fits.
    """
    cells = [[_one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    if (screen := columns()) is not None:
        widths = fitted(widths, screen - len(indent) - len(_GAP) * (len(widths) - 1))
    for number, row in enumerate(cells):
        line = _GAP.join(
            padded(cut(cell, most), most) for cell, most in zip(row, widths, strict=True)
        )
        line = f"{indent}{line}".rstrip()
        yield line if number else Heading(line)


def titled(rows: Iterable[tuple[object, object]], *, indent: str = "") -> Iterator[str]:
    """Yield a line for each value, with its title before it; nothing is cut."""
    cells = [(_one_line(title), str(value)) for title, value in rows]
    titles = max((width(title) for title, _ in cells), default=0)
    for title, value in cells:
        yield f"{indent}{padded(title, titles)}{_GAP}{value}".rstrip()


def fitted(widths: Sequence[int], available: int) -> list[int]:
    """Return widths of columns whose sum is not more than what is available, if that can be.

    The widest columns are cut, to one width; none to less than can be read.
    """
    widest = bisect_right(
        range(max(widths) + 1), available, key=lambda cap: sum(min(wide, cap) for wide in widths)
    )
    return [min(wide, max(widest - 1, _NARROWEST)) for wide in widths]


def _one_line(cell: object) -> str:
    return visible(cell).replace("\n", " ").replace("\t", " ")
