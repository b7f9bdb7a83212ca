"""What there is to a discussion: how each coder coded the passage, and what was settled."""

from typing import Any

from qualog.decisions.discussions import DiscussionSettled
from qualog.reliability.consensus import sides
from qualog.state import Discussion
from qualog.views.study import Study
from qualog_cli.shared.formats import provenance_data


def discussion_data(study: Study, discussion: Discussion) -> dict[str, Any]:
    """Return a discussion as it stands in JSON."""
    state = study.state
    return {
        "id": discussion.id,
        "document": state.documents[discussion.document].name,
        "start": discussion.start,
        "end": discussion.end,
        "quote": state.quote(discussion),
        "topic": discussion.topic,
        "made": provenance_data(study, discussion.made),
        "sides": sides_taken(study, discussion),
        "replies": [
            {"text": answer.text, "made": provenance_data(study, answer.made)}
            for answer in discussion.replies
        ],
        "settlement": _settlement_data(study, discussion),
    }


def _settlement_data(study: Study, discussion: Discussion) -> dict[str, Any] | None:
    state = study.state
    if discussion.outcome is None or discussion.settled is None:
        return None
    return {
        "outcome": discussion.outcome,
        "coder": state.author_names([discussion.coder]) if discussion.coder else None,
        "redefined": state.codebook.name(discussion.redefined) if discussion.redefined else None,
        "holds": [
            {
                "start": holding.start,
                "end": holding.end,
                "code": state.codebook.name(holding.code),
            }
            for holding in discussion.holds
        ],
        "why": reason_given(study, discussion),
        "made": provenance_data(study, discussion.settled),
    }


def settling(discussion: Discussion) -> DiscussionSettled:
    """Return the decision by which a discussion was settled, as it holds now."""
    assert discussion.outcome is not None
    return DiscussionSettled(
        discussion=discussion.id,
        outcome=discussion.outcome,
        holds=discussion.holds,
        coder=discussion.coder,
        redefined=discussion.redefined,
    )


def reason_given(study: Study, discussion: Discussion) -> str | None:
    """Return the reason of a settlement; None where it was erased.

    Where a question was settled by keeping a settlement, it is that one's.
    """
    register = study.state.registers["discussion-outcome", discussion.id]
    shown = register.current[-1]
    alike = [write.made for write in register.writes.values() if write.value == shown.value]
    for by in (shown.made, *alike):
        entry = study.log.store.entry(by.replica, by.seq)
        words = study.log.words(entry) if entry is not None else None
        if words and (why := words.get("why")):
            return str(why)
    return None


def sides_taken(study: Study, discussion: Discussion) -> dict[str, list[str]]:
    """Return the names of the codes with which each coder of the document coded the passage."""
    state = study.state
    return {
        state.author_names([author]): list(
            dict.fromkeys(
                state.codebook.name(coding.code)
                for coding in codings
                if coding.start < discussion.end and discussion.start < coding.end
            )
        )
        for author, codings in sides(state, discussion.document).items()
    }
