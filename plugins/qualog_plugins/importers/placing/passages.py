"""Passages that another program marked, as passages of the stored text."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from qualog.language import Sayable, message
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.offsets import Offsets, same_words

_SHOWN = 60


@frozen
class MarkedPassage:
    """A passage as a program marked it: its positions, and its words if the program repeats them.

    A position is None where the file has none.
    """

    start: int | None
    end: int | None
    words: str = ""


@frozen
class NotPlaced:
    """Why a passage has no place in its text."""

    reason: Sayable


def place_passage(
    passage: MarkedPassage, offsets: Offsets, text: str
) -> tuple[int, int] | NotPlaced:
    """Return the span of a passage in the stored text, or why it has none."""
    if passage.start is None or passage.end is None:
        return NotPlaced(message("it does not say which passage it is on"))
    span = offsets.span(passage.start, passage.end)
    if span is None:
        return NotPlaced(no_such_passage(passage.start, passage.end))
    there = text[slice(*span)]
    if passage.words.strip() and not same_words(there, passage.words):
        return NotPlaced(other_words(there, passage.words))
    return span


def no_such_passage(start: object, end: object) -> Sayable:
    """Return the reason that a text has no passage from a position to another."""
    return message("its text has no passage {start}:{end}", start=start, end=end)


def other_words(there: str, wanted: str) -> Sayable:
    """Return the reason that a passage has other words than those that the file repeats."""
    return message(
        "the text reads “{there}” there, not “{wanted}”",
        there=shortened(there),
        wanted=shortened(wanted),
    )


def best_offsets(ways: Sequence[Offsets], text: str, passages: Iterable[MarkedPassage]) -> Offsets:
    """Return the way of counting by which most passages have the words that the file repeats."""
    marked = list(passages)

    def fitting(way: Offsets) -> int:
        spans = (place_passage(passage, way, text) for passage in marked)
        return sum(not isinstance(span, NotPlaced) for span in spans)

    return max(ways, key=fitting)


def shortened(words: str, most: int = _SHOWN) -> str:
    """Return words in one line, cut to the most characters that are shown of them."""
    line = tidy(words)
    return line if len(line) <= most else f"{line[: most - 1]}…"
