"""Narration: each decision of the log as a sentence, with the names that things had at the time."""

from collections.abc import Iterator

from attrs import frozen

from qualog.decisions import ERASED, Decision, ids_in
from qualog.decisions.project import DecisionReverted
from qualog.language import Message, message
from qualog.log.entry import LogEntry
from qualog.log.store import LogRange
from qualog.replay.appliers.applier import NoEffect, applier_of
from qualog.replay.fold import replay, reverted
from qualog.state import State
from qualog.state.provenance import Provenance
from qualog.views.study import Study
from qualog.views.wording import StateNames


@frozen
class Narrated:
    """One decision of the log, as it is told.

    Attributes:
        entry: its entry in the log.
        decision: the decision; None where no loaded code can read it.
        authors: the authors' names, as they are called at the study's moment.
        sentence: what was decided, in the past tense and without the authors.
        why: the reason; None if none was given.
        touches: the ids of everything that it is about.
        reverted: whether it is taken back at the moment that is looked from.
    """

    entry: LogEntry
    decision: Decision | None
    authors: str
    sentence: str
    why: str | None
    touches: frozenset[str]
    reverted: bool


def narrate(study: Study) -> Iterator[Narrated]:
    """Yield every decision up to the study's moment, first to last."""
    taken_back = reverted(study.log.store, study.moment.span)
    state = State(read_content=study.log.store.content)
    heads: dict[str, int] = {}
    for entry in study.entries():
        decision = study.log.decision(entry)
        heads[entry.replica] = entry.seq
        words = study.log.words(entry)
        why = ERASED if words is None else words.get("why")
        sentence = _sentence(decision, entry, StateNames(state, study.log))
        touches = _touched(decision, state) if decision is not None else frozenset()
        if isinstance(decision, DecisionReverted):
            state = replay(study.log.store, LogRange(heads=dict(heads)))
        elif decision is not None:
            _apply(decision, entry, state)
        yield Narrated(
            entry=entry,
            decision=decision,
            authors=study.state.author_names(entry.authors.split()),
            sentence=str(sentence),
            why=str(why) if why is not None else None,
            touches=touches | {entry.id},
            reverted=entry.id in taken_back,
        )


def _sentence(decision: Decision | None, entry: LogEntry, names: StateNames) -> Message:
    if decision is None:
        return message("decided something that no loaded code can read ({kind})", kind=entry.kind)
    return decision.sentence(names)


def _touched(decision: Decision, state: State) -> frozenset[str]:
    """Return the ids that a decision names, and those of what they belong to."""
    found = set(ids_in(decision))
    for id_ in list(found):
        if coding := state.every_coding.get(id_):
            found |= {coding.code, coding.document}
        if discussion := state.every_discussion.get(id_):
            found.add(discussion.document)
        if link := state.links.get(id_):
            found |= {link.subject, link.concept}
        if (memo := state.memos.get(id_)) and memo.about:
            found.add(memo.about)
    return frozenset(found)


def _apply(decision: Decision, entry: LogEntry, state: State) -> None:
    made = Provenance(entry.at, entry.replica, entry.seq, tuple(entry.authors.split()))
    try:
        applier_of(type(decision))(state, decision, made)
    except NoEffect:
        return
