"""One entry of the log: how a decision is kept, byte for byte.

The format is described for strangers in docs/reference/log-format.md, where an entry is a row of
the table `line`; a change here is a new format. Everything is hashed as the bytes that are stored,
never as something that was encoded again.
"""

import hashlib
import os
import struct
from typing import Final, NamedTuple

from attrs import frozen

ZERO_HASH: Final = bytes(32)
"""What the first entry of a chain follows."""

_ENTRY_DOMAIN: Final = b"qualog-line-1\0"
_SEALED_DOMAIN: Final = b"qualog-sealed-1\0"
_CONTENT_DOMAIN: Final = b"qualog-content-1\0"
_FIXED: Final = struct.Struct(">QQI9I")


class LogEntry(NamedTuple):
    """The body of one decision as it is stored, and its place in its replica's chain.

    The names are those of the stored columns.

    Attributes:
        replica: whose chain it is in, an id.
        seq: its number there, from 1 on.
        at: a hybrid logical clock: 48 bits of UTC milliseconds, 16 bits of counter.
        authors: the ids of who decided, with a space between.
        kind: what sort of decision it is, such as `code-created`.
        version: of the form that its body has.
        command: the idempotency key of its transaction, on the first entry; else empty.
        together: the id that the decisions of one transaction share; empty for a single one.
        subjects: the ids of the data subjects, the participants whom it is about.
        body: JSON without a word that anybody said or typed.
        commitment: what binds the sealed part; empty where there is none.
        hash: what binds all of it, and the entry before it.
    """

    replica: str
    seq: int
    at: int
    authors: str
    kind: str
    version: int
    command: str
    together: str
    subjects: str
    body: bytes
    commitment: bytes
    hash: bytes

    @property
    def id(self) -> str:
        """The id of this decision: its replica and its number there."""
        return f"{self.replica}.{self.seq}"

    @property
    def short_id(self) -> str:
        """The id as people read and type it."""
        return short_id(self.replica, self.seq)

    @property
    def milliseconds(self) -> int:
        """When it was decided, in UTC milliseconds since 1970."""
        return self.at >> 16


class Sealed(NamedTuple):
    """The words of one entry (JSON), with the salt that its commitment needs."""

    salt: bytes
    words: bytes


def short_id(replica: str, seq: int) -> str:
    """Return the id of a decision as people read and type it: with the first digits of its copy."""
    return f"{replica[:4]}.{seq}"


@frozen
class Head:
    """The last entry of a replica: its number, its hash and its clock."""

    seq: int = 0
    hash: bytes = ZERO_HASH
    at: int = 0


def entry_hash(
    previous: bytes, seq: int, at: int, version: int, columns: tuple[bytes, ...]
) -> bytes:
    """Return the SHA-256 of an entry: each column with its length, after the previous hash.

    `columns` are, as UTF-8: project, replica, authors, kind, command, together, subjects, body,
    commitment.
    """
    fixed = _FIXED.pack(seq, at, version, *map(len, columns))
    return hashlib.sha256(b"".join((_ENTRY_DOMAIN, previous, fixed, *columns))).digest()


def computed_hash(entry: LogEntry, *, project: str, root: str, previous: bytes) -> bytes:
    """Return the hash of an entry that came from elsewhere; empty if none can be like that.

    `root` is the replica whose id is hashed: for a branch, the one that forked.
    """
    texts = (
        project,
        root,
        entry.authors,
        entry.kind,
        entry.command,
        entry.together,
        entry.subjects,
    )
    try:
        columns = (*(text.encode() for text in texts), entry.body, entry.commitment)
        return entry_hash(previous, entry.seq, entry.at, entry.version, columns)
    except (struct.error, UnicodeError, AttributeError, TypeError):
        return b""


def new_salt() -> bytes:
    """Return 32 random bytes, so that what a commitment is to cannot be found by guessing."""
    return os.urandom(32)


def sealed_commitment(sealed: Sealed) -> bytes:
    """Return the SHA-256 that binds an entry to its sealed part."""
    return hashlib.sha256(_SEALED_DOMAIN + sealed.salt + sealed.words).digest()


def content_commitment(salt: bytes, content: bytes) -> bytes:
    """Return the SHA-256 that binds a decision to words that are kept in `content`."""
    return hashlib.sha256(_CONTENT_DOMAIN + salt + content).digest()
