"""Narration: each decision of the log as a sentence, with the names that things had at the time."""

from collections.abc import Iterator

from attrs import frozen

from qualog.decisions import ERASED, Decision, ids_in
from qualog.decisions.project import DecisionReverted
from qualog.language import Message, message
from qualog.log.entry import LogEntry
from qualog.log.replication.standing import TRUST_KINDS
from qualog.log.store import LogRange
from qualog.replay.appliers.applier import NoEffect, applier_of
from qualog.replay.fold import ended_copies, replay, reverted
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
        put_aside: whether it does not count then, since its copy had ended by what authors say.
    """

    entry: LogEntry
    decision: Decision | None
    authors: str
    sentence: str
    why: str | None
    touches: frozenset[str]
    reverted: bool
    put_aside: bool = False

    @property
    def stands(self) -> bool:
        """Whether it counts: it was neither taken back nor put aside."""
        return not self.reverted and not self.put_aside


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
        if isinstance(decision, DecisionReverted) or _others_count(study, heads, entry, state):
            state = replay(study.log.store, LogRange(heads=dict(heads)))
        elif decision is not None and state.ended.counts(entry.replica, entry.seq):
            _apply(decision, entry, state)
        yield Narrated(
            entry=entry,
            decision=decision,
            authors=study.state.author_names(entry.authors.split()),
            sentence=str(sentence),
            why=str(why) if why is not None else None,
            touches=touches | {entry.id},
            reverted=entry.id in taken_back,
            put_aside=not study.state.ended.counts(entry.replica, entry.seq),
        )


def _others_count(study: Study, heads: dict[str, int], entry: LogEntry, state: State) -> bool:
    """Return whether others count with this decision on copies than did before it."""
    if entry.kind not in TRUST_KINDS:
        return False
    ended = ended_copies(study.log.store, LogRange(heads=dict(heads)))
    return ended.aside != state.ended.aside


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
