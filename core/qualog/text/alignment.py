"""Two copies of one text: whether they are the same, where they part, and how they line up."""

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher

from attrs import frozen

_WORD = re.compile(r"\w+|[^\w\s]")
_SHOWN = 30
_ALIKE = 5  # words that say that two copies go on alike
_SOON = 200  # words that may be passed over for that; beyond, the copies are compared as wholes


@frozen
class Alignment:
    """How the words of one copy lie in another.

    `words` are the spans of the first copy's words, `others` those of the same words in the
    other copy: their number there, or None for a word that it lacks.
    """

    words: tuple[tuple[int, int], ...]
    others: tuple[int | None, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float:
        """How much of the first copy's words the other has, from 0 to 1."""
        found = sum(each is not None for each in self.others)
        return found / len(self.others) if self.others else 0.0

    def carried(self, start: int, end: int) -> tuple[int, int] | None:
        """Give where the words of a span are in the other copy; None if not all are, in a row."""
        first = bisect_right(self.words, start, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0]) - 1
        if first > last:
            return None
        others = self.others[first : last + 1]
        begin = others[0]
        if begin is None or others != tuple(range(begin, begin + len(others))):
            return None
        before = max(0, start - self.words[first][0])
        after = max(0, self.words[last][1] - end)
        return self.spans[begin][0] + before, self.spans[begin + len(others) - 1][1] - after


def align(one: str, other: str) -> Alignment:
    """Line the words of a text up with those of another; white space does not count."""
    words = tuple(each.span() for each in _WORD.finditer(one))
    spans = tuple(each.span() for each in _WORD.finditer(other))
    left = [one[start:end] for start, end in words]
    right = [other[start:end] for start, end in spans]
    places: list[int | None] = [None] * len(left)
    here = there = 0
    while here < len(left) and there < len(right):
        if left[here] == right[there]:
            places[here] = there
            here, there = here + 1, there + 1
            continue
        step = _on(left, right, here, there) or (len(left) - here, len(right) - there)
        passed = SequenceMatcher(None, left[here : here + step[0]], right[there : there + step[1]])
        for block in passed.get_matching_blocks():
            for index in range(block.size):
                places[here + block.a + index] = there + block.b + index
        here, there = here + step[0], there + step[1]
    return Alignment(words, tuple(places), spans)


def _on(left: list[str], right: list[str], here: int, there: int) -> tuple[int, int] | None:
    """Give how many words to pass over in each copy until they go on alike, if soon."""
    for total in range(1, 2 * _SOON):
        for step in range(max(0, total - _SOON), min(total, _SOON) + 1):
            one, other = here + step, there + total - step
            if left[one : one + _ALIKE] == right[other : other + _ALIKE] and one < len(left):
                return step, total - step
    return None


def first_difference(there: str, here: str) -> str:
    """Say in which line two texts part, and what each has there: a part of a sentence."""
    at = next(
        (index for index, (one, two) in enumerate(zip(there, here, strict=False)) if one != two),
        min(len(there), len(here)),
    )
    line = there.count("\n", 0, at) + 1
    return f"in line {line} it has {_shown(there, at)} where the file has {_shown(here, at)}"


def _shown(text: str, at: int) -> str:
    if at >= len(text):
        return "its end"
    begin = max(text.rfind("\n", 0, at) + 1, at - _SHOWN // 2)
    told = text[begin : at + _SHOWN].encode("unicode_escape").decode("ascii")
    plain = text[begin : at + _SHOWN].replace("\n", "\\n")
    return f"'{plain if plain.isprintable() else told}'"
