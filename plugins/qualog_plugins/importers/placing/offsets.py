r"""Positions as another program counted them, as positions in the text that Qualog stores.

Qualog's text has no byte order mark, its line ends are `\n`, and it is counted in code points.
Others count `\r\n` as two, a mark as one, and what lies beyond U+FFFF as two (UTF-16, which
Java counts in).
"""

import re
from bisect import bisect_left

from attrs import frozen

from qualog_plugins.importers.reading.characters import plain_line_ends

_OMITTED = re.compile("^\ufeff|\r(?=\n)")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")


@frozen
class Offsets:
    """The way from positions in a text as it was found to positions in the stored text.

    Attributes:
        length: how many code points the text has as it was found.
        omitted: the characters that are not stored, as positions in code points, in order.
        halves: the second halves in UTF-16 of characters beyond U+FFFF, as positions in UTF-16,
            in order; none where the program counts code points.
    """

    length: int
    omitted: tuple[int, ...] = ()
    halves: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span in the stored text; None if there is no such passage."""
        first, last = self.position(start), self.position(end)
        if first is None or last is None or first >= last:
            return None
        return first, last

    def position(self, position: int) -> int | None:
        """Return the position in the stored text; None if there is none."""
        before = bisect_left(self.halves, position)
        if before < len(self.halves) and self.halves[before] == position:
            return None  # in the middle of a character
        point = position - before
        if not 0 <= point <= self.length:
            return None
        return point - bisect_left(self.omitted, point)


def stored_text(found: str) -> str:
    r"""Return a text as Qualog stores it: without byte order mark, with `\n` as line end."""
    return plain_line_ends(found.removeprefix("\ufeff"))


def offsets_in(found: str, *, utf16: bool = False) -> Offsets:
    """Return the way from positions in a text as it was found, in code points or in UTF-16."""
    omitted = tuple(match.start() for match in _OMITTED.finditer(found))
    halves: tuple[int, ...] = ()
    if utf16:
        beyond = (match.start() for match in _BEYOND.finditer(found))
        halves = tuple(start + before + 1 for before, start in enumerate(beyond))
    return Offsets(len(found), omitted, halves)


def same_words(one: str, other: str) -> bool:
    """Return whether two quotations have the same words, whatever white space is between."""
    return one.split() == other.split()
