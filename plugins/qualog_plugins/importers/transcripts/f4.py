"""f4's time marks, `#00:00:05-1#`: they stand where a turn ends, not where it begins.

So a turn that ends with such a mark begins at the mark before it, the first one at 0. Where a
mark stands at a turn's beginning, marks are taken as they are.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from qualog.material import ImportedTurn
from qualog_plugins.importers.transcripts.time_marks import mark_at


def timed(text: str, turns: Sequence[ImportedTurn]) -> Iterator[ImportedTurn]:
    """Give turns with when they begin and end, by the marks of f4 that stand behind them."""
    ends = [_mark_after(text, turn) for turn in turns]
    if any(turn.time is not None and end is None for turn, end in zip(turns, ends, strict=True)):
        yield from turns
        return
    before: int | None = 0
    for turn, end in zip(turns, ends, strict=True):
        until = end if end is not None and before is not None and end >= before else None
        yield evolve(turn, time=before if end is not None else None, until=until)
        before = end if end is not None else before


def _mark_after(text: str, turn: ImportedTurn) -> int | None:
    place = turn.end
    while place < len(text) and text[place] in " \t\u00a0":
        place += 1
    mark = mark_at(text, place)
    return mark.time if mark and mark.bracket == "#" else None
