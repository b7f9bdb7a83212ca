"""One line of the log: how a decision is kept, byte for byte.

The format is told for strangers in docs/reference/log-format.md; a change here is a new
format. Everything is hashed as the bytes that are stored, never as something encoded anew.
"""

import hashlib
import os
import struct
from typing import Final, NamedTuple

from attrs import frozen

ZERO_HASH: Final = bytes(32)

_LINE_DOMAIN: Final = b"qualog-line-1\0"
_SEALED_DOMAIN: Final = b"qualog-sealed-1\0"
_CONTENT_DOMAIN: Final = b"qualog-content-1\0"
_FIXED: Final = struct.Struct(">QQI9I")


class LogEntry(NamedTuple):
    """The body of one decision as it is stored, and its place in its replica's chain.

    `at` is a hybrid logical clock: 48 bits of UTC milliseconds, 16 bits of counter.
    `authors` and `subjects` are ids with a space between. `command` and `together` are ids
    or empty. `body` is JSON; `commitment` binds the sealed part, empty where there is none.
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
        """How a person names this decision: its replica and its number there."""
        return f"{self.replica}.{self.seq}"

    @property
    def milliseconds(self) -> int:
        """When it was decided, in UTC milliseconds since 1970."""
        return self.at >> 16


class Sealed(NamedTuple):
    """The words of one line (JSON), with the salt that its commitment needs."""

    salt: bytes
    words: bytes


@frozen
class Head:
    """The last line of a replica: its number, its hash and its clock."""

    seq: int = 0
    hash: bytes = ZERO_HASH
    at: int = 0


def entry_hash(
    previous: bytes, seq: int, at: int, version: int, columns: tuple[bytes, ...]
) -> bytes:
    """Give the SHA-256 of a line: every column, each with its length, after the previous hash.

    `columns` are, as UTF-8: project, replica, authors, kind, command, together, subjects, body,
    commitment.
    """
    fixed = _FIXED.pack(seq, at, version, *map(len, columns))
    return hashlib.sha256(b"".join((_LINE_DOMAIN, previous, fixed, *columns))).digest()


def computed_hash(entry: LogEntry, *, project: str, root: str, previous: bytes) -> bytes:
    """Compute the hash of a line that came from elsewhere; empty if no line can be like that.

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
        columns = (*(each.encode() for each in texts), entry.body, entry.commitment)
        return entry_hash(previous, entry.seq, entry.at, entry.version, columns)
    except (struct.error, UnicodeError, AttributeError, TypeError):
        return b""


def new_salt() -> bytes:
    """Give 32 random bytes, so that a commitment to few words cannot be guessed back."""
    return os.urandom(32)


def sealed_commitment(sealed: Sealed) -> bytes:
    """Give the SHA-256 that binds a line to its sealed part."""
    return hashlib.sha256(_SEALED_DOMAIN + sealed.salt + sealed.words).digest()


def content_commitment(salt: bytes, content: bytes) -> bytes:
    """Give the SHA-256 that binds a decision to words kept in `content`."""
    return hashlib.sha256(_CONTENT_DOMAIN + salt + content).digest()
