"""The command that prints what a shell needs to complete Qualog's commands and names."""

import click

from qualog_cli.help.shells import SHELLS, script
from qualog_cli.shared.commands import command
from qualog_cli.shared.output import say_styled
from qualog_cli.shared.usage import OneOf


@command("completion")
@click.argument("shell", type=OneOf(list(SHELLS)))
def completion_command(shell: str) -> None:
    """Let your shell complete commands, codes and names.

    It prints a script for SHELL. The script's first lines say where to put it. Then the tab key
    completes commands and options, the names of codes, documents, coders, participants, themes and
    named points in time, and what plugins offer: importers, formats and measures.

    Examples:
        qualog completion bash
        qualog completion zsh
    """
    say_styled(script(shell))
