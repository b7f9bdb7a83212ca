"""The database of a project file: its settings as they are, and SQLite's own check."""

from collections.abc import Iterator
from typing import Final

from qualog.health.finding import Finding
from qualog.log.store import Store
from qualog.log.stores.sqlite import SqliteStore

_WANTED: Final = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "secure_delete": ("1",)}
_TOLD: Final = 3


def settings(store: SqliteStore) -> Iterator[Finding]:
    """Tell whether the file is written as durably, and erased as thoroughly, as it should be."""
    if not store.writable:
        yield Finding("note", "settings", "The project can be read here, but not written.")
        return
    found = {name: store.pragma(name)[0] for name in _WANTED}
    wrong = [f"{name} is {found[name]}" for name in _WANTED if found[name] not in _WANTED[name]]
    if wrong:
        yield Finding(
            "warning",
            "settings",
            f"SQLite does not work as Qualog asks it to: {', '.join(wrong)}.",
            "Move the project to this machine's own disk; tell us if it is there.",
        )
    else:
        yield Finding(
            "good",
            "settings",
            "A decision is on the disk when it is answered, and what is erased is overwritten.",
        )


def integrity(store: SqliteStore) -> Iterator[Finding]:
    """Let SQLite check every page and index of the file."""
    found = store.damage()
    if not found:
        yield Finding("good", "database", "The database is whole.")
        return
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    yield Finding(
        "bad",
        "database",
        f"The database is damaged: {'; '.join(found[:_TOLD])}{more}.",
        "Work on with a backup, and keep this file: what it alone has can be merged from it, "
        "if it can still be read.",
    )


def scrubbed(store: Store) -> Iterator[Finding]:
    """Finish the clearing of erased words, if somebody was reading when it was tried last."""
    if store.scrubbed:
        return
    if store.scrub():
        yield Finding(
            "good", "erasure", "What erased words had left in unused places is cleared now."
        )
    else:
        yield Finding(
            "warning",
            "erasure",
            "Erased words may still lie in unused places of the project.",
            "Close every other program that has the project open, make room, and run this again.",
        )
