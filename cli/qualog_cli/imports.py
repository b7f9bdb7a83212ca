"""The command that takes material in."""

from pathlib import Path

import click

from qualog.errors import BadInput, QualogError
from qualog.options import read_options, split_assignments
from qualog.plugins import choose, installed_plugins, read_material
from qualog.project import Project
from qualog.verbs.imports import Intake
from qualog_cli.options import PluginHelp, deciding
from qualog_cli.show import counted


class _ImportHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().importers())
    offers_title = "Importers"


@click.command("import", cls=_ImportHelp)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--with", "importer", metavar="NAME", help="The importer; else the surest one.")
@click.option("--participant", metavar="P", help="Whose words these are.")
@click.option("--name", help="What to call the document, if it is one.")
@click.option("--interviewer", "interviewers", multiple=True, help="Who held the interview.")
@click.option("--held", metavar="DATE", help="The day of the interview.")
@click.option("--transcriber", "transcribers", multiple=True, help="Who transcribed it.")
@click.option("--transcribed", metavar="DATE", help="The day the transcript was done.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="An importer's option.")
@deciding
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    importer: str | None,
    participant: str | None,
    name: str | None,
    interviewers: tuple[str, ...],
    held: str | None,
    transcribers: tuple[str, ...],
    transcribed: str | None,
    assignments: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Take in FILES: transcripts, Word files with comments, codebooks.

    Each file is taken in whole or not at all; one that fails is named, and the others go on.
    """
    if name is not None and len(files) > 1:
        raise BadInput("A --name fits one file.")
    failed = False
    for path in files:
        try:
            offer, intake = _take_in(project, path, importer, participant, name, assignments, why)
            _note_origin(project, intake, interviewers, held, transcribers, transcribed)
        except QualogError as error:
            failed = True
            told = str(error)
            click.echo(f"Error: {told if str(path) in told else f'{path}: {told}'}", err=True)
            continue
        click.echo(f"{path} ({offer}): {_told(project, intake)}")
        for each in intake.dropped:
            click.echo(f"  left behind: {each}")
    if failed:
        ctx.exit(2)


def _take_in(
    project: Project,
    path: Path,
    importer: str | None,
    participant: str | None,
    name: str | None,
    assignments: tuple[str, ...],
    why: str | None,
) -> tuple[str, Intake]:
    plugins = installed_plugins()
    offer = (
        choose(plugins.importers(), importer, "importer")
        if importer
        else plugins.importer_for(path)
    )
    options = read_options(
        offer.thing.options, split_assignments(assignments), owner=f"the importer {offer.name}"
    )
    material = read_material(offer, path, options)
    intake = project.imports.take_in(
        material, importer=offer.name, participant=participant, name=name, why=why
    )
    return offer.name, intake


def _note_origin(
    project: Project,
    intake: Intake,
    interviewers: tuple[str, ...],
    held: str | None,
    transcribers: tuple[str, ...],
    transcribed: str | None,
) -> None:
    for document in intake.documents:
        if interviewers or held:
            project.documents.conducted(document, interviewers, day=held)
        if transcribers or transcribed:
            project.documents.transcribed(document, transcribers, day=transcribed)


def _told(project: Project, intake: Intake) -> str:
    documents = [project.state.documents[id_] for id_ in intake.documents]
    parts = [
        f"“{each.name}”, {each.length:,} characters, {counted(len(each.turns), 'turn')}"
        + (f", read as {each.encoding}" if each.encoding else "")
        for each in documents
    ]
    if intake.codes:
        parts.append(counted(intake.codes, "new code"))
    if intake.codings:
        parts.append(counted(intake.codings, "coding"))
    if intake.memos:
        parts.append(counted(intake.memos, "memo"))
    if intake.authors:
        parts.append(f"new authors: {', '.join(intake.authors)}")
    return "; ".join(parts) or "nothing new"
