"""Quotations: the passages that a code was applied to, each once, with all who coded it."""

from collections.abc import Sequence
from itertools import pairwise

from attrs import define, field, frozen

from qualog.language import Sayable, plural
from qualog.state import Coding, Document, State
from qualog.state.codings import Passage
from qualog_plugins.exporters.shared.grouping import codings_by_code
from qualog_plugins.exporters.shared.left_out import nonzero


@frozen
class Quotation:
    """A passage that is quoted.

    Attributes:
        text: its words, a line for each turn.
        participants: the pseudonyms of those whose words they are.
        document: the name of the document.
        turn: the number of the turn that it begins in, counted from 1.
        coders: the names of all who applied the code to it.
    """

    text: str
    participants: str
    document: str
    turn: int | None
    coders: str


@define
class Quotations:
    """Finds quotations.

    Attributes:
        state: the study.
        most: how many are shown of a code; all if None.
        codings: the codings of each code (an id).
        beyond: how many were left out, since there are more of a code than are shown.
    """

    state: State
    most: int | None
    codings: dict[str, list[Coding]] = field(init=False)
    beyond: int = 0
    _order: dict[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.codings = codings_by_code(self.state)
        self._order = {id_: index for index, id_ in enumerate(self.state.documents)}

    def of(self, code: str) -> tuple[Quotation, ...]:
        """Return the quotations of a code (an id), in the order of the documents."""
        coders: dict[Passage, list[str]] = {}
        for coding in self.codings.get(code, ()):
            named = coders.setdefault(Passage(coding.document, coding.start, coding.end), [])
            named += [author for author in coding.made.authors if author not in named]
        found = sorted(
            coders,
            key=lambda passage: (self._order[passage.document], passage.start, passage.end),
        )
        shown = found if self.most is None else found[: max(self.most, 0)]
        self.beyond += len(found) - len(shown)
        return tuple(self._quotation(passage, coders[passage]) for passage in shown)

    def left_out(self) -> Sequence[Sayable]:
        """Return how many passages are not quoted."""
        if self.most == 0:
            return nonzero(
                plural(
                    "The report leaves out one quotation. "
                    "To have it in the report, leave out -o quotations and -o most-quotations.",
                    "The report leaves out all {n} quotations. "
                    "To have them in the report, leave out -o quotations and -o most-quotations.",
                    self.beyond,
                )
            )
        return nonzero(
            plural(
                "The report leaves out one quotation beyond the first {most} of a code. "
                "To have it in the report, leave out -o most-quotations.",
                "The report leaves out {n} quotations beyond the first {most} of a code. "
                "To have them in the report, leave out -o most-quotations.",
                self.beyond,
                most=self.most,
            )
        )

    def _quotation(self, passage: Passage, coders: list[str]) -> Quotation:
        document = self.state.documents[passage.document]
        turns = document.turns_in(passage.start, passage.end)
        return Quotation(
            text=_by_turn(self.state.text(passage.document), document, passage),
            participants=", ".join(self.state.pseudonyms(passage)),
            document=document.name,
            turn=next((number for number, _ in turns), None),
            coders=self.state.author_names(coders),
        )


def _by_turn(text: str, document: Document, passage: Passage) -> str:
    """Return a passage with a line for each turn."""
    start, end = passage.start, passage.end
    cuts = [turn.end for _, turn in document.turns_in(start, end) if turn.end < end]
    pieces = [text[a:b].split() for a, b in pairwise((start, *cuts, end))]
    # Where the lines of the transcript broke is no matter: a page is as wide as it is.
    return "\n".join(" ".join(words) for words in pieces if words)
