"""Copies of a study, as its authors have them on their laptops."""

import shutil
from pathlib import Path

from tests.core.conftest import HandClock
from tests.core.opened import OPENED

from qualog.project.project import Project


def copy_of(project: Project, author: str, clock: HandClock | None = None) -> Project:
    """Give an author a copy of their own."""
    path = project.path.with_name(f"{author}-{len(list(project.path.parent.iterdir()))}.qualog")
    shutil.copy(project.path, path)
    wal = Path(f"{project.path}-wal")
    if wal.exists():
        shutil.copy(wal, f"{path}-wal")
    copy = Project.open(path, author=[author], clock=clock or project.log.clock)
    OPENED.append(copy)
    return copy


def exchange(*copies: Project) -> None:
    """Let every copy have what any of them has, what they say of each other when they meet too."""
    for _ in range(4):
        for one in copies:
            for other in copies:
                if one is not other:
                    one.copies.merge(other.path)
        if len({str(sorted(one.log.store.heads().items())) for one in copies}) == 1:
            return
    raise AssertionError("the copies never came to the same log")


def what(project, question):
    """Return what a question asks, as it is read in a copy."""
    return str(question.sentence(project.names))


def choices(project, question):
    """Return what can be kept in a question, as it is read in a copy."""
    return [str(question.choice(each, project.names)) for each in question.choices]
