"""Which codes are confused with which: where one coder used one, and another coder another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

from attrs import frozen

from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.data import MISSING
from qualog.reliability.spans import codes_in, in_units, stretches

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Integers = npt.NDArray[np.int64]


@frozen(eq=False)
class Confusion:
    """Which codes two coders gave the same characters or units.

    Where both gave a code, they agree on it, and it counts on the diagonal, whatever else they
    gave. The rest of their sets counts as confused: each code that only one gave with each that
    only the other gave, or with no code where the other gave no other. So a unit with several
    codes counts in several cells, and in none of them twice.

    Attributes:
        one: the index of the coder whose codes are the rows.
        other: the index of the coder whose codes are the columns.
        counts: how many characters or units, of shape (codes + 1, codes + 1); the last row and
            column are no code.
    """

    one: int
    other: int
    counts: "Integers"


def confusions(coded: CodedStudy) -> list[Confusion]:
    """Count which codes each pair of coders gave, on the units of the study that both judged."""
    import numpy as np

    continuum = coded.continuum if coded.unit == "character" else in_units(coded.continuum)
    width, codes = len(continuum.coders), len(continuum.codes)
    patterns: Counter[tuple[int, ...]] = Counter()
    for document in continuum.documents:
        for start, end, sets in stretches(document, width):
            patterns[sets] += end - start
    found = []
    for one, other in combinations(range(width), 2):
        given: Counter[tuple[int, int]] = Counter()
        for sets, units in patterns.items():
            given[sets[one], sets[other]] += units
        counts = np.zeros((codes + 1, codes + 1), dtype=np.int64)
        for both, units in given.items():
            if MISSING not in both:
                for cell in _cells(*both, none=codes):
                    counts[cell] += units
        found.append(Confusion(one, other, counts))
    return found


def pooled(found: Sequence[Confusion]) -> "Integers":
    """Return the counts of all pairs of coders together, whoever gave which; of at least one pair.

    The cell of two codes, and the one across the diagonal, count where either coder gave one
    and the other coder the other.
    """
    import numpy as np

    counts: Integers = np.sum([pair.counts + pair.counts.T for pair in found], axis=0)
    np.fill_diagonal(counts, counts.diagonal() // 2)
    return counts


def _cells(one: int, other: int, *, none: int) -> Iterator[tuple[int, int]]:
    """Yield the cells in which two sets of codes count."""
    yield from ((code, code) for code in codes_in(one & other))
    rest, others_rest = codes_in(one & ~other), codes_in(other & ~one)
    if rest or others_rest or not one:
        yield from product(rest or [none], others_rest or [none])
