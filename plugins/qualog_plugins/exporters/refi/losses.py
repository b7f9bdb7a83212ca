"""What of a study REFI-QDA has no place for, in words: the standard asks for that."""

from collections.abc import Iterator

from qualog.study import Study
from qualog_plugins.exporters.refi.people import Users


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
