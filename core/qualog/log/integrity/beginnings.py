"""Whether each chain begins as its own key says, or was bound to a key as its own key says."""

from collections.abc import Iterator
from itertools import islice

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.language import message
from qualog.log.codec import without_words
from qualog.log.entry import LogEntry
from qualog.log.integrity.beginning import begins, binds, passed_on
from qualog.log.integrity.chain_key import chain_key
from qualog.log.integrity.faults import Fault, fault
from qualog.log.integrity.signing import path_hashes
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.branches import Branches
from qualog.log.store import Store


def misbegun(store: Store, branches: Branches) -> Iterator[Fault]:
    """Yield the lines by which a chain would have a key that is not its own."""
    bound: set[str] = set()
    for entry in store.entries(kinds=(ReplicaBegun.kind, KeyBound.kind)):
        root = branches.root(entry.replica)
        match without_words(entry.kind, entry.version, entry.body):
            case ReplicaBegun() as begun:
                yield from _of_beginning(store, root, entry, begun)
            case KeyBound() as binding:
                yield from _of_binding(store, branches, entry, binding, known=root in bound)
                bound.add(root)


def _of_beginning(store: Store, root: str, entry: LogEntry, begun: ReplicaBegun) -> Iterator[Fault]:
    if entry.seq != 1:
        again = message("{decision} says that its copy begins, and is not its first decision")
        yield fault(entry.replica, entry.seq, again)
    if not begins(store.project, root, begun):
        other = message("{decision} begins a copy with a key that is not that copy's own")
        yield fault(entry.replica, entry.seq, other)
    if begun.passed is not None and not _is_passed_on(store, root, begun):
        unpassed = message(
            "{decision} says that its copy goes on from another one, whose key did not sign that"
        )
        yield fault(entry.replica, entry.seq, unpassed)


def _is_passed_on(store: Store, root: str, begun: ReplicaBegun) -> bool:
    """Return whether the key of the copy that is followed says so; of one that is not here, yes."""
    followed, _, _ = (begun.follows or "").partition(".")
    key = chain_key(store, followed)
    return key is None or passed_on(store.project, root, begun, key)


def _of_binding(
    store: Store, branches: Branches, entry: LogEntry, binding: KeyBound, *, known: bool
) -> Iterator[Fault]:
    root = branches.root(entry.replica)
    first = store.entry(root, 1)
    if known or (first is not None and first.kind == ReplicaBegun.kind):
        again = message("{decision} binds its copy to a key a second time")
        yield fault(entry.replica, entry.seq, again)
    is_before = 0 < binding.size < entry.seq
    hashes = islice(path_hashes(store, branches, entry.replica), binding.size) if is_before else ()
    fits = is_before and Frontier().grown(hashes).root.hex() == binding.root
    if not fits or not binds(store.project, root, binding):
        other = message("{decision} binds its copy to a key that is not that copy's own")
        yield fault(entry.replica, entry.seq, other)
