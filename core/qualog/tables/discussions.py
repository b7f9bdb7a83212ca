"""Discussions of passages with their replies, and what all agree on or settled."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.reliability.consensus import consensus_in
from qualog.tables.table import (
    AuthorId,
    CodeId,
    DecisionId,
    DiscussionId,
    DocumentId,
    Table,
    Time,
    made,
)
from qualog.views.study import Study


class DiscussionRow(NamedTuple):
    """A discussion of a passage.

    Attributes:
        id: its id.
        document: the document.
        start: where the passage begins in the text, in code points.
        end: where it ends, not included.
        quotation: its words.
        topic: what is discussed.
        outcome: how it was settled; empty while it is open.
        coder: whose coding holds, where one coder's does.
        redefined: the code whose definition was changed, if one was.
        settled_by: the decision that settled it.
        made: when it was opened.
        decision: the decision that did it.
    """

    id: str
    document: DocumentId
    start: int
    end: int
    quotation: str
    topic: str
    outcome: str | None
    coder: AuthorId | None
    redefined: CodeId | None
    settled_by: DecisionId | None
    made: Time
    decision: DecisionId


class ReplyRow(NamedTuple):
    """A reply in a discussion.

    Attributes:
        discussion: the discussion.
        text: what it says.
        authors: the names of those who gave it.
        made: when it was given.
        decision: the decision that did it.
    """

    discussion: DiscussionId
    text: str
    authors: str
    made: Time
    decision: DecisionId


class ConsensusRow(NamedTuple):
    """A code that holds for a passage, since all coders agree on it or it was settled so.

    Attributes:
        document: the document.
        start: where the passage begins in the text, in code points.
        end: where it ends, not included.
        code: the code.
        discussion: the discussion in which it was settled, if there was one.
    """

    document: DocumentId
    start: int
    end: int
    code: CodeId
    discussion: DiscussionId | None


def _discussions(study: Study) -> Iterator[DiscussionRow]:
    state = study.state
    for discussion in state.discussions.values():
        # Of one that was opened again, `settled` is the decision that did that.
        settled = discussion.settled if discussion.outcome else None
        yield DiscussionRow(
            id=discussion.id,
            document=discussion.document,
            start=discussion.start,
            end=discussion.end,
            quotation=state.quote(discussion),
            topic=discussion.topic,
            outcome=discussion.outcome,
            coder=discussion.coder,
            redefined=discussion.redefined,
            settled_by=settled.decision if settled else None,
            **made(discussion.made),
        )


def _replies(study: Study) -> Iterator[ReplyRow]:
    for discussion in study.state.discussions.values():
        for reply in discussion.replies:
            yield ReplyRow(
                discussion=discussion.id,
                text=reply.text,
                authors=study.state.author_names(reply.made.authors),
                **made(reply.made),
            )


def _consensus(study: Study) -> Iterator[ConsensusRow]:
    for document in study.state.documents:
        for coding in consensus_in(study.state, document):
            yield ConsensusRow(
                document=coding.document,
                start=coding.start,
                end=coding.end,
                code=coding.code,
                discussion=coding.discussion.id if coding.discussion else None,
            )


TABLES = (
    Table("discussions", DiscussionRow, _discussions),
    Table("replies", ReplyRow, _replies),
    Table("consensus", ConsensusRow, _consensus),
)
