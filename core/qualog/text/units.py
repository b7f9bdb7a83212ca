"""Units of a text: words, sentences and answers, as spans `[start, end)` in code points.

Words and sentences are those of Unicode Standard Annex #29 ("Unicode Text Segmentation"), found
by the library unicode-segmentation-rs. Two things are added for transcripts, which the annex
leaves to who knows the text: a line's end does not end a sentence (a blank line does), and an
abbreviation that never ends a sentence does not. No unit crosses a turn, since each turn is cut
by itself; what no turn holds, such as speakers' labels and time marks, is in no unit.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, Literal

from qualog.decisions.documents import Turn

Unit = Literal["character", "word", "sentence", "turn", "answer", "document"]
Span = tuple[int, int]

INTERVIEWERS: Final = frozenset(
    """interviewer moderator facilitator researcher therapist host question intervjuare
    intervjuaren intervjuledare forskare forskaren moderatorn samtalsledare fokusgruppsledare
    ledare fråga interviewerin befragter""".split()  # noqa: SIM905
)
"""Labels of speakers who ask, in small letters; a number may follow: `Interviewer 2`."""

_LONGEST_ABBREVIATION: Final = 12
_SHORT = re.compile(r"I|(?:IV|INT)(?: ?\d)?", re.IGNORECASE)  # I1 may be an informant
_LINE_END = re.compile(r"\n(?![^\S\n]*\n)")
_ABBREVIATED = re.compile(
    r"""(?:^|[\s("'”’»])(?:
    e\.g|i\.e|cf|vs|mr|mrs|ms|dr|prof|approx
    |t\.\ ?ex|bl\.\ ?a|d\.\ ?v\.\ ?s|dvs|s\.\ ?k|f\.\ ?d|fr\.\ ?o\.\ ?m|t\.\ ?o\.\ ?m
    |kl|nr|jfr|ca|resp
    )\.\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def words(text: str, turns: Sequence[Turn] = ()) -> list[Span]:
    """Return the words, turn by turn; of a text without turns, all of them.

    A word has a letter or a digit. What a hyphen joins is several words; `don't`, `t.ex`,
    `3.5` and `EU:s` are one.
    """
    from unicode_segmentation_rs import split_word_bounds

    found = []
    for start, stretch in _stretches(text, turns):
        position = start
        for piece in split_word_bounds(stretch):
            end = position + len(piece)
            if piece.isalnum() or any(map(str.isalnum, piece)):
                found.append((position, end))
            position = end
    return found


def sentences(text: str, turns: Sequence[Turn] = ()) -> list[Span]:
    """Return the sentences without the white space around them, turn by turn.

    What holds no letter and no digit belongs to no sentence. Where a sentence ends is a rule's
    guess: `"Nej!" sa hon.` is two. It is the same guess for all coders.
    """
    found = []
    for start, stretch in _stretches(text, turns):
        found += [(start + first, start + last) for first, last in _sentences(stretch)]
    return found


def answers(turns: Iterable[Turn], interviewers: Collection[int]) -> list[Span]:
    """Return what is said between two turns of an interviewer, from its first turn to its last.

    A turn that nobody speaks, such as a heading, neither begins nor ends an answer.
    """
    found: list[Span] = []
    is_open = False
    for turn in turns:
        if turn.speaker in interviewers:
            is_open = False
        elif turn.speaker >= 0:
            if is_open:
                found[-1] = (found[-1][0], turn.end)
            else:
                found.append((turn.start, turn.end))
            is_open = True
    return found


def asks(label: str) -> bool:
    """Return whether a speaker's label is that of who asks, such as `I` or `Moderator 2`."""
    first, *rest = label.casefold().split() or [""]
    if first in INTERVIEWERS:
        return not rest or (len(rest) == 1 and rest[0].isdigit())
    return _SHORT.fullmatch(label.strip()) is not None


def _stretches(text: str, turns: Sequence[Turn]) -> Iterator[tuple[int, str]]:
    if not turns:
        yield 0, text
    for turn in turns:
        yield turn.start, text[turn.start : turn.end]


def _sentences(stretch: str) -> list[Span]:
    from unicode_segmentation_rs import unicode_sentences

    text = _LINE_END.sub(" ", stretch)
    found: list[Span] = []
    position, goes_on = 0, False
    for sentence in unicode_sentences(text):
        # What was passed over holds no letter and no digit, so this finds no earlier place.
        start = text.index(sentence, position)
        position = start + len(sentence)
        first = found.pop()[0] if goes_on else start + len(sentence) - len(sentence.lstrip())
        found.append((first, start + len(sentence.rstrip())))
        goes_on = bool(_ABBREVIATED.search(sentence, len(sentence) - _LONGEST_ABBREVIATION))
    return found
