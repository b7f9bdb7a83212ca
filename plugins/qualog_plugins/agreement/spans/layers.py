"""Each code by itself: the joint axis once for every code, so that all are compared in one pass.

What of two coders meets is found by cutting at the boundaries of both: every segment or gap of
the one that meets one of the other does so in exactly one piece.
"""

from typing import TYPE_CHECKING

from attrs import frozen

from qualog_plugins.agreement.spans.segments import Segments, distinct

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Integers = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]


@frozen(eq=False)
class Blocks:
    """One coder's segments and the gaps between them: all codes, all documents.

    Attributes:
        bounds: where the blocks begin, and the end of the last.
        marked: whether a block is a segment.
    """

    bounds: "Integers"
    marked: "Booleans"

    @property
    def length(self) -> "Integers":
        """Each block's length."""
        return self.bounds[1:] - self.bounds[:-1]


@frozen(eq=False)
class Meeting:
    """The pieces in which a block of one coder meets a block of another; an entry is a piece.

    Attributes:
        length: of each piece.
        document: of each piece, an index.
        code: of each piece, an index.
        one: each piece's block of the one coder: start, end, and whether it is a segment.
        other: the other's, likewise.
    """

    length: "Integers"
    document: "Integers"
    code: "Integers"
    one: tuple["Integers", "Integers", "Booleans"]
    other: tuple["Integers", "Integers", "Booleans"]

    @property
    def both(self) -> "Booleans":
        """Whether both marked it."""
        return self.one[2] & self.other[2]

    def by_document(self, values: "npt.NDArray[np.generic]", documents: int) -> "Floats":
        """Return the sums of a number for each piece, by document."""
        import numpy as np

        return np.bincount(self.document, weights=values, minlength=documents).astype(float)


@frozen(eq=False)
class Layers:
    """Segments, with the joint axis repeated for each code; there must be an axis."""

    segments: Segments

    @property
    def length(self) -> int:
        """The length of the joint axis."""
        return int(self.segments.limits[-1])

    @property
    def limits(self) -> "Integers":
        """Where the documents begin in each layer, and the end of the last layer."""
        import numpy as np

        codes = len(self.segments.codes)
        starts = np.arange(codes)[:, None] * self.length + self.segments.limits[:-1]
        return np.append(starts.ravel(), codes * self.length)

    def of(self, coder: int) -> Blocks:
        """Return a coder's segments and gaps."""
        mine = self.segments.coder == coder
        layer = self.segments.code[mine] * self.length
        start, end = self.segments.start[mine] + layer, self.segments.end[mine] + layer
        bounds = distinct(self.limits, start, end)
        marked = bounds[:-1] < 0
        marked[bounds.searchsorted(start)] = True
        return Blocks(bounds, marked)

    def meeting(self, one: int, other: int) -> Meeting:
        """Return where two coders' blocks meet, in the documents that both judged."""
        mine, theirs = self.of(one), self.of(other)
        cuts = distinct(mine.bounds, theirs.bounds)
        code, position = divmod(cuts[:-1], self.length)
        document = self.segments.documents_at(position)
        both = self.segments.judged[document][:, [one, other]].all(axis=1)

        def blocks(of: Blocks) -> tuple["Integers", "Integers", "Booleans"]:
            index = of.bounds.searchsorted(cuts[:-1][both], "right") - 1
            return of.bounds[index], of.bounds[index + 1], of.marked[index]

        length = (cuts[1:] - cuts[:-1])[both]
        return Meeting(length, document[both], code[both], blocks(mine), blocks(theirs))
