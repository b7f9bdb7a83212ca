"""Verbs for authors and participants."""

from collections.abc import Sequence

from qualog.decisions import (
    AuthorAdded,
    AuthorRenamed,
    ConsentGiven,
    ParticipantAdded,
    ParticipantRenamed,
)
from qualog.errors import NotAllowed
from qualog.ids import new_id
from qualog.state import Author, Participant
from qualog.verbs.base import Verbs, calendar_day, worded


class Authors(Verbs):
    """Who does the study."""

    def add(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> Author:
        """Add an author."""
        name = worded(name, "author's name")
        self._refuse_taken(name)
        id_ = new_id()
        self.decide(AuthorAdded(author=id_, name=name), why, by)
        return self.state.authors[id_]

    def rename(
        self, author: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Call an author something else."""
        found = self.author(author)
        self._refuse_taken(name)
        return self.decide(
            AuthorRenamed(author=found.id, name=worded(name, "author's name")), why, by
        )

    def _refuse_taken(self, name: str) -> None:
        if any(each.name.casefold() == name.casefold() for each in self.state.authors.values()):
            raise NotAllowed(f"There is an author '{name}' already.")


class Participants(Verbs):
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
        pseudonym = worded(pseudonym, "pseudonym")
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
        found = self.participant(participant)
        self._refuse_taken(pseudonym)
        decision = ParticipantRenamed(
            participant=found.id, pseudonym=worded(pseudonym, "pseudonym")
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
        found = self.participant(participant)
        decision = ConsentGiven(participant=found.id, day=calendar_day(day), terms=terms or None)
        return self.decide(decision, why, by, subjects=[found.id])

    def _refuse_taken(self, pseudonym: str) -> None:
        taken = (each.pseudonym.casefold() for each in self.state.participants.values())
        if pseudonym.casefold() in taken:
            raise NotAllowed(f"There is a participant '{pseudonym}' already.")
