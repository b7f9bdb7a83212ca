"""The command that sends results out."""

from collections.abc import Sequence
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.options import read_options, split_assignments
from qualog.plugins.protocols import WithSeveralFiles
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.views.study import Study
from qualog_cli.shared.options import PluginHelp, narrowing, reading
from qualog_cli.shared.show import print_json


class _ExportHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().exporters())
    offers_title = "Formats"


@click.command("export", cls=_ExportHelp)
@click.argument("format_name", metavar="FORMAT")
@click.argument("out", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A format's option.")
@click.option(
    "--one-file-per-coder",
    "per_coder",
    flag_value="one-file-per-coder=yes",
    help="The same as -o one-file-per-coder=yes, for a format that has it.",
)
@reading
@narrowing
def export_command(
    format_name: str,
    out: Path | None,
    force: bool,
    assignments: tuple[str, ...],
    per_coder: str | None,
    study: Study,
    as_json: bool,
) -> None:
    """Write the study to a file in a FORMAT; beside the project, unless OUT says where.

    With --where, it holds the documents, codings, memos and people that it would list; the
    codebook is whole. Where others speak in a text too, their words read as █; a format that
    keeps texts or decisions whole (qdpx, sqlite) says so.
    """
    offer = installed_plugins().exporters().named(format_name)
    told = split_assignments((*assignments, *filter(None, [per_coder])))
    options = read_options(offer.plugin.options, told, owner=f"the format {offer.name}")
    target = out or Path(f"{study.state.name.replace('/', '-')}{offer.plugin.suffix}")
    files: Sequence[Path] = [target]
    if isinstance(offer.plugin, WithSeveralFiles):
        with plugin_errors(offer):
            files = offer.plugin.files(study, target, options)
    for file in files:
        if file.exists() and not force:
            raise BadInput(
                f"{file} is there already. Name another file, or replace it with --force."
            )
    if not target.parent.is_dir():
        raise BadInput(f"There is no folder {target.parent}.")
    study.log.sign()  # what leaves the machine is signed
    with plugin_errors(offer):
        left_out = [*map(str, study.hidden), *map(str, offer.plugin.write(study, target, options))]
    if lost := len(study.state.lost_codings):
        left_out.append(f"codings whose words a correction of the text took away: {lost}")
    if study.where:
        left_out.insert(0, f"what is not where {study.where}")
    if as_json:
        named = {"file": str(files[0])} if len(files) == 1 else {"files": list(map(str, files))}
        print_json({**named, "format": offer.name, "left_out": list(left_out)})
        return
    for file in files:
        click.echo(f"Wrote {file}")
    for each in left_out:
        click.echo(f"  left out: {each}")
