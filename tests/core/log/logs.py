"""Logs in memory to test the room with, written by hand or by `Log`."""

import os

from qualog.decisions.codes import CodeCreated
from qualog.decisions.erasure import WordsErased
from qualog.ids import new_id
from qualog.log.integrity.keys import Key, find_key, has_key, keep_key
from qualog.log.log import Draft, Log
from qualog.log.replication.branches import Branch, branch_name
from qualog.testing.chains import Chain
from qualog.testing.memory_store import MemoryStore

A, B, C = "a0" * 8, "b1" * 8, "c2" * 8
AUTHOR = "e0" * 8
NOW = 1_750_000_000_000


def log_of(replica=A, project="", store=None):
    """Return a log of one replica, which can be signed, with a clock that stands still."""
    log = Log(store or MemoryStore(project), replica, lambda: NOW)
    key_of(log.store.project, replica)
    return log


def key_of(project, replica):
    """Return the key of a replica whose id was chosen by hand, kept as a user's is."""
    if not has_key(project, replica):
        keep_key(Key(project, replica, os.urandom(32)))
    return find_key(project, replica)


def decide(log, name="trust", *, why="a reason", **how):
    """Append a decision with words; return its id."""
    draft = Draft(CodeCreated(code=new_id(), name=name), [AUTHOR], why)
    return log.append([draft], **how).ids[-1]


def erase_words(log, target):
    """Append the receipt of an erasure of one decision's words; return its id."""
    replica, _, seq = target.partition(".")
    receipt = WordsErased(because=target, lines={replica: (int(seq),)}, contents=())
    return log.append([Draft(receipt, [AUTHOR])]).ids[-1]


def put(store, *entries):
    """Write entries in one transaction."""
    store.write(lambda transaction: transaction.put(entries))


def store_of(*chains, branches=()):
    """Return a store with chains, and branches that are written after them."""
    store = MemoryStore(chains[0].project)
    for chain in chains:
        put(store, *chain.entries)
    for branch in branches:
        store.write(lambda transaction, branch=branch: transaction.branch(branch))
    return store


def forked(project, at=2, runs=(3, 2)):
    """Return a chain that forked after a number, its branches, and all of it in a store.

    Each branch is a pair: the branch, and the chain from its root's first entry to its end.
    """
    trunk = Chain(project, A)
    trunk.more(at, at=10)
    store = store_of(trunk)
    branches = []
    for number, length in enumerate(runs):
        chain = trunk.beside()
        chain.more(length, at=100 * (number + 1))
        branch = Branch(branch_name(chain.entries[at].entry.hash), A, at)
        store.write(lambda transaction, branch=branch: transaction.branch(branch))
        own = [
            stored._replace(entry=stored.entry._replace(replica=branch.name))
            for stored in chain.entries[at:]
        ]
        put(store, *own)
        branches.append((branch, chain))
    return trunk, branches, store
