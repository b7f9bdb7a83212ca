"""The check-up: looks at everything that can be wrong with a project, and changes nothing.

One exception: where erased words could not be cleared from the file, it tries again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from qualog.errors import LogError
from qualog.health import file, machine, study
from qualog.health.finding import Finding
from qualog.language import message, paragraph, plural
from qualog.log.stores.sqlite import SqliteStore
from qualog.plugins.registry import installed_plugins
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project

_STUDY: Final = (
    study.cached,  # before others look at the state, which makes a new cache
    study.chains,
    study.lines,
    study.copy,
    study.forks,
    study.clocks,
    study.erasures,
    study.kinds,
)
_FILE: Final = (file.settings, file.side_file, file.drafts, file.integrity)


def examine(where: ProjectLocation) -> list[Finding]:
    """Return all that is found about a project's health, the good too.

    Raises:
        LogError: there is no such file.
    """
    found: list[Finding] = []
    if isinstance(where, Path):
        if not where.is_file():
            raise LogError("The file {path} does not exist.", path=where)
        found += [*machine.sqlite_library(), *machine.place(where)]
    try:
        with Project.open(where) as project:
            for check in _checks(project):
                found += _findings(check)
    except (LogError, sqlite3.DatabaseError) as error:
        found.append(_failed(error))
    return [*found, *_plugins()]


def _checks(project: Project) -> Iterator[Callable[[], Iterator[Finding]]]:
    store = project.log.store
    if isinstance(store, SqliteStore):
        for of_file in _FILE:
            yield partial(of_file, store)
    yield partial(file.scrubbed, store)
    for of_study in _STUDY:
        yield partial(of_study, project)


def _findings(check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Return what a check finds; that it cannot be made is a finding too."""
    try:
        return list(check())
    except (LogError, sqlite3.DatabaseError) as error:
        return [_failed(error)]


def _failed(error: Exception) -> Finding:
    return Finding(
        "bad",
        "database",
        paragraph(
            message("The project cannot be read."),
            error.message if isinstance(error, LogError) else message("{error}.", error=error),
        ),
        message("Continue with a backup, and keep this file for what can be saved from it."),
    )


def _plugins() -> Iterator[Finding]:
    """Yield which plugins are broken."""
    plugins = installed_plugins()
    for failure in plugins.failures:
        yield Finding(
            "warning",
            "plugins",
            message(
                "The plugin {plugin} is broken: {cause}.",
                plugin=failure.origin,
                cause=failure.cause,
            ),
            message(
                "To see where: qualog plugins --traceback. Report it to its authors, or uninstall "
                "it."
            ),
        )
    if not plugins.failures:
        working = plural("The one plugin works.", "All {n} plugins work.", len(plugins.origins))
        yield Finding("good", "plugins", working)
