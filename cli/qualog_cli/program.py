"""The program `qualog`: finds the command that is named, and imports no other."""

import importlib
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

import click

from qualog_cli.contents import COMMANDS, SECTIONS
from qualog_cli.shared.commands import Group, first_sentence

PROGRAM: Final = "qualog"
COMPLETION: Final = "_QUALOG_COMPLETE"
"""The variable of the environment by which a shell asks for completions."""

_GROUPS_WITH_COMMANDS: Final = (b"[qualog_commands]", b"[qualog]")
"""The groups of entry points that name modules with commands, or with hooks of any kind."""


class Program(Group):
    """The whole command line: its own commands, and those that plugins add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of work; those of plugins come last."""
        self._add_commands_of_plugins()
        return [*COMMANDS, *self.commands]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command of a name; None if there is none."""
        if name in COMMANDS:
            module = importlib.import_module(f"qualog_cli.{COMMANDS[name].module}")
            command: click.Command = getattr(module, f"{name}_command")
            return command
        self._add_commands_of_plugins()
        return self.commands.get(name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named; whoever reads its output may stop doing so at any time."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # click would end with 1, which is the answer of a check that fails (verify). What was
            # not written yet must go somewhere: Python writes it when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands section by section, without importing any."""
        longest = max(map(len, COMMANDS))
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                rows = [(name.ljust(longest), entry.summary) for name, entry in commands.items()]
                formatter.write_dl(rows)
        self._add_commands_of_plugins()
        if self.commands:
            with formatter.section("Commands of plugins"):
                rows = [
                    (name.ljust(longest), first_sentence(command))
                    for name, command in self.commands.items()
                ]
                formatter.write_dl(rows)

    def _add_commands_of_plugins(self) -> None:
        if self.commands or not plugins_have_commands():
            return
        from qualog.plugins.registry import installed_plugins

        installed_plugins().add_commands(self)


def plugins_have_commands() -> bool:
    """Return whether a plugin may have commands: whether any distribution says so.

    The files are looked at as they are, since `importlib.metadata` alone takes as long to import
    as all else that `qualog --help` needs.
    """
    return any(
        group in text for text in _entry_points_of_others() for group in _GROUPS_WITH_COMMANDS
    )


def _entry_points_of_others() -> Iterator[bytes]:
    for folder in sys.path:
        try:
            entries = list(os.scandir(folder or "."))
        except OSError:  # a path that does not exist, or an archive
            continue
        for entry in entries:
            name, _, kind = entry.name.rpartition(".")
            if kind in ("dist-info", "egg-info") and name.partition("-")[0] != PROGRAM:
                try:
                    # Without pathlib, which takes as long to import as the rest of this program.
                    with open(f"{entry.path}/entry_points.txt", "rb") as file:  # noqa: PTH123
                        yield file.read()
                except OSError:  # most distributions have none
                    continue
