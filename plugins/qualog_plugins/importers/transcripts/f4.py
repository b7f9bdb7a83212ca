"""Time marks of f4transkript, `#00:00:05-1#`, which stand where a turn ends, not where it begins.

So a turn that ends with such a mark begins at the mark before it, the first turn at 0. Where any
turn begins with a mark, the text is not written so, and its marks mean where turns begin.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from qualog.material import ImportedTurn
from qualog_plugins.importers.transcripts.time_marks import mark_at


def with_f4_times(text: str, turns: Sequence[ImportedTurn]) -> Iterator[ImportedTurn]:
    """Yield turns with when they begin and end, by the marks of f4 that stand after them."""
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
    """Return the time of the mark that stands right after a turn, in milliseconds."""
    position = turn.end
    while position < len(text) and text[position] in " \t\u00a0":
        position += 1
    mark = mark_at(text, position)
    return mark.time if mark and mark.bracket == "#" else None
