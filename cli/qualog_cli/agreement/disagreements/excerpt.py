"""A passage of a text with some words around it, and its codes in the margin."""

from collections.abc import Iterator, Sequence

from qualog.language import Sayable, plural
from qualog.state import Coding, State
from qualog_cli.agreement.disagreements.place import DisputedPlace
from qualog_cli.shared.margin import WIDTH, MarginLine, margined

_AROUND = 90
_NEAR = 2
_OPENS, _CLOSES, _CONTINUES = "⟦⟧…"


def excerpt(state: State, where: DisputedPlace, codings: Sequence[Coding]) -> Iterator[Sayable]:
    """Yield the lines of a passage, itself between ⟦ and ⟧.

    Of a long one, lines far from its ends in which no code begins are left out.
    """
    start, end = where.around(_AROUND)
    end = start + len(where.text[start:end].rstrip())
    lines = list(margined(state, where.flowing(start, end), start, end, codings))
    words = [line.words for line in lines]
    opens, closes = _mark(words, lines, where)
    if start and where.text[start - 1] != "\n":
        words[0] = f"{_CONTINUES} {words[0]}"
    if where.text[end : end + 1] not in ("", "\n"):
        words[-1] = f"{words[-1]} {_CONTINUES}"
    between: list[str] = []
    for index, line in enumerate(lines):
        shown = line.shown(words[index], WIDTH + 4)
        if opens + _NEAR < index < closes - _NEAR and not line.names:
            between.append(shown)
            continue
        if len(between) < 2:
            yield from between
        else:
            yield plural("  … one line …", "  … {n} lines …", len(between))
        yield shown
        between = []


def _mark(words: list[str], lines: Sequence[MarginLine], where: DisputedPlace) -> tuple[int, int]:
    """Put marks around the passage, without the white space at its ends.

    Returns:
        In which lines the marks are.
    """
    first = where.end - len(where.quote.lstrip())
    last = max(first, where.start + len(where.quote.rstrip()))
    after_last = len(lines) - 1
    opens = next(
        (i for i, line in enumerate(lines) if first < line.begins + len(line.words)), after_last
    )
    closes = next((i for i, line in enumerate(lines[1:]) if last <= line.begins), after_last)
    # The end first: a mark put before it in the same line would move it.
    for index, at, mark in ((closes, last, _CLOSES), (opens, first, _OPENS)):
        line = words[index]
        position = min(max(at - lines[index].begins, 0), len(line))
        words[index] = line[:position] + mark + line[position:]
    return opens, closes
