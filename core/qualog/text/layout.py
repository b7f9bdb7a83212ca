"""Layout: where the lines of a text stand on paper, kept beside the text as JSON."""

from collections.abc import Iterable

import msgspec
from attrs import frozen


@frozen
class PrintedLine:
    """Where a line of a text stands on paper: `[start, end)` in code points, its page and box.

    `page` counts from 1; `box` is left, bottom, right, top in points from the page's bottom left.
    """

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float]


def write_layout(lines: Iterable[PrintedLine]) -> bytes:
    """Return lines as bytes: a JSON array of [start, end, page, [left, bottom, right, top]]."""
    return msgspec.json.encode([(line.start, line.end, line.page, line.box) for line in lines])


def read_layout(data: bytes) -> tuple[PrintedLine, ...]:
    """Return the lines that bytes hold."""
    rows = msgspec.json.decode(
        data, type=list[tuple[int, int, int, tuple[float, float, float, float]]]
    )
    return tuple(PrintedLine(*row) for row in rows)
