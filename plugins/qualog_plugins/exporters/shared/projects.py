"""What of a study the project of another program has no place for, in words."""

from bisect import bisect_right
from collections.abc import Sequence

from qualog.language import Message, Sayable, message, plural
from qualog.state import Document, State
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.importers.transcripts.turns import find_turns


def history() -> Message:
    """Return that no other program has the history."""
    return message(
        "The project leaves out the history: who decided what, when and why, earlier wordings, "
        "and what was taken back. To export it: qualog export log-jsonl"
    )


def of_the_analysis(state: State) -> Sequence[Sayable]:
    """Return what of theory, rounds and discussions has no place."""
    return nonzero(
        plural(
            "The project leaves out one theory that the study uses.",
            "The project leaves out {n} theories that the study uses.",
            len(state.theories),
        ),
        plural(
            "The project leaves out one link to a theoretical concept.",
            "The project leaves out {n} links to theoretical concepts.",
            len(state.links),
        ),
        plural(
            "The project leaves out one named point in time.",
            "The project leaves out {n} named points in time.",
            len(state.moments),
        ),
        plural(
            "The project leaves out one coding round.",
            "The project leaves out {n} coding rounds.",
            len(state.rounds),
        ),
        plural(
            "The project leaves out one discussion, and how it was settled.",
            "The project leaves out {n} discussions, and how they were settled.",
            len(state.discussions),
        ),
        plural(
            "The project leaves out one question that is open.",
            "The project leaves out {n} questions that are open.",
            len(state.questions),
        ),
    )


def of_the_material(state: State) -> Sequence[Sayable]:
    """Return what of documents and people has no place."""
    documents, people = state.documents.values(), state.participants.values()
    researchers = state.authors.keys()
    return nonzero(
        plural(
            "The project leaves out who conducted and who transcribed one interview, and when.",
            "The project leaves out who conducted and who transcribed {n} interviews, and when.",
            sum(bool(document.interviewers or document.transcribers) for document in documents),
        ),
        plural(
            "The project leaves out who read one document, and who coded it in full.",
            "The project leaves out who read {n} documents, and who coded them in full.",
            sum(bool(document.readings or document.coded) for document in documents),
        ),
        plural(
            "The project leaves out who speaks in one document without labels that say it.",
            "The project leaves out who speaks in {n} documents without labels that say it.",
            sum(not _is_labelled(state, document) for document in documents),
        ),
        plural(
            "The project leaves out which speakers of one document are researchers.",
            "The project leaves out which speakers of {n} documents are researchers.",
            sum(not researchers.isdisjoint(document.identified.values()) for document in documents),
        ),
        plural(
            "The project leaves out one participant's name, consent and withdrawal.",
            "The project leaves out {n} participants' names, consent and withdrawals.",
            sum(bool(person.name or person.consent or person.withdrawn) for person in people),
        ),
    )


def _is_labelled(state: State, document: Document) -> bool:
    """Return whether a program that looks for labels finds from the text alone who speaks."""
    spoken = [turn for turn in document.turns if turn.speaker >= 0]
    if not spoken:
        return True
    found = find_turns(state.text(document.id)).turns
    starts = [turn.start for turn in found]
    for turn in spoken:
        index = bisect_right(starts, turn.start) - 1
        if index < 0 or found[index].speaker != document.speakers[turn.speaker]:
            return False
    return True
