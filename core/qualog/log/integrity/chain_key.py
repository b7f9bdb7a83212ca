"""The key of a chain, as the chain itself binds it."""

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.log.codec import without_words
from qualog.log.store import Store


def first_line(store: Store, replica: str) -> ReplicaBegun | None:
    """Return what a chain begins with; None for one that began before chains said whose they are.

    Nor is there any where a line that was changed cannot be read.
    """
    entry = store.entry(replica, 1)
    if entry is None or entry.kind != ReplicaBegun.kind:
        return None
    begun = without_words(entry.kind, entry.version, entry.body)
    return begun if isinstance(begun, ReplicaBegun) else None


def key_bound(store: Store, replica: str) -> KeyBound | None:
    """Return the line in which a chain that began without a key was bound to one, if it was."""
    for entry in store.entries(kinds=(KeyBound.kind,)):
        if entry.replica == replica:
            bound = without_words(entry.kind, entry.version, entry.body)
            if isinstance(bound, KeyBound):
                return bound
    return None


def chain_key(store: Store, replica: str) -> bytes | None:
    """Return the public key of a chain: that which it names, else that which signed it first.

    None: it names none, and nobody has signed it.
    """
    named = first_line(store, replica) or key_bound(store, replica)
    if named is not None:
        return bytes.fromhex(named.key)
    signed = (mark.key for mark in store.checkpoints() if mark.replica == replica)
    return next(signed, None)
