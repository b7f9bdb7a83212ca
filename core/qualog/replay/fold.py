"""Replay: from the log to the state, always to an end, and always to the same one."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from attrs import evolve

from qualog.decisions import Decision, kind_of, kinds_where, sealed_fields
from qualog.decisions.project import DecisionReverted, ReplicasMerged
from qualog.language import message
from qualog.log.clock import LAST_TICK, is_believed
from qualog.log.codec import decoder, without_words
from qualog.log.replication.references import References
from qualog.log.replication.trust import standing_in
from qualog.log.store import EVERYTHING, LogRange, Store
from qualog.replay.appliers.applier import Applier, NoEffect, applier_of
from qualog.state.ended_copies import EndedCopies
from qualog.state.provenance import Provenance
from qualog.state.questions import Unapplied
from qualog.state.state import State


def replay(
    store: Store, span: LogRange = EVERYTHING, *, without: frozenset[str] = frozenset()
) -> State:
    """Return the state that the entries of a range amount to.

    Never fails and never drops a decision: what cannot take effect becomes a question, what no
    loaded code knows is counted.

    Args:
        store: where the log is.
        span: which entries count.
        without: ids of decisions to leave out, beside those that were reverted.
    """
    state = State(
        read_content=store.content, reverted=reverted(store, span), ended=ended_copies(store, span)
    )
    fold(state, store, span, leave_out=state.reverted | without)
    return state


def reverted(store: Store, span: LogRange = EVERYTHING) -> set[str]:
    """Return the ids of the decisions that are reverted at the end of a range.

    A revert stands unless a later one that stands takes it back, or it was put aside. What cannot
    be undone, such as an erasure, stands whatever a revert says.
    """
    taken_back: set[str] = set()
    references, standing = References(store), standing_in(store, span)
    for entry in reversed(list(store.entries(span, kinds=(DecisionReverted.kind,)))):
        if not standing.counts(entry.replica, entry.seq):
            continue
        revert = without_words(entry.kind, entry.version, entry.body)
        if isinstance(revert, DecisionReverted) and entry.id not in taken_back:
            taken_back.add(references.resolve(revert, entry.replica, entry.seq).target)
    if taken_back:
        taken_back -= {entry.id for entry in store.entries(kinds=_irrevocable())}
    return taken_back


def catch_up(state: State, store: Store) -> State:
    """Return the state as it is now from an earlier one, which changes; else from nothing.

    Only what comes last in the order of replay, and changes nothing that was decided before,
    can be folded into what there is.
    """
    heads = {replica: head.seq for replica, head in store.heads().items()}
    if state.heads == heads:
        return state
    if any(heads.get(replica, 0) < seq for replica, seq in state.heads.items()):
        return replay(store)  # a chain turned out to be forked, or a backup was put back
    news = LogRange(after=dict(state.heads))
    reaching_back = kinds_where(lambda cls: cls.reaches_back)
    if next(iter(store.entries(news, kinds=reaching_back)), None) is not None:
        return replay(store)
    first = next(iter(store.fold_rows(news)), None)
    if first is not None and first[0] <= state.at:
        return replay(store)
    # Whoever has ended may be another since: a copy that began may have let somebody in.
    if state.ended.has_any and not state.ended.says_the_same_as(ended_copies(store)):
        return replay(store)
    if state.reverted:
        state.reverted -= {entry.id for entry in store.entries(news, kinds=_irrevocable())}
    fold(state, store, news, leave_out=state.reverted)
    return state


def fold(
    state: State,
    store: Store,
    span: LogRange,
    *,
    leave_out: set[str] | frozenset[str] = frozenset(),
) -> None:
    """Apply the entries of a range to a state, in the order of replay."""
    readers: dict[tuple[str, int], _Reader | None] = {}
    references = References(store)
    forked = bool(references.branches)
    state.knowledge.branches = references.branches
    authors_of: dict[str, tuple[str, ...]] = {}
    replicas: dict[str, str] = {}
    heads, at, count = state.heads, state.at, 0
    believed, held = _believed(store, span), state.ended.held
    with collector_at_rest():
        for at, replica, seq, authors, kind, version, body in store.fold_rows(believed):
            count += 1
            replica = replicas.setdefault(replica, replica)  # one string, and not a million copies
            heads[replica] = seq
            if not kind:  # it is masked
                continue
            if held and seq > held.get(replica, seq):
                state.ended.note(Provenance(at, replica, seq, tuple(authors.split())))
                if kind != ReplicasMerged.kind and not state.ended.counts(replica, seq):
                    continue  # what it knew of the others is so, whatever became of it
            if leave_out and f"{replica}.{seq}" in leave_out:
                continue
            try:
                reader = readers[kind, version]
            except KeyError:
                reader = readers[kind, version] = _reader(store, kind, version)
            if reader is None:
                state.unknown[kind] += 1
                continue
            try:
                who = authors_of[authors]
            except KeyError:
                who = authors_of[authors] = tuple(authors.split())
            decide, applier = reader
            try:
                decision = decide(body, replica, seq)
                if forked:
                    decision = references.resolve(decision, replica, seq)
                applier(state, decision, Provenance(at, replica, seq, who))
            except NoEffect as error:
                made = Provenance(at, replica, seq, who)
                state.unapplied.append(Unapplied(made, kind, error.reason, error.on))
            except msgspec.MsgspecError as error:  # the file was changed: verification names it
                made = Provenance(at, replica, seq, who)
                reason = message("it cannot be read ({cause})", cause=str(error))
                state.unapplied.append(Unapplied(made, kind, reason))
    state.at = at
    state.decisions += count
    if believed != span:
        _note_unbelieved(state, store, span)
    state.forget_current()


def ended_copies(store: Store, span: LogRange = EVERYTHING) -> EndedCopies:
    """Return which copies authors say have ended, by what a range says."""
    standing = standing_in(store, span)
    return EndedCopies(
        aside=dict(standing.aside),
        held=dict(standing.held),
        ends={run: dict(by) for run, by in standing.ends.items()},
    )


def _believed(store: Store, span: LogRange) -> LogRange:
    """Return the part of a range whose times can be: all of it, but for a log that means harm."""
    if all(is_believed(head.at) for head in store.heads().values()):
        return span
    return evolve(span, at=min(span.at or LAST_TICK, LAST_TICK))


def _note_unbelieved(state: State, store: Store, span: LogRange) -> None:
    for at, replica, seq, authors, kind, _, _ in store.fold_rows(span):
        if not is_believed(at):
            state.heads[replica] = seq
            state.decisions += 1
            made = Provenance(at, replica, seq, tuple(authors.split()))
            state.unapplied.append(Unapplied(made, kind, message("its time cannot be")))


_Reader = tuple[Callable[[bytes, str, int], Decision], Applier]


def _reader(store: Store, kind: str, version: int) -> _Reader | None:
    """Return what makes a decision of a row, and its applier; None where the kind is unknown."""
    decode = decoder(kind, version)
    cls = kind_of(kind)
    if decode is None or cls is None:
        return None
    if not sealed_fields(cls):
        return (lambda body, replica, seq: decode(body, None)), applier_of(cls)

    def with_words(body: bytes, replica: str, seq: int) -> Decision:
        sealed = store.sealed(replica, seq)
        return decode(body, sealed and sealed.words)

    return with_words, applier_of(cls)


def _irrevocable() -> frozenset[str]:
    """Return the kinds that stand whatever a revert says."""
    return kinds_where(lambda cls: cls.cannot_be_undone)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking a growing state: a replay makes no garbage rings."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
