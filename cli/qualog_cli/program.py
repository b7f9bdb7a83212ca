"""The program `qualog`: finds the command that is named, and imports no other."""

import importlib
import os
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import click

from qualog.errors import QualogError
from qualog.language import Sayable, message
from qualog_cli.contents import COMMANDS, SECTIONS
from qualog_cli.shared.commands import Group, first_sentence

if TYPE_CHECKING:
    from qualog.plugins.registry import Registration

PROGRAM: Final = "qualog"
COMPLETION: Final = "_QUALOG_COMPLETE"
"""The variable of the environment by which a shell asks for completions."""

_GROUPS_WITH_COMMANDS: Final = (b"[qualog_commands]", b"[qualog]")
"""The groups of entry points that name modules with commands, or with hooks of any kind."""


class Program(Group):
    """The whole command line: its own commands, and those that plugins add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of work; those of plugins come last."""
        return [*COMMANDS, *self.of_plugins]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the command of a name; None if there is none.

        Raises:
            Ambiguous: several plugins have it.
        """
        if name in COMMANDS:
            module = importlib.import_module(f"qualog_cli.{COMMANDS[name].module}")
            command: click.Command = getattr(module, f"{name}_command")
            return command
        found = self.of_plugins.get(name)
        if found is None:
            self._refuse_several(name)
        return found.plugin if found is not None else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that is named; whoever reads its output may stop doing so at any time.

        Raises:
            PluginError: it is a plugin's, and fails.
        """
        try:
            return self._invoke(ctx)
        except BrokenPipeError:
            # click would end with 1, which is the answer of a check that fails (verify). What was
            # not written yet must go somewhere: Python writes it when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (
            QualogError,
            BrokenPipeError,
            click.ClickException,
            click.Abort,
            click.exceptions.Exit,
            KeyboardInterrupt,
            SystemExit,
        ):
            raise
        except BaseException as error:
            if ctx.invoked_subcommand in (None, *COMMANDS):
                raise
            from qualog.errors import PluginError
            from qualog.plugins.failures import cause_of

            name = str(ctx.invoked_subcommand)
            raise PluginError(
                "The plugin {plugin} failed in “{name}”: {cause}. What it decided before stays "
                "(to see it: qualog log). Please report this to the authors of the plugin.",
                plugin=self.of_plugins[name].origin,
                name=f"{PROGRAM} {name}",
                cause=cause_of(error),
            ) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands section by section, without importing any."""
        longest = max(map(len, COMMANDS))
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                rows = [(name.ljust(longest), entry.summary) for name, entry in commands.items()]
                formatter.write_dl(rows)
        if self.of_plugins:
            with formatter.section("Commands of plugins"):
                rows = [
                    (name.ljust(longest), command.ask(first_sentence) or "")
                    for name, command in self.of_plugins.items()
                ]
                formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write which commands of plugins are called by their whole names."""
        super().format_epilog(ctx, formatter)
        for command in self.of_plugins.values():
            if command.called != command.name:
                formatter.write_paragraph()
                formatter.write_text(str(called_by_its_whole_name(command)))

    @cached_property
    def of_plugins(self) -> "dict[str, Registration[click.Command]]":
        """The commands that plugins add, by what each is called."""
        return {command.called: command for command in commands_of_plugins()}

    def _refuse_several(self, name: str) -> None:
        called = [found.called for found in self.of_plugins.values() if found.name == name]
        if called:
            from qualog.errors import Ambiguous
            from qualog.language import alternatives

            raise Ambiguous(
                "Several plugins have a command “{name}”. Name one of them as {names}.",
                name=name,
                names=alternatives(called),
            )


def commands_of_plugins() -> "list[Registration[click.Command]]":
    """Return the commands that plugins add; Qualog's own keep their names."""
    if not plugins_have_commands():
        return []
    from qualog.plugins.registry import installed_plugins

    return installed_plugins().commands(Group, COMMANDS)


def called_by_its_whole_name(command: "Registration[click.Command]") -> Sayable:
    """Return why a command of a plugin has a longer name than its plugin gave it."""
    if command.name in COMMANDS:
        return message(
            "{called} is called so because Qualog has a command “{name}” of its own.",
            called=command.called,
            name=command.name,
        )
    return message(
        "{called} is called so because several plugins have a command “{name}”.",
        called=command.called,
        name=command.name,
    )


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
