"""Subjects: the participants whom a thing of the study may tell about, as things are now."""

from qualog.state import State


def subjects_of(state: State, thing: str | None) -> set[str]:
    """Return the participants (ids) whom words about a thing (an id) may tell about."""
    if thing is None:
        return set()
    if thing in state.participants:
        return {thing}
    if thing in state.documents:
        document = state.documents[thing]
        return document.subjects_in(0, document.length)
    if thing in state.codings:
        coding = state.codings[thing]
        return state.documents[coding.document].subjects_in(coding.start, coding.end)
    if thing in state.discussions:
        found = state.discussions[thing]
        return state.documents[found.document].subjects_in(found.start, found.end)
    if thing in state.memos:
        return subjects_of(state, state.memos[thing].about)
    if thing in state.links:
        return subjects_of(state, state.links[thing].subject)
    return set()
