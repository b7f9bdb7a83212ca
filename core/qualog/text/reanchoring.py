"""Where a passage of a text lies in a corrected copy of it.

A correction is kept as the blocks that the two texts share, and not as a list of edits: blocks say
the same read in either direction, so a passage moves forth with a correction and back where the
correction is undone. What is between two blocks was changed, and no rule knows which of its new
characters stand for which old ones. So a boundary that lies there is moved to the edge of the
change, outwards, and counts as not exact: a person is asked then, rather than a guess kept.

Positions are spans `[start, end)` in Unicode code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from attrs import frozen

from qualog.text.alignment import align

Block = tuple[int, int, int]
"""A stretch that two texts share: where it begins in the one, in the other, and its length."""


@frozen
class Reanchored:
    """Where a passage lies in the other text.

    Attributes:
        start: where its words may begin there.
        end: where they may end.
        kept: how many of its characters are as they were.
        exact: whether both its boundaries lie in what is as it was; if not, they may be meant
            elsewhere.
    """

    start: int
    end: int
    kept: int
    exact: bool = True

    @property
    def is_lost(self) -> bool:
        """Whether nothing stands in its place, or only what replaces other words as well."""
        return self.start == self.end or not (self.kept or self.exact)


def shared_blocks(one: str, other: str) -> tuple[Block, ...]:
    """Return what two texts share, in order; a last block of no length is where both end."""
    blocks = [(0, 0, 0)]
    for here, there, length in _words(one, other):
        _fill(blocks, one, other, here, there)
        _put(blocks, here, there, length)
    _fill(blocks, one, other, len(one), len(other))
    return (*(block for block in blocks if block[2]), (len(one), len(other), 0))


def turned(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks as the other text has them."""
    return tuple((there, here, length) for here, there, length in blocks)


def reanchor(blocks: tuple[Block, ...], start: int, end: int) -> Reanchored:
    """Return where a passage lies in the other text: as far as its words may reach there."""
    after_start = bisect_right(blocks, start, key=_begin)
    from_end = bisect_left(blocks, end, key=_begin)
    first, first_is_exact = _beginning(blocks, start, after_start)
    last, last_is_exact = _ending(blocks, end, from_end)
    kept = sum(
        max(0, min(end, here + length) - max(start, here))
        for here, _, length in blocks[max(0, after_start - 1) : from_end]
    )
    exact = first_is_exact and last_is_exact
    # Of a passage that lies in one change, the beginning may come after the end: nothing is left.
    return Reanchored(first, max(first, last), kept, exact)


def _begin(block: Block) -> int:
    return block[0]


def _beginning(blocks: tuple[Block, ...], start: int, after: int) -> tuple[int, bool]:
    """Return where a passage begins in the other text, and whether that is exact."""
    here, there, length = blocks[after - 1] if after else (0, 0, 0)
    if start < here + length:
        return there + start - here, True
    # Just after a block, it is what was put in there that is the passage's first.
    return there + length, start == here + length


def _ending(blocks: tuple[Block, ...], end: int, after: int) -> tuple[int, bool]:
    """Return where a passage ends in the other text, and whether that is exact."""
    if after:
        here, there, length = blocks[after - 1]
        if end <= here + length:
            return there + end - here, True
    here, there, _ = blocks[after]
    return there, end == here


def _words(one: str, other: str) -> Iterator[Block]:
    """Yield the words that two texts share."""
    found = align(one, other)
    for (start, end), number in zip(found.words, found.others, strict=True):
        if number is not None:
            yield start, found.spans[number][0], end - start


def _fill(blocks: list[Block], one: str, other: str, here: int, there: int) -> None:
    """Add what is the same at both ends of the gap between the last block and two positions.

    White space and signs alone, never letters: a word that shares some with another is another
    word, and a coding of it is to be asked about.
    """
    begin, start, length = blocks[-1]
    begin, start = begin + length, start + length
    room = min(here - begin, there - start)
    head = _same(one[begin : begin + room], other[start : start + room])
    _put(blocks, begin, start, head)
    room -= head
    tail = _same(one[here - room : here][::-1], other[there - room : there][::-1])
    _put(blocks, here - tail, there - tail, tail)


def _same(one: str, other: str) -> int:
    """Return how many characters that are not letters two texts both begin with."""
    pairs = zip(one, other, strict=True)
    differ = (at for at, (a, b) in enumerate(pairs) if a != b or a.isalnum() or a == "_")
    return next(differ, len(one))


def _put(blocks: list[Block], here: int, there: int, length: int) -> None:
    """Add a block, to the last one if it goes on from there."""
    begin, start, size = blocks[-1]
    if (begin + size, start + size) == (here, there):
        blocks[-1] = begin, start, size + length
    elif length:
        blocks.append((here, there, length))
