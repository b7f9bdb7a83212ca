"""What commands compare coders on: from options to a selection."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from qualog.reliability.selection import Selection
from qualog.text.units import Unit
from qualog_cli.shared.options import compared_options
from qualog_cli.shared.usage import OneOf

F = TypeVar("F", bound=Callable[..., Any])

UNIT = click.option(
    "--unit",
    type=OneOf(get_args(Unit)),
    default="character",
    show_default=True,
    help="What coders are compared on.",
)


def selecting(function: F) -> F:
    """Make a command that compares coders: it is given what to compare as a `selection`."""

    @compared_options
    @functools.wraps(function)
    def command(
        *args: Any,
        coders: tuple[str, ...],
        documents: tuple[str, ...],
        codes: tuple[str, ...],
        round_: str | None,
        where: str | None,
        **kwargs: Any,
    ) -> Any:
        selection = Selection(
            coders=coders or None,
            documents=documents or None,
            codes=codes or None,
            round=round_,
            where=where,
        )
        return function(*args, selection=selection, **kwargs)

    return command  # type: ignore[return-value]
