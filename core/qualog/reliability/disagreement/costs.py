"""What disagreement costs alpha: how often each set of codes was given, and what would change.

All is whole numbers up to one division, so agreement throughout gives exactly 1.
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
        return [each for each in self.sets if each != MISSING]

    @property
    def disputed(self) -> int:
        """The codes that somebody gave, and somebody else who judged it did not."""
        judgements = self.judgements
        return reduce(or_, judgements, 0) & ~reduce(and_, judgements, -1)

    def goes_on(self, other: "Stretch") -> bool:
        """Say whether the same coders judged the next stretch, and a dispute goes on in it."""
        judged = [each == MISSING for each in self.sets] == [each == MISSING for each in other.sets]
        return judged and bool(self.disputed & other.disputed)


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
        scale = lcm(*{len(each.judgements) - 1 for each in stretches})
        given: Counter[int] = Counter()
        for stretch in stretches:
            for each in stretch.judgements:
                given[each] += stretch.size
        disagreeing = sum(_disagreeing(each, scale) for each in stretches)
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
        """Give a passage's share of D_o."""
        return sum(_disagreeing(each, self.scale) for each in passage) / self.disagreeing

    def cost(self, passage: Sequence[Stretch]) -> float | None:
        """Give how far alpha would rise if a passage were agreed on: the mean over its readings.

        A reading is what one coder gave in it; None where no reading leaves alpha a value.
        """
        now = self.alpha
        left = self.disagreeing - sum(_disagreeing(each, self.scale) for each in passage)
        then = [
            self._alpha(left, self._by_chance_after(passage, coder))
            for coder, given in enumerate(passage[0].sets)
            if given != MISSING
        ]
        rises = [each - now for each in then if each is not None and now is not None]
        return sum(rises) / len(rises) if rises else None

    def _alpha(self, disagreeing: int, by_chance: int) -> float | None:
        if not by_chance:
            return None
        return 1 - disagreeing * (self.given.total() - 1) / (self.scale * by_chance)

    def _by_chance_after(self, passage: Iterable[Stretch], coder: int) -> int:
        """Give the pairs by chance if all had given in a passage what one coder gave."""
        change: Counter[int] = Counter()
        for stretch in passage:
            for each in stretch.judgements:
                change[each] -= stretch.size
                change[stretch.sets[coder]] += stretch.size
        given = self.given
        return self.by_chance - sum((2 * given[c] + more) * more for c, more in change.items())


def _disagreeing(stretch: Stretch, scale: int) -> int:
    judgements = stretch.judgements
    alike = sum(times * times for times in Counter(judgements).values())
    differing = len(judgements) ** 2 - alike
    return differing * stretch.size * scale // (len(judgements) - 1)
