"""The command that writes results to files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from qualog.errors import BadInput
from qualog.language import Sayable, message, plural
from qualog.options import read_options, split_assignments
from qualog.plugins.answers import paths, sentences
from qualog.plugins.protocols import WithSeveralFiles
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.plugins.targets import default_name, with_ending
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
    exporter = installed_plugins().exporters().named(format_name)
    given = split_assignments((*assignments, *filter(None, [per_coder])))
    options = read_options(exporter.plugin.options, given, owner=f"the format {exporter.called}")
    target = (
        Path(default_name(exporter.plugin, study.state.name))
        if out is None
        else with_ending(exporter.plugin, out)
    )
    files: Sequence[Path] = [target]
    if isinstance(exporter.plugin, WithSeveralFiles):
        with plugin_errors(exporter):
            files = paths(exporter.plugin.files(study, target, options))
    _require_place(target, files, force=force)
    study.log.sign()  # what leaves the machine is signed
    with plugin_errors(exporter):
        by_exporter = sentences(exporter.plugin.write(study, target, options))
    left_out = [*_left_out(study), *by_exporter]
    if as_json:
        named = {"file": str(files[0])} if len(files) == 1 else {"files": list(map(str, files))}
        print_json({**named, "format": exporter.called, "left_out": left_out})
        return
    for file in files:
        say(message("Wrote {file}", file=file))
    for what in left_out:
        say(f"  {what}")


def _require_place(target: Path, files: Sequence[Path], *, force: bool) -> None:
    for file in files:
        if file.exists() and not force:
            raise BadInput(
                "{file} already exists. Choose another name, or replace it with --force.", file=file
            )
    if not target.parent.is_dir():
        raise BadInput("There is no folder {folder}.", folder=target.parent)


def _left_out(study: Study) -> Iterator[Sayable]:
    """Yield what no format holds of the study, as it is seen."""
    if study.where:
        yield message("The file leaves out what is not where {condition}.", condition=study.where)
    yield from study.hidden
    if lost := len(study.state.lost_codings):
        yield plural(
            "The file leaves out one coding whose words a correction of the text removed.",
            "The file leaves out {n} codings whose words a correction of the text removed.",
            lost,
        )
