"""Entries to test a store with: well chained, and of no meaning."""

from collections.abc import Iterable

import msgspec
from attrs import define, field

from qualog.log.entry import (
    ZERO_HASH,
    LogEntry,
    Sealed,
    content_commitment,
    entry_hash,
    new_salt,
    sealed_commitment,
)
from qualog.log.store import StoredContent, StoredEntry


@define
class Chain:
    """Makes the entries of one replica, each after the one before."""

    project: str
    replica: str
    seq: int = 0
    previous: bytes = ZERO_HASH
    entries: list[StoredEntry] = field(factory=list)

    def add(
        self,
        at: int,
        *,
        kind: str = "tested",
        idempotency_key: str = "",
        transaction_id: str = "",
        data_subjects: str = "",
        words: bytes | None = None,
        contents: Iterable[bytes] = (),
        body: bytes = b"{}",
    ) -> StoredEntry:
        """Make one more entry, and return it."""
        self.seq += 1
        sealed = Sealed(new_salt(), words) if words is not None else None
        kept = tuple(
            StoredContent(f"{self.replica[:8]}{self.seq:06x}{n:02x}", new_salt(), content)
            for n, content in enumerate(contents)
        )
        if kept:
            body = b"[%b]" % b",".join(map(_named, kept))
        commitment = sealed_commitment(sealed) if sealed else b""
        texts = ("ada ben", kind, idempotency_key, transaction_id, data_subjects)
        origin = (self.project.encode(), self.replica.encode())
        columns = (*origin, *map(str.encode, texts), body, commitment)
        self.previous = entry_hash(self.previous, self.seq, at, 1, columns)
        entry = LogEntry(
            self.replica, self.seq, at, texts[0], kind, 1, *texts[2:], body, commitment,
            self.previous,
        )  # fmt: skip
        stored = StoredEntry(entry, sealed, kept)
        self.entries.append(stored)
        return stored

    def more(self, count: int, *, at: int) -> list[StoredEntry]:
        """Make so many entries, a tick apart, and return them."""
        return [self.add(at + number) for number in range(count)]

    def beside(self) -> "Chain":
        """Return a chain that goes on from here on its own, as after a copied file."""
        return Chain(self.project, self.replica, self.seq, self.previous, list(self.entries))


def _named(content: StoredContent) -> bytes:
    """Return how a body names a content."""
    commitment = content_commitment(content.salt, content.bytes).hex()
    named = {"content": content.id, "length": len(content.bytes), "commitment": commitment}
    return msgspec.json.encode(named)
