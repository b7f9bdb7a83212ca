"""The command that lists the installed plugins."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.language import message
from qualog.plugins.failures import PluginFailure
from qualog.plugins.registry import Plugins, Registration, installed_plugins
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import JSON
from qualog_cli.shared.output import print_json
from qualog_cli.shared.paging import print_lines
from qualog_cli.shared.tables import table

_SUMMARY = 80


@command("plugins")
@click.option("--traceback", is_flag=True, help="Show in full what is wrong with broken ones.")
@JSON
def plugins_command(traceback: bool, as_json: bool) -> None:
    """List the installed plugins, and what is wrong with broken ones.

    To start one of your own: qualog plugin new

    Examples:
        qualog plugins
        qualog plugins --traceback

    See also: plugin, import, export, agree
    """
    plugins = installed_plugins()
    found = list(_found(plugins))
    commands = click.Group()
    plugins.add_commands(commands)
    if as_json:
        offers = [
            {"kind": kind, "name": plugin.name, "plugin": plugin.origin} for kind, plugin in found
        ]
        names = list(commands.commands)
        print_json({"offers": offers, "commands": names, "faults": plugins.failures})
        return
    rows = [
        (
            kind,
            plugin.name,
            f"{plugin.origin.distribution} {plugin.origin.version}",
            getattr(plugin.plugin, "summary", ""),
        )
        for kind, plugin in found
    ]
    lines = [*table(rows, ("kind", "name", "from", "what it does"))]
    lines += map(str, _commands(commands))
    print_lines([*lines, *_failures(plugins.failures, in_full=traceback)])


def _found(plugins: Plugins) -> Iterator[tuple[str, Registration[Any]]]:
    for kind, registrations in (
        ("importer", plugins.importers()),
        ("theory pack", plugins.theories()),
        ("theory mapper", plugins.mappers()),
        ("agreement measure", plugins.measures()),
        ("exporter", plugins.exporters()),
        ("store", plugins.stores()),
    ):
        for registration in registrations:
            yield kind, registration


def _commands(added: click.Group) -> Iterator[object]:
    for name, command_ in added.commands.items():
        yield message(
            "Command of a plugin: qualog {name}  {summary}",
            name=name,
            summary=command_.get_short_help_str(_SUMMARY),
        )


def _failures(failures: list[PluginFailure], *, in_full: bool) -> Iterator[object]:
    for failure in failures:
        yield ""
        yield message("Broken: {plugin}: {cause}", plugin=failure.origin, cause=failure.cause)
        yield failure.traceback if in_full else f"  {message('(--traceback shows where)')}"
