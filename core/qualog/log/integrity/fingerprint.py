"""Who a copy is, in letters that people read to each other; its id, made from its key.

Nobody can choose an id: it is half of a hash over the project and the key. The fingerprint is
100 bits of another, so no two keys that anybody could find have the same one.
"""

import hashlib
from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, without the letters that look like others."""

_LOOKALIKES: Final = str.maketrans("ILO", "110", " -")
_LENGTH: Final = 20
_GROUP: Final = 5


def replica_id(project: str, key: bytes) -> str:
    """Return the id of the replica whose public key this is: 16 hexadecimal digits."""
    return hashlib.sha256(b"qualog-replica-1\0" + project.encode() + key).hexdigest()[:16]


def fingerprint(project: str, replica: str, author: str, key: bytes) -> str:
    """Return what a copy is known by among people: four groups of five letters and digits."""
    said = b"qualog-key-1\0" + project.encode() + replica.encode() + author.encode() + key
    number = int.from_bytes(hashlib.sha256(said).digest(), "big") >> 156
    letters = "".join(_LETTERS[number >> 5 * (_LENGTH - 1 - at) & 31] for at in range(_LENGTH))
    return " ".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read_fingerprint(typed: str) -> str | None:
    """Return a fingerprint as it is shown, of one that a person typed; None if it is none.

    Hyphens may stand for spaces, and letters be small; part of one is none.
    """
    letters = typed.upper().translate(_LOOKALIKES)
    if len(letters) != _LENGTH or not set(letters) <= set(_LETTERS):
        return None
    return " ".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
