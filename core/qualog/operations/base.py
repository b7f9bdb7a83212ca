"""What all verbs share: the project that they act on, and the finding of what is meant."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from attrs import frozen

from qualog.decisions import Decision
from qualog.errors import BadInput, NotAllowed
from qualog.log.log import Appended, Draft, Log
from qualog.log.store import StoredContent
from qualog.state import (
    Participant,
    State,
)
from qualog.views.lookup import Lookup
from qualog.views.wording import StateNames


class StudySession(Protocol):
    """What verbs need of a project: the state to check against, and the log to decide into."""

    log: Log

    @property
    def state(self) -> State:
        """The state as it is now."""

    @property
    def seen(self) -> Log:
        """The log as it is shown."""

    @property
    def names(self) -> StateNames:
        """What things are called now."""

    def authors_of(self, by: Sequence[str] | None) -> tuple[str, ...]:
        """Give the ids of those who decide."""

    def decide(
        self,
        decision: Decision,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
        subjects: Sequence[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Write one decision; give its id."""

    def append(self, drafts: Sequence[Draft]) -> Appended:
        """Write decisions in one transaction, as one act."""

    def sign(self) -> None:
        """Sign how far this copy came."""

    def together(
        self, why: str | None = None, *, by: Sequence[str] | None = None
    ) -> AbstractContextManager[None]:
        """Make the decisions inside one act."""


@frozen
class Operations:
    """One family of verbs: they check their input against the state, then decide."""

    project: StudySession

    @property
    def state(self) -> State:
        """The state as it is now."""
        return self.project.state

    def decide(
        self,
        decision: Decision,
        why: str | None,
        by: Sequence[str] | None,
        *,
        subjects: Iterable[str] = (),
        contents: tuple[StoredContent, ...] = (),
    ) -> str:
        """Make one decision; give its id."""
        return self.project.decide(
            decision, why=why, by=by, subjects=sorted(subjects), contents=contents
        )

    @property
    def find(self) -> Lookup:
        """What finds a thing by what a person calls it."""
        return Lookup(self.state, self.project.seen.store)

    def active_participant(self, wanted: str) -> Participant:
        """Find a participant who has not withdrawn.

        Raises:
            NotAllowed: they took their consent back.
        """
        found = self.find.participant(wanted)
        if found.withdrawn is not None:
            raise NotAllowed(
                f"This participant ({found.id[:8]}) withdrew: nothing more is kept about them."
            )
        return found


def require_text(text: str, what: str) -> str:
    """Give a text without white space around it.

    Raises:
        BadInput: nothing is left, or it cannot be written as UTF-8.
    """
    told = text.strip()
    if not told:
        raise BadInput(f"The {what} is empty.")
    return require_encodable(told, what)


def require_encodable(text: str, what: str) -> str:
    """Give the text, if it can be written.

    Raises:
        BadInput: it holds half a character (a lone surrogate).
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(f"The {what} holds half a character at {error.start}.") from None
    return text


def calendar_day(text: str | None) -> str | None:
    """Give an ISO date.

    Raises:
        BadInput: it is none.
    """
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput(f"'{text}' is no day. Write it as 2025-03-01.") from None
