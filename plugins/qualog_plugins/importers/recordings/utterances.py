r"""What is said in a recording, written down as a document: a text, and its turns with times.

The rule for joining, for all recordings: neighbouring utterances of one speaker who is named
are one turn, with a space between, where the silence between them is at most two seconds, or
where nothing is known of the times. All others are turns of their own, each on its own line.
The text holds what is said and no more; speakers and times are kept with the turns.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from qualog.material import ImportedTurn

_SILENCE = 2_000
_LONGEST = 1_000 * 3_600_000  # no recording is longer than a thousand hours


@frozen
class Utterance:
    """Something that is said; times in milliseconds of the recording, None where unknown."""

    text: str
    speaker: str | None = None
    time: int | None = None
    until: int | None = None


@frozen
class Script:
    """Utterances as one text; `spans` says where each of them stands, None if it has no words."""

    text: str
    turns: tuple[ImportedTurn, ...]
    spans: tuple[tuple[int, int] | None, ...]


def write_down(utterances: Sequence[Utterance], *, join: bool = True) -> Script:
    """Write utterances down in their order.

    Args:
        utterances: what is said, in the order in which it is to be read.
        join: make one turn of neighbouring utterances by the rule; if not, one of each.
    """
    pieces: list[str] = []
    turns: list[ImportedTurn] = []
    spans: list[tuple[int, int] | None] = []
    length = 0
    before: Utterance | None = None
    for each in utterances:
        words = each.text.strip()
        if not words:
            spans.append(None)
            continue
        joins = before is not None and join and continues(before, each)
        if before is not None:
            pieces.append(" " if joins else "\n")
            length += 1
        start, length = length, length + len(words)
        pieces.append(words)
        spans.append((start, length))
        if joins:
            turns[-1] = evolve(turns[-1], end=length, until=_until(turns[-1], each))
        else:
            turns.append(ImportedTurn(start, length, each.speaker, each.time, each.until))
        before = each
    return Script("".join([*pieces, "\n"]), tuple(turns), tuple(spans))


def continues(before: Utterance, each: Utterance) -> bool:
    """Say whether an utterance goes on with the turn of the one before it, by the rule."""
    return each.speaker is not None and each.speaker == before.speaker and _follows(before, each)


def phrases(words: Iterable[Utterance]) -> list[Utterance]:
    """Make one utterance of single words that follow each other without a longer silence."""
    found: list[Utterance] = []
    for word in words:
        if found and _follows(found[-1], word):
            both = f"{found[-1].text} {word.text}"
            found[-1] = evolve(found[-1], text=both, until=_until(found[-1], word))
        else:
            found.append(word)
    return found


def _follows(before: Utterance, each: Utterance) -> bool:
    end = before.until if before.until is not None else before.time
    return end is None or each.time is None or each.time - end <= _SILENCE


def milliseconds(seconds: Any) -> int | None:
    """Give a time that a file tells in seconds; None if it is none."""
    try:
        time = float(seconds) * 1000 if not isinstance(seconds, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        return None
    return in_recording(round(time)) if math.isfinite(time) else None


def in_recording(time: int) -> int | None:
    """Give a time in milliseconds, or None where no recording has it."""
    return time if 0 <= time <= _LONGEST else None


def end_after(time: int | None, until: int | None) -> int | None:
    """Give where something ends; None if that is before it begins."""
    return None if time is None or until is None or until < time else until


def by_time(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Put utterances in the order of their times; those without go after those before them."""
    placed, latest = [], 0
    for each in utterances:
        latest = each.time if each.time is not None else latest
        placed.append((latest, each))
    return [each for _, each in sorted(placed, key=lambda pair: pair[0])]


def _until(begun: ImportedTurn | Utterance, each: Utterance) -> int | None:
    """Give when something ends that goes on with an utterance; None if it never began."""
    ends = [end for end in (begun.until, each.until) if end is not None]
    return end_after(begun.time, max(ends)) if ends else None
