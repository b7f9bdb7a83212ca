"""Names that a file, or anything that must be told apart by its name, can have."""

import re
from collections.abc import Iterable, Sequence

from qualog.language import Sayable, message

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_names(names: Iterable[str]) -> list[str]:
    """Return a file's name for each name, as every system takes it, and no two the same."""
    return distinct(_NOT_IN_NAMES.sub("-", name).strip(" .") or "-" for name in names)


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names with a number behind each that an earlier one has: `name (2)`.

    Letter case makes no difference, since on some systems it makes none between files.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name} ({number})"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def renamed(names: Iterable[str], files: Iterable[str], suffix: str) -> Sequence[Sayable]:
    """Return, for each document whose name no file can have, what its file is called."""
    return [
        message(
            "The document “{name}” is in the file “{file}”, since no file can have its name.",
            name=name,
            file=f"{file}{suffix}",
        )
        for name, file in zip(names, files, strict=True)
        if name != file
    ]
