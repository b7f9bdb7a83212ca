"""Whom a plugin's decision is about: found from its own fields, so that no author forgets it.

Operations of the core know whom they are about. A plugin decides through the same door, and its
decision class says itself whether its words tell about a participant (`Decision.tells_about`), as
at a withdrawal. So the log has it too, and a copy without the plugin erases the same words.
"""

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from qualog.decisions import Decision, is_of_a_plugin, kinds_where
from qualog.log.codec import without_words
from qualog.log.log import Draft
from qualog.log.store import Store
from qualog.operations.subjects import subjects_of
from qualog.replay.appliers.applier import NoEffect
from qualog.replay.appliers.revisions import shown_in
from qualog.state import State


def subjects_named(
    decision: Decision, state: State, store: Store, drafts: Iterable[Draft] = ()
) -> set[str]:
    """Return the participants (ids) whom a decision's words tell about.

    Args:
        decision: what is about to be decided.
        state: the study, in which its things are.
        store: the log, in which plugins decided before.
        drafts: what is about to be decided together with it, and before it.
    """
    made: dict[str, set[str]] = {}
    for thing, subjects in _made_by_plugins(store, drafts):
        made.setdefault(thing, set()).update(subjects)
    return {
        participant
        for participant in state.participants
        if decision.tells_about(_TheirsNow(participant, state, made))
    }


def _made_by_plugins(store: Store, drafts: Iterable[Draft]) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield what plugins' decisions made or changed (an id), and whom that is about."""
    for entry in store.entries(kinds=kinds_where(is_of_a_plugin)):
        decision = without_words(entry.kind, entry.version, entry.body)
        yield entry.id, entry.subjects.split()
        if decision is not None and decision.thing is not None:
            yield decision.thing, entry.subjects.split()
    for draft in drafts:
        if is_of_a_plugin(type(draft.decision)) and draft.decision.thing is not None:
            yield draft.decision.thing, draft.data_subjects


@frozen
class _TheirsNow:
    """What is a participant's, or about them, in a state: `Theirs` before a decision is made."""

    participant: str
    state: State
    made: dict[str, set[str]] = field(repr=False)

    def has(self, thing: str | None) -> bool:
        """Return whether a thing (an id) is theirs or about them."""
        return self.participant in subjects_of(self.state, thing) | self.made.get(
            thing or "", set()
        )

    def has_words(self, document: str, revision: str | None, start: int, end: int) -> bool:
        """Return whether a passage of a revision has a character that they said."""
        found = self.state.documents.get(document)
        if found is None:
            return False
        try:
            shown = found if found.revision == revision else shown_in(found, revision)
        except NoEffect:  # no such revision: better too careful
            return self.has(document)
        return self.participant in shown.subjects_in(start, end)

    def has_all(self, document: str) -> bool:
        """Return whether they speak in a document, and nobody else does."""
        return subjects_of(self.state, document) == {self.participant}

    def document_of(self, coding: str) -> str:
        """Return the id of the document in which a coding was made; empty where there is none."""
        found = self.state.every_coding.get(coding)
        return found.document if found else ""
