"""What is left of a document without the passages of those who withdrew, and the units in it.

If the study is narrowed to some participants, the passages of others are left out likewise.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable
from itertools import accumulate

from attrs import frozen

from qualog.language import Sayable, message
from qualog.state import Document, State
from qualog.text.units import Span, Unit, answers, asks, sentences, words


@frozen
class RemainingText:
    """What is left of a document, with positions in what is left. All positions are code points.

    Attributes:
        full_length: the length of the whole document.
        removed: the passages `[start, end)` that are left out, in the order of the text, none
            touching the next.
        removed_before: how many characters lie in the removed passages before each of them, and
            at the end in all of them.
    """

    full_length: int
    removed: list[Span]
    removed_before: list[int]

    @classmethod
    def of(cls, state: State, document: str) -> "RemainingText":
        """Return what is left of a document (an id)."""
        removed = state.left_out(document)
        lengths = [0, *accumulate(end - start for start, end in removed)]
        return cls(state.documents[document].length, removed, lengths)

    @property
    def length(self) -> int:
        """How many characters are left."""
        return self.full_length - self.removed_before[-1]

    def span(self, start: int, end: int) -> Span:
        """Return where a passage of the document lies in what is left."""
        return self._position(start), self._position(end)

    def holds(self, start: int, end: int) -> bool:
        """Return whether all of a passage of the document is left."""
        index = bisect_right(self.removed, start, key=_end)
        return index == len(self.removed) or self.removed[index][0] >= end

    def in_text(self, start: int, end: int) -> Span:
        """Return where a passage of what is left lies in the document.

        What was removed inside of the passage lies in it; what was removed at its ends does not.
        """
        seams = [
            start - before
            for (start, _), before in zip(self.removed, self.removed_before[:-1], strict=True)
        ]
        return (
            start + self.removed_before[bisect_right(seams, start)],
            end + self.removed_before[bisect_left(seams, end)],
        )

    def _position(self, position: int) -> int:
        if not self.removed:
            return position
        index = bisect_right(self.removed, position, key=_end)
        # A position inside of a removed passage is where that passage was.
        inside = max(0, position - self.removed[index][0]) if index < len(self.removed) else 0
        return position - self.removed_before[index] - inside


def _end(passage: Span) -> int:
    return passage[1]


@frozen
class Units:
    """The units of what is left of a document.

    Attributes:
        spans: where they lie in what is left.
        missing: a sentence that says why the document has no such unit; None where it has some,
            and for characters, which are not listed.
    """

    spans: tuple[Span, ...] = ()
    missing: Sayable | None = None


def units_in(state: State, document: str, unit: Unit, remaining: RemainingText) -> Units:
    """Return the units of a document; a unit of which some words are removed is left out whole.

    An answer is cut where a turn in it is removed: the others' words in it stay. Characters are
    not listed: a document is made of them.
    """
    found = state.documents[document]
    turns = [turn for turn in found.turns if remaining.holds(turn.start, turn.end)]
    match unit:
        case "character":
            return Units()
        case "document":
            return Units((remaining.span(0, remaining.full_length),))
        case "turn":
            missing = message("{document} has no turns.", document=found.name)
            return _units([(turn.start, turn.end) for turn in turns], remaining, missing)
        case "answer":
            asking = interviewers(found, state.authors)
            given = answers(turns, asking) if asking else []
            return _units(given, remaining, _why_no_answers(found, asking))
        case "word":
            spans = words(state.text(document), found.turns)
            missing = message("{document} has no words.", document=found.name)
        case "sentence":
            spans = sentences(state.text(document), found.turns)
            missing = message("{document} has no sentences.", document=found.name)
    return _units((span for span in spans if remaining.holds(*span)), remaining, missing)


def interviewers(document: Document, authors: Container[str]) -> set[int]:
    """Return the speakers (indices) who ask: identified as one of the authors, or labelled so.

    A label counts for a speaker whom nobody identified: `I`, `Interviewer`, `Moderator`, …
    """
    return {
        index
        for index, label in enumerate(document.speakers)
        if (document.identified[index] in authors if index in document.identified else asks(label))
    }


def _why_no_answers(document: Document, asking: set[int]) -> Sayable:
    if not any(turn.speaker >= 0 for turn in document.turns):
        return message("{document} has no answers: nobody speaks in it.", document=document.name)
    if not asking:
        return message(
            "{document} has no answers: it is not known who asks in it. To say who does: "
            "qualog document speaker … --is-author …",
            document=document.name,
        )
    return message(
        "{document} has no answers: nobody but the interviewer speaks in it.",
        document=document.name,
    )


def _units(spans: Iterable[Span], remaining: RemainingText, missing: Sayable) -> Units:
    found = tuple(remaining.span(*span) for span in spans)
    return Units(found, None if found else missing)
