"""Passages that another program marked, on the text that Qualog keeps."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from qualog_plugins.importers.placing.offsets import Offsets, words_alike

_SHOWN = 60


@frozen
class Marked:
    """A passage as a program marked it: its places, and its words if it repeats them."""

    start: int | None
    end: int | None
    words: str = ""


def placed(passage: Marked, offsets: Offsets, text: str) -> tuple[int, int] | str:
    """Give the span of a passage, or in words why it has none."""
    if passage.start is None or passage.end is None:
        return "it does not say which passage"
    span = offsets.span(passage.start, passage.end)
    if span is None:
        return f"{passage.start}:{passage.end} is no passage of its text"
    there = text[slice(*span)]
    if passage.words.strip() and not words_alike(there, passage.words):
        return f"the text has '{_shortened(there)}' there, not '{_shortened(passage.words)}'"
    return span


def best_fitting(ways: Sequence[Offsets], text: str, passages: Iterable[Marked]) -> Offsets:
    """Give the way of counting by which most passages have the words that they repeat."""
    marked = list(passages)
    return max(
        ways, key=lambda way: sum(isinstance(placed(each, way, text), tuple) for each in marked)
    )


def _shortened(words: str) -> str:
    told = " ".join(words.split())
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"
