"""How a chain shows whose it is: what its key signs in its first line, or in a later one.

The bytes are described for strangers in docs/reference/log-format.md.
"""

import struct

from qualog.decisions.copies import KeyBound, ReplicaBegun
from qualog.log.integrity.fingerprint import replica_id
from qualog.log.integrity.keys import is_signed


def begun_text(project: str, replica: str, begun: ReplicaBegun) -> bytes:
    """Return the bytes that `proof` and `passed` of a first line are signatures over."""
    texts = (project, replica, begun.author, begun.key, begun.follows or "", begun.cause)
    return b"qualog-begun-1\0" + b"".join(map(_measured, texts))


def bound_text(project: str, replica: str, bound: KeyBound) -> bytes:
    """Return the bytes that `proof` of a line that binds an older chain is a signature over."""
    texts = (project, replica, bound.author, bound.key)
    said = b"".join(map(_measured, texts)) + struct.pack(">Q", bound.size) + _hex(bound.root)
    return b"qualog-bound-1\0" + said


def begins(project: str, replica: str, begun: ReplicaBegun) -> bool:
    """Return whether a first line is its key's own: the id is made from it, and it signed."""
    key = _hex(begun.key)
    text = begun_text(project, replica, begun)
    return replica == replica_id(project, key) and is_signed(key, _hex(begun.proof), text)


def binds(project: str, replica: str, bound: KeyBound) -> bool:
    """Return whether a line that binds an older chain to a key is that key's own."""
    text = bound_text(project, replica, bound)
    return is_signed(_hex(bound.key), _hex(bound.proof), text)


def passed_on(project: str, replica: str, begun: ReplicaBegun, key: bytes) -> bool:
    """Return whether a key signed that the copy which it was the key of goes on as this one."""
    if begun.passed is None:
        return False
    return is_signed(key, _hex(begun.passed), begun_text(project, replica, begun))


def _measured(text: str) -> bytes:
    """Return a text as UTF-8 after its length in bytes, two bytes, big-endian."""
    said = text.encode()
    return struct.pack(">H", len(said)) + said


def _hex(digits: str) -> bytes:
    """Return the bytes of hexadecimal digits; none where they are not: then nothing is signed."""
    try:
        return bytes.fromhex(digits)
    except ValueError:
        return b""
