"""Finding a quotation in a text, as a person quotes: white space and quote marks may differ."""

import re
from collections.abc import Sequence

from qualog.decisions.documents import Turn
from qualog.errors import Ambiguous, NotFound

_ALIKE = {
    **dict.fromkeys("'’‘‛′", "['’‘‛′]"),
    **dict.fromkeys('"“”„‟»«″', '["“”„‟»«″]'),
    **dict.fromkeys("-‐‑", "[-‐‑]"),
    "…": r"(?:…|\.\.\.)",
}


def quotations(
    text: str, quote: str, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    """Give every span `[start, end)` of the text that reads as the quotation.

    Line breaks and runs of white space count as one space; kinds of quote marks and hyphens
    count as one.
    """
    words = quote.replace("...", "…").split()
    limit = len(text) if end is None else end
    if not words or sum(map(len, words)) > limit - start:
        return []
    pattern = re.compile(r"\s+".join(map(_forgiving, words)))
    found = []
    while match := pattern.search(text, start, limit):
        found.append(match.span())
        start = match.start() + 1  # "so so so" holds "so so" twice
    return found


def quotations_between(text: str, quote: str, before: str, after: str) -> list[tuple[int, int]]:
    """Give every span of a text that reads as the quotation, with these words right around it.

    White space does not count; where the text begins or ends, no more words are asked for.
    """
    return [
        (start, end)
        for start, end in quotations(text, quote)
        if _ends_alike(text[max(0, start - _wide(before)) : start], before)
        and _ends_alike(text[end : end + _wide(after)][::-1], after[::-1])
    ]


def find_quotation(
    text: str, quote: str, *, turns: Sequence[Turn] = (), turn: int | None = None
) -> tuple[int, int]:
    """Give the one span that a quotation means, within a turn (from 1) if one is named.

    Raises:
        NotFound: the words are not there; the message says how far they are.
        Ambiguous: they are there more than once; the message says where.
    """
    start, end = (turns[turn - 1].start, turns[turn - 1].end) if turn else (0, len(text))
    found = quotations(text, quote, start, end)
    if len(found) == 1:
        return found[0]
    where = f"in turn {turn}" if turn else "in the text"
    if not found:
        raise NotFound(f"'{_shortened(quote)}' is not {where}.{_how_far(text[start:end], quote)}")
    places = "; ".join(_place(text, turns, span) for span in found[:4])
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    raise Ambiguous(
        f"'{_shortened(quote)}' is there {len(found)} times: {places}{more}. "
        "Quote more of it, or say which turn."
    )


def _wide(around: str) -> int:
    """Give how many characters of a text may hold words, with more white space than they have."""
    return 2 * len(around) + 20


def _ends_alike(text: str, words: str) -> bool:
    there, wanted = "".join(text.split()), "".join(words.split())
    return there.endswith(wanted) or wanted.endswith(there)


def _forgiving(word: str) -> str:
    return "".join(_ALIKE.get(character) or re.escape(character) for character in word)


def _how_far(text: str, quote: str) -> str:
    """Say up to which word the quotation is in the text, if its beginning is."""
    words = quote.split()
    fewest, most, known = 3, len(words) - 1, 0
    while fewest <= most:
        middle = (fewest + most) // 2
        if quotations(text, " ".join(words[:middle])):
            fewest, known = middle + 1, middle
        else:
            most = middle - 1
    if known:
        [(_, end), *_] = quotations(text, " ".join(words[:known]))
        return (
            f" It is as far as '{' '.join(words[known - 3 : known])}', "
            f"where the text goes on '{' '.join(text[end : end + 40].split())}'."
        )
    return " Look it up with 'qualog read' or 'qualog search'."


def _place(text: str, turns: Sequence[Turn], span: tuple[int, int]) -> str:
    start, end = span
    around = " ".join(text[max(0, start - 20) : end + 20].split())
    for number, turn in enumerate(turns, start=1):
        if turn.start <= start < turn.end:
            return f"turn {number} '…{_shortened(around)}…'"
    return f"at {start} '…{_shortened(around)}…'"


def _shortened(quote: str, most: int = 60) -> str:
    told = " ".join(quote.split())
    return told if len(told) <= most else f"{told[: most - 1]}…"
