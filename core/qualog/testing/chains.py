"""Entries to test a store with: well chained, and of no meaning."""

from collections.abc import Iterable
from typing import Final

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

_AUTHORS: Final = f"{'ada0' * 4} {'be00' * 4}"


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
        words: str | None = None,
        contents: Iterable[bytes] = (),
        body: bytes = b"{}",
    ) -> StoredEntry:
        """Make one more entry, and return it; `words` are what its sealed part says."""
        self.seq += 1
        sealed = None
        if words is not None:
            sealed = Sealed(new_salt(), msgspec.json.encode({"why": words}))
        kept = tuple(
            StoredContent(f"{self.replica[:8]}{self.seq:06x}{n:02x}", new_salt(), content)
            for n, content in enumerate(contents)
        )
        if kept:
            body = msgspec.json.encode({"contents": [*map(_named, kept)]})
        commitment = sealed_commitment(sealed) if sealed else b""
        texts = (_AUTHORS, kind, idempotency_key, transaction_id, data_subjects)
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


def _named(content: StoredContent) -> dict[str, object]:
    """Return how a body names a content."""
    commitment = content_commitment(content.salt, content.bytes).hex()
    return {"content": content.id, "length": len(content.bytes), "commitment": commitment}
