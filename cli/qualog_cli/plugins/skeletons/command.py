"""The commands for who writes a plugin."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from qualog.errors import NotAllowed
from qualog.plugins.registry import Registration, installed_plugins
from qualog_cli.plugins.skeletons.skeleton import KINDS, Skeleton


@click.group("plugin")
def plugin_command() -> None:
    """Begin a plugin of one's own. 'qualog plugins' lists those that are installed."""


@plugin_command.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="The folder in which the plugin's own is made; here, if it is not named.",
)
def new_command(kind: str, name: str, into: Path) -> None:
    """Write a whole distribution for a plugin of a KIND, called NAME (such as bar-lines).

    It works and passes its tests at once; change it into what you need.
    """
    skeleton = Skeleton.of(kind, name)
    plugins = installed_plugins()
    offers: dict[str, Callable[[], Sequence[Registration[Any]]]] = {
        "importer": plugins.importers,
        "mapper": plugins.mappers,
        "measure": plugins.measures,
        "exporter": plugins.exporters,
    }
    if any(each.name == name for each in offers[kind]()):
        raise NotAllowed(f"There is a plugin of this kind called '{name}' already. Name another.")
    folder = skeleton.write(into)
    click.echo(f"Wrote {folder}:")
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        click.echo(f"  {path.relative_to(folder)}")
    click.echo("Go on:")
    click.echo(f"  cd {folder}")
    click.echo("  pip install -e '.[test]'")
    click.echo("  pytest")
