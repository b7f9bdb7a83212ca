"""The command that imports files."""

from collections.abc import Mapping
from pathlib import Path

import click
from attrs import frozen

from qualog.errors import BadInput, QualogError
from qualog.importing.choice import about_broken
from qualog.importing.discovery import FoundFile, find_files
from qualog.importing.result import ImportResult
from qualog.language import message, number
from qualog.operations.checks import require_day
from qualog.options import split_assignments
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog_cli.material.imports.outcome import Outcome, progress
from qualog_cli.material.imports.report import report
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import deciding
from qualog_cli.shared.plugin_help import PluginCommand
from qualog_cli.shared.types import AUTHOR, DOCUMENT, IMPORTER, PARTICIPANT
from qualog_cli.shared.usage import OneOf


@frozen
class Asked:
    """What was asked of all files of one import.

    Attributes:
        importer: the name of the importer; None for the surest of each file.
        assignments: the importer's options, as they are typed.
        participant: whose words the files are.
        name: what the one document is called.
        onto: the document that the one file is a copy of.
        revises: the document that the one file corrects.
        coder: who coded.
        coder_from: whether the folder or the file is named after who coded.
        interviewers: who conducted the interviews.
        held: on which day.
        transcribers: who transcribed them.
        transcribed: on which day.
        why: the reason.
    """

    importer: str | None
    assignments: tuple[str, ...]
    participant: str | None
    name: str | None
    onto: str | None
    revises: str | None
    coder: str | None
    coder_from: str | None
    interviewers: tuple[str, ...]
    held: str | None
    transcribers: tuple[str, ...]
    transcribed: str | None
    why: str | None


@command(
    "import",
    cls=PluginCommand,
    plugins=lambda: installed_plugins().importers(),
    chosen=lambda name: installed_plugins().importers().named(name),
    by="importer",
    title="Importers",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--with",
    "importer",
    type=IMPORTER,
    help="The importer. Default: the one that is surest of the file. To see its options: --with "
    "NAME --help",
)
@click.option(
    "-o", "assignments", multiple=True, metavar="KEY=VALUE", help="An option of the importer."
)
@click.option("--participant", type=PARTICIPANT, help="Whose words these are.")
@click.option("--name", help="What to call the document, where the file has one.")
@click.option(
    "--revises", type=DOCUMENT, help="The document that the file corrects: codings move along."
)
@click.option("--onto", type=DOCUMENT, help="The document that the file is another copy of.")
@click.option("--coder", metavar="NAME", help="Who coded, where the file does not say.")
@click.option(
    "--coder-from",
    type=OneOf(["folder", "file"]),
    help="The folder, or the file, is named after who coded.",
)
@click.option(
    "--interviewer", "interviewers", type=AUTHOR, multiple=True, help="Who conducted the interview."
)
@click.option("--held", metavar="DATE", help="The day of the interview.")
@click.option(
    "--transcriber", "transcribers", type=AUTHOR, multiple=True, help="Who transcribed it."
)
@click.option("--transcribed", metavar="DATE", help="The day the transcript was done.")
@deciding
@click.pass_context
def import_command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    project: Project,
    why: str | None,
    **asked: object,
) -> None:
    """Import transcripts, coded documents and codebooks.

    A folder stands for all files in it that an importer knows. Each file is imported in full or not
    at all; if one fails, that is reported, and the rest are still imported. A document that is
    already there with the same text gets the file's codings and memos, each once; after Ctrl-C, the
    same command continues where it stopped.

    Examples:
        qualog import interview-6.txt --participant "Interviewee 1"
        qualog import coded.docx --coder "Ingrid Falk"
        qualog import transcripts/ --with plain-text -o speakers=no

    See also: documents, plugins
    """
    _import(ctx, files, project, Asked(why=why, **asked))  # type: ignore[arg-type]


def _import(ctx: click.Context, files: tuple[Path, ...], project: Project, asked: Asked) -> None:
    _refuse_contradictions(asked)
    options = split_assignments(asked.assignments)
    found = find_files(files, importer=asked.importer)
    _refuse_several(asked, len(found.files))
    for author in (*asked.interviewers, *asked.transcribers):
        project.find.author(author)  # one that does not exist is found before anything is imported
    require_day(asked.held), require_day(asked.transcribed)
    outcome = Outcome(found.files, found.unknown)
    outcome.warn(about_broken(found.broken), found.unknown)
    with outcome.summed_up(), progress(found.files) as (found_files, say_beside):
        for file in found_files:
            try:
                result = _import_file(project, file, asked, options)
            except QualogError as error:
                outcome.failed.append(file.path)
                say_beside(_failure(file.path, error), err=True)
                continue
            outcome.add(result)
            outcome.warn(result.warnings, [file.path])
            for line in report(project.state, file.path, result, asked.onto):
                say_beside(line)
    if outcome.failed:
        ctx.exit(2)


def _refuse_contradictions(asked: Asked) -> None:
    if asked.coder and asked.coder_from:
        raise BadInput("Give --coder or --coder-from, not both.")


def _refuse_several(asked: Asked, count: int) -> None:
    if asked.name is not None and count > 1:
        raise BadInput("--name is for one file; there are {count}.", count=number(count))
    if asked.revises is not None and count != 1:
        raise BadInput("--revises is for one file; there are {count}.", count=number(count))


def _failure(path: Path, error: QualogError) -> object:
    if str(path) in str(error):
        return message("Error: {problem}", problem=error)
    return message("Error: {path}: {problem}", path=path, problem=error)


def _import_file(
    project: Project, file: FoundFile, asked: Asked, options: Mapping[str, str]
) -> ImportResult:
    result = project.imports.import_file(
        file.path,
        importer=file.choice or file.importer,
        options=options,
        participant=asked.participant,
        name=asked.name,
        onto=asked.onto,
        revises=asked.revises,
        coder=asked.coder or _coder_of(file.path, asked.coder_from),
        why=asked.why,
    )
    for document in (*result.documents, *result.joined, *result.revised):
        if asked.interviewers or asked.held:
            project.documents.held(document, asked.interviewers, day=asked.held)
        if asked.transcribers or asked.transcribed:
            project.documents.transcribed(document, asked.transcribers, day=asked.transcribed)
    return result


def _coder_of(path: Path, coder_from: str | None) -> str | None:
    if coder_from is None:
        return None
    return path.resolve().parent.name if coder_from == "folder" else path.stem
