"""Finding a quotation in a text, as a person quotes: white space and quote marks may differ."""

import re
from collections.abc import Sequence
from typing import Final

from qualog.decisions.documents import Turn
from qualog.errors import Ambiguous, NotFound
from qualog.language import Sayable, clauses, message, plural

_SAME: Final = {
    **dict.fromkeys("'’‘‛′", "['’‘‛′]"),
    **dict.fromkeys('"“”„‟»«″', '["“”„‟»«″]'),
    **dict.fromkeys("-‐‑", "[-‐‑]"),
    "…": r"(?:…|\.\.\.)",
}
"""Characters that count as the same: a word processor changes one into another while one types."""

_PLACES: Final = 4
"""How many places of an ambiguous quotation are shown."""


def quotations(
    text: str, quote: str, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Return every span `[start, end)` of the text that reads as the quotation, in code points.

    Line breaks and runs of white space count as one space; kinds of quote marks and hyphens
    count as one.
    """
    words = quote.replace("...", "…").split()
    limit = len(text) if end is None else end
    if not words or sum(map(len, words)) > limit - start:
        return []
    pattern = re.compile(r"\s+".join(map(_pattern, words)))
    found = []
    while match := pattern.search(text, start, limit):
        found.append(match.span())
        start = match.start() + 1  # "so so so" holds "so so" twice
    return found


def quotations_between(text: str, quote: str, before: str, after: str) -> list[tuple[int, int]]:
    """Return every span of a text that reads as the quotation, with these words right around it.

    White space does not count; where the text begins or ends, no more words are asked for.
    """
    return [
        (start, end)
        for start, end in quotations(text, quote)
        if _end_alike(text[max(0, start - _reach(before)) : start], before)
        and _end_alike(text[end : end + _reach(after)][::-1], after[::-1])
    ]


def find_quotation(
    text: str, quote: str, *, document: str, turns: Sequence[Turn] = (), turn: int | None = None
) -> tuple[int, int]:
    """Find the one span that a quotation means.

    Args:
        text: the document's text.
        quote: the words.
        document: the document's name, for messages.
        turns: the document's turns.
        turn: the number (from 1) of the turn that it is looked for in; None for the whole text.

    Raises:
        NotFound: the words are not there; the message says up to which word they are.
        Ambiguous: they are there more than once; the message says where.
    """
    start, end = (turns[turn - 1].start, turns[turn - 1].end) if turn else (0, len(text))
    found = quotations(text, quote, start, end)
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(text, quote, document, turns, found)
    words = shortened(quote)
    more = _how_far(text[start:end], quote)
    if turn:
        raise NotFound(
            "“{quote}” does not occur in turn {turn} of {document}. {more}",
            quote=words,
            turn=turn,
            document=document,
            more=more,
        )
    raise NotFound(
        "“{quote}” does not occur in {document}. {more}", quote=words, document=document, more=more
    )


def shortened(words: str, most: int = 60) -> str:
    """Return words on one line, cut off after so many characters."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _several(
    text: str,
    quote: str,
    document: str,
    turns: Sequence[Turn],
    found: Sequence[tuple[int, int]],
) -> Ambiguous:
    numbers = [_turn_of(turns, start) for start, _ in found]
    places: list[Sayable] = [
        message("turn {turn} “…{words}…”", turn=turn, words=_around(text, span))
        if turn
        else message("character {start} “…{words}…”", start=span[0], words=_around(text, span))
        for turn, span in zip(numbers[:_PLACES], found[:_PLACES], strict=True)
    ]
    if more := len(found[_PLACES:]):
        places.append(plural("once more", "{n} times more", more))
    # Of two that are in one turn, naming the turn tells nothing.
    what_to_do = (
        message("Quote a longer stretch, or give the turn (--turn).")
        if len(set(numbers)) > 1
        else message("Quote a longer stretch.")
    )
    return Ambiguous(
        "“{quote}” occurs {count} times in {document}: {places}. {what_to_do}",
        quote=shortened(quote),
        count=len(found),
        document=document,
        places=clauses(places),
        what_to_do=what_to_do,
    )


def _turn_of(turns: Sequence[Turn], start: int) -> int | None:
    """Return the number (from 1) of the turn that a place lies in; None if it lies in none."""
    for number, turn in enumerate(turns, start=1):
        if turn.start <= start < turn.end:
            return number
    return None


def _around(text: str, span: tuple[int, int]) -> str:
    return shortened(text[max(0, span[0] - 20) : span[1] + 20])


def _reach(around: str) -> int:
    """Return in how many characters of a text words may stand that has more white space."""
    return 2 * len(around) + 20


def _end_alike(text: str, words: str) -> bool:
    there, wanted = "".join(text.split()), "".join(words.split())
    return there.endswith(wanted) or wanted.endswith(there)


def _pattern(word: str) -> str:
    return "".join(_SAME.get(character) or re.escape(character) for character in word)


def _how_far(text: str, quote: str) -> Sayable:
    """Return up to which word the quotation is in the text, if its beginning is; else what to do.

    If the first words are there, all fewer are: so the last of them is found by halving.
    """
    words = quote.split()
    fewest, most, known = 3, len(words) - 1, 0
    while fewest <= most:
        middle = (fewest + most) // 2
        if quotations(text, " ".join(words[:middle])):
            fewest, known = middle + 1, middle
        else:
            most = middle - 1
    if not known:
        return message("Check the wording: qualog search")
    [(_, end), *_] = quotations(text, " ".join(words[:known]))
    return message(
        "It is there as far as “{known}”, where the text goes on “{next}”.",
        known=" ".join(words[known - 3 : known]),
        next=" ".join(text[end : end + 40].split()),
    )
