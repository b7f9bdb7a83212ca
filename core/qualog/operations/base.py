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
    Author,
    Code,
    Coding,
    Discussion,
    Document,
    Link,
    Memo,
    Participant,
    State,
    Theme,
)
from qualog.state.theory import Theory
from qualog.views.lookup import find
from qualog.views.naming import find_anything, find_code


class StudySession(Protocol):
    """What verbs need of a project: the state to check against, and the log to decide into."""

    log: Log

    @property
    def state(self) -> State:
        """The state as it is now."""

    @property
    def seen(self) -> Log:
        """The log as it is shown."""

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

    def author(self, wanted: str) -> Author:
        """Find an author."""
        return find(self.state.authors.values(), wanted, "author", name=lambda each: each.name)

    def participant(self, wanted: str) -> Participant:
        """Find a participant by pseudonym."""
        return find(
            self.state.participants.values(),
            wanted,
            "participant",
            name=lambda each: each.pseudonym,
        )

    def taking_part(self, wanted: str) -> Participant:
        """Find a participant who has not withdrawn.

        Raises:
            NotAllowed: they took their consent back.
        """
        found = self.participant(wanted)
        if found.withdrawn is not None:
            raise NotAllowed(
                f"This participant ({found.id[:8]}) withdrew: nothing more is kept about them."
            )
        return found

    def document(self, wanted: str) -> Document:
        """Find a document."""
        return find(self.state.documents.values(), wanted, "document", name=lambda each: each.name)

    def code(self, wanted: str) -> Code:
        """Find a code; of codes with one name, the one that is in use."""
        return find_code(self.state, wanted)

    def anything(self, wanted: str) -> str:
        """Find the id of a thing of the study, of whatever kind, or of a decision."""
        return find_anything(self.state, self.project.seen.store, wanted)

    def coding(self, wanted: str) -> Coding:
        """Find a coding by its id: one that stands, or one whose words are gone from the text."""
        codings = self.state.codings | self.state.lost_codings
        return find(codings.values(), wanted, "coding", name=lambda each: each.id)

    def theme(self, wanted: str) -> Theme:
        """Find a theme."""
        return find(self.state.themes.values(), wanted, "theme", name=lambda each: each.name)

    def memo(self, wanted: str) -> Memo:
        """Find a memo by its id."""
        return find(self.state.memos.values(), wanted, "memo", name=lambda each: each.id)

    def discussion(self, wanted: str) -> Discussion:
        """Find a discussion by its id."""
        discussions = self.state.discussions.values()
        return find(discussions, wanted, "discussion", name=lambda each: each.id)

    def theory(self, wanted: str) -> Theory:
        """Find an adopted theory."""
        return find(self.state.theories.values(), wanted, "theory", name=lambda each: each.name)

    def link(self, wanted: str) -> Link:
        """Find a theory link by its id."""
        return find(self.state.links.values(), wanted, "theory link", name=lambda each: each.id)


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
