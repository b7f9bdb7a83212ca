"""What lies under a project: SQLite, the file system, the room that is left."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualog.health.finding import Finding
from qualog.language import message, number, paragraph
from qualog.log.stores.file_lock import LOCKS

Version = tuple[int, ...]

_MOUNTS: Final = Path("/proc/mounts")
_NETWORK: Final = re.compile(
    "9p|afs|ceph|cifs|davfs|glusterfs|lustre|ncpfs|nfs4?|smb3|smbfs"
    "|fuse[.](davfs2?|glusterfs|rclone|s3fs|sshfs)"
)
_SYNCED: Final = (
    "com~apple~clouddocs",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "onedrive",
    "owncloud",
    "pcloud",
    "seafile",
    "syncthing",
)
_LEAST_ROOM: Final = 100 << 20


def has_reset_bug(version: Version) -> bool:
    """Return whether an SQLite can lose commits beside a checkpoint (sqlite.org/wal.html)."""
    mended_here = (3, 44, 6) <= version < (3, 45) or (3, 50, 7) <= version < (3, 51)
    return (3, 7) <= version < (3, 51, 3) and not mended_here


def sqlite_library(version: Version = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    """Yield which SQLite is linked, and whether its WAL-reset bug can matter here."""
    release = ".".join(map(str, version))
    if not has_reset_bug(version):
        free = message("SQLite {version} is free of the WAL-reset bug.", version=release)
        yield Finding("good", "sqlite", free)
        return
    bug = message(
        "SQLite {version} has the WAL-reset bug: a commit beside a checkpoint can be lost.",
        version=release,
    )
    if LOCKS:
        yield Finding(
            "note",
            "sqlite",
            paragraph(bug, message("Qualog avoids it with a lock around both.")),
            message(
                "Let no other program write to the project file. SQLite 3.51.3 and later do not "
                "have the bug."
            ),
        )
    else:
        yield Finding(
            "warning",
            "sqlite",
            paragraph(bug, message("Qualog's lock against it does not work on this system.")),
            message(
                "Let one program at a time work on a project, or use a Python with SQLite 3.51.3 "
                "or later."
            ),
        )


def place(file: Path) -> Iterator[Finding]:
    """Yield what kind of place a project file lies in, and how much room is left there."""
    folder = file.resolve().parent
    kind = _file_system(folder)
    if _NETWORK.fullmatch(kind):
        yield Finding(
            "warning",
            "place",
            message(
                "{folder} is on a network file system ({kind}), whose locks SQLite cannot rely on.",
                folder=folder,
                kind=kind,
            ),
            message("Move the project to this machine's own disk, and share it by merging copies."),
        )
    elif kind:
        here = message("{folder} is on this machine ({kind}).", folder=folder, kind=kind)
        yield Finding("good", "place", here)
    synced = next((part for part in folder.parts if part.casefold().startswith(_SYNCED)), None)
    if synced:
        yield Finding(
            "note",
            "place",
            message(
                "A cloud service seems to synchronise the folder “{folder}”: it may replace this "
                "file with an older one, or make a second one of it.",
                folder=synced,
            ),
            message("Keep the project elsewhere, and share it by merging copies."),
        )
    yield _room(file, shutil.disk_usage(folder).free)


def _room(file: Path, free: int) -> Finding:
    megabytes = number(free >> 20)
    if free >= max(_LEAST_ROOM, 2 * file.stat().st_size):
        return Finding("good", "room", message("{megabytes} MB are free.", megabytes=megabytes))
    return Finding(
        "warning",
        "room",
        message(
            "Only {megabytes} MB are free, and an erasure writes the whole file again.",
            megabytes=megabytes,
        ),
        message("Make room: at least twice the size of the project."),
    )


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on; empty where the system does not say."""
    try:
        mounts = [entry.split() for entry in _MOUNTS.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError):
        return ""
    kind, deepest = "", 0
    for _, where, this, *_ in mounts:
        depth = len(_path(where).parts)
        # Of two on one folder the later counts: it covers what was there.
        if depth >= deepest and folder.is_relative_to(_path(where)):
            kind, deepest = this, depth
    return kind


def _path(mounted: str) -> Path:
    """Return the folder of a mount, whose blanks are written in octal."""
    return Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), mounted))
