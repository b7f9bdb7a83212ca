"""The plan of one import: the decisions that it makes, in order, and what it leaves behind."""

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field

from qualog.decisions import Decision
from qualog.language import Sayable, plural
from qualog.log.log import Draft
from qualog.log.store import StoredContent
from qualog.state import State

_LISTED: Final = 20
"""So many things without a place are listed one by one; the others are counted."""


@define
class ImportPlan:
    """What an import is to decide. Nothing is written while it is made.

    Attributes:
        state: the study as it is.
        by: the authors (ids) who import.
        subjects: the participants (ids) whose words the new documents are, if a person said so.
        drafts: the decisions so far, each after those that it builds on.
    """

    state: State
    by: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    drafts: list[Draft] = field(factory=list, init=False)
    _left: list[Sayable] = field(factory=list, init=False)
    _placeless: list[Sayable] = field(factory=list, init=False)

    def decide(
        self,
        decision: Decision,
        *,
        by: tuple[str, ...] | None = None,
        subjects: Iterable[str] = (),
        contents: Sequence[StoredContent] = (),
    ) -> None:
        """Add a decision; those who import make it, unless others are named."""
        authors = self.by if by is None else by
        self.drafts.append(Draft(decision, authors, None, sorted(set(subjects)), tuple(contents)))

    def leave_behind(self, what: Sayable) -> None:
        """Note in a sentence what does not come in."""
        self._left.append(what)

    def leave_without_place(self, why: Sayable) -> None:
        """Note in a sentence why something has no place in the study; a file may have thousands."""
        self._placeless.append(why)

    @property
    def has_placeless(self) -> bool:
        """Whether anything found no place."""
        return bool(self._placeless)

    @property
    def left_behind(self) -> tuple[Sayable, ...]:
        """What does not come in, in sentences."""
        listed = (*self._left, *self._placeless[:_LISTED])
        others = len(self._placeless) - _LISTED
        if others <= 0:
            return listed
        return (
            *listed,
            plural(
                "One more has no place in the study.",
                "{n} more have no place in the study.",
                others,
            ),
        )
