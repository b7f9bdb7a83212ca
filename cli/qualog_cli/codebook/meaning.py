"""The options that say what a code means."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def meaning_options(function: F) -> F:
    """Add --definition, --include, --exclude and --example."""
    for add in (
        click.option(
            "--example",
            "examples",
            multiple=True,
            metavar="TEXT",
            help="A typical example; repeat for several.",
        ),
        click.option("--exclude", metavar="TEXT", help="When not to apply it."),
        click.option("--include", metavar="TEXT", help="When to apply it."),
        click.option("--definition", "-d", metavar="TEXT", help="What it means."),
    ):
        function = add(function)
    return function
