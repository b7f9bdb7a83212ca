"""Corrections: a decision is taken back, or its words are erased."""

from collections.abc import Sequence

from attrs import define

from qualog.decisions import kind_of
from qualog.decisions.erasure import DecisionRedacted, WordsErased
from qualog.decisions.project import DecisionReverted
from qualog.errors import NotAllowed
from qualog.log.entry import LogEntry
from qualog.project.deciding import StudyWriter
from qualog.replay.fold import replay, reverted
from qualog.state.questions import Unapplied


@define(slots=False, eq=False)
class StudyCorrector(StudyWriter):
    """A study whose decisions can be taken back. The log keeps that they were made."""

    def resting_on(self, decision: str) -> list[Unapplied]:
        """Return the decisions that could no longer take effect if this one were taken back.

        Raises:
            NotFound: no such decision.
        """
        store = self.seen.store
        target = self.find.decision(decision)
        before = {unapplied.decision for unapplied in self.state.unapplied}
        without = replay(store, without=frozenset([target]))
        return [
            unapplied
            for unapplied in without.unapplied
            if unapplied.decision not in before | {target}
        ]

    def undo(
        self, decision: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Take a decision back: a replay leaves it out from now on.

        Raises:
            NotFound: no such decision.
            NotAllowed: it is taken back already, or it is what the project begins with.
        """
        entry = self._entry(decision)
        cls = kind_of(entry.kind)
        if cls is not None and cls.cannot_be_undone:
            raise NotAllowed(cls.cannot_be_undone, decision=decision)
        if entry.id in reverted(self.log.store):
            raise NotAllowed("{decision} has already been taken back.", decision=decision)
        return self.decide(
            DecisionReverted(target=entry.id), why=why, by=by, subjects=entry.subjects.split()
        )

    def redact(
        self, decision: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Erase the words of one decision, here and at the next merge in every other copy.

        That it was made stays in the log. It cannot be undone.

        Returns:
            The decision's id, whole.

        Raises:
            NotFound: no such decision.
            NotAllowed: it has no words, or they are erased already.
        """
        from qualog.privacy.withdrawal import words_of

        entry = self._entry(decision)
        lines, contents = words_of(self.log.store, entry)
        if not lines and not contents:
            raise NotAllowed(
                "{decision} has no words, or they have already been erased.", decision=decision
            )
        with self.together(why, by=by):
            self.decide(DecisionRedacted(target=entry.id), by=by, subjects=entry.subjects.split())
            self.decide(WordsErased(because=entry.id, lines=lines, contents=contents), by=by)
        return entry.id

    def _entry(self, decision: str) -> LogEntry:
        target = self.find.decision(decision)
        replica, _, seq = target.partition(".")
        entry = self.log.store.entry(replica, int(seq))
        assert entry is not None, "the lookup found it in this log"
        return entry
