"""Verbs for authors and participants."""

from collections.abc import Sequence

from attrs import frozen

from qualog.decisions.documents import DocumentRenamed
from qualog.decisions.erasure import WordsErased
from qualog.decisions.people import (
    AuthorAdded,
    AuthorRenamed,
    ConsentGiven,
    ConsentWithdrawn,
    ParticipantAdded,
    ParticipantRenamed,
)
from qualog.errors import NotAllowed
from qualog.ids import new_id
from qualog.operations.base import Operations, calendar_day, require_text
from qualog.privacy.leaks import Leak, leaks
from qualog.privacy.withdrawal import Belongings, belongings
from qualog.state import Author, Participant


@frozen
class Withdrawal:
    """What a participant's withdrawal takes along, and what the authors must see to themselves.

    `repeated` are decisions of the authors that repeat the participant's words, such as a code
    named after them: they stay unless they are redacted.
    """

    participant: Participant
    belongings: Belongings
    repeated: tuple[Leak, ...]


class Authors(Operations):
    """Who does the study."""

    def add(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> Author:
        """Add an author."""
        name = require_text(name, "author's name")
        self._refuse_taken(name)
        id_ = new_id()
        self.decide(AuthorAdded(author=id_, name=name), why, by)
        return self.state.authors[id_]

    def rename(
        self, author: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Call an author something else."""
        found = self.find.author(author)
        self._refuse_taken(name)
        return self.decide(
            AuthorRenamed(author=found.id, name=require_text(name, "author's name")), why, by
        )

    def _refuse_taken(self, name: str) -> None:
        if any(each.name.casefold() == name.casefold() for each in self.state.authors.values()):
            raise NotAllowed(f"There is an author '{name}' already.")


class Participants(Operations):
    """Who takes part in the study."""

    def add(
        self,
        pseudonym: str,
        *,
        name: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Participant:
        """Add a participant under a pseudonym; `name` keeps the key to it, sealed."""
        pseudonym = require_text(pseudonym, "pseudonym")
        self._refuse_taken(pseudonym)
        id_ = new_id()
        decision = ParticipantAdded(participant=id_, pseudonym=pseudonym, name=name or None)
        self.decide(decision, why, by, subjects=[id_])
        return self.state.participants[id_]

    def rename(
        self,
        participant: str,
        pseudonym: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Give a participant another pseudonym."""
        found = self.active_participant(participant)
        self._refuse_taken(pseudonym)
        decision = ParticipantRenamed(
            participant=found.id, pseudonym=require_text(pseudonym, "pseudonym")
        )
        return self.decide(decision, why, by, subjects=[found.id])

    def consent(
        self,
        participant: str,
        *,
        day: str | None = None,
        terms: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record that a participant agreed to take part, on a day (ISO date), to these terms."""
        found = self.active_participant(participant)
        decision = ConsentGiven(participant=found.id, day=calendar_day(day), terms=terms or None)
        return self.decide(decision, why, by, subjects=[found.id])

    def withdrawal(self, participant: str) -> Withdrawal:
        """Tell what a withdrawal would take along; nothing is decided."""
        found = self.find.participant(participant)
        store = self.project.log.store
        gone = belongings(store, found.id)
        shown = self.project.seen.store  # what is hidden in a blind round goes, but is not told
        told = gone if shown is store else belongings(shown, found.id)
        repeated = leaks(shown, self.state, gone.passages, leave_out=gone.lines)
        return Withdrawal(found, told, tuple(repeated))

    def withdraw(
        self,
        participant: str,
        *,
        day: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record that a participant took their consent back, and erase what they said.

        Their words, the files they are in, and the words of all decisions that tell about them
        are deleted, here and at the next merge in every other copy; codings and memos about
        them leave the study. The log keeps that all this was there. It cannot be undone.
        """
        found = self.active_participant(participant)
        gone = belongings(self.project.log.store, found.id)
        names = {found.pseudonym.casefold(), (found.name or found.pseudonym).casefold()}
        told = ConsentWithdrawn(participant=found.id, day=calendar_day(day))
        with self.project.together(why, by=by):
            self.decide(told, None, by, subjects=[found.id])
            for id_ in sorted(gone.shared & self.state.documents.keys()):
                name = self.state.documents[id_].name
                if not any(each in name.casefold() for each in names):
                    self.decide(DocumentRenamed(document=id_, name=name), None, by)
            receipt = WordsErased(because=found.id, lines=dict(gone.lines), contents=gone.contents)
            self.decide(receipt, None, by)
        withdrawn = self.state.participants[found.id].withdrawn
        assert withdrawn is not None
        return withdrawn.decision

    def _refuse_taken(self, pseudonym: str) -> None:
        taken = (each.pseudonym.casefold() for each in self.state.participants.values())
        if pseudonym.casefold() in taken:
            raise NotAllowed(f"There is a participant '{pseudonym}' already.")
