r"""Positions that another program counted, as positions in the text that Qualog keeps.

Qualog's text has no byte order mark, its line ends are `\n`, and it is counted in code points.
Others count `\r\n` as two, a mark as one, and what lies beyond U+FFFF as two (UTF-16, which
Java counts in).
"""

import re
from bisect import bisect_left

from attrs import frozen

_DROPPED = re.compile("^\ufeff|\r(?=\n)")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


@frozen
class Offsets:
    """Leads from positions in a text as it was found to positions in the text that is kept.

    `dropped` are the characters that were left out, `halves` the second halves in UTF-16 of
    characters beyond U+FFFF (none where code points are counted), both as positions, in order.
    """

    length: int
    dropped: tuple[int, ...] = ()
    halves: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the span in the text that is kept; None if there is no such passage."""
        first, last = self.position(start), self.position(end)
        if first is None or last is None or first >= last:
            return None
        return first, last

    def position(self, position: int) -> int | None:
        """Give a position in the text that is kept; None if there is no such place."""
        before = bisect_left(self.halves, position)
        if before < len(self.halves) and self.halves[before] == position:
            return None  # in the middle of a character
        point = position - before
        if not 0 <= point <= self.length:
            return None
        return point - bisect_left(self.dropped, point)


def kept(found: str) -> str:
    r"""Give a text as Qualog keeps it: without byte order mark, with `\n` alone."""
    return found.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def offsets_in(found: str, *, utf16: bool = False) -> Offsets:
    """Make the way from positions in a text as it was found, in code points or in UTF-16."""
    dropped = tuple(each.start() for each in _DROPPED.finditer(found))
    halves: tuple[int, ...] = ()
    if utf16:
        beyond = (each.start() for each in _BEYOND.finditer(found))
        halves = tuple(start + before + 1 for before, start in enumerate(beyond))
    return Offsets(len(found), dropped, halves)


def words_alike(one: str, other: str) -> bool:
    """Say whether two quotations have the same words, whatever white space is between."""
    return one.split() == other.split()
