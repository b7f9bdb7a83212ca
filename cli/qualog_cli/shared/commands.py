"""Commands and groups of commands: help with examples, and a hint where something is mistyped."""

import inspect
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click
from click.core import augment_usage_errors

from qualog_cli.shared.usage import UnexpectedArguments

F = TypeVar("F", bound=Callable[..., Any])

_EXAMPLES = "Examples:"
_SEE_ALSO = "See also: "


class HelpFormatter(click.HelpFormatter):
    """Lays out help; headings are bold on a terminal."""

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(click.style(heading, bold=True))


class Context(click.Context):
    """What a command is called with."""

    formatter_class = HelpFormatter


class _Helpful(click.Command):
    """A command whose docstring may end with examples and with what to see also.

    Attributes:
        examples: commands as they are typed, each a line after "Examples:" in the docstring.
        see_also: the names of other commands, from the line "See also:".
    """

    context_class = Context

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        text = inspect.cleandoc(self.help or "")
        text, _, see_also = text.partition(_SEE_ALSO)
        text, _, examples = text.partition(_EXAMPLES)
        self.help = text.strip() or None
        self.examples = tuple(line.strip() for line in examples.strip().splitlines())
        self.see_also = tuple(see_also.rstrip().removesuffix(".").split(", ")) if see_also else ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; an error knows of which command it was."""
        with augment_usage_errors(ctx):
            return super().parse_args(ctx, args)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does, then its examples."""
        super().format_help_text(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write which other commands to see."""
        super().format_epilog(ctx, formatter)
        if self.see_also:
            formatter.write_paragraph()
            names = ", ".join(f"qualog {name}" for name in self.see_also)
            formatter.write_text(f"{_SEE_ALSO}{names}")


class Command(_Helpful):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed.

        Raises:
            UnexpectedArguments: there is more than the command takes.
        """
        takes_more, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        ctx.allow_extra_args = takes_more
        if rest and not takes_more and not ctx.resilient_parsing:
            raise UnexpectedArguments(rest, ctx)
        return rest


class Group(_Helpful, click.Group):
    """A group of commands on one kind of thing."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first, since a group is read to choose one of them."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with the whole first sentence of its help."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, first_sentence(command)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named.

        Raises:
            click.NoSuchCommand: there is none; it knows which there are.
        """
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            known: Sequence[str] = self.list_commands(ctx)
            raise click.NoSuchCommand(error.command_name, possibilities=known, ctx=ctx) from None


class ListingGroup(Group):
    """A group that lists what it is about where none of its commands is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was typed; options alone are those of the list."""
        names_none = not args or args[0].startswith("-")
        if names_none and not {*args} & {*ctx.help_option_names}:
            args = ["list", *args]
        return super().parse_args(ctx, args)


def first_sentence(command: click.Command) -> str:
    """Return what a command does, in one sentence; click would cut it."""
    return command.get_short_help_str(limit=sys.maxsize)


def command(
    name: str, cls: type[Command] = Command, **attributes: Any
) -> Callable[[Callable[..., Any]], Command]:
    """Return a decorator that makes a command of a function."""
    return click.command(name, cls=cls, **attributes)


def group(name: str, cls: type[Group] = Group) -> Callable[[Callable[..., Any]], Group]:
    """Return a decorator that makes a group of commands of a function."""
    return click.group(name, cls=cls)
