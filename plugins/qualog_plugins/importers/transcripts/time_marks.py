"""Time marks of a transcript: `[00:01:02]`, `(1:02)`, `00:01:02`, `#00:01:02-3#`.

A fraction of the seconds may follow after a full stop, a comma or a hyphen (as f4 writes it). Of a
range, `[00:01 --> 00:04]`, the beginning counts.
"""

import re

from attrs import frozen

_CLOCK = re.compile(
    r"(?P<open>[\[(#]?)\s?(?P<h>\d{1,2}:)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)"
    r"(?:[.,-](?P<f>\d{1,3}))?"
    r"(?:\s?(?:-->|[-–—])\s?(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)?"
    r"(?:\s?(?P<close>[\])#])|(?![\w:]))"
)
_PAIRS = {"": "", "[": "]", "(": ")", "#": "#"}
_LONGEST = 40


@frozen
class TimeMark:
    """A time mark, where it stands, and how surely it is not a time of day.

    Attributes:
        start: where the mark begins in the text.
        end: where it ends.
        time: milliseconds from the beginning of the recording.
        bracket: what opens it: "[", "(", "#" or nothing.
        hours: whether it has hours beside minutes and seconds.
    """

    start: int
    end: int
    time: int
    bracket: str
    hours: bool

    @property
    def sure(self) -> bool:
        """Whether it is a mark also before words: in `Anna: 12:30 suits me`, 12:30 is not."""
        return bool(self.bracket) or self.hours

    @property
    def sure_after_words(self) -> bool:
        """Whether it is a mark also after words: in `… in Mark (3:16)`, 3:16 is not."""
        return self.bracket in ("[", "#") or self.hours


def mark_at(text: str, start: int) -> TimeMark | None:
    """Return the time mark that begins at a position; None if there is none."""
    match = _CLOCK.match(text, start)
    if match is None or _PAIRS[match["open"]] != (match["close"] or ""):
        return None
    minutes = int(match["m"])
    if match["h"] and minutes >= 60:
        return None
    hours = int(match["h"][:-1]) if match["h"] else 0
    fraction = int(match["f"].ljust(3, "0")) if match["f"] else 0
    time = ((hours * 60 + minutes) * 60 + int(match["s"])) * 1000 + fraction
    return TimeMark(match.start(), match.end(), time, match["open"], bool(match["h"]))


def mark_before(text: str, start: int, end: int) -> TimeMark | None:
    """Return the time mark that ends at `end`, begins after `start` and is not within a word."""
    if end == start or text[end - 1] not in "0123456789])#":
        return None  # the usual case, without a search
    for position in range(max(start, end - _LONGEST), end - 3):
        before = text[position - 1 : position] if position > start else ""
        if before.isalnum() or before in (":", ".", ",") or text[position] not in "[(#0123456789":
            continue
        mark = mark_at(text, position)
        if mark is not None and mark.end == end:
            return mark
    return None
