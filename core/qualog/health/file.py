"""The database of a project file: its settings as they are, and SQLite's own check."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualog.files import abandoned_drafts
from qualog.health.finding import Finding
from qualog.language import Message, Sayable, clauses, listing, message, plural
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore

_WANTED: Final = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "secure_delete": ("1",)}
_MOST: Final = 3
"""How many complaints of SQLite's are shown: the first few say enough."""


def settings(store: SqliteStore) -> Iterator[Finding]:
    """Yield whether the file is written as durably, and erased as thoroughly, as it should be."""
    if not store.writable:
        read_only = message("The project can be read here, but not written.")
        yield Finding("note", "settings", read_only)
        return
    found = {name: store.pragma(name)[0] for name in _WANTED}
    wrong = [
        message("{setting} is {value}", setting=name, value=value)
        for name, value in found.items()
        if value not in _WANTED[name]
    ]
    if wrong:
        yield Finding(
            "warning",
            "settings",
            message(
                "SQLite does not work as Qualog asks it to: {settings}.", settings=listing(wrong)
            ),
            message("Move the project to this machine's own disk. If it is there, report this."),
        )
    else:
        yield Finding(
            "good",
            "settings",
            message(
                "A decision is on the disk once its command has ended, and what is erased is "
                "overwritten."
            ),
        )


def side_file(store: SqliteStore) -> Iterator[Finding]:
    """Yield whether decisions lay in the file beside the project when it was opened."""
    if store.side_file is not None:
        yield Finding(
            "warning",
            "side-file",
            beside(store.side_file),
            message("To copy the project whole: qualog backup"),
        )


def beside(file: Path) -> Message:
    """Return what is said of decisions that a plain copy of the project would lack."""
    return message(
        "Decisions are in {file}, beside the project: a program has it open, or was stopped. A "
        "plain copy of the project lacks them until that program, or this one, has closed it.",
        file=file.name,
    )


def drafts(store: SqliteStore) -> Iterator[Finding]:
    """Yield the drafts beside the project that a killed program left."""
    if abandoned := abandoned_drafts(store.path.parent):
        yield Finding(
            "warning",
            "drafts",
            plural(
                "A draft of a file that was never finished lies beside the project: {names}.",
                "{n} drafts of files that were never finished lie beside the project: {names}.",
                len(abandoned),
                names=listing(path.name for path in abandoned),
            ),
            message(
                "A program was stopped while it wrote. To remove them, write those files again, or "
                "delete these folders: they may hold what participants said."
            ),
        )


def integrity(store: SqliteStore) -> Iterator[Finding]:
    """Yield what SQLite finds when it checks every page and index of the file."""
    found = store.damage()
    if not found:
        yield Finding("good", "database", message("The database is intact."))
        return
    problems: list[Sayable] = found[:_MOST]
    if len(found) > _MOST:
        problems.append(plural("one more problem", "{n} more problems", len(found) - _MOST))
    yield Finding(
        "bad",
        "database",
        message("The database is damaged: {problems}.", problems=clauses(problems)),
        message(
            "Continue with a backup, and keep this file: decisions that are only here can be "
            "merged from it, if it can still be read."
        ),
    )


def scrubbed(store: Store) -> Iterator[Finding]:
    """Finish clearing erased words, if somebody was reading when it was tried last."""
    if store.scrubbed:
        return
    if store.scrub():
        cleared = message("What erased words had left in unused places has now been cleared.")
        yield Finding("good", "erasure", cleared)
    else:
        yield Finding(
            "warning",
            "erasure",
            message("Erased words may still be in unused places of the project."),
            message(
                "Close every other program that has the project open, make room on the disk, and "
                "run this again."
            ),
        )
