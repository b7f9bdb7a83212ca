"""What is left of a document without the passages of who withdrew, and the units in it.

If the study is narrowed to some participants, the passages of others are left out likewise.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable
from itertools import accumulate

from attrs import frozen

from qualog.state import Document, State
from qualog.text.units import Span, Unit, answers, asks, sentences, words


@frozen
class RemainingText:
    """What is left of a document, with positions in what is left.

    `gone` are the passages cut out, in the order of the text and none touching the next; `cut`
    is how many characters lie in those before each of them, and in all.
    """

    whole: int
    gone: list[Span]
    cut: list[int]

    @classmethod
    def of(cls, state: State, document: str) -> "RemainingText":
        """Give what is left of a document."""
        gone = state.left_out(document)
        cut = [0, *accumulate(end - start for start, end in gone)]
        return cls(state.documents[document].length, gone, cut)

    @property
    def length(self) -> int:
        """How many characters are left."""
        return self.whole - self.cut[-1]

    def span(self, start: int, end: int) -> Span:
        """Give where a passage lies in what is left."""
        return self._position(start), self._position(end)

    def holds(self, start: int, end: int) -> bool:
        """Say whether all of a passage is left."""
        index = bisect_right(self.gone, start, key=lambda passage: passage[1])
        return index == len(self.gone) or self.gone[index][0] >= end

    def in_text(self, start: int, end: int) -> Span:
        """Give where a passage of what is left lies in the text; what is gone inside it, too."""
        seams = [
            passage[0] - before for passage, before in zip(self.gone, self.cut[:-1], strict=True)
        ]
        return (
            start + self.cut[bisect_right(seams, start)],
            end + self.cut[bisect_left(seams, end)],
        )

    def _position(self, position: int) -> int:
        if not self.gone:
            return position
        index = bisect_right(self.gone, position, key=lambda passage: passage[1])
        inside = max(0, position - self.gone[index][0]) if index < len(self.gone) else 0
        return position - self.cut[index] - inside


@frozen
class Units:
    """The units of what is left of a document; `missing` says why there is none of that kind."""

    spans: tuple[Span, ...] = ()
    missing: str = ""


def units_in(state: State, document: str, unit: Unit, kept: RemainingText) -> Units:
    """Give the units of a document; a unit of which some words are gone is left out whole.

    An answer is cut where a turn in it is gone: the others' words in it stay. Characters are
    not listed: a document is made of them.
    """
    found = state.documents[document]
    turns = [turn for turn in found.turns if kept.holds(turn.start, turn.end)]
    match unit:
        case "character":
            return Units()
        case "document":
            return _units([(0, kept.whole)], kept, "")
        case "turn":
            return _units([(turn.start, turn.end) for turn in turns], kept, "it has no turns")
        case "answer":
            asking = interviewers(found, state.authors)
            said = answers(turns, asking) if asking else []
            return _units(said, kept, _why_no_answers(found, asking))
        case "word":
            spans = words(state.text(document), found.turns)
        case "sentence":
            spans = sentences(state.text(document), found.turns)
    return _units((span for span in spans if kept.holds(*span)), kept, f"it has no {unit}s")


def interviewers(document: Document, authors: Container[str]) -> set[int]:
    """Give the speakers (indices) who ask: identified as one of the authors, or labelled so.

    A label counts for a speaker whom nobody identified: `I`, `Interviewer`, `Moderator`, …
    """
    return {
        index
        for index, label in enumerate(document.speakers)
        if (document.identified[index] in authors if index in document.identified else asks(label))
    }


def _why_no_answers(document: Document, asking: set[int]) -> str:
    if not any(turn.speaker >= 0 for turn in document.turns):
        return "nobody speaks in it"
    if not asking:
        return "who asks in it is not known: say it with 'qualog document speaker … --is-author …'"
    return "only who asks speaks in it"


def _units(spans: Iterable[Span], kept: RemainingText, missing: str) -> Units:
    found = tuple(kept.span(*span) for span in spans)
    return Units(found, "" if found else missing)
