"""Proofs: that one decision is in a signed log, for a reviewer who has nothing else of it."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.errors import NotAllowed
from qualog.log.entry import ZERO_HASH, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint, note, origin
from qualog.log.integrity.signing import path_hashes
from qualog.log.integrity.tree import inclusion_path
from qualog.log.replication.branches import Branches
from qualog.log.store import Store

FORMAT = "qualog-proof-1"


@frozen
class Placed:
    """An entry with the hash of the one before it, and its path in a tree."""

    entry: LogEntry
    previous: bytes
    path: tuple[bytes, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the entry as values of JSON: bytes as hexadecimal, the body as its text."""
        entry = self.entry
        return {
            "seq": entry.seq,
            "at": entry.at,
            "authors": entry.authors,
            "kind": entry.kind,
            "version": entry.version,
            "command": entry.command,
            "together": entry.together,
            "subjects": entry.subjects,
            "body": entry.body.decode(),
            "commitment": entry.commitment.hex(),
            "previous": self.previous.hex(),
            "hash": entry.hash.hex(),
            "path": [hash_.hex() for hash_ in self.path],
        }


@frozen
class Proof:
    """An entry with its place in the tree that a checkpoint signs, and its words if asked for.

    `beginning` is the line that binds the copy's author and key, in the same tree: the first one,
    or that in which an older copy was bound; None for a copy that never was.
    """

    project: str
    root: str
    placed: Placed
    checkpoint: Checkpoint
    beginning: Placed | None
    sealed: Sealed | None

    @property
    def entry(self) -> LogEntry:
        """The entry that is proved."""
        return self.placed.entry

    def as_json(self) -> dict[str, Any]:
        """Return the proof as values of JSON: bytes as hexadecimal, bodies as their text."""
        written: dict[str, Any] = {
            "format": FORMAT,
            "project": self.project,
            "replica": self.root,
            **self.placed.as_json(),
            "checkpoint": note(self.checkpoint, origin(self.project, self.root)),
        }
        if self.beginning is not None:
            written["beginning"] = self.beginning.as_json()
        if self.sealed is not None:
            written["words"] = self.sealed.words.decode()
            written["salt"] = base64.b64encode(self.sealed.salt).decode()
        return written


def prove(store: Store, entry: LogEntry, *, with_words: bool = False) -> Proof:
    """Return the proof that an entry is in the log as its replica signed it.

    Args:
        store: the log.
        entry: the entry.
        with_words: whether the proof carries the entry's words, with the salt that binds them.

    Raises:
        NotAllowed: no checkpoint covers the entry yet, or its words were erased.
    """
    branches = Branches(store.branches())
    covering = [
        checkpoint
        for checkpoint in store.checkpoints()
        if checkpoint.size >= entry.seq
        and branches.path(checkpoint.replica, entry.seq).get(entry.replica) == entry.seq
    ]
    if not covering:
        raise NotAllowed(
            "{decision} is not signed yet: its copy signs it when it is closed.",
            decision=entry.short_id,
        )
    checkpoint = min(covering, key=lambda checkpoint: checkpoint.size)  # the shortest path
    sealed = store.sealed(entry.replica, entry.seq) if with_words else None
    if with_words and entry.commitment and sealed is None:
        raise NotAllowed("The words of {decision} have been erased.", decision=entry.short_id)
    hashes = list(path_hashes(store, branches, checkpoint.replica))[: checkpoint.size]
    binding = _binding(store, branches.path(checkpoint.replica, checkpoint.size))
    return Proof(
        project=store.project,
        root=branches.root(entry.replica),
        placed=_placed(entry, hashes),
        checkpoint=checkpoint,
        beginning=_placed(binding, hashes) if binding is not None else None,
        sealed=sealed,
    )


def _placed(entry: LogEntry, hashes: Sequence[bytes]) -> Placed:
    previous = hashes[entry.seq - 2] if entry.seq > 1 else ZERO_HASH
    return Placed(entry, previous, tuple(inclusion_path(hashes, entry.seq - 1)))


def _binding(store: Store, path: Mapping[str, int]) -> LogEntry | None:
    """Return the line on a path (last numbers by run) that binds its copy's author and key."""
    for entry in store.entries(kinds=(ReplicaBegun.kind, KeyBound.kind)):
        if entry.seq <= path.get(entry.replica, 0):
            return entry
    return None
