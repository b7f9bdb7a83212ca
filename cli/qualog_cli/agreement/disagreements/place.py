"""What pages on differences between coders share: their heading, and where a passage is."""

import re
import shlex
from collections.abc import Iterator

from attrs import frozen

from qualog.reliability.remaining_text import RemainingText
from qualog.reliability.selection import CodedStudy
from qualog.state import Document
from qualog.text.units import Span
from qualog_cli.agreement.agree.render import Shown
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.shared.show import counted

_WRAPPED = re.compile(r"(?<=[^\n]{50})\n(?=\S)")


@frozen
class DisputedPlace:
    """A passage of a document, in code points of its text."""

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
    def told(self) -> str:
        """Where it is, in words: “Interview 1, turn 5 (Anna), 245:310”."""
        turns = self.turns
        if not turns:
            return f"{self.document.name}, {self.start}:{self.end}"
        inside = f"turn {turns[0]}" if len(turns) == 1 else f"turns {turns[0]}–{turns[-1]}"
        who = f" ({', '.join(self.speakers)})" if self.speakers else ""
        return f"{self.document.name}, {inside}{who}, {self.start}:{self.end}"

    def flowing(self, start: int, end: int) -> str:
        """Give the text, in whose turns between two positions no line is wrapped.

        A line end after many characters is a space then, so that every position stays.
        """
        text = self.text
        for _, turn in self.document.turns_in(start, end):
            for wrap in _WRAPPED.finditer(text, turn.start, turn.end):
                text = text[: wrap.start()] + " " + text[wrap.end() :]
        return text

    def around(self, most: int) -> Span:
        """Give the span of the passage with so many characters around it, of whole words.

        A line's beginning goes before a word's, so that lines are as the text has them.
        """
        before = self.text[max(0, self.start - most) : self.start]
        after = self.text[self.end : self.end + most]
        if len(before) == most:
            cut = before.find("\n", 0, most // 2)
            before = before[(cut if cut >= 0 else before.find(" ")) + 1 :]
        if len(after) == most:
            cut = after.rfind("\n", most // 2)
            after = after[: cut if cut >= 0 else after.rfind(" ") + 1]
        return self.start - len(before.lstrip()), self.end + len(after.rstrip())


def place(compared: Comparison, coded: CodedStudy, document: int, span: Span) -> DisputedPlace:
    """Give where a span of what is left of a document (an index) is in its text."""
    state, id_ = compared.study.state, coded.document_ids[document]
    return DisputedPlace(
        state.documents[id_], state.text(id_), *RemainingText.of(state, id_).in_text(*span)
    )


def discuss(where: DisputedPlace) -> str:
    """Give the command that puts a passage up for discussion."""
    span = f"{where.start}:{where.end}"
    return shlex.join(["qualog", "discuss", "open", where.document.name, "--span", span])


def introduction(compared: Comparison, coded: CodedStudy, what: str) -> Iterator[str]:
    """Say what is shown of whom (`{coders}`), and what is left out; or that there is nothing."""
    shown = Shown(compared, coded, {})
    if not coded.documents:
        yield from shown.lines()
        return
    names = compared.study.state.author_names([each.id for each in coded.coders])
    where = counted(len(coded.documents), "document")
    yield f"{what.format(coders=names)}, in {where} that at least two of them coded."
    yield from shown.left_out()
    yield ""
