"""Operations on people: the authors who do a study, and the participants who take part in it."""

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
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_day, require_encodable, require_text
from qualog.privacy.leaks import Leak, leaks
from qualog.privacy.withdrawal import Belongings, belongings
from qualog.state import Author, Participant


@frozen
class Withdrawal:
    """What is erased if a participant withdraws, and what the authors must see to themselves.

    Attributes:
        participant: who would withdraw.
        belongings: what is erased.
        repeated: decisions of the authors that repeat the participant's words, such as a code
            named after them: they stay unless they are redacted.
    """

    participant: Participant
    belongings: Belongings
    repeated: tuple[Leak, ...]


class Authors(Operations):
    """Who does the study."""

    def add(self, name: str, *, why: str | None = None, by: Sequence[str] | None = None) -> Author:
        """Add an author."""
        id_ = new_id()
        self.decide(AuthorAdded(author=id_, name=self._free_name(name)), why, by)
        return self.state.authors[id_]

    def rename(
        self, author: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Rename an author."""
        found = self.find.author(author)
        return self.decide(AuthorRenamed(author=found.id, name=self._free_name(name)), why, by)

    def use(self, author: str) -> Author:
        """Let this copy decide as an author where nobody else is named; no decision is made.

        Raises:
            NotFound, Ambiguous: no such author, or several.
        """
        found = self.find.author(author)
        self.project.set_up_for(found.id)
        return found

    def _free_name(self, name: str) -> str:
        name = require_text(name, message("An author needs a name."))
        if is_taken(name, (author.name for author in self.state.authors.values())):
            raise NotAllowed("There is already an author “{name}”.", name=name)
        return name


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
        id_ = new_id()
        decision = ParticipantAdded(
            participant=id_, pseudonym=self._free_pseudonym(pseudonym), name=name or None
        )
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
        """Change the pseudonym of a participant."""
        found = self.active_participant(participant)
        decision = ParticipantRenamed(
            participant=found.id, pseudonym=self._free_pseudonym(pseudonym)
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
        """Record that a participant consented, on a day (ISO date), to these terms."""
        found = self.active_participant(participant)
        decision = ConsentGiven(
            participant=found.id, day=require_day(day), terms=require_encodable(terms or "") or None
        )
        return self.decide(decision, why, by, subjects=[found.id])

    def withdrawal(self, participant: str) -> Withdrawal:
        """Return what a withdrawal would erase; nothing is decided."""
        found = self.find.participant(participant)
        store = self.project.log.store
        erased = belongings(store, found.id)
        # What a blind round hides is erased too, but it is not shown that it is there.
        seen = self.project.seen.store
        shown = erased if seen is store else belongings(seen, found.id)
        repeated = leaks(seen, self.state, erased.passages, leave_out=erased.lines)
        return Withdrawal(found, shown, tuple(repeated))

    def withdraw(
        self,
        participant: str,
        *,
        day: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record that a participant withdrew their consent, and erase what they said.

        Their words, the files these are in, and the words of all decisions that tell about them
        are erased, here and at the next merge in every other copy; codings and memos about
        them leave the study. The log keeps that all this was there. It cannot be undone.
        """
        found = self.active_participant(participant)
        erased = belongings(self.project.log.store, found.id)
        withdrawal = ConsentWithdrawn(participant=found.id, day=require_day(day))
        with self.project.together(why, by=by):
            self.decide(withdrawal, None, by, subjects=[found.id])
            self._keep_names(found, erased, by)
            receipt = WordsErased(
                because=found.id, lines=dict(erased.lines), contents=erased.contents
            )
            self.decide(receipt, None, by)
        withdrawn = self.state.participants[found.id].withdrawn
        assert withdrawn is not None
        return withdrawn.decision

    def _keep_names(
        self, participant: Participant, erased: Belongings, by: Sequence[str] | None
    ) -> None:
        """Name documents that others speak in too once more: their names would be erased as well.

        Not where a name tells who has withdrawn.
        """
        names = {
            participant.pseudonym.casefold(),
            (participant.name or participant.pseudonym).casefold(),
        }
        for id_ in sorted(erased.shared & self.state.documents.keys()):
            document = self.state.documents[id_]
            if not any(name in document.name.casefold() for name in names):
                self.decide(DocumentRenamed(document=id_, name=document.name), None, by)

    def _free_pseudonym(self, pseudonym: str) -> str:
        pseudonym = require_text(pseudonym, message("A participant needs a pseudonym."))
        participants = self.state.participants.values()
        if is_taken(pseudonym, (participant.pseudonym for participant in participants)):
            raise NotAllowed("There is already a participant “{pseudonym}”.", pseudonym=pseudonym)
        return pseudonym
