"""Every command there is, in groups too, with its help as it is printed."""

from collections.abc import Iterator

import click

from qualog_cli.main import qualog


def commands(columns: int = 100) -> Iterator[click.Context]:
    """Yield the context of every command, groups before what is in them."""
    yield from _below(
        qualog.context_class(
            qualog, info_name="qualog", terminal_width=columns, max_content_width=columns
        )
    )


def _below(ctx: click.Context) -> Iterator[click.Context]:
    assert isinstance(ctx.command, click.Group)
    for name in ctx.command.list_commands(ctx):
        command = ctx.command.get_command(ctx, name)
        assert command is not None
        inner = command.context_class(command, info_name=name, parent=ctx)
        yield inner
        if isinstance(command, click.Group):
            yield from _below(inner)
