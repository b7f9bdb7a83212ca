"""The keys of this user's copies: kept in the user's configuration, never in a project.

A key is made once and never overwritten. One that is lost or damaged is not made anew: its copy
says nothing more, and another one goes on from it (see `qualog.log.own_chain`).

`cryptography` is imported when a key is used, and not before: it costs more than most commands.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import define

from qualog.errors import BadInput, LogError
from qualog.files import atomic_write, delete_abandoned_drafts, make_folder
from qualog.ids import new_id
from qualog.language import message, paragraph
from qualog.log.binding import configuration
from qualog.log.integrity.fingerprint import replica_id
from qualog.log.integrity.tree import Frontier
from qualog.log.stores.file_lock import FileLock

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FORMAT: Final = 1
_NOBODY_ELSE: Final = 0o077
"""The rights that others than its user have to a key: none."""
_OTHERS_WRITE: Final = 0o022


@define(slots=False)
class Key:
    """An Ed25519 key (32 bytes) of one copy of a project, and how that copy begins.

    Attributes:
        project: the project's id.
        replica: the copy's id.
        private: the key itself.
        cause: why a copy begins with it (see `ReplicaBegun`).
        follows: the decision (an id) that the copy goes on from, if there is one.
        passed_by: the id of the copy whose key is there to say so, if it is.
    """

    project: str
    replica: str
    private: bytes
    cause: str = "new"
    follows: str | None = None
    passed_by: str | None = None

    @cached_property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._loaded.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes."""
        return self._loaded.sign(message)

    @cached_property
    def _loaded(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private)


def make_key(
    project: str, *, cause: str, follows: str | None = None, passed_by: str | None = None
) -> Key:
    """Make the key of a new copy of a project, and keep it before anything is signed with it.

    Raises:
        LogError: there is no place to keep it.
    """
    made = Key(project, "", os.urandom(32), cause, follows, passed_by)
    made.replica = replica_id(project, made.public)
    keep_key(made)
    return made


def keep_key(key: Key) -> None:
    """Keep a key, durably, readable for its user alone; one that is there stays as it is.

    Raises:
        LogError: there is no place to keep it.
    """
    kept = {
        "format": _FORMAT,
        "project": key.project,
        "replica": key.replica,
        "private": key.private.hex(),
        "public": key.public.hex(),
        "cause": key.cause,
        "follows": key.follows,
        "passed_by": key.passed_by,
    }
    file = key_file(key.project, key.replica)
    try:
        _make_private(file.parent)
        delete_abandoned_drafts(file.parent)  # they may hold keys that nobody knows of
        with atomic_write(file, private=True, overwrite=False) as draft:
            draft.write_text(json.dumps(kept, indent=1), "utf-8")
    except (BadInput, OSError) as error:
        raise _no_place(file, error) from None


def find_key(project: str, replica: str) -> Key | None:
    """Return the key of a copy that writes on this machine; None where there is none.

    One that cannot be read is put aside under another name, for whoever can mend it.
    """
    file = key_file(project, replica)
    try:
        kept = json.loads(file.read_text("utf-8"))
        key = _read(project, replica, kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        with suppress(OSError):
            file.rename(file.with_name(f"{file.name}.{new_id()}.damaged"))
        return None
    return key


def close_to_others(project: str) -> bool:
    """Let nobody but their user read the keys of a project's copies, nor change their folder.

    Returns:
        Whether somebody else could.
    """
    folder = configuration() / "keys" / project
    with suppress(OSError):
        was_open = _closed(folder, 0o700) & _OTHERS_WRITE
        for file in folder.glob("*.json*"):
            was_open |= _closed(file, 0o600)
        return bool(was_open)
    return False


def has_key(project: str, replica: str) -> bool:
    """Return whether the key of a copy is in this user's configuration."""
    return key_file(project, replica).is_file()


def key_file(project: str, replica: str) -> Path:
    """Return where the key of a copy is kept on this machine."""
    return configuration() / "keys" / project / f"{replica}.json"


@contextmanager
def keys_locked(project: str) -> Iterator[None]:
    """Let no other process of this user make a key for a project meanwhile.

    Raises:
        LogError: there is no place to keep keys.
    """
    folder = configuration() / "keys" / project
    try:
        _make_private(folder)
        lock = FileLock(folder / "lock")
        lock.__enter__()
    except (BadInput, OSError) as error:
        raise _no_place(folder, error) from None
    try:
        yield
    finally:
        lock.__exit__(None, None, None)
        lock.close()


def keep_frontier(project: str, replica: str, frontier: Frontier) -> None:
    """Remember how far the tree of a copy has grown, so that it need not be made from nothing."""
    kept = {"size": frontier.size, "peaks": [peak.hex() for peak in frontier.peaks]}
    with atomic_write(_frontier_file(project, replica), durable=False) as draft:
        draft.write_text(json.dumps(kept), "utf-8")


def find_frontier(project: str, replica: str) -> Frontier:
    """Return how far the tree of a copy had grown; an empty one where that is not known.

    The file may be old, or changed: it is to be believed only if it is what was signed.
    """
    try:
        kept = json.loads(_frontier_file(project, replica).read_text("utf-8"))
        return Frontier(int(kept["size"]), tuple(bytes.fromhex(peak) for peak in kept["peaks"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Frontier()


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether a signature is the key's over a message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(project: str, replica: str, kept: dict[str, Any]) -> Key:
    """Return a key from its file; that of a version before keys were copies' has two fields.

    Raises:
        ValueError, KeyError, TypeError: it is damaged.
    """
    private = bytes.fromhex(kept["private"])
    if "format" not in kept:
        key = Key(project, replica, private)
    else:
        key = Key(project, replica, private, kept["cause"], kept["follows"], kept["passed_by"])
        if key.public.hex() != kept["public"]:
            raise ValueError("the two halves of the key do not belong together")
    if len(private) != 32:
        raise ValueError("the key is not of 32 bytes")
    return key


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        make_folder(folder)
        folder.chmod(0o700)


def _closed(path: Path, mode: int) -> int:
    """Give a path a mode, if others have rights to it; return which they had."""
    others = path.stat().st_mode & _NOBODY_ELSE
    if others:
        path.chmod(mode)
    return others


def _no_place(path: Path, error: BadInput | OSError) -> LogError:
    unwritable = (
        error.message
        if isinstance(error, BadInput)
        else message("{path} cannot be written: {reason}.", path=path, reason=error.strerror)
    )
    return LogError(
        paragraph(
            message("There is no place to keep this copy's key."),
            unwritable,
            message("Nothing was changed. Set QUALOG_CONFIG to a folder that stays."),
        )
    )


def _frontier_file(project: str, replica: str) -> Path:
    return key_file(project, replica).with_suffix(".tree")
