"""What all operations share: the study that they act on, and the finding of what is meant."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from attrs import frozen

from qualog.decisions import Decision
from qualog.errors import NotAllowed
from qualog.log.log import Appended, Draft, Log
from qualog.log.store import StoredContent, Transaction
from qualog.state import Participant, State
from qualog.views.lookup import Lookup
from qualog.views.wording import StateNames


class StudySession(Protocol):
    """What operations need of a study: a state to check against, and a log to decide into."""

    log: Log

    @property
    def working_state(self) -> State:
        """The state that is decided from, with decisions that are being made."""

    @property
    def seen(self) -> Log:
        """The log as it is shown to whoever looks."""

    @property
    def names(self) -> StateNames:
        """What things are called now."""

    def authors_of(self, by: Sequence[str] | None) -> tuple[str, ...]:
        """Return the ids of those who decide."""

    def decide(
        self,
        decision: Decision,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
        subjects: Sequence[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Write one decision; return its id."""

    def append(self, drafts: Sequence[Draft]) -> Appended:
        """Write decisions in one transaction."""

    def set_up_for(self, author: str) -> None:
        """Let this copy decide as an author (an id) where nobody else is named."""

    def putting(
        self,
    ) -> AbstractContextManager[Callable[[Transaction, Sequence[Decision]], None]]:
        """Let decisions of this copy be written in a transaction that is already open."""

    def together(
        self, why: str | None = None, *, by: Sequence[str] | None = None
    ) -> AbstractContextManager[None]:
        """Write the decisions that are made inside in one transaction."""


@frozen
class Operations:
    """One family of operations: they check their input against the state, then decide."""

    project: StudySession

    @property
    def state(self) -> State:
        """The state that is decided from."""
        return self.project.working_state

    @property
    def find(self) -> Lookup:
        """What finds a thing by what a person calls it."""
        return Lookup(self.state, self.project.seen.store)

    def decide(
        self,
        decision: Decision,
        why: str | None,
        by: Sequence[str] | None,
        *,
        subjects: Iterable[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Write one decision; return its id."""
        return self.project.decide(
            decision, why=why, by=by, subjects=sorted(subjects), contents=contents
        )

    def active_participant(self, wanted: str) -> Participant:
        """Find a participant who has not withdrawn.

        Raises:
            NotAllowed: they withdrew their consent.
        """
        found = self.find.participant(wanted)
        if found.withdrawn is not None:
            raise NotAllowed(
                "This participant ({id}) has withdrawn: nothing more is kept about them.",
                id=found.id[:8],
            )
        return found
