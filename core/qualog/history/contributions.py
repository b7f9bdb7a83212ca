"""The division of work: who did what, counted from the log."""

from collections import Counter

from attrs import frozen

from qualog.decisions import known_kinds
from qualog.replay.fold import reverted
from qualog.views.study import Study


@frozen
class Contribution:
    """One author's part of the work.

    Attributes:
        author: the author's name.
        interviewed: names of the documents of interviews that they conducted.
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
    work = {kind: cls.work.value for kind, cls in known_kinds().items() if cls.work is not None}
    taken_back = reverted(study.log.store, study.moment.span)
    for entry in study.entries(tuple(work)):
        if entry.id in taken_back or not state.ended.counts(entry.replica, entry.seq):
            continue
        authors = entry.authors.split()
        counts = alone if len(authors) == 1 else together
        for author in authors:
            # Of a person who is not (or not yet) an author of the study nothing is counted.
            if author in counts:
                counts[author][work[entry.kind]] += 1
    documents = state.documents.values()
    return [
        Contribution(
            author=author.name,
            interviewed=tuple(text.name for text in documents if author.id in text.interviewers),
            transcribed=tuple(text.name for text in documents if author.id in text.transcribers),
            alone=dict(alone[author.id]),
            together=dict(together[author.id]),
        )
        for author in state.authors.values()
    ]
