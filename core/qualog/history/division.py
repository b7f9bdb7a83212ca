"""The division of work: who did what, counted from the log."""

from collections import Counter
from typing import Final

from attrs import frozen

from qualog import decisions as d
from qualog.replay.fold import reverted
from qualog.study import Study

_WORK: Final[dict[str, str]] = {
    d.CodingApplied.kind: "codings",
    d.CodingRemoved.kind: "codings revised",
    d.CodingResized.kind: "codings revised",
    d.CodingRecoded.kind: "codings revised",
    d.MemoWritten.kind: "memos",
    d.DiscussionOpened.kind: "discussions",
    d.DiscussionReplied.kind: "discussions",
    d.DiscussionSettled.kind: "discussions",
    d.DiscussionReopened.kind: "discussions",
    d.DocumentRead.kind: "readings",
    d.DocumentImported.kind: "documents taken in",
    **dict.fromkeys(
        (
            d.CodeCreated.kind,
            d.CodeRenamed.kind,
            d.CodeDefined.kind,
            d.CodeMoved.kind,
            d.CodesMerged.kind,
            d.CodeSplit.kind,
            d.CodeRetired.kind,
            d.CodeRestored.kind,
        ),
        "decisions on the codebook",
    ),
    **dict.fromkeys(
        (
            d.ThemeCreated.kind,
            d.ThemeRenamed.kind,
            d.ThemeDefined.kind,
            d.ThemeMoved.kind,
            d.ThemeRetired.kind,
            d.ThemeRestored.kind,
            d.CodesAssigned.kind,
            d.CodesUnassigned.kind,
            d.ThemesRelated.kind,
        ),
        "decisions on themes",
    ),
    **dict.fromkeys(
        (
            d.TheoryAdopted.kind,
            d.LinkProposed.kind,
            d.LinkAccepted.kind,
            d.LinkRejected.kind,
        ),
        "decisions on theory",
    ),
}


@frozen
class Share:
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


def division_of_work(study: Study) -> list[Share]:
    """Count each author's decisions that stand, and name the material that they brought."""
    state = study.state
    alone: dict[str, Counter[str]] = {id_: Counter() for id_ in state.authors}
    together: dict[str, Counter[str]] = {id_: Counter() for id_ in state.authors}
    taken_back = reverted(study.log.store, study.moment.span)
    for line in study.lines(tuple(_WORK)):
        if line.id in taken_back:
            continue
        authors = line.authors.split()
        counts = alone if len(authors) == 1 else together
        for author in authors:
            if author in counts:
                counts[author][_WORK[line.kind]] += 1
    return [
        Share(
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
