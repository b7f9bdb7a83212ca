"""Where a passage of a text lies in a corrected copy of it.

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
    """Where a passage lies in the other text: from `start` to `end` its words may reach.

    `kept` is how many of its characters are as they were; `exact` is false where an edge of it
    lies within what was changed, and may be meant elsewhere.
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
    """Give what two texts share, in order; a last block, of no length, says where both end."""
    blocks = [(0, 0, 0)]
    for here, there, length in _words(one, other):
        _fill(blocks, one, other, here, there)
        _put(blocks, here, there, length)
    _fill(blocks, one, other, len(one), len(other))
    return (*(each for each in blocks if each[2]), (len(one), len(other), 0))


def changes(blocks: Iterable[Block]) -> int:
    """Give in how many places two texts differ."""
    places, here, there = 0, 0, 0
    for begin, start, length in blocks:
        places += (begin, start) != (here, there)
        here, there = begin + length, start + length
    return places


def turned(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the blocks as the other text has them."""
    return tuple((there, here, length) for here, there, length in blocks)


def reanchor(blocks: tuple[Block, ...], start: int, end: int) -> Reanchored:
    """Give where a passage lies in the other text: as far as its words may reach there."""
    after_start = bisect_right(blocks, start, key=_begin)
    from_end = bisect_left(blocks, end, key=_begin)
    first, first_is_exact = _beginning(blocks, start, after_start)
    last, last_is_exact = _ending(blocks, end, from_end)
    kept = sum(
        max(0, min(end, here + length) - max(start, here))
        for here, _, length in blocks[max(0, after_start - 1) : from_end]
    )
    exact = first_is_exact and last_is_exact
    return Reanchored(first, max(first, last), kept, exact)


def _begin(block: Block) -> int:
    return block[0]


def _beginning(blocks: tuple[Block, ...], start: int, after: int) -> tuple[int, bool]:
    here, there, length = blocks[after - 1] if after else (0, 0, 0)
    if start < here + length:
        return there + start - here, True
    return there + length, start == here + length


def _ending(blocks: tuple[Block, ...], end: int, after: int) -> tuple[int, bool]:
    if after:
        here, there, length = blocks[after - 1]
        if end <= here + length:
            return there + end - here, True
    here, there, _ = blocks[after]
    return there, end == here


def _words(one: str, other: str) -> Iterator[Block]:
    """Give the words that two texts share."""
    found = align(one, other)
    for (start, end), number in zip(found.words, found.others, strict=True):
        if number is not None:
            yield start, found.spans[number][0], end - start


def _fill(blocks: list[Block], one: str, other: str, here: int, there: int) -> None:
    """Add the white space and signs that are the same at the ends of the gap before two positions.

    Never letters: a word that shares some with another is another word.
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
    """Give how many characters that are no letters two texts both begin with."""
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
