"""Which project a command works on, and for whom it is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from qualog.errors import LogError
from qualog.language import listing
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project


def find_project(given: ProjectLocation | None) -> ProjectLocation:
    """Return the place that is named, else the project file here or in a folder above.

    Raises:
        LogError: there is none, or a folder has several.
    """
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        files = sorted(folder.glob("*.qualog"))
        if len(files) == 1:
            return files[0]
        if files:
            names = listing(file.name for file in files)
            raise LogError(
                "{folder} has several projects: {names}. Choose one with --project.",
                folder=folder,
                names=names,
            )
    raise LogError(
        "There is no project here. Begin one with qualog init, or name its file with --project."
    )


@contextmanager
def opened(
    given: ProjectLocation | None, author: tuple[str, ...] = (), viewer: tuple[str, ...] = ()
) -> Iterator[Project]:
    """Open the project that is named or found, and close it at the end.

    Raises:
        LogError: there is none, or its file is damaged.
    """
    path = find_project(given)
    try:
        with Project.open(path, author=author, viewer=viewer) as project:
            yield project
    except (sqlite3.DatabaseError, UnicodeError) as error:
        raise LogError(
            "{path} is damaged: {error}. Work on with a backup, and keep this file for what can "
            "be saved of it.",
            path=path,
            error=error,
        ) from None


def named_authors(ctx: click.Context | None = None) -> tuple[str, ...]:
    """Return the authors who are named before the command, else those of $QUALOG_AUTHOR."""
    context = ctx or click.get_current_context(silent=True)
    before = context.find_root().params.get("authors") if context is not None else None
    named = before or os.environ.get("QUALOG_AUTHOR", "").split(";")
    return tuple(name.strip() for name in named if name.strip())
