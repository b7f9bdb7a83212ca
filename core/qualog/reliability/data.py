"""Reliability data: units × coders, kept as distinct patterns with their number of units.

A unit is what coders are compared on: a character, a turn, a given excerpt. Units on which
all coders gave the same values form one pattern, so a million characters of text are a few
hundred rows, and every nominal coefficient costs the same for a short text and a long one.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MISSING = -1


@frozen(eq=False)
class ReliabilityData:
    """What each coder said of each unit.

    Attributes:
        values: integers of shape (patterns, coders): an index into `categories`, or
            `MISSING` where a coder did not judge the unit.
        units: integers of shape (patterns,): how many units show the pattern.
        coders: one name a column.
        categories: what the indices stand for, as shown to a person.
        unit: what one unit is ("character", "turn", …), as shown to a person.
    """

    values: "npt.NDArray[np.int64]"
    units: "npt.NDArray[np.int64]"
    coders: tuple[str, ...]
    categories: tuple[str, ...]
    unit: str = "unit"

    @classmethod
    def from_units(
        cls,
        units: Iterable[Sequence[Hashable | None]],
        *,
        coders: Sequence[str] | None = None,
        categories: Sequence[Hashable] | None = None,
        unit: str = "unit",
    ) -> "ReliabilityData":
        """Gather units given one by one, each a value for each coder, None where missing.

        `categories` declares values that may not occur; others are added as they are met.
        """
        import numpy as np

        rows = [tuple(row) for row in units]
        width = len(coders) if coders is not None else max(map(len, rows), default=0)
        index: dict[Hashable, int] = {each: i for i, each in enumerate(categories or ())}
        patterns: dict[tuple[int, ...], int] = {}
        for row in rows:
            pattern = tuple(
                MISSING if value is None else index.setdefault(value, len(index)) for value in row
            )
            patterns[pattern] = patterns.get(pattern, 0) + 1
        return cls(
            values=np.array(list(patterns), dtype=np.int64).reshape(len(patterns), width),
            units=np.array(list(patterns.values()), dtype=np.int64),
            coders=tuple(coders or (f"coder {i + 1}" for i in range(width))),
            categories=tuple(map(str, index)),
            unit=unit,
        )
