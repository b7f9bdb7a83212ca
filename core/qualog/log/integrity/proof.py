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
    """A line with its place in the tree that a checkpoint signs, and its words if asked for."""

    project: str
    root: str
    entry: LogEntry
    previous: bytes
    checkpoint: Checkpoint
    path: tuple[bytes, ...]
    sealed: Sealed | None

    def as_json(self) -> dict[str, Any]:
        """Give the proof as values of JSON: bytes as hexadecimal, the body as its text."""
        entry = self.entry
        told: dict[str, Any] = {
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
            "path": [each.hex() for each in self.path],
            "checkpoint": note(self.checkpoint, origin(self.project, self.root)),
        }
        if self.sealed is not None:
            told["words"] = self.sealed.words.decode()
            told["salt"] = base64.b64encode(self.sealed.salt).decode()
        return told


def prove(store: Store, entry: LogEntry, *, with_words: bool = False) -> Proof:
    """Give the proof that a line is in the log as its replica signed it.

    Args:
        store: the log.
        line: the line.
        with_words: whether the proof carries the line's words, with the salt that binds them.

    Raises:
        NotAllowed: no checkpoint covers the line yet, or its words were erased.
    """
    branches = Branches(store.branches())
    covering = [
        each
        for each in store.checkpoints()
        if each.size >= entry.seq
        and branches.path(each.replica, entry.seq).get(entry.replica) == entry.seq
    ]
    if not covering:
        raise NotAllowed(
            f"{entry.replica[:4]}.{entry.seq} is not signed yet: its copy signs it when it is closed."
        )
    checkpoint = min(covering, key=lambda each: each.size)
    sealed = store.sealed(entry.replica, entry.seq) if with_words else None
    if with_words and entry.commitment and sealed is None:
        raise NotAllowed(f"The words of {entry.replica[:4]}.{entry.seq} were erased.")
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
