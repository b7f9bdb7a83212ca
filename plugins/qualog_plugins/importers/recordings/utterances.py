r"""What is said in a recording, written down as a document: a text, and its turns with times.

How utterances are joined, in all recordings: consecutive utterances of one named speaker are one
turn, with a space between, where the silence between them is at most two seconds, or where their
times are not known. All others are turns of their own, each on its own line. The text holds what
is said and nothing else; speakers and times are kept with the turns.
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
    """Something that is said.

    Attributes:
        text: the words.
        speaker: who says them, None where unknown.
        time: when it begins, in milliseconds of the recording; None where unknown.
        until: when it ends, likewise.
    """

    text: str
    speaker: str | None = None
    time: int | None = None
    until: int | None = None


@frozen
class Script:
    """Utterances as one text.

    Attributes:
        text: all that is said.
        turns: its turns.
        spans: where each utterance stands in the text; None for one without words.
    """

    text: str
    turns: tuple[ImportedTurn, ...]
    spans: tuple[tuple[int, int] | None, ...]


def write_down(utterances: Sequence[Utterance], *, join: bool = True) -> Script:
    """Return utterances as one text with its turns.

    Args:
        utterances: what is said, in the order in which it is to be read.
        join: whether to join consecutive utterances as stated above; if not, each is a turn.
    """
    pieces: list[str] = []
    turns: list[ImportedTurn] = []
    spans: list[tuple[int, int] | None] = []
    length = 0
    before: Utterance | None = None
    for utterance in utterances:
        words = utterance.text.strip()
        if not words:
            spans.append(None)
            continue
        joins = before is not None and join and _continues(before, utterance)
        if before is not None:
            pieces.append(" " if joins else "\n")
            length += 1
        start, length = length, length + len(words)
        pieces.append(words)
        spans.append((start, length))
        if joins:
            turns[-1] = evolve(turns[-1], end=length, until=_until(turns[-1], utterance))
        else:
            turns.append(
                ImportedTurn(start, length, utterance.speaker, utterance.time, utterance.until)
            )
        before = utterance
    return Script("".join([*pieces, "\n"]), tuple(turns), tuple(spans))


def _continues(before: Utterance, utterance: Utterance) -> bool:
    """Return whether an utterance goes on with the turn of the one before it."""
    same_speaker = utterance.speaker is not None and utterance.speaker == before.speaker
    return same_speaker and _follows(before, utterance)


def phrases(words: Iterable[Utterance]) -> list[Utterance]:
    """Return words joined to utterances, as far as there is no longer silence between them."""
    found: list[Utterance] = []
    for word in words:
        if found and _follows(found[-1], word):
            both = f"{found[-1].text} {word.text}"
            found[-1] = evolve(found[-1], text=both, until=_until(found[-1], word))
        else:
            found.append(word)
    return found


def _follows(before: Utterance, utterance: Utterance) -> bool:
    end = before.until if before.until is not None else before.time
    return end is None or utterance.time is None or utterance.time - end <= _SILENCE


def milliseconds(seconds: Any) -> int | None:
    """Return a time that a file gives in seconds, in milliseconds; None if it is not a time."""
    try:
        time = float(seconds) * 1000 if not isinstance(seconds, bool) else math.nan
    except (TypeError, ValueError, OverflowError):
        return None
    return in_recording(round(time)) if math.isfinite(time) else None


def in_recording(time: int) -> int | None:
    """Return a time in milliseconds, or None where no recording has it."""
    return time if 0 <= time <= _LONGEST else None


def end_after(time: int | None, until: int | None) -> int | None:
    """Return when something ends; None if that is before it begins, or unknown."""
    return None if time is None or until is None or until < time else until


def by_time(utterances: Iterable[Utterance]) -> list[Utterance]:
    """Return utterances by their times; one without a time stays after the one before it."""
    timed, latest = [], 0
    for utterance in utterances:
        latest = utterance.time if utterance.time is not None else latest
        timed.append((latest, utterance))
    return [utterance for _, utterance in sorted(timed, key=lambda pair: pair[0])]


def _until(begun: ImportedTurn | Utterance, added: Utterance) -> int | None:
    """Return when something ends to which an utterance is added; None if that is unknown."""
    ends = [end for end in (begun.until, added.until) if end is not None]
    return end_after(begun.time, max(ends)) if ends else None
