"""Which spans of two coders are the same, under the schemes of MUC and SemEval-2013.

Spans are matched one to one, by sorting. Where they need not be identical, as many as possible
are matched, so that neither the order of coders nor that of spans matters.
"""

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from qualog_plugins.agreement.spans.layers import Layers
from qualog_plugins.agreement.spans.segments import Segments

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]

Matching = Literal["strict", "exact", "type", "partial", "iou"]
"""What makes two spans the same: boundaries and code, boundaries, overlap and code, …"""


@frozen(eq=False)
class Matches:
    """Two coders' spans, in the documents that both judged, and how they match.

    Attributes:
        one: indices of the one coder's segments.
        other: indices of the other's.
        correct: of each of `one`, whether it is the same as one of the other's.
        partial: of each of `one`, whether it only overlaps one of the other's, and counts half.
        taken: of each of `other`, whether it is the same as, or overlaps, one of `one`.
    """

    one: "Integers"
    other: "Integers"
    correct: "Booleans"
    partial: "Booleans"
    taken: "Booleans"


def matches(
    segments: Segments, one: int, other: int, matching: Matching, threshold: float
) -> Matches:
    """Match two coders' spans."""
    import numpy as np

    both = segments.judged[segments.document][:, [one, other]].all(axis=1)
    mine, theirs = (np.flatnonzero(both & (segments.coder == coder)) for coder in (one, other))
    partial = np.zeros(len(mine), dtype=bool)
    if matching == "iou":
        correct, taken = _alike(segments, mine, theirs, (one, other), threshold)
    elif matching == "type":
        correct, taken = overlapping(segments, mine, theirs, of_one_code=True)
    else:
        correct, taken = _identical(segments, mine, theirs, with_code=matching == "strict")
    if matching == "partial":
        partial[~correct], others = overlapping(segments, mine[~correct], theirs[~taken])
        taken[~taken] = others
    return Matches(mine, theirs, correct, partial, taken)


def _identical(
    segments: Segments, mine: "Integers", theirs: "Integers", *, with_code: bool
) -> tuple["Booleans", "Booleans"]:
    """Return which have a twin; of several with the same boundaries, as many as both have."""
    import numpy as np

    both = np.concatenate([mine, theirs])
    columns = [segments.start[both], segments.end[both]] + [segments.code[both]] * with_code
    order = np.lexsort([np.arange(len(both)) >= len(mine), *columns])
    ranked = np.stack(columns)[:, order]
    group = np.concatenate([[0], (ranked[:, 1:] != ranked[:, :-1]).any(axis=0).cumsum()])
    group = group[: len(both)]
    is_theirs = order >= len(mine)
    count = [np.bincount(group[is_theirs == side], minlength=len(both)) for side in (False, True)]
    # The how-manieth of its coder it is within its group.
    first = np.searchsorted(group, group) + np.where(is_theirs, count[0][group], 0)
    twin = np.empty(len(both), dtype=bool)
    twin[order] = np.arange(len(both)) - first < np.minimum(*count)[group]
    return twin[: len(mine)], twin[len(mine) :]


def _alike(
    segments: Segments,
    mine: "Integers",
    theirs: "Integers",
    coders: tuple[int, int],
    threshold: float,
) -> tuple["Booleans", "Booleans"]:
    """Return which have a span of the same code with intersection over union above a threshold.

    Above one half, there is at most one such span.
    """
    layers = Layers(segments)
    meeting = layers.meeting(*coders)
    (start, end, _), (start_, end_, _) = meeting.one, meeting.other
    union = end - start + end_ - start_ - meeting.length
    alike = meeting.both & (meeting.length > threshold * union)

    def found(own: "Integers", starts: "Integers") -> "Booleans":
        import numpy as np

        return np.isin(segments.code[own] * layers.length + segments.start[own], starts[alike])

    return found(mine, start), found(theirs, start_)


def overlapping(
    segments: Segments, mine: "Integers", theirs: "Integers", *, of_one_code: bool = False
) -> tuple["Booleans", "Booleans"]:
    """Match as many spans as can be with one that they share a character with, one to one.

    Taken by their ends, the span that ends first is matched with that span of the other coder
    which ends first of those that it overlaps: whatever else could take that one could take any
    other of them as well, so no other choice allows more.
    """
    import numpy as np

    found = np.zeros(len(mine), dtype=bool), np.zeros(len(theirs), dtype=bool)
    layer = segments.code * int(segments.limits[-1] if of_one_code else 0)
    start, end = segments.start + layer, segments.end + layer
    sides = [
        [(int(end[i]), int(start[i]), index) for index, i in enumerate(own.tolist())]
        for own in (mine, theirs)
    ]
    by_start = [sorted(side, key=lambda span: span[1], reverse=True) for side in sides]
    begun: tuple[list[tuple[int, int, int]], ...] = ([], [])
    by_end = sorted((*span, side) for side, spans in enumerate(sides) for span in spans)
    for ends, starts, index, side in by_end:
        if found[side][index]:
            continue
        waiting, opened = by_start[1 - side], begun[1 - side]
        while waiting and waiting[-1][1] < ends:
            heappush(opened, waiting.pop())
        while opened and (opened[0][0] <= starts or found[1 - side][opened[0][2]]):
            heappop(opened)
        if opened:
            found[1 - side][heappop(opened)[2]] = found[side][index] = True
    return found
