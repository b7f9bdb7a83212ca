"""What of a study REFI-QDA has no place for, in words: the standard asks for that."""

from bisect import bisect_right
from collections.abc import Iterator

from qualog.state import Document, State
from qualog.views.study import Study
from qualog_plugins.exporters.refi.people import Users
from qualog_plugins.importers.transcripts.turns import find_turns


def beyond(study: Study, users: Users) -> Iterator[str]:
    """Say what is left out, whatever the documents and the codebook are like."""
    state = study.state
    yield "the history: who decided what, when and why; earlier wordings, what was taken back"
    if users.together:
        yield f"that several coded together: they are one user ({', '.join(users.together)})"
    documents, people = state.documents.values(), state.participants.values()
    researchers = state.authors.keys()
    for what, count in (
        ("adopted theories, and links to them", len(state.theories) + len(state.links)),
        ("named moments", len(state.moments)),
        ("rounds", len(state.rounds)),
        ("discussions and how they were settled", len(state.discussions)),
        ("open questions", len(state.questions)),
        (
            "who interviewed and transcribed, and when",
            sum(bool(each.interviewers or each.transcribers) for each in documents),
        ),
        (
            "who read documents, and who coded them to their end",
            sum(bool(each.readings or each.coded) for each in documents),
        ),
        (
            "who speaks where no label in the text says it, in documents",
            sum(not _is_labelled(state, each) for each in documents),
        ),
        (
            "which speakers are researchers",
            sum(not researchers.isdisjoint(each.identified.values()) for each in documents),
        ),
        (
            "participants' names, consent and withdrawals",
            sum(bool(each.name or each.consent or each.withdrawn) for each in people),
        ),
    ):
        if count:
            yield f"{what}: {count}"
    if study.where:
        yield "nothing of the texts: they are whole, with what others say in them too"


def _is_labelled(state: State, document: Document) -> bool:
    """Say whether a program that looks for labels finds from the text alone who speaks."""
    spoken = [each for each in document.turns if each.speaker >= 0]
    if not spoken:
        return True
    found = find_turns(state.text(document.id)).turns
    starts = [each.start for each in found]
    for each in spoken:
        index = bisect_right(starts, each.start) - 1
        if index < 0 or found[index].speaker != document.speakers[each.speaker]:
            return False
    return True
