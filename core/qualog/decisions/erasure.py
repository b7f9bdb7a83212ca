"""Erasure: words that somebody took back, or that should not be in the study."""

from collections.abc import Callable, Iterator
from typing import Final, Self

from attrs import evolve

from qualog.decisions.base import Decision, decision
from qualog.decisions.names import Names, Theirs
from qualog.decisions.values import DecisionId, Id, Seq, Thing
from qualog.language import Message, listing, message, plural

ERASED_FOR_GOOD: Final = "{decision} cannot be undone: what was erased is gone for good."


@decision("decision-redacted")
class DecisionRedacted(Decision):
    """The words of one decision (an id) are to be erased; that it was made stays."""

    cannot_be_undone = ERASED_FOR_GOOD

    target: DecisionId

    def sentence(self, names: Names) -> Message:
        return message("erased the words of {decision}", decision=names.decision(self.target))


@decision("words-erased")
class WordsErased(Decision):
    """The receipt of an erasure: this copy deleted these words, and every other copy must.

    `because` is the decision that asked for it: a withdrawal or a redaction. `lines` are the
    numbers of the decisions whose sealed parts are gone, by replica; `contents` are ids of
    stretches of text and of files.
    """

    cannot_be_undone = ERASED_FOR_GOOD
    reaches_back = True

    because: Thing
    lines: dict[Id, tuple[Seq, ...]]
    contents: tuple[Id, ...]

    def sentence(self, names: Names) -> Message:
        return message(
            "deleted {words} because of {reason}",
            words=listing(self._erased())
            if self.lines or self.contents
            else message("nothing more"),
            reason=names.anything(self.because),
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False  # it only counts what is gone

    def without_hidden(self, is_hidden: Callable[[str], bool]) -> Self:
        shown = {
            replica: tuple(seq for seq in numbers if not is_hidden(f"{replica}.{seq}"))
            for replica, numbers in self.lines.items()
        }
        return evolve(self, lines=shown)  # type: ignore[misc]

    def _erased(self) -> Iterator[Message]:
        if decisions := sum(map(len, self.lines.values())):
            yield plural("the words of one decision", "the words of {n} decisions", decisions)
        if self.contents:
            yield plural(
                "one stretch of text or file", "{n} stretches of text or files", len(self.contents)
            )


@decision("erasure-confirmed")
class ErasureConfirmed(Decision):
    """What these receipts (ids of decisions) name is deleted from this copy too."""

    cannot_be_undone = ERASED_FOR_GOOD

    receipts: tuple[DecisionId, ...]

    def sentence(self, names: Names) -> Message:
        return message(
            "confirmed that what {decisions} deleted is deleted in this copy too",
            decisions=listing(map(names.decision, self.receipts)),
        )

    def tells_about(self, theirs: Theirs) -> bool:
        return False
