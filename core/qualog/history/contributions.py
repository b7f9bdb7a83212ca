"""The division of work: who did what, counted from the log."""

from collections import Counter
from typing import Final

from attrs import frozen

from qualog.decisions.codes import (
    CodeCreated,
    CodeDefined,
    CodeMoved,
    CodeRenamed,
    CodeRestored,
    CodeRetired,
    CodesMerged,
    CodeSplit,
)
from qualog.decisions.codings import CodingApplied, CodingRecoded, CodingRemoved, CodingResized
from qualog.decisions.discussions import (
    DiscussionOpened,
    DiscussionReopened,
    DiscussionReplied,
    DiscussionSettled,
)
from qualog.decisions.documents import DocumentImported, DocumentRead
from qualog.decisions.memos import MemoWritten
from qualog.decisions.themes import (
    CodesAssigned,
    CodesUnassigned,
    ThemeCreated,
    ThemeDefined,
    ThemeMoved,
    ThemeRenamed,
    ThemeRestored,
    ThemeRetired,
    ThemesRelated,
)
from qualog.decisions.theory import LinkAccepted, LinkProposed, LinkRejected, TheoryAdopted
from qualog.replay.fold import reverted
from qualog.views.study import Study

_WORK: Final[dict[str, str]] = {
    CodingApplied.kind: "codings",
    CodingRemoved.kind: "codings revised",
    CodingResized.kind: "codings revised",
    CodingRecoded.kind: "codings revised",
    MemoWritten.kind: "memos",
    DiscussionOpened.kind: "discussions",
    DiscussionReplied.kind: "discussions",
    DiscussionSettled.kind: "discussions",
    DiscussionReopened.kind: "discussions",
    DocumentRead.kind: "readings",
    DocumentImported.kind: "documents taken in",
    **dict.fromkeys(
        (
            CodeCreated.kind,
            CodeRenamed.kind,
            CodeDefined.kind,
            CodeMoved.kind,
            CodesMerged.kind,
            CodeSplit.kind,
            CodeRetired.kind,
            CodeRestored.kind,
        ),
        "decisions on the codebook",
    ),
    **dict.fromkeys(
        (
            ThemeCreated.kind,
            ThemeRenamed.kind,
            ThemeDefined.kind,
            ThemeMoved.kind,
            ThemeRetired.kind,
            ThemeRestored.kind,
            CodesAssigned.kind,
            CodesUnassigned.kind,
            ThemesRelated.kind,
        ),
        "decisions on themes",
    ),
    **dict.fromkeys(
        (
            TheoryAdopted.kind,
            LinkProposed.kind,
            LinkAccepted.kind,
            LinkRejected.kind,
        ),
        "decisions on theory",
    ),
}


@frozen
class Contribution:
    """One author's part of the work.

    Attributes:
        author: the author's name.
        interviewed: names of the documents of interviews that they held.
        transcribed: names of the documents that they transcribed.
        alone: kind of work → how many decisions they made alone.
        together: kind of work → how many they made with others; counted as each one's.
    """

    author: str
    interviewed: tuple[str, ...]
    transcribed: tuple[str, ...]
    alone: dict[str, int]
    together: dict[str, int]


def contributions(study: Study) -> list[Contribution]:
    """Count each author's decisions that stand, and name the material that they brought."""
    state = study.state
    alone: dict[str, Counter[str]] = {id_: Counter() for id_ in state.authors}
    together: dict[str, Counter[str]] = {id_: Counter() for id_ in state.authors}
    taken_back = reverted(study.log.store, study.moment.span)
    for entry in study.entries(tuple(_WORK)):
        if entry.id in taken_back:
            continue
        authors = entry.authors.split()
        counts = alone if len(authors) == 1 else together
        for author in authors:
            if author in counts:
                counts[author][_WORK[entry.kind]] += 1
    return [
        Contribution(
            author=author.name,
            interviewed=tuple(
                each.name for each in state.documents.values() if author.id in each.interviewers
            ),
            transcribed=tuple(
                each.name for each in state.documents.values() if author.id in each.transcribers
            ),
            alone=dict(alone[author.id]),
            together=dict(together[author.id]),
        )
        for author in state.authors.values()
    ]
