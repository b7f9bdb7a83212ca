"""What commands compare coders on: from options to a selection, and to a comparison."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from qualog.errors import BadInput
from qualog.reliability.explanations import why_nothing
from qualog.reliability.selection import Comparison, Selection, compare
from qualog.text.units import Unit
from qualog.views.study import Study
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


def compared(study: Study, selection: Selection) -> Comparison:
    """Return what is compared; without documents where nobody has coded yet and nothing is named.

    Raises:
        BadInput: nothing of what is named can be compared; the message says why.
    """
    comparison = compare(study, selection)
    found = comparison.selection
    is_empty = not comparison.coded.documents and found.coders is None and found.documents is None
    why = why_nothing(comparison)
    if why is not None and not is_empty:
        raise BadInput(why)
    return comparison
