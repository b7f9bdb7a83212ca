"""The command that shows the help of others."""

from typing import TYPE_CHECKING

import click

from qualog_cli.shared.commands import command
from qualog_cli.shared.output import say_styled

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class _CommandName(click.ParamType[str]):
    """The name of a command, or of one in the group that was named before."""

    name = "command"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[str]]":
        """Return the commands that begin so, in the group that is named."""
        named = _named(ctx.find_root(), ctx.params.get(param.name or "") or ())
        return named.command.shell_complete(named, incomplete)


@command("help")
@click.argument("names", nargs=-1, type=_CommandName(), metavar="[COMMAND]...")
@click.pass_context
def help_command(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Show how a command is used.

    Examples:
        qualog help
        qualog help apply
        qualog help code add
    """
    say_styled(_named(ctx.find_root(), names).get_help())


def _named(ctx: click.Context, names: tuple[str, ...]) -> click.Context:
    """Return the context of the command that is named, word by word.

    Raises:
        click.NoSuchCommand: there is no such command.
    """
    for name in names:
        if not isinstance(ctx.command, click.Group):
            raise click.NoSuchCommand(name, ctx=ctx)
        _, found, _ = ctx.command.resolve_command(ctx, [name])
        assert found is not None
        ctx = found.context_class(found, info_name=name, parent=ctx)
    return ctx
