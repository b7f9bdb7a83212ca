"""Reliability data: units × coders, stored as distinct patterns with their number of units.

A unit is what coders are compared on: a character, a turn, a given excerpt. Units on which
all coders gave the same values form one pattern, so a million characters of text are a few
hundred rows, and every nominal coefficient costs the same for a short text and a long one.
"""

from collections.abc import Hashable, Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import plural

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]

_AT_ONCE = 1 << 16  # units that stay in the processor's cache
_COUNTED = 1 << 16  # possible patterns that are counted rather than sorted

MISSING = -1
NO_CODE = "(no code)"


@frozen(eq=False)
class ReliabilityData:
    """What value each coder gave each unit.

    Attributes:
        values: integers of shape (patterns, coders): an index into `categories`, or
            `MISSING` where a coder did not judge the unit.
        counts: integers of shape (clusters, patterns): how many units of a cluster show the
            pattern. A cluster is what units lie in, and may resemble each other by: a document.
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
        """Return how many units show each pattern if each cluster were there so often.

        Args:
            clusters: how often each cluster is there, of shape (…, clusters).
        """
        import numpy as np

        # Floats multiply many times as fast as whole numbers, and hold these exactly.
        weights: npt.NDArray[np.int64] = (
            clusters.astype(np.float64) @ self.counts.astype(np.float64)
        ).astype(np.int64)
        return weights

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
        """Gather units that come one by one.

        Args:
            units: for each unit the values of the coders, None where one is missing.
            coders: one name a column.
            categories: values that may not occur; others are added as they are met.
            clusters: for each unit what it lies in.
            unit: what one unit is.
        """
        import numpy as np

        rows = [tuple(row) for row in units]
        width = len(coders) if coders is not None else max(map(len, rows), default=0)
        index: dict[Hashable, int] = {value: i for i, value in enumerate(categories or ())}
        patterns: dict[tuple[int, ...], int] = {}
        cluster_index: dict[str, int] = {}
        pattern_of: list[int] = []
        cluster_of: list[int] = []
        for row, cluster in zip(rows, clusters or repeat("", len(rows)), strict=True):
            pattern = tuple(
                MISSING if value is None else index.setdefault(value, len(index)) for value in row
            )
            pattern_of.append(patterns.setdefault(pattern, len(patterns)))
            cluster_of.append(cluster_index.setdefault(cluster, len(cluster_index)))
        counts = np.zeros((max(len(cluster_index), 1), len(patterns)), dtype=np.int64)
        np.add.at(counts, (cluster_of, pattern_of), 1)
        return cls(
            values=np.array(list(patterns), dtype=np.int64).reshape(len(patterns), width),
            counts=counts,
            coders=tuple(coders or (f"coder {i + 1}" for i in range(width))),
            categories=tuple(index),
            clusters=tuple(cluster_index) or ("",),
            unit=unit,
        )

    @classmethod
    def from_codes(
        cls,
        values: "npt.NDArray[np.integer[Any]]",
        *,
        categories: Sequence[Hashable],
        coders: Sequence[str] | None = None,
        unit: str = "unit",
    ) -> "ReliabilityData":
        """Gather units that come as an array: a million take about as long as to read them once.

        Args:
            values: integers of shape (units, coders), of any width: an index into
                `categories`, or `MISSING`.
            categories: what the indices stand for.
            coders: one name a column.
            unit: what one unit is.

        Raises:
            BadInput: a value that is neither.
        """
        import numpy as np

        base, width = len(categories) + 1, values.shape[1]
        if base**width <= max(_COUNTED, len(values)):
            patterns, counts = _counted(values, base)
        else:
            _check(values, base)
            _, first, counts = np.unique(
                row_keys(values, base), return_index=True, return_counts=True
            )
            patterns = values[first].astype(np.int64)
        return cls(
            values=patterns,
            counts=counts[None, :].astype(np.int64),
            coders=tuple(coders or (f"coder {i + 1}" for i in range(width))),
            categories=tuple(categories),
            unit=unit,
        )


def row_keys(
    values: "npt.NDArray[np.integer[Any]]", base: int, kind: "npt.DTypeLike" = "int64"
) -> "npt.NDArray[np.integer[Any]]":
    """Return rows of values from -1 to base - 2 as numbers: equal rows, equal numbers.

    Sorting those takes a tenth of the time of sorting rows.

    Args:
        values: the rows.
        base: how many values are possible, MISSING among them.
        kind: the type of the numbers; it must hold every possible key.
    """
    import numpy as np

    keys = np.zeros(len(values), dtype=kind)
    shift, largest = 0, 0
    for column in values.T:
        # Of very many columns the keys would overflow: those so far are ranked, and it goes on.
        if (largest + 1) * base >= 1 << 62:
            keys = np.unique(keys, return_inverse=True)[1]
            shift, largest = 0, len(keys)
        keys *= base
        keys += column
        shift, largest = shift * base + 1, (largest + 1) * base - 1
    keys += shift
    return keys


def _counted(values: "npt.NDArray[np.integer[Any]]", base: int) -> "tuple[Integers, Integers]":
    """Return the patterns that occur, and how often each does, by counting every possible one."""
    import numpy as np

    width = values.shape[1]
    counts = np.zeros(base**width, dtype=np.int64)
    # Bytes are read many at once; that -1 becomes 255 is made good when the key is complete.
    kind = np.uint8 if len(counts) <= 256 else np.int64
    for first in range(0, len(values), _AT_ONCE):
        block = values[first : first + _AT_ONCE]
        _check(block, base)
        keys = row_keys(block.astype(kind), base, kind)
        counts += np.bincount(keys, minlength=len(counts))
    found = np.flatnonzero(counts)
    places = base ** np.arange(width - 1, -1, -1)
    return found[:, None] // places % base - 1, counts[found]


def _check(values: "npt.NDArray[np.integer[Any]]", base: int) -> None:
    if values.size and not MISSING <= int(values.min()) <= int(values.max()) < base - 1:
        raise BadInput(
            plural(
                "There is one category, so a value is 0, or {missing} where it is missing.",
                "There are {n} categories, so a value is a number from 0 to {last}, or {missing} "
                "where it is missing.",
                base - 1,
                last=base - 2,
                missing=MISSING,
            )
        )


def label(category: Hashable) -> str:
    """Return a category as it is shown to a person: a set of codes as `power + trust`."""
    if isinstance(category, frozenset):
        return " + ".join(sorted(map(str, category))) or NO_CODE
    return str(category)
