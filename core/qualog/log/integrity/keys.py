"""The key of a replica: kept in the user's configuration, never in the project.

`cryptography` is imported when a key is used, and not before: it costs more than most commands.
"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from qualog.files import atomic_write, make_folder
from qualog.log.binding import configuration
from qualog.log.integrity.tree import Frontier

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@frozen
class Key:
    """An Ed25519 key (32 bytes), and how far the replica's tree had grown when it last signed."""

    private: bytes
    signed: Frontier = field(factory=Frontier)

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._loaded().public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes."""
        return self._loaded().sign(message)

    def _loaded(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private)


def find_key(project: str, replica: str) -> Key:
    """Return the key of a replica that writes on this machine; a new one at its first use."""
    try:
        kept = json.loads(_file(project, replica).read_text("utf-8"))
        peaks = tuple(bytes.fromhex(peak) for peak in kept["peaks"])
        return Key(bytes.fromhex(kept["private"]), Frontier(kept["size"], peaks))
    except (OSError, ValueError, KeyError, TypeError):
        return Key(os.urandom(32))


def keep_key(project: str, replica: str, key: Key) -> None:
    """Keep a key for the next time, durably, and readable for its user alone.

    Raises:
        BadInput: the configuration cannot be written.
    """
    file = _file(project, replica)
    make_folder(file.parent)
    kept = {
        "private": key.private.hex(),
        "size": key.signed.size,
        "peaks": [peak.hex() for peak in key.signed.peaks],
    }
    with atomic_write(file, private=True) as draft:
        draft.write_text(json.dumps(kept), "utf-8")


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether a signature is the key's over a message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _file(project: str, replica: str) -> Path:
    return configuration() / "keys" / project / f"{replica}.json"
