"""Files: written whole or not at all, so that neither an error nor a power loss leaves a half.

The one way in which files are written that somebody keeps: keys, bindings, bundles, backups,
exports.
"""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from qualog.errors import BadInput
from qualog.ids import new_id

FilePath = str | os.PathLike[str]
"""A file, as its callers name it."""

_DRAFT: Final = re.compile(r"\.(.+)\.[0-9a-f]{16}")
"""What the folder of a draft is called: after the file that it is of, and an id."""

_CANNOT_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EACCES)
"""What systems answer that do not sync folders, and those that do not let this user."""


@contextmanager
def atomic_write(
    target: Path, *, overwrite: bool = True, private: bool = False, durable: bool = True
) -> Iterator[Path]:
    """Yield an empty draft, which takes the target's place once the block ends without an error.

    The draft lies in a folder of its own beside the target, together with whatever a library
    puts beside it (SQLite does). That folder is gone afterwards, whatever happens; that of a
    program which was killed goes when the same file is written again.

    Durability: the draft is synced before it gets the target's name, and the folder that holds
    the name after that. So a power loss leaves the file that was there before or the new one,
    each of them whole; and the new one once this has returned. Windows, and some network file
    systems, cannot sync a folder: there it may be the old one for a few seconds more.

    Args:
        target: the file; its folder must be there.
        overwrite: whether a file of that name may be replaced.
        private: whether nobody but its user may read the file, from its first byte on.
        durable: whether it is synced. Not worth the time for what can be made again and is
            checked when it is read, as a cache is: a power loss may leave half of that.

    Raises:
        BadInput: the file is there and must not be replaced, or it cannot be written.
    """
    if not overwrite and target.exists():
        raise _already_there(target)
    folder = target.with_name(f".{target.name}.{new_id()}")
    draft = folder / target.name
    held = None
    try:
        delete_abandoned_drafts(target.parent, target.name)
        held = _make_held(folder)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600 if private else 0o666))
        yield draft
        if durable:
            _sync(draft, os.O_RDWR)  # Windows syncs only what may be written
        _give_name(draft, target, overwrite=overwrite)
        if durable:
            _sync_folder(target.parent)
    except OSError as error:
        raise _not_writable(target, error) from None
    finally:
        if held is not None:
            os.close(held)
        with suppress(OSError):  # the file is in its place, or the error is on its way
            _discard(folder)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, so that a power loss leaves them.

    A file that is synced is not found again if the name of a folder above it is lost.

    Raises:
        BadInput: it cannot be made.
    """
    try:
        missing = [path for path in (folder, *folder.parents) if not path.is_dir()]
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            _sync_folder(path.parent)
    except OSError as error:
        raise _not_writable(folder, error) from None


def delete_drafts(target: Path) -> None:
    """Delete the drafts of a file that were being written when the power went.

    Raises:
        OSError: one is there, and cannot be deleted.
    """
    for path in _drafts(target.parent, target.name):
        _discard(path)


def abandoned_drafts(folder: Path) -> list[Path]:
    """Return the drafts in a folder that nobody writes any more: a program was killed over them.

    Returns:
        The folders that the drafts lie in.
    """
    return [path for path in _drafts(folder) if _is_abandoned(path)]


def delete_abandoned_drafts(folder: Path, name: str = "") -> None:
    """Delete the drafts that nobody writes any more, as far as that can be done.

    Args:
        folder: where the files were to be.
        name: that of the file; else those of any file there.
    """
    for path in _drafts(folder, name):
        _is_abandoned(path, then=_discard)


def require_regular(path: Path) -> None:
    """Refuse to read from what is no file, and might never end.

    Raises:
        BadInput: it is a device, a pipe or the like; what is not there is left to others to tell.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise BadInput(
            "{path} is not a file but a pipe or a device, which may never end. Nothing was read. "
            "Write what it gives to a file first.",
            path=path,
        )


def _drafts(folder: Path, name: str = "") -> list[Path]:
    """Return the folders of drafts of a file, or of any file if none is named."""
    paths = folder.iterdir() if folder.is_dir() else ()
    found = ((path, _DRAFT.fullmatch(path.name)) for path in paths)
    return [path for path, draft in found if draft and name in ("", draft[1])]


def _make_held(folder: Path) -> int | None:
    """Make the folder of a draft; it is held until the handle is closed, as a killed program's is.

    Whoever finds it before it is held deletes it; then it is made again.
    """
    if fcntl is None:
        folder.mkdir(0o700)
        return None
    while True:
        folder.mkdir(0o700)
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY)
            with suppress(OSError):  # a file system without such locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.is_dir():
                return handle
            os.close(handle)


def _is_abandoned(draft: Path, then: Callable[[Path], None] = lambda draft: None) -> bool:
    """Return whether nobody holds a draft's folder; then do something with it while we do."""
    if fcntl is None:
        return False  # nobody can tell
    try:
        handle = os.open(draft, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        then(draft)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _give_name(draft: Path, target: Path, *, overwrite: bool) -> None:
    if overwrite:
        draft.replace(target)
        return
    try:
        os.link(draft, target)  # alone in failing where another program was quicker
    except FileExistsError:
        raise _already_there(target) from None
    except OSError:  # a file system without links, such as a USB stick's
        if target.exists():
            raise _already_there(target) from None
        draft.replace(target)


def _discard(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # it has no such call
        return
    try:
        _sync(folder, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _already_there(target: Path) -> BadInput:
    return BadInput("{path} already exists. Choose another name.", path=target)


def _not_writable(path: Path, error: OSError) -> BadInput:
    return BadInput(
        "{path} cannot be written: {reason}.", path=path, reason=error.strerror or error
    )
