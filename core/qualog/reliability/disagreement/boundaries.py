"""The same code by two coders, with different boundaries: who starts earlier, who ends later."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from attrs import frozen

from qualog.reliability.continuum import CodedDocument, Continuum
from qualog.text.units import Span


@frozen
class Match:
    """A passage of one code by two coders; indices are those of the continuum.

    A span is None where only the other coder used the code.

    Attributes:
        document: the index of the document.
        code: the index of the code.
        one: the index of a coder.
        other: the index of another coder.
        span: what the first marked, in code points of what is left of the text.
        other_span: what the other marked.
    """

    document: int
    code: int
    one: int
    other: int
    span: Span | None
    other_span: Span | None

    @property
    def is_of_both(self) -> bool:
        """Whether both coders used the code on passages that overlap."""
        return self.span is not None and self.other_span is not None

    @property
    def is_exact(self) -> bool:
        """Whether both marked exactly the same."""
        return self.span == self.other_span

    @property
    def whole(self) -> Span:
        """From where the first of them starts to where the last of them ends."""
        spans = self._spans
        return min(start for start, _ in spans), max(end for _, end in spans)

    @property
    def apart(self) -> int:
        """How many characters one of them marked and the other did not."""
        spans = self._spans
        if len(spans) < 2:
            return sum(end - start for start, end in spans)
        return sum(abs(one - other) for one, other in zip(*spans, strict=True))

    @property
    def _spans(self) -> list[Span]:
        return [span for span in (self.span, self.other_span) if span is not None]


def matches(continuum: Continuum) -> list[Match]:
    """Match the passages of each code by each two coders who judged a document.

    Overlapping passages of one coder and one code are one. A coder who judged only a part of a
    document is left out there. Each passage is matched with at most one of the other coder's,
    those that overlap most first.
    """
    return [
        Match(index, code, one, other, *spans)
        for index, document in enumerate(continuum.judged_whole().documents)
        for marked in [_marked(document)]
        for one, other in combinations(sorted(document.codings), 2)
        for code in sorted(marked[one].keys() | marked[other].keys())
        for spans in _matched(marked[one].get(code, []), marked[other].get(code, []))
    ]


def _marked(document: CodedDocument) -> dict[int, dict[int, list[Span]]]:
    """Return the passages by coder and code: those that overlap are one."""
    found: dict[int, dict[int, list[Span]]] = {}
    for coder, codings in document.codings.items():
        of_coder = found.setdefault(coder, {})
        for start, end, code in sorted(codings):
            start, end = max(start, 0), min(end, document.length)
            if start >= end:
                continue
            spans = of_coder.setdefault(code, [])
            if spans and start < spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], end))
            else:
                spans.append((start, end))
    return found


def _matched(
    ones: Sequence[Span], others: Sequence[Span]
) -> Iterator[tuple[Span | None, Span | None]]:
    """Yield the spans of two coders in pairs; those that match none with None."""
    # No two pairs overlap at one place, so the order is the same from either coder's side.
    overlaps = sorted(_overlaps(ones, others), key=lambda overlap: (-overlap[0], overlap[1]))
    partner: dict[Span, Span] = {}
    taken: set[Span] = set()
    for _, _, one, other in overlaps:
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)
    yield from ((one, partner.get(one)) for one in ones)
    yield from ((None, other) for other in others if other not in taken)


def _overlaps(
    ones: Sequence[Span], others: Sequence[Span]
) -> Iterator[tuple[int, int, Span, Span]]:
    """Yield the pairs that share characters: how many, from where, and the two spans."""
    first = 0
    for one in ones:
        while first < len(others) and others[first][1] <= one[0]:
            first += 1
        for other in others[first:]:
            if other[0] >= one[1]:
                break
            start = max(one[0], other[0])
            yield min(one[1], other[1]) - start, start, one, other
