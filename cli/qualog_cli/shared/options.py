"""The options that commands share: of reading, of deciding, and of what is compared."""

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.core import ParameterSource

from qualog.project.locations import ProjectLocation
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.output import warn
from qualog_cli.shared.types import (
    AUTHOR,
    CODE,
    DOCUMENT,
    PLACE,
    POINT_IN_TIME,
    ROUND,
    SPAN,
    WHOLE_NUMBER,
)

if TYPE_CHECKING:
    from qualog.views.study import Study

F = TypeVar("F", bound=Callable[..., Any])


class AlsoBefore(click.Option):
    """An option that may stand before the command too; the nearer one wins."""

    def consume_value(
        self, ctx: click.Context, opts: Mapping[str, click.Parameter]
    ) -> tuple[Any, ParameterSource]:
        """Return the value, and where it is from."""
        value, source = super().consume_value(ctx, opts)
        before = ctx.find_root().params.get(self.name or "")
        if source != ParameterSource.COMMANDLINE and before:
            return before, ParameterSource.COMMANDLINE
        return value, source


PROJECT: Final = click.option(
    "--project",
    "-p",
    cls=AlsoBefore,
    type=PLACE,
    envvar="QUALOG_PROJECT",
    help="The project's file or URL. Default: $QUALOG_PROJECT, then the one .qualog file in this "
    "folder or above it.",
)
AUTHORS: Final = click.option(
    "--author",
    "-a",
    "authors",
    cls=AlsoBefore,
    type=AUTHOR,
    multiple=True,
    help="Author of the decision; repeat for a joint one. Default: $QUALOG_AUTHOR, then this "
    "copy's author.",
)
AT: Final = click.option(
    "--at",
    type=POINT_IN_TIME,
    metavar="TIME",
    help="As of a named point in time, a decision, a day or '3 days ago'.",
)
JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
WHERE: Final = click.option(
    "--where",
    metavar="CONDITION",
    help="Only what participants or documents with these attributes hold: 'role = manager'.",
)


def reading(function: F) -> F:
    """Make a command that reads: it is given the `study` at `--at`, and `as_json`."""

    @PROJECT
    @AT
    @JSON
    @functools.wraps(function)
    def command(*args: Any, project: ProjectLocation | None, at: str | None, **kwargs: Any) -> Any:
        with opened(project, viewer=named_authors()) as found:
            return function(*args, study=found.at(at), **kwargs)

    return command  # type: ignore[return-value]


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

    @click.option("--why", metavar="TEXT", help="The reason, for the log.")
    @AUTHORS
    @PROJECT
    @functools.wraps(function)
    def command(
        *args: Any,
        project: ProjectLocation | None,
        authors: tuple[str, ...],
        why: str | None,
        **kwargs: Any,
    ) -> Any:
        with opened(project, authors or named_authors()) as found:
            result = function(*args, project=found, why=why, **kwargs)
            for news in found.news:
                warn(news)
            return result

    return command  # type: ignore[return-value]


def passage_options(function: F) -> F:
    """Add the ways to say which passage: --quote, --span, --turn."""
    for add in (
        click.option("--turn", type=WHOLE_NUMBER, help="A turn, or the turn of the quotation."),
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
            type=ROUND,
            metavar="ROUND",
            help="Just the documents and coders of a round, as of its close.",
        ),
        click.option(
            "--code",
            "codes",
            type=CODE,
            multiple=True,
            metavar="CODE",
            help="Just this code; repeat for several.",
        ),
        click.option(
            "--document",
            "documents",
            type=DOCUMENT,
            multiple=True,
            metavar="DOCUMENT",
            help="Just this document; repeat for several.",
        ),
        click.option(
            "--coder",
            "coders",
            type=AUTHOR,
            multiple=True,
            metavar="AUTHOR",
            help="Just these coders, two or more; repeat for each.",
        ),
    ):
        function = add(function)
    return function
