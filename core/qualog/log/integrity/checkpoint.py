"""A signed checkpoint: how far a replica's chain went, and the root of the tree over it.

Its text is a signed note as transparency logs write it (C2SP tlog-checkpoint, signed-note),
so that other people's tools can read it.
"""

import binascii
import hashlib
import re
from collections.abc import Iterable

from attrs import frozen

from qualog.errors import LogError


@frozen
class Checkpoint:
    """The first `size` entries of a replica, bound by `root` and signed by its key (Ed25519).

    The entries of a branch are counted and bound from its root's first entry on.
    """

    replica: str
    size: int
    root: bytes
    key: bytes
    signature: bytes


def origin(project: str, replica: str) -> str:
    """Return the name of a replica's tree; a branch is signed under the replica that forked."""
    return f"qualog/{project}/{replica}"


def signed_text(origin: str, size: int, root: bytes) -> bytes:
    """Return the bytes that a checkpoint's signature is over."""
    return f"{origin}\n{size}\n{_base64(root)}\n".encode()


def key_id(origin: str, key: bytes) -> bytes:
    """Return the four bytes by which a note names the key that signed it."""
    return hashlib.sha256(origin.encode() + b"\n\1" + key).digest()[:4]


def note(checkpoint: Checkpoint, origin: str) -> str:
    """Return a checkpoint as a signed note, with the key that checks it in the line after."""
    id_ = key_id(origin, checkpoint.key)
    text = signed_text(origin, checkpoint.size, checkpoint.root).decode()
    signature = _base64(id_ + checkpoint.signature)
    verifier = f"{origin}+{id_.hex()}+{_base64(bytes([1]) + checkpoint.key)}"
    return f"{text}\n— {origin} {signature}\n{verifier}\n"


_NOTE = re.compile(
    r"qualog/(?P<project>[0-9a-f]{16})/(?P<replica>[0-9a-f]{16})\n(?P<size>[0-9]{1,18})\n"
    r"(?P<root>[A-Za-z0-9+/=]{44})\n\n— [^ \n]+ (?P<signature>[A-Za-z0-9+/=]+)\n"
    r"qualog/[0-9a-f]{16}/[0-9a-f]{16}\+[0-9a-f]{8}\+(?P<key>[A-Za-z0-9+/=]+)\n"
)


def notes(checkpoints: Iterable[tuple[Checkpoint, str]]) -> str:
    """Return checkpoints with their origins as one text, an empty line between two."""
    return "\n".join(note(checkpoint, name) for checkpoint, name in checkpoints)


def read_notes(text: str, project: str) -> list[Checkpoint]:
    """Return the checkpoints of a text; `replica` is that of the note's origin.

    Raises:
        LogError: there are none, one is broken, or they are another project's.
    """
    found = []
    for number, written in enumerate(re.split(r"\n\n(?=qualog/)", text.strip()), start=1):
        match = _NOTE.fullmatch(written + "\n")
        checkpoint = _read(match) if match is not None else None
        if match is None or checkpoint is None:
            raise LogError(
                "Checkpoint {number} in the file cannot be read: it is incomplete or was changed.",
                number=number,
            )
        if match["project"] != project:
            raise LogError(
                "Checkpoint {number} in the file belongs to another project.", number=number
            )
        found.append(checkpoint)
    return found


def _read(note: re.Match[str]) -> Checkpoint | None:
    """Return the checkpoint of a note; None if its base64 was cut."""
    try:
        root, key, signature = (
            binascii.a2b_base64(note[part]) for part in ("root", "key", "signature")
        )
    except binascii.Error:
        return None
    # Before the key stands the kind of key, and before the signature the key's id.
    return Checkpoint(note["replica"], int(note["size"]), root, key[1:], signature[4:])


def _base64(value: bytes) -> str:
    return binascii.b2a_base64(value, newline=False).decode()
