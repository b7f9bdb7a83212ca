"""A key as it leaves the machine: one small text file, locked with a passphrase.

The format is described for other programs in docs/reference/log-format.md. The key of the cipher
is made of the passphrase by scrypt (RFC 7914); the cipher is ChaCha20-Poly1305 (RFC 8439), and
what stands before the locked bytes is authenticated with them.
"""

import base64
import os
import re
import unicodedata
from typing import Final

from qualog.errors import BadInput
from qualog.log.integrity.keys import Key

MOST_LETTERS: Final = 4096
"""No exported key is longer, so that no file is read to its end that is none."""

_BEGIN: Final = "-----BEGIN QUALOG KEY-----"
_END: Final = "-----END QUALOG KEY-----"
_COST: Final = 17
_HIGHEST_COST: Final = 20
"""2^20 takes a gigabyte of memory: a file that asks for more means harm."""

_SHORTEST: Final = 12
_HEADER: Final = re.compile(
    r"qualog-key-1 ([0-9a-f]{16}) ([0-9a-f]{16}) scrypt ([0-9]{1,2}) ([\w+/=]{16,64}) ([\w+/=]{16})"
)


def locked_key(key: Key, passphrase: str) -> str:
    """Return a key as a text that nobody opens without the passphrase.

    Raises:
        BadInput: the passphrase has less than 12 characters.
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    if len(passphrase) < _SHORTEST:
        raise BadInput(
            "A passphrase has at least {n} characters: six words that have nothing to do with each "
            "other are a good one.",
            n=_SHORTEST,
        )
    salt, nonce = os.urandom(16), os.urandom(12)
    coded = " ".join(base64.b64encode(part).decode() for part in (salt, nonce))
    header = f"qualog-key-1 {key.project} {key.replica} scrypt {_COST} {coded}"
    cipher = ChaCha20Poly1305(_stretched(passphrase, salt, _COST))
    locked = cipher.encrypt(nonce, key.private, header.encode())
    return "\n".join((_BEGIN, header, base64.b64encode(locked).decode(), _END, ""))


def unlocked_key(text: str, passphrase: str) -> Key:
    """Return the key that a text holds.

    Raises:
        BadInput: it is no exported key, the passphrase is another, or it was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    header, cost, salt, nonce, locked = _parts(text)
    try:
        cipher = ChaCha20Poly1305(_stretched(passphrase, salt, cost))
        private = cipher.decrypt(nonce, locked, header[0].encode())
    except InvalidTag:
        raise BadInput(
            "The passphrase is not that of this key, or the file was changed. Nothing was changed "
            "here."
        ) from None
    except (ValueError, MemoryError):  # a salt, a nonce or a cost that no export has
        raise _damaged() from None
    if len(private) != 32:
        raise _damaged()
    _, project, replica = header
    return Key(project, replica, private)


def _parts(text: str) -> tuple[tuple[str, str, str], int, bytes, bytes, bytes]:
    lines = text.strip().splitlines()
    found = _HEADER.fullmatch(lines[1]) if len(lines) == 4 else None
    if found is None or (lines[0], lines[3]) != (_BEGIN, _END):
        raise BadInput("This is not a key that was exported with: qualog author key export")
    project, replica, cost, salt, nonce = found.groups()
    if int(cost) > _HIGHEST_COST:
        raise BadInput(
            "This key asks for {gigabytes} gigabytes of memory to open it. No key that Qualog "
            "exports does: nothing was opened.",
            gigabytes=2 ** (int(cost) - _HIGHEST_COST),
        )
    try:
        coded = [base64.b64decode(part, validate=True) for part in (salt, nonce, lines[2])]
    except ValueError:
        raise _damaged() from None
    return (found[0], project, replica), int(cost), coded[0], coded[1], coded[2]


def _stretched(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    said = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=2**cost, r=8, p=1).derive(said)


def _damaged() -> BadInput:
    return BadInput("The file of this key is damaged. Nothing was changed here.")
