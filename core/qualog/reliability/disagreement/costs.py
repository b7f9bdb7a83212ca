"""What disagreement costs alpha: how often each set of codes was given, and what would change.

All counts are whole numbers up to one division, so that agreement throughout gives exactly 1.
Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from math import lcm
from operator import and_, or_
from typing import NamedTuple

from attrs import frozen

from qualog.reliability.data import MISSING


class Stretch(NamedTuple):
    """A stretch `[start, end)` with each coder's set of codes, one bit a code, or `MISSING`."""

    start: int
    end: int
    sets: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many characters or units it has."""
        return self.end - self.start

    @property
    def judgements(self) -> list[int]:
        """The sets that were given in it."""
        return [bits for bits in self.sets if bits != MISSING]

    @property
    def disputed(self) -> int:
        """The codes that somebody gave, and somebody else who judged it did not."""
        judgements = self.judgements
        return reduce(or_, judgements, 0) & ~reduce(and_, judgements, -1)

    def continues_in(self, other: "Stretch") -> bool:
        """Return whether the same coders judged the next stretch, and a dispute goes on in it."""
        return self._missing == other._missing and bool(self.disputed & other.disputed)

    @property
    def _missing(self) -> list[bool]:
        return [bits == MISSING for bits in self.sets]


@frozen
class Costs:
    """What Krippendorff's nominal alpha over sets of codes is computed from.

    Attributes:
        given: how often each set was given.
        disagreeing: the coincidences off the diagonal, times `scale`.
        by_chance: `n² - Σ n_c²`: the ordered pairs of all n values that differ.
        scale: divides by every number of judgements of a unit less one.
    """

    given: Counter[int]
    disagreeing: int
    by_chance: int
    scale: int

    @classmethod
    def of(cls, stretches: Sequence[Stretch]) -> "Costs":
        """Count stretches that at least two coders judged."""
        scale = lcm(*{len(stretch.judgements) - 1 for stretch in stretches})
        given: Counter[int] = Counter()
        for stretch in stretches:
            for bits in stretch.judgements:
                given[bits] += stretch.size
        disagreeing = sum(_disagreeing(stretch, scale) for stretch in stretches)
        by_chance = given.total() ** 2 - sum(count * count for count in given.values())
        return cls(given, disagreeing, by_chance, scale)

    @property
    def observed_disagreement(self) -> float | None:
        """D_o; None if nothing is pairable."""
        values = self.given.total()
        return self.disagreeing / (self.scale * values) if values else None

    @property
    def alpha(self) -> float | None:
        """1 - D_o / D_e; None where it is undefined."""
        return self._alpha(self.disagreeing, self.by_chance)

    def share(self, passage: Iterable[Stretch]) -> float:
        """Return a passage's share of D_o, 0 to 1."""
        return sum(_disagreeing(stretch, self.scale) for stretch in passage) / self.disagreeing

    def cost(self, passage: Sequence[Stretch]) -> float | None:
        """Return how far alpha would rise if the coders agreed on a passage.

        It is the mean over their readings, each being what one coder gave in the passage; None
        where no reading leaves alpha a value.
        """
        now = self.alpha
        left = self.disagreeing - sum(_disagreeing(stretch, self.scale) for stretch in passage)
        then = [
            self._alpha(left, self._by_chance_after(passage, coder))
            for coder, given in enumerate(passage[0].sets)
            if given != MISSING
        ]
        rises = [alpha - now for alpha in then if alpha is not None and now is not None]
        return sum(rises) / len(rises) if rises else None

    def _alpha(self, disagreeing: int, by_chance: int) -> float | None:
        if not by_chance:
            return None
        return 1 - disagreeing * (self.given.total() - 1) / (self.scale * by_chance)

    def _by_chance_after(self, passage: Iterable[Stretch], coder: int) -> int:
        """Return `by_chance` if all had given in a passage what one coder gave."""
        change: Counter[int] = Counter()
        for stretch in passage:
            for bits in stretch.judgements:
                change[bits] -= stretch.size
                change[stretch.sets[coder]] += stretch.size
        given = self.given
        return self.by_chance - sum((2 * given[c] + more) * more for c, more in change.items())


def _disagreeing(stretch: Stretch, scale: int) -> int:
    judgements = stretch.judgements
    alike = sum(times * times for times in Counter(judgements).values())
    differing = len(judgements) ** 2 - alike
    return differing * stretch.size * scale // (len(judgements) - 1)
