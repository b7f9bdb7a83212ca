"""Backups: a whole and verified copy of a project, made while others work on it."""

import shutil
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from attrs import frozen

from qualog.errors import LogError
from qualog.files import atomic_write
from qualog.language import Sayable, message
from qualog.log.clock import wall_clock
from qualog.log.entry import Head
from qualog.log.integrity.verification import Verification, verify
from qualog.log.replication.transfer import merge_from
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore


@frozen
class Backup:
    """A backup that was made, and what the verification of it counted."""

    path: Path
    verification: Verification


def backup_name(project: str, now: datetime) -> str:
    """Return the usual name; not `.qualog`, so that no command takes it for the project."""
    return f"{project}-{now:%Y-%m-%d-%H%M%S}.qualog-backup"


def back_up(store: Store, target: Path) -> Backup:
    """Write a project to a file of its own, verify that whole, and only then give it its name.

    Raises:
        BadInput: there is such a file already, or it cannot be written.
        LogError: what was copied does not verify. There is no backup then either.
    """
    try:
        with atomic_write(target, overwrite=False) as draft:
            known = store.heads()
            _copy(store, draft)
            found = _verified(draft, known)
    except sqlite3.Error as error:
        raise LogError(
            "{path} cannot be written: {reason}. There is no backup.", path=target, reason=error
        ) from None
    return Backup(target, found)


def _copy(store: Store, draft: Path) -> None:
    if isinstance(store, SqliteStore):  # thirty times as fast as entry by entry
        store.copy_to(draft)
        shutil.copymode(store.path, draft)
        return
    draft.unlink()  # a project file is made where nothing is
    copy = SqliteStore.create(draft, store.project)
    try:
        merge_from(copy, store, now=wall_clock(), as_it_is=True)
    finally:
        copy.close()


def _verified(draft: Path, known: Mapping[str, Head]) -> Verification:
    """Verify a copy: pages, chains, words, and that it goes as far as what it was made of.

    Raises:
        LogError: it does not check out.
    """
    copy = SqliteStore.open(draft)
    try:
        complaints = copy.pragma("integrity_check")
        problems: list[Sayable] = [complaint for complaint in complaints if complaint != "ok"]
        found = verify(copy)
        if found.fault is not None:
            problems.append(found.fault.problem)
        problems += [
            message("the end of the copy {copy} is missing", copy=replica[:4])
            for replica, head in known.items()
            if copy.hash_at(replica, head.seq) != head.hash
        ]
    finally:
        copy.close()
    if problems:
        raise LogError(
            "The backup does not check out: {problem}. It was not kept. To see whether the project "
            "itself is damaged: qualog doctor",
            problem=problems[0],
        )
    return found
