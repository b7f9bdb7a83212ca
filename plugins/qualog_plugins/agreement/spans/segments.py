"""Segments and gaps: what unitizing measures count, found by sorting, never character by character.

All documents lie end to end on one axis, so that many short ones cost no more than one long
one; no segment reaches from one into the next.
"""

from itertools import chain
from typing import TYPE_CHECKING

from attrs import frozen

from qualog.language import Sayable, message, plural
from qualog.reliability.unit_measure import FEWER_THAN_TWO_CODERS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from qualog.reliability.continuum import Continuum

    Integers = npt.NDArray[np.int64]
    Booleans = npt.NDArray[np.bool_]

GAP = -1
NOT_JUDGED = -2
_SHOWN = 3


@frozen(eq=False)
class Segments:
    """What the coders marked, in the documents that at least two of them judged.

    Spans of one coder and one code that overlap are one segment; those that only touch are
    two. Spans without a character are dropped. Positions are code points on the joint axis.

    Attributes:
        limits: where the documents begin, and the end of the last.
        judged: documents × coders: who judged which document; nobody, where only one did.
        start: of each segment, ordered by coder, and by start within one coder.
        end: of each segment, exclusive.
        coder: of each segment, an index.
        code: of each segment, an index into `codes`.
        codes: names.
    """

    limits: "Integers"
    judged: "Booleans"
    start: "Integers"
    end: "Integers"
    coder: "Integers"
    code: "Integers"
    codes: tuple[str, ...]

    @classmethod
    def of(cls, continuum: "Continuum") -> "Segments":
        """Gather the segments of a continuum."""
        import numpy as np

        lengths = np.array([document.length for document in continuum.documents], dtype=np.int64)
        limits = np.concatenate([[0], lengths.cumsum()])
        judged = np.zeros((len(lengths), len(continuum.coders)), dtype=bool)
        for index, document in enumerate(continuum.documents):
            judged[index, list(document.codings)] = True
        judged[judged.sum(axis=1) < 2] = False

        blocks = [
            (index, coder, codings)
            for index, document in enumerate(continuum.documents)
            for coder, codings in document.codings.items()
            if judged[index, coder]
        ]
        sizes = np.array([len(codings) for *_, codings in blocks], dtype=np.int64)
        numbers = chain.from_iterable(chain.from_iterable(codings for *_, codings in blocks))
        rows = np.fromiter(numbers, dtype=np.int64, count=3 * int(sizes.sum())).reshape(-1, 3)
        where = np.array([(index, coder) for index, coder, _ in blocks], dtype=np.int64)
        document, coder = where.reshape(-1, 2).repeat(sizes, axis=0).T
        span = rows[:, :2].clip(0, lengths[document][:, None]) + limits[document][:, None]
        return cls._united(limits, judged, span, coder, rows[:, 2], continuum.codes)

    @classmethod
    def _united(
        cls,
        limits: "Integers",
        judged: "Booleans",
        span: "Integers",
        coder: "Integers",
        code: "Integers",
        codes: tuple[str, ...],
    ) -> "Segments":
        import numpy as np

        # One after the other on a still longer axis: each coder's each code has a stretch of it.
        length, owners = max(int(limits[-1]), 1) + 1, len(judged.T)
        held = span[:, 0] < span[:, 1]
        placed = span[held] + ((code * owners + coder)[held] * length)[:, None]
        placed = placed[np.argsort(placed[:, 0], kind="stable")]
        reached = np.maximum.accumulate(placed[:, 1]) if len(placed) else placed[:, 1]
        first = np.concatenate([[True], placed[1:, 0] >= reached[:-1]])[: len(placed)]
        last = np.concatenate([first[1:], [True]])[: len(placed)]
        owner, start = np.divmod(placed[first, 0], length)
        end = start + reached[last] - placed[first, 0]
        code, coder = np.divmod(owner, owners) if owners else (owner, owner)
        order = np.lexsort((start, coder))
        return cls(limits, judged, start[order], end[order], coder[order], code[order], codes)

    @property
    def length(self) -> "Integers":
        """Each segment's length."""
        return self.end - self.start

    @property
    def document(self) -> "Integers":
        """The index of the document that each segment lies in."""
        return self.documents_at(self.start)

    @property
    def judging(self) -> "Integers":
        """How many coders judged each document; 0 where fewer than two did."""
        judging: Integers = self.judged.sum(axis=1)
        return judging

    def documents_at(self, positions: "Integers") -> "Integers":
        """Return the index of the document that each position lies in."""
        documents: Integers = self.limits[:-1].searchsorted(positions, "right") - 1
        return documents

    @property
    def why_not_comparable(self) -> Sayable | None:
        """Why there is nothing to compare, as a sentence; None if there is something."""
        if len(self.judged.T) < 2:
            return FEWER_THAN_TWO_CODERS
        if not self.judged.any():
            return message("No document was judged by two coders.")
        if not (self.judging * (self.limits[1:] - self.limits[:-1])).any():
            return message("The documents that two coders judged are empty.")
        return None

    @property
    def why_not_exclusive(self) -> Sayable | None:
        """Which codes overlap in what one coder marked, as a sentence; None if none do."""
        import numpy as np

        axis = self.limits[-1] + 1
        start, end = self.start + self.coder * axis, self.end + self.coder * axis
        reached = np.maximum.accumulate(end) if len(end) else end
        furthest = np.maximum.accumulate(np.where(end == reached, np.arange(len(end)), 0))
        inside = np.flatnonzero(start[1:] < reached[:-1]) + 1
        pairs = np.stack([self.code[inside], self.code[furthest[inside - 1]]], axis=1)
        if not len(pairs):
            return None
        named = [
            message("{one} and {other}", one=self.codes[one], other=self.codes[other])
            for one, other in np.unique(np.sort(pairs, axis=1), axis=0).tolist()
        ]
        codes = ", ".join(map(str, named[:_SHOWN]))
        if len(named) <= _SHOWN:
            return message(
                "Codes overlap in what one coder marked ({codes}). Measure each code by itself, or "
                "only codes that exclude each other.",
                codes=codes,
            )
        return plural(
            "Codes overlap in what one coder marked ({codes}, and one more pair). Measure each "
            "code by itself, or only codes that exclude each other.",
            "Codes overlap in what one coder marked ({codes}, and {n} more pairs). Measure each "
            "code by itself, or only codes that exclude each other.",
            len(named) - _SHOWN,
            codes=codes,
        )


