"""What commands share: finding the project, and the options of reading and of deciding."""

import functools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from qualog.errors import LogError
from qualog.project.locations import ProjectLocation, project_location
from qualog.project.project import Project

if TYPE_CHECKING:
    from qualog.plugins.registry import Registration
    from qualog.views.study import Study

F = TypeVar("F", bound=Callable[..., Any])


class _Place(click.ParamType[ProjectLocation]):
    name = "path|url"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> ProjectLocation:
        return project_location(value) if isinstance(value, str) else value


PLACE = _Place()

PROJECT = click.option(
    "--project",
    "-p",
    type=PLACE,
    envvar="QUALOG_PROJECT",
    help="The project's file or URL; else the one .qualog file here or above.",
)


def find_project(given: ProjectLocation | None) -> ProjectLocation:
    """Give the place that is named, else the project file here or in a folder above.

    Raises:
        LogError: there is none, or a folder has several.
    """
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        found = sorted(folder.glob("*.qualog"))
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(each.name for each in found)
            raise LogError(f"{folder} has several projects: {names}. Name one with --project.")
    raise LogError("There is no project here. Make one with 'qualog init', or name it (--project).")


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
            f"{path} is damaged: {error}. Work on with a backup, and keep this file for what can "
            "be saved of it."
        ) from None


def reading(function: F) -> F:
    """Make a command that reads: it is given the `study` at `--at`, and `as_json`."""

    @PROJECT
    @click.option("--at", metavar="MOMENT", help="As of a decision, a named moment, or a time.")
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @functools.wraps(function)
    def command(*args: Any, project: ProjectLocation | None, at: str | None, **kwargs: Any) -> Any:
        with opened(project, viewer=environment_author()) as found:
            return function(*args, study=found.at(at), **kwargs)

    return command  # type: ignore[return-value]


WHERE = click.option(
    "--where",
    metavar="CONDITION",
    help="Only what participants or documents with these attributes hold: 'role = manager'.",
)


def narrowing(function: F) -> F:
    """Add --where to a command that reads: its `study` is narrowed to what meets it."""

    @WHERE
    @functools.wraps(function)
    def command(*args: Any, study: "Study", where: str | None, **kwargs: Any) -> Any:
        if where is not None:
            study = study.narrowed(where)
        return function(*args, study=study, **kwargs)

    return command  # type: ignore[return-value]


def deciding(function: F) -> F:
    """Make a command that decides: it is given the `project`, and `why`."""

    @PROJECT
    @click.option(
        "--author",
        "-a",
        "authors",
        multiple=True,
        help="Who decides; more than once for what several decide together. "
        "Else $QUALOG_AUTHOR, else whom this copy is set up for.",
    )
    @click.option("--why", metavar="TEXT", help="The reason, for the log.")
    @functools.wraps(function)
    def command(
        *args: Any,
        project: ProjectLocation | None,
        authors: tuple[str, ...],
        why: str | None,
        **kwargs: Any,
    ) -> Any:
        with opened(project, authors or environment_author()) as found:
            if found.was_put_back:
                click.echo(
                    "This file is older than what was written here last: a backup was put back. "
                    "It goes on as a copy of its own; merge it with any that has the newer "
                    "decisions.",
                    err=True,
                )
            return function(*args, project=found, why=why, **kwargs)

    return command  # type: ignore[return-value]


def passage_options(function: F) -> F:
    """Add the ways to say which passage: --quote, --span, --turn."""
    for add in (
        click.option("--turn", type=int, metavar="N", help="A turn, or the turn of the quotation."),
        click.option("--span", type=SPAN, metavar="START:END", help="Characters, from 0."),
        click.option("--quote", metavar="TEXT", help="The words; line breaks do not matter."),
    ):
        function = add(function)
    return function


def compared_options(function: F) -> F:
    """Add the ways to say what is compared: --coder, --document, --code, --round, --where."""
    for add in (
        WHERE,
        click.option(
            "--round",
            "round_",
            metavar="ROUND",
            help="The documents and coders of a round, as of its close.",
        ),
        click.option("--code", "codes", multiple=True, metavar="CODE", help="Else all."),
        click.option(
            "--document", "documents", multiple=True, metavar="DOCUMENT", help="Else all."
        ),
        click.option(
            "--coder", "coders", multiple=True, metavar="AUTHOR", help="Two or more; else all."
        ),
    ):
        function = add(function)
    return function


class _Span(click.ParamType[tuple[int, int]]):
    name = "span"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        start, _, end = str(value).partition(":")
        try:
            return int(start), int(end)
        except ValueError:
            self.fail(f"'{value}' is no span: write it as START:END, such as 120:164.", param, ctx)


SPAN = _Span()


class PluginHelp(click.Command):
    """A command whose help lists what plugins offer, what is to be told of it, and options."""

    offers: Callable[[], "Iterable[Registration[Any]]"] = staticmethod(lambda: ())
    offers_title = "Offered"
    told: Callable[[Any], "Iterable[tuple[str, str]]"] = staticmethod(lambda thing: ())

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each offer and its options."""
        from qualog.options import describe_options

        super().format_epilog(ctx, formatter)
        with formatter.section(self.offers_title):
            for offer in self.offers():
                formatter.write_dl([(offer.name, offer.plugin.summary)])
                rows = [*self.told(offer.plugin)]
                rows += [
                    (f"-o {each.name}={each.type}", f"{each.help} [default: {each.default}]")
                    for each in describe_options(offer.plugin.options)
                ]
                if rows:
                    with formatter.indentation():
                        formatter.write_dl(rows)


def environment_author() -> tuple[str, ...]:
    """Give the authors whom $QUALOG_AUTHOR names."""
    named = os.environ.get("QUALOG_AUTHOR", "")
    return tuple(each.strip() for each in named.split(";") if each.strip())
