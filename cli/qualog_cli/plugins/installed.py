"""The command that lists the installed plugins."""

import inspect
from collections.abc import Iterable, Iterator
from typing import Any, Final

import click

from qualog.language import message
from qualog.plugins.failures import PluginFailure
from qualog.plugins.registry import Plugins, Registration, installed_plugins
from qualog_cli.program import called_by_its_whole_name, commands_of_plugins
from qualog_cli.shared.commands import command, first_sentence
from qualog_cli.shared.options import JSON
from qualog_cli.shared.output import print_json
from qualog_cli.shared.paging import print_lines
from qualog_cli.shared.tables import table

_COMMAND: Final = "command"


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
    if as_json:
        offers = [
            {"kind": kind, "name": plugin.name, "called": plugin.called, "plugin": plugin.origin}
            for kind, plugin in found
        ]
        names = [plugin.called for kind, plugin in found if kind == _COMMAND]
        print_json({"offers": offers, "commands": names, "faults": plugins.failures})
        return
    rows = [
        (
            kind,
            plugin.called,
            f"{plugin.origin.distribution} {plugin.origin.version}",
            plugin.ask(_summary) or "",
        )
        for kind, plugin in found
    ]
    lines: list[object] = [*table(rows, ("kind", "name", "from", "what it does"))]
    lines += _longer_names(found)
    print_lines([*lines, *_failures(plugins.failures, in_full=traceback)])


def _found(plugins: Plugins) -> Iterator[tuple[str, Registration[Any]]]:
    for kind, registrations in (
        ("importer", plugins.importers()),
        ("theory pack", plugins.theories()),
        ("theory mapper", plugins.mappers()),
        ("agreement measure", plugins.measures()),
        ("exporter", plugins.exporters()),
        ("store", plugins.stores()),
        ("kind of decision", plugins.decisions()),
        (_COMMAND, commands_of_plugins()),
    ):
        for registration in registrations:
            yield kind, registration


def _summary(plugin: Any) -> str:
    """Return what a plugin does, in a line."""
    if isinstance(plugin, click.Command):
        return first_sentence(plugin)
    if isinstance(plugin, type):
        return (inspect.getdoc(plugin) or "").partition("\n")[0]
    return getattr(plugin, "summary", "")


def _longer_names(found: Iterable[tuple[str, Registration[Any]]]) -> Iterator[object]:
    for kind, plugin in found:
        if plugin.called == plugin.name:
            continue
        yield ""
        if kind == _COMMAND:
            yield called_by_its_whole_name(plugin)
        else:
            yield message(
                "{called} is called so because another plugin of its kind is called “{name}”.",
                called=plugin.called,
                name=plugin.name,
            )


def _failures(failures: list[PluginFailure], *, in_full: bool) -> Iterator[object]:
    for failure in failures:
        yield ""
        yield message("Broken: {plugin}: {cause}", plugin=failure.origin, cause=failure.cause)
        yield failure.traceback if in_full else f"  {message('(--traceback shows where)')}"
