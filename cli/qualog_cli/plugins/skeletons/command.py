"""The group of commands for plugin authors."""

import shlex
from pathlib import Path

import click

from qualog.errors import NotAllowed
from qualog.language import message
from qualog_cli.contents import COMMANDS
from qualog_cli.plugins.skeletons.skeleton import KINDS, Skeleton
from qualog_cli.shared.commands import group
from qualog_cli.shared.output import say
from qualog_cli.shared.usage import OneOf


@group("plugin")
def plugin_command() -> None:
    """Start a plugin of your own from a working skeleton.

    To list the plugins that are installed: qualog plugins

    Examples:
        qualog plugin new importer bar-lines
    """


@plugin_command.command("new")
@click.argument("kind", type=OneOf(KINDS))
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The folder in which the plugin's own folder is made. Default: this one.",
)
def new_command(kind: str, name: str, into: Path) -> None:
    """Write a whole distribution for a plugin, with its tests.

    KIND is importer, mapper, measure, exporter, theory-pack, store, command or decision; NAME is
    what the plugin is called, such as bar-lines. It works and passes its tests at once; change it
    into what you need.

    Examples:
        qualog plugin new importer bar-lines
        qualog plugin new exporter code-network
        qualog plugin new command word-count
    """
    skeleton = Skeleton.of(kind, name)
    if skeleton.is_taken or ("qualog_commands" in skeleton.hooks and name in COMMANDS):
        raise NotAllowed("There is already a plugin of this kind called “{name}”.", name=name)
    folder = skeleton.write(into)
    say(message("Wrote {folder}:", folder=folder))
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        say(f"  {path.relative_to(folder)}")
    say(message("Next:"))
    for line in (shlex.join(["cd", str(folder)]), "pip install -e '.[test]'", "pytest"):
        say(f"  {line}")
