"""What decisions do to discussions."""

from attrs import evolve

from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
)
from qualog.replay.appliers.applier import applies, present
from qualog.replay.appliers.registers import write
from qualog.replay.appliers.revisions import placed, revision_there
from qualog.state.discussions import Discussion, Reply
from qualog.state.provenance import Provenance
from qualog.state.registers import DISCUSSION_OUTCOME
from qualog.state.state import State


@applies(DiscussionOpened)
def _discussion_opened(state: State, decision: DiscussionOpened, made: Provenance) -> None:
    document = present(state.documents, decision.document, "document")
    start, end, origin = placed(document, decision.revision, decision.start, decision.end)
    state.every_discussion[decision.discussion] = Discussion(
        id=decision.discussion,
        document=document.id,
        start=start,
        end=end,
        topic=decision.topic,
        made=made,
        origin=origin,
    )


@applies(DiscussionReplied)
def _discussion_replied(state: State, decision: DiscussionReplied, made: Provenance) -> None:
    found = present(state.every_discussion, decision.discussion, "discussion")
    replies = (*found.replies, Reply(decision.reply, made))
    state.every_discussion[found.id] = evolve(found, replies=replies)


@applies(DiscussionSettled)
def _discussion_settled(state: State, decision: DiscussionSettled, made: Provenance) -> None:
    found = present(state.every_discussion, decision.discussion, "discussion")
    for holding in decision.holds:
        present(state.codebook.codes, holding.code, "code")
    write(
        state,
        made,
        DISCUSSION_OUTCOME,
        found.id,
        outcome=decision.outcome,
        holds=decision.holds,
        coder=decision.coder,
        redefined=decision.redefined,
        revision=revision_there(state.documents[found.document], decision.revision),
    )


@applies(DiscussionReopened)
def _discussion_reopened(state: State, decision: DiscussionReopened, made: Provenance) -> None:
    found = present(state.every_discussion, decision.discussion, "discussion")
    nothing = {"outcome": None, "holds": (), "coder": None, "redefined": None, "revision": None}
    write(state, made, DISCUSSION_OUTCOME, found.id, **nothing)
