"""Proofs: that one decision is in a signed log, for a reviewer who has nothing else of it."""

import base64
from typing import Any

from attrs import frozen

from qualog.errors import NotAllowed
from qualog.log.entry import ZERO_HASH, LogEntry, Sealed
from qualog.log.integrity.checkpoint import Checkpoint, note, origin
from qualog.log.integrity.signing import path_hashes
from qualog.log.integrity.tree import inclusion_path
from qualog.log.replication.branches import Branches
from qualog.log.store import Store

FORMAT = "qualog-proof-1"


@frozen
class Proof:
    """An entry with its place in the tree that a checkpoint signs, and its words if asked for."""

    project: str
    root: str
    entry: LogEntry
    previous: bytes
    checkpoint: Checkpoint
    path: tuple[bytes, ...]
    sealed: Sealed | None

    def as_json(self) -> dict[str, Any]:
        """Return the proof as values of JSON: bytes as hexadecimal, the body as its text."""
        entry = self.entry
        written: dict[str, Any] = {
            "format": FORMAT,
            "project": self.project,
            "replica": self.root,
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
            "checkpoint": note(self.checkpoint, origin(self.project, self.root)),
        }
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
    return Proof(
        project=store.project,
        root=branches.root(entry.replica),
        entry=entry,
        previous=hashes[entry.seq - 2] if entry.seq > 1 else ZERO_HASH,
        checkpoint=checkpoint,
        path=tuple(inclusion_path(hashes, entry.seq - 1)),
        sealed=sealed,
    )
