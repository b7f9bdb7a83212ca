"""The command that writes results to files."""

from pathlib import Path

import click

from qualog.exporting.export import export
from qualog.language import message
from qualog.options import split_assignments
from qualog.plugins.registry import installed_plugins
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.plugin_help import PluginCommand
from qualog_cli.shared.types import FORMAT


@command(
    "export",
    cls=PluginCommand,
    plugins=lambda: installed_plugins().exporters(),
    chosen=lambda name: installed_plugins().exporters().named(name),
    by="format_name",
    title="Formats",
)
@click.argument("format_name", metavar="FORMAT", type=FORMAT)
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option(
    "-o",
    "assignments",
    multiple=True,
    metavar="KEY=VALUE",
    help="An option of the format. To see them: qualog export FORMAT --help",
)
@click.option(
    "--one-file-per-coder",
    "per_coder",
    flag_value="one-file-per-coder=yes",
    help="Short for -o one-file-per-coder=yes, where a format has it.",
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
    """Write a report, the codings, or the whole study to a file.

    The file is OUT, or is named after the study and the format if you name none. If OUT has no
    ending, it gets that of the format. With --where, it holds the documents, codings, memos and
    people that meet the condition; the codebook is whole. Where others speak in a text too, their
    words read as █; a format that keeps texts or decisions whole (qdpx, sqlite) says so.

    Examples:
        qualog export report
        qualog export codings-csv codings.csv --at "after open coding"
        qualog export qdpx for-nvivo.qdpx

    See also: plugins
    """
    given = split_assignments((*assignments, *filter(None, [per_coder])))
    written = export(study, format_name, out, options=given, overwrite=force)
    if as_json:
        files = [str(file) for file in written.files]
        named = {"file": files[0]} if len(files) == 1 else {"files": files}
        print_json({**named, "format": written.format, "left_out": list(written.left_out)})
        return
    for file in written.files:
        say(message("Wrote {file}", file=file))
    for what in written.left_out:
        say(f"  {what}")
