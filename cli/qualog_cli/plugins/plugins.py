"""The command that lists plugins."""

import click

from qualog.plugins.registry import Registration, installed_plugins
from qualog_cli.shared.show import print_json, table


@click.command("plugins")
@click.option("--traceback", is_flag=True, help="What is wrong with broken ones, whole.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plugins_command(traceback: bool, as_json: bool) -> None:
    """List what plugins offer, and what is wrong with those that are broken."""
    plugins = installed_plugins()
    kinds: dict[str, list[Registration[object]]] = {
        "importer": plugins.importers(),  # type: ignore[dict-item]
        "theory pack": plugins.theories(),  # type: ignore[dict-item]
        "theory mapper": plugins.mappers(),  # type: ignore[dict-item]
        "agreement measure": plugins.measures(),  # type: ignore[dict-item]
        "exporter": plugins.exporters(),  # type: ignore[dict-item]
        "store": plugins.stores(),  # type: ignore[dict-item]
    }
    more = click.Group()
    plugins.add_commands(more)
    if as_json:
        offered = [
            {"kind": kind, "name": each.name, "plugin": each.origin}
            for kind, offers in kinds.items()
            for each in offers
        ]
        commands = list(more.commands)
        print_json({"offers": offered, "commands": commands, "faults": plugins.failures})
        return
    rows = [
        (
            kind,
            each.name,
            f"{each.origin.distribution} {each.origin.version}",
            getattr(each.plugin, "summary", ""),
        )
        for kind, offers in kinds.items()
        for each in offers
    ]
    for line in table(rows, ("kind", "name", "from", "what it does")):
        click.echo(line)
    for name, command in more.commands.items():
        click.echo(f"Command of a plugin: qualog {name}  {command.get_short_help_str(80)}")
    for fault in plugins.failures:
        click.echo(f"\nBroken: {fault.origin}: {fault.cause}")
        click.echo(fault.traceback if traceback else "  (--traceback shows where)")
