"""The question that a copy is met with: whether it is whose it says, as its letters show."""

import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

import click

from qualog.language import message
from qualog.log.replication.introduction import Introduction, NotMet
from qualog_cli.shared.output import say, say_error, visible

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", covariant=True)


class TakesIn(Protocol[T]):
    """What brings in another copy's decisions, given the answers about copies."""

    def __call__(
        self,
        *,
        accept: Iterable[str | Introduction],
        refuse: Iterable[str | Introduction],
        accept_clock: tuple[str, ...],
    ) -> T:
        """Return what came in."""


def meeting_options(function: F) -> F:
    """Make a command that brings in decisions: it is given `accept` and `accept_clock`."""
    accept = click.option(
        "--accept",
        multiple=True,
        metavar="LETTERS",
        help="Accept the copy with these four groups of letters, without being asked.",
    )
    clock = click.option(
        "--accept-clock",
        multiple=True,
        metavar="COPY",
        help="Follow the clock of this copy, though it is more than a day ahead.",
    )
    return accept(clock(function))


def taken_in(take: TakesIn[T], accept: tuple[str, ...], accept_clock: tuple[str, ...]) -> T:
    """Return what came in, after people were asked about copies that come for the first time.

    Raises:
        click.exceptions.Exit: somebody is to be asked, and there is no terminal; nothing came in.
    """
    yes: list[str | Introduction] = list(accept)
    no: list[str | Introduction] = []
    while True:
        try:
            return take(accept=yes, refuse=no, accept_clock=accept_clock)
        except NotMet as asked:
            if not sys.stdin.isatty():
                say_error(asked)
                raise click.exceptions.Exit(1) from None
            for copy in asked.introductions:
                (yes if _is_accepted(copy) else no).append(copy)


def _is_accepted(copy: Introduction) -> bool:
    say(copy.sentence, err=True)
    if copy.disputed:
        question = message("Merge what it brings all the same?")
    elif copy.in_own_name:
        question = message("Is it yours?")
    else:
        ask = message(
            "Ask {name} for these letters: qualog copies shows them on that machine.",
            name=copy.name,
        )
        say(ask, err=True)
        question = message("Are they the same, and is the copy {name}'s?", name=copy.name)
    return click.confirm(visible(question), err=True)