def distinct(*positions: "Integers") -> "Integers":
    """Return each position once, in order; by sorting, five times as fast as numpy's unique."""
    import numpy as np

    cuts = np.sort(np.concatenate(positions))
    once: Integers = cuts[np.concatenate([[True], cuts[1:] > cuts[:-1]])[: len(cuts)]]
    return once


@frozen(eq=False)
class Partition:
    """The joint axis cut at every boundary; segments of one coder must not overlap.

    Attributes:
        segments: what is cut.
        lengths: of each piece.
        documents: the index of the document that each piece lies in.
        within: coders × pieces: the index of the segment; `GAP`, or `NOT_JUDGED`.
    """

    segments: Segments
    lengths: "Integers"
    documents: "Integers"
    within: "Integers"

    @classmethod
    def of(cls, segments: Segments) -> "Partition":
        """Cut the axis; each coder's segments must not overlap."""
        import numpy as np

        cuts = distinct(segments.limits, segments.start, segments.end)
        documents = segments.documents_at(cuts[:-1])
        coders = np.arange(len(segments.judged.T))
        owned = zip(
            segments.coder.searchsorted(coders, "left").tolist(),
            segments.coder.searchsorted(coders, "right").tolist(),
            strict=True,
        )
        bounds = np.stack([cuts.searchsorted(segments.start), cuts.searchsorted(segments.end)], 1)
        within = np.empty((len(coders), len(documents)), dtype=np.int64)
        for coder, (first, last) in enumerate(owned):
            # Gap, segment, gap, segment, …, gap: each as often as it has pieces.
            pieces = np.diff(bounds[first:last].ravel(), prepend=0, append=len(documents))
            owners = np.full(len(pieces), GAP)
            owners[1::2] = np.arange(first, last)
            within[coder] = owners.repeat(pieces)
            within[coder, ~segments.judged[documents, coder]] = NOT_JUDGED
        return cls(segments, np.diff(cuts), documents, within)

    @property
    def values(self) -> "Integers":
        """Coders × pieces: the index of the code; `GAP`, or `NOT_JUDGED`."""
        import numpy as np

        codes = np.concatenate([self.segments.code, [NOT_JUDGED, GAP]])
        values: Integers = codes[self.within]  # -1 and -2 are the last and the last but one
        return values
