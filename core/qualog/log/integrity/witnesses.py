"""Whether what one copy says that it had seen of another is there, as it was then."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.decisions import Decision
from qualog.decisions.copies import CopyAccepted, CopyEnded
from qualog.decisions.project import ReplicasMerged
from qualog.language import message
from qualog.log.codec import without_words
from qualog.log.entry import short_id
from qualog.log.integrity.faults import Fault, fault
from qualog.log.replication.branches import Branches
from qualog.log.store import Store

KINDS = (ReplicasMerged.kind, CopyAccepted.kind, CopyEnded.kind)


class _Seen(NamedTuple):
    """An entry of another copy that somebody had seen: where it was, and its hash."""

    replica: str
    seq: int
    hash: str


def contradicted(store: Store, branches: Branches) -> Iterator[Fault]:
    """Yield the entries whose writers had seen what is not there, or is other or later now.

    Of a copy that somebody ended, the end may name an entry that never came here.
    """
    for entry in store.entries(kinds=KINDS):
        decision = without_words(entry.kind, entry.version, entry.body)
        if decision is None:
            continue
        for seen in _witnessed(decision):
            at = _time_of(store, branches, seen)
            named = short_id(seen.replica, seen.seq)
            if at is None and _may_be_absent(store, branches, decision, seen):
                continue
            if at is None:
                gone = message(
                    "{decision} was decided after {seen}, which is not there as it was then: "
                    "decisions of that copy have been cut off or changed",
                    decision=entry.short_id,
                    seen=named,
                )
                yield fault(entry.replica, entry.seq, gone)
            elif at >= entry.at:
                early = message(
                    "{decision} is dated before {seen}, after which it was decided",
                    decision=entry.short_id,
                    seen=named,
                )
                yield fault(entry.replica, entry.seq, early)


def _witnessed(decision: Decision) -> Iterator[_Seen]:
    match decision:
        case ReplicasMerged(heads=heads):
            yield from (_Seen(copy, seq, hash_) for copy, (seq, hash_) in heads.items() if seq)
        case CopyAccepted(copy=copy, upto=(seq, hash_)) if seq:
            yield _Seen(copy, seq, hash_)
        case CopyEnded(copy=copy, last=last, hash=hash_) if last:
            yield _Seen(copy, last, hash_)


def _time_of(store: Store, branches: Branches, seen: _Seen) -> int | None:
    """Return the clock of an entry that was seen, in whichever run it is now; None: it is not."""
    for run in (seen.replica, *branches.runs_after(seen.replica)):
        entry = store.entry(run, seen.seq)
        if entry is not None and entry.hash.hex() == seen.hash:
            return entry.at
    return None


def _may_be_absent(store: Store, branches: Branches, decision: Decision, seen: _Seen) -> bool:
    runs = (seen.replica, *branches.runs_after(seen.replica))
    return isinstance(decision, CopyEnded) and all(
        store.entry(run, seen.seq) is None for run in runs
    )
