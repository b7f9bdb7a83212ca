"""Where two coders put boundaries: the edits between them, and windows that slide over them.

A boundary is where a span starts or ends, inside the text; which code it is of does not matter.
The positions where one could be are those between two characters.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from qualog_plugins.agreement.spans.segments import Segments, distinct

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.continuum import Continuum

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]


@frozen(eq=False)
class Boundaries:
    """Each coder's boundaries on the joint axis, each once, in order.

    Attributes:
        segments: whose boundaries they are.
        of: positions, a coder an entry.
    """

    segments: Segments
    of: tuple["Integers", ...]

    @classmethod
    def among(cls, continuum: "Continuum") -> "Boundaries":
        """Gather the boundaries; a text's own start and end are not among them."""
        import numpy as np

        segments = Segments.of(continuum)
        found = []
        for coder in range(len(continuum.coders)):
            mine = segments.coder == coder
            positions = distinct(segments.start[mine], segments.end[mine])
            found.append(positions[~np.isin(positions, segments.limits)])
        return cls(segments, tuple(found))

    def of_both(self, one: int, other: int) -> tuple["Integers", "Integers"]:
        """Return two coders' boundaries in the documents that both judged."""
        found = []
        for coder in (one, other):
            where = self.segments.documents_at(self.of[coder])
            both = self.segments.judged[where][:, [one, other]].all(axis=1)
            found.append(self.of[coder][both])
        return found[0], found[1]

    def by_document(self, positions: "Integers", weights: "Floats | None" = None) -> "Floats":
        """Count positions by document, or add up their weights."""
        import numpy as np

        where = self.segments.documents_at(positions)
        count = np.bincount(where, weights=weights, minlength=len(self.segments.judged))
        return count.astype(float)

    def possible(self, one: int, other: int) -> "Floats":
        """Count, by document that both judged, where a boundary could be."""
        import numpy as np

        both = self.segments.judged[:, [one, other]].all(axis=1)
        length = self.segments.limits[1:] - self.segments.limits[:-1]
        possible: Floats = np.maximum(length - 1, 0) * both.astype(float)
        return possible


@frozen(eq=False)
class Edits:
    """What turns one coder's boundaries into the other's: positions on the joint axis.

    Attributes:
        matches: boundaries that both have.
        near: of each near miss, the first of its two positions.
        apart: of each near miss, how far apart the two are.
        misses: boundaries that only one has.
    """

    matches: "Integers"
    near: "Integers"
    apart: "Integers"
    misses: "Integers"


def edits(boundaries: Boundaries, one: int, other: int, n_t: int) -> Edits:
    """Find the boundary edit distance's edits (Fournier 2013).

    A boundary of one and a boundary of the other that are less than n_t apart, with no twin, are
    a near miss: the nearest first, and of those equally near, from the start of the text on.
    """
    import numpy as np

    mine, theirs = boundaries.of_both(one, other)
    twins = np.intersect1d(mine, theirs, assume_unique=True)
    left = np.setxor1d(mine, theirs, assume_unique=True)
    whose = np.isin(left, mine)
    near, apart = [left[:0]], [left[:0]]
    for distance in range(1, n_t):
        if not len(left):
            break
        index = left.searchsorted(left + distance).clip(max=len(left) - 1)
        same_text = boundaries.segments.documents_at(left) == boundaries.segments.documents_at(
            left[index]
        )
        could = (left[index] == left + distance) & (whose != whose[index]) & same_text
        first = _every_other(left[could], distance)
        near.append(first)
        apart.append(np.full(len(first), distance))
        free = ~np.isin(left, np.concatenate([first, first + distance]))
        left, whose = left[free], whose[free]
    return Edits(twins, np.concatenate(near), np.concatenate(apart), left)


def _every_other(positions: "Integers", distance: int) -> "Integers":
    """Of steps that could all be taken, take the first, and never two that share a position."""
    import numpy as np

    order = np.lexsort([positions, positions % distance])
    ranked = positions[order]
    begins = np.concatenate([[True], np.diff(ranked) != distance])[: len(ranked)]
    place = np.arange(len(ranked))
    since = place - np.maximum.accumulate(np.where(begins, place, 0)) if len(ranked) else place
    taken: Integers = np.sort(ranked[since % 2 == 0])
    return taken


def windows(
    boundaries: Boundaries, reference: int, other: int, *, count: bool
) -> tuple["Floats", "Floats"]:
    """Return for each document how many windows differ, and how many there are.

    A window is half a segment of the reference long, on average, and at least 2. It differs if
    the two have not as many boundaries in it (WindowDiff), or, without count, if one has some
    and the other none (Pk).
    """
    import numpy as np

    segments = boundaries.segments
    pair = boundaries.of_both(reference, other)
    differing, there = np.zeros((2, len(segments.judged)))
    judged = segments.judged[:, [reference, other]].all(axis=1)
    for document in np.flatnonzero(judged).tolist():
        start, end = segments.limits[document], segments.limits[document + 1]
        mine, theirs = (
            positions[positions.searchsorted(start) : positions.searchsorted(end)] - start
            for positions in pair
        )
        length = int(end - start)
        size = max(2, round(length / (len(mine) + 1) / 2))
        last = length - size
        if last <= 0:
            continue
        # The window at i holds boundary b if i < b <= i + size: it changes at b - size and b.
        changes = np.concatenate([mine, theirs, mine - size, theirs - size, [0, last]])
        cuts = distinct(changes[(changes >= 0) & (changes <= last)])
        at = cuts[:-1]
        held = [
            positions.searchsorted(at + size, "right") - positions.searchsorted(at, "right")
            for positions in (mine, theirs)
        ]
        if not count:
            held = [count_ > 0 for count_ in held]
        differing[document] = (np.diff(cuts) * (held[0] != held[1])).sum()
        there[document] = last
    return differing, there
