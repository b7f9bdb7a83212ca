"""What pages on differences between coders share: their heading, and where a passage is."""

import re
import shlex
from collections.abc import Iterator

from attrs import frozen

from qualog.language import Sayable, message
from qualog.reliability.explanations import left_out
from qualog.reliability.remaining_text import RemainingText
from qualog.reliability.selection import Comparison
from qualog.state import Document
from qualog.text.units import Span

_WRAPPED = re.compile(r"(?<=[^\n]{50})\n(?=\S)")


@frozen
class DisputedPlace:
    """A passage `[start, end)` of a document, in code points of its text."""

    document: Document
    text: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words of the passage."""
        return self.text[self.start : self.end]

    @property
    def turns(self) -> list[int]:
        """The numbers of the turns that it lies in, from 1."""
        return [number for number, _ in self.document.turns_in(self.start, self.end)]

    @property
    def speakers(self) -> list[str]:
        """The labels of who speaks in it, in order, each once."""
        labels = self.document.speakers
        turns = self.document.turns_in(self.start, self.end)
        return list(
            dict.fromkeys(
                labels[turn.speaker] for _, turn in turns if 0 <= turn.speaker < len(labels)
            )
        )

    @property
    def where(self) -> Sayable:
        """Where it is, as a phrase: "Interview 1, turn 5 (Anna), 245:310"."""
        span = f"{self.start}:{self.end}"
        place = self._turns
        if place is None:
            return message("{document}, {span}", document=self.document.name, span=span)
        if self.speakers:
            speakers = ", ".join(self.speakers)
            place = message("{turns} ({speakers})", turns=place, speakers=speakers)
        return message(
            "{document}, {turns}, {span}", document=self.document.name, turns=place, span=span
        )

    @property
    def _turns(self) -> Sayable | None:
        match self.turns:
            case []:
                return None
            case [turn]:
                return message("turn {turn}", turn=turn)
            case [first, *_, last]:
                return message("turns {first}–{last}", first=first, last=last)
        return None

    def flowing(self, start: int, end: int) -> str:
        """Return the text, in whose turns between two positions no line is wrapped.

        A line end after many characters is a space then, so that every position stays.
        """
        text = self.text
        for _, turn in self.document.turns_in(start, end):
            for wrap in _WRAPPED.finditer(text, turn.start, turn.end):
                text = text[: wrap.start()] + " " + text[wrap.end() :]
        return text

    def around(self, most: int) -> Span:
        """Return the span of the passage with so many characters around it, of whole words.

        A line's beginning goes before a word's, so that lines are as the text has them.
        """
        before = self.text[max(0, self.start - most) : self.start]
        after = self.text[self.end : self.end + most]
        if len(before) == most:
            line_end = before.find("\n", 0, most // 2)
            before = before[(line_end if line_end >= 0 else before.find(" ")) + 1 :]
        if len(after) == most:
            line_end = after.rfind("\n", most // 2)
            after = after[: line_end if line_end >= 0 else after.rfind(" ") + 1]
        return self.start - len(before.lstrip()), self.end + len(after.rstrip())


def place(comparison: Comparison, document: int, span: Span) -> DisputedPlace:
    """Return where a span of what is left of a document (an index) is in its text."""
    state, id_ = comparison.study.state, comparison.coded.document_ids[document]
    return DisputedPlace(
        state.documents[id_], state.text(id_), *RemainingText.of(state, id_).in_text(*span)
    )


def discuss(where: DisputedPlace) -> str:
    """Return the command that puts a passage up for discussion."""
    span = f"{where.start}:{where.end}"
    return shlex.join(["qualog", "discuss", "open", where.document.name, "--span", span])


def introduction(comparison: Comparison, heading: Sayable) -> Iterator[Sayable]:
    """Yield what is shown, and what is left out."""
    yield heading
    yield from left_out(comparison)
    yield ""
