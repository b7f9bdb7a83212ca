"""Lines to test a store with: well chained, and of no meaning."""

from collections.abc import Iterable

from attrs import define, field

from qualog.log.entry import (
    ZERO_HASH,
    Line,
    Sealed,
    content_commitment,
    line_hash,
    new_salt,
    sealed_commitment,
)
from qualog.log.store import Entry, StoredContent


@define
class Chain:
    """Makes the entries of one replica, each after the one before."""

    project: str
    replica: str
    seq: int = 0
    previous: bytes = ZERO_HASH
    entries: list[Entry] = field(factory=list)

    def add(
        self,
        at: int,
        *,
        kind: str = "tested",
        command: str = "",
        together: str = "",
        subjects: str = "",
        words: bytes | None = None,
        contents: Iterable[bytes] = (),
        body: bytes = b"{}",
    ) -> Entry:
        """Make one more entry, and give it."""
        self.seq += 1
        sealed = Sealed(new_salt(), words) if words is not None else None
        stored = tuple(
            StoredContent(f"{self.replica[:8]}{self.seq:06x}{n:02x}", new_salt(), each)
            for n, each in enumerate(contents)
        )
        if stored:
            body = b"[%b]" % b",".join(map(_named, stored))
        commitment = sealed_commitment(sealed) if sealed else b""
        texts = ("ada ben", kind, command, together, subjects)
        origin = (self.project.encode(), self.replica.encode())
        columns = (*origin, *map(str.encode, texts), body, commitment)
        self.previous = line_hash(self.previous, self.seq, at, 1, columns)
        line = Line(
            self.replica, self.seq, at, texts[0], kind, 1, *texts[2:], body, commitment,
            self.previous,
        )  # fmt: skip
        entry = Entry(line, sealed, stored)
        self.entries.append(entry)
        return entry

    def more(self, count: int, *, at: int) -> list[Entry]:
        """Make so many entries, a tick apart."""
        return [self.add(at + number) for number in range(count)]

    def beside(self) -> "Chain":
        """Give a chain that goes on from here on its own, as after a copied file."""
        return Chain(self.project, self.replica, self.seq, self.previous, list(self.entries))


def _named(content: StoredContent) -> bytes:
    """Give how a body speaks of a content."""
    commitment = content_commitment(content.salt, content.bytes).hex()
    told = f'{{"content":"{content.id}","length":{len(content.bytes)},"commitment":"{commitment}"}}'
    return told.encode()
