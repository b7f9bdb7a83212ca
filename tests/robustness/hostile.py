"""A copy that means harm: it has a key of its own, and hashes and signs whatever it likes."""

import os
from pathlib import Path

from attrs import evolve

from qualog.decisions.copies import ReplicaBegun
from qualog.decisions.project import ReplicasMerged
from qualog.log.codec import encode_body, encode_words
from qualog.log.entry import LogEntry, Sealed, entry_hash, new_salt, sealed_commitment
from qualog.log.integrity.beginning import begun_text
from qualog.log.integrity.checkpoint import Checkpoint, origin, signed_text
from qualog.log.integrity.fingerprint import fingerprint, replica_id
from qualog.log.integrity.keys import Key
from qualog.log.integrity.tree import Frontier
from qualog.log.replication.bundle import write_bundle
from qualog.log.store import StoredEntry
from qualog.project.project import Project
from qualog.testing.memory_store import MemoryStore


class HostileCopy:
    """A copy of a study that begins as it must; after that it says what it is told to.

    Its first line may say something else, and be altered after it was signed; its id may be one
    that is not made from its key.
    """

    def __init__(
        self, project: Project, author: str, *, replica: str = "", says=None, altered=None, key=None
    ) -> None:
        store = project.log.store
        self.project, self.author = store.project, author
        key = key or Key(self.project, "", os.urandom(32))
        self.replica = key.replica = replica or replica_id(self.project, key.public)
        self.key, self.entries, self.previous = key, [], bytes(32)
        self.at = max(head.at for head in store.heads().values())
        begun = ReplicaBegun(
            author=author, key=key.public.hex(), follows=None, cause="copied", passed=None,
            format=3, proof="", machine="hostile",
        )  # fmt: skip
        begun = evolve(begun, **says or {})
        begun = evolve(begun, proof=key.sign(begun_text(self.project, key.replica, begun)).hex())
        begun = evolve(begun, **altered or {})
        self.add(begun.kind, 1, encode_body(begun), encode_words(begun, None))
        heads = {name: (head.seq, head.hash.hex()) for name, head in store.heads().items()}
        self.add("replicas-merged", 1, encode_body(ReplicasMerged(heads=heads)))

    @property
    def letters(self) -> str:
        return fingerprint(self.project, self.replica, self.author, self.key.public)

    def add(self, kind, version, body, words=None, *, at=None):
        seq, self.at = len(self.entries) + 1, self.at + 65_536 if at is None else at
        sealed = Sealed(new_salt(), words) if words is not None else None
        commitment = sealed_commitment(sealed) if sealed else b""
        texts = (self.author, kind, "", "", "")
        columns = (self.project.encode(), self.replica.encode(), *map(str.encode, texts))
        self.previous = entry_hash(
            self.previous, seq, self.at, version, (*columns, body, commitment)
        )
        entry = LogEntry(
            self.replica, seq, self.at, self.author, kind, version, "", "", "", body, commitment,
            self.previous,
        )  # fmt: skip
        self.entries.append(StoredEntry(entry, sealed))

    def signed(self, key: Key | None = None) -> Checkpoint:
        """Return a checkpoint of all that it says, signed with its key or another."""
        key = key or self.key
        tree = Frontier().grown(stored.entry.hash for stored in self.entries)
        text = signed_text(origin(self.project, self.replica), tree.size, tree.root)
        return Checkpoint(self.replica, tree.size, tree.root, key.public, key.sign(text))

    def bundle(self, target: Path, key: Key | None = None) -> None:
        """Write what it says, signed with its key or another."""
        target.unlink(missing_ok=True)
        store = MemoryStore(self.project)
        store.write(lambda transaction: transaction.put(self.entries))
        store.write(lambda transaction: transaction.put_checkpoints([self.signed(key)]))
        write_bundle(store, target, known={})
