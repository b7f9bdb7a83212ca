"""Reliability data: units × coders, kept as distinct patterns with their number of units.

A unit is what coders are compared on: a character, a turn, a given excerpt. Units on which
all coders gave the same values form one pattern, so a million characters of text are a few
hundred rows, and every nominal coefficient costs the same for a short text and a long one.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MISSING = -1
NO_CODE = "(no code)"


@frozen(eq=False)
class ReliabilityData:
    """What each coder said of each unit.

    Attributes:
        values: integers of shape (patterns, coders): an index into `categories`, or
            `MISSING` where a coder did not judge the unit.
        counts: integers of shape (clusters, patterns): how many units of a cluster show the
            pattern. A cluster is what units lie in and may resemble each other by: a document.
        coders: one name a column.
        categories: what the indices stand for: a word, a number on a scale, or a set of code
            names, which is empty where the coder judged that no code applies. Declared ones
            that nobody used are among them.
        clusters: one name a row of `counts`.
        unit: what one unit is ("character", "turn", …), as shown to a person.
    """

    values: "npt.NDArray[np.int64]"
    counts: "npt.NDArray[np.int64]"
    coders: tuple[str, ...]
    categories: tuple[Hashable, ...]
    clusters: tuple[str, ...] = ("",)
    unit: str = "unit"

    @property
    def weights(self) -> "npt.NDArray[np.int64]":
        """How many units show each pattern, in all clusters. Shape (patterns,)."""
        weights: npt.NDArray[np.int64] = self.counts.sum(axis=0)
        return weights

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories as shown to a person."""
        return tuple(map(label, self.categories))

    def weights_of(self, clusters: "npt.NDArray[np.int64]") -> "npt.NDArray[np.int64]":
        """Give the weights if each cluster were there so often; shape (…, clusters)."""
        return clusters @ self.counts

    @classmethod
    def from_units(
        cls,
        units: Iterable[Sequence[Hashable | None]],
        *,
        coders: Sequence[str] | None = None,
        categories: Sequence[Hashable] | None = None,
        clusters: Iterable[str] | None = None,
        unit: str = "unit",
    ) -> "ReliabilityData":
        """Gather units given one by one, each a value for each coder, None where missing.

        `categories` declares values that may not occur; others are added as they are met.
        `clusters` says for each unit what it lies in.
        """
        import numpy as np

        rows = [tuple(row) for row in units]
        width = len(coders) if coders is not None else max(map(len, rows), default=0)
        index: dict[Hashable, int] = {each: i for i, each in enumerate(categories or ())}
        patterns: dict[tuple[int, ...], int] = {}
        places: dict[str, int] = {}
        shown: list[int] = []
        inside: list[int] = []
        for row, cluster in zip(rows, clusters or repeat("", len(rows)), strict=True):
            pattern = tuple(
                MISSING if value is None else index.setdefault(value, len(index)) for value in row
            )
            shown.append(patterns.setdefault(pattern, len(patterns)))
            inside.append(places.setdefault(cluster, len(places)))
        counts = np.zeros((max(len(places), 1), len(patterns)), dtype=np.int64)
        np.add.at(counts, (inside, shown), 1)
        return cls(
            values=np.array(list(patterns), dtype=np.int64).reshape(len(patterns), width),
            counts=counts,
            coders=tuple(coders or (f"coder {i + 1}" for i in range(width))),
            categories=tuple(index),
            clusters=tuple(places) or ("",),
            unit=unit,
        )


def label(category: Hashable) -> str:
    """Give a category as shown to a person: a set of codes as `power + trust`."""
    if isinstance(category, frozenset):
        return " + ".join(sorted(map(str, category))) or NO_CODE
    return str(category)
