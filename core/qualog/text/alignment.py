"""Two copies of one text: whether they are the same, where they differ, and how they line up.

The words of both are walked side by side. While they are the same, nothing is searched; where they
part, the nearest place is looked for from which they go on alike, and only the stretch in between
is compared as a whole. So a transcript of a million characters with a few corrections takes linear
time, where comparing all with all takes quadratic.
"""

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher
from typing import Final

from attrs import frozen

from qualog.language import Sayable, message

_WORD: Final = re.compile(r"\w+|[^\w\s]")
_ALIKE: Final = 5
"""So many words in a row show that two copies go on alike: fewer may be the same by chance."""

_SOON: Final = 200
"""So many words may be passed over for that in either copy; beyond, what is left of both is
compared as a whole."""

_SHOWN: Final = 30
"""How many characters of each copy are shown where they differ."""


@frozen
class Alignment:
    """How the words of one copy lie in another; all spans are `[start, end)` in code points.

    Attributes:
        words: the spans of the first copy's words.
        others: for each of them, the number of the same word in the other copy; None where the
            other copy lacks it.
        spans: the spans of the other copy's words.
    """

    words: tuple[tuple[int, int], ...]
    others: tuple[int | None, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float:
        """How much of the first copy's words the other has, from 0 to 1."""
        found = sum(number is not None for number in self.others)
        return found / len(self.others) if self.others else 0.0

    def carried(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the words of a span are in the other copy.

        None is returned unless all of them are there, in a row and without others between them:
        a coding must not come to stand on words that its coder did not mean.
        """
        first = bisect_right(self.words, start, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0]) - 1
        if first > last:
            return None
        others = self.others[first : last + 1]
        begin = others[0]
        if begin is None or others != tuple(range(begin, begin + len(others))):
            return None
        # A span may begin or end within a word; the same word is cut at the same place.
        before = max(0, start - self.words[first][0])
        after = max(0, self.words[last][1] - end)
        return self.spans[begin][0] + before, self.spans[begin + len(others) - 1][1] - after


def align(one: str, other: str) -> Alignment:
    """Return how the words of a text line up with those of another; white space does not count."""
    words = tuple(match.span() for match in _WORD.finditer(one))
    spans = tuple(match.span() for match in _WORD.finditer(other))
    left = [one[start:end] for start, end in words]
    right = [other[start:end] for start, end in spans]
    others: list[int | None] = [None] * len(left)
    here = there = 0
    while here < len(left) and there < len(right):
        if left[here] == right[there]:
            others[here] = there
            here, there = here + 1, there + 1
            continue
        step = _steps(left, right, here, there) or (len(left) - here, len(right) - there)
        passed = SequenceMatcher(None, left[here : here + step[0]], right[there : there + step[1]])
        for block in passed.get_matching_blocks():
            for index in range(block.size):
                others[here + block.a + index] = there + block.b + index
        here, there = here + step[0], there + step[1]
    return Alignment(words, tuple(others), spans)


def _steps(left: list[str], right: list[str], here: int, there: int) -> tuple[int, int] | None:
    """Return how many words to pass over in each copy until they go on alike; None if not soon.

    The smallest sum of both is found first, so a word that was put in or left out costs one step.
    """
    for total in range(1, 2 * _SOON):
        for step in range(max(0, total - _SOON), min(total, _SOON) + 1):
            one, other = here + step, there + total - step
            if left[one : one + _ALIKE] == right[other : other + _ALIKE] and one < len(left):
                return step, total - step
    return None


def first_difference(there: str, here: str) -> Sayable:
    """Return a sentence: in which line two texts first differ, and what each has there."""
    at = next(
        (index for index, (one, two) in enumerate(zip(there, here, strict=False)) if one != two),
        min(len(there), len(here)),
    )
    return message(
        "First difference, line {line}: {there} / {here}.",
        line=there.count("\n", 0, at) + 1,
        there=_shown(there, at),
        here=_shown(here, at),
    )


def _shown(text: str, at: int) -> Sayable:
    """Return what a text has around a place; what cannot be seen is shown by its escape."""
    if at >= len(text):
        return message("the end of the text")
    begin = max(text.rfind("\n", 0, at) + 1, at - _SHOWN // 2)
    part = text[begin : at + _SHOWN]
    plain = part.replace("\n", "\\n")
    shown = plain if plain.isprintable() else part.encode("unicode_escape").decode("ascii")
    return message("“{words}”", words=shown)
