"""The command that takes material in."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from attrs import define, field

from qualog.errors import BadInput, QualogError
from qualog.importing.discovery import Found, FoundFile, find_files
from qualog.importing.result import ImportResult
from qualog.operations.checks import require_day
from qualog.options import split_assignments
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog.state import State
from qualog.state.questions import CORRECTED
from qualog.text.reanchoring import changes
from qualog_cli.shared.options import PluginHelp, deciding
from qualog_cli.shared.show import counted

_MANY = 4


class _ImportHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().importers())
    offers_title = "Importers"


@click.command("import", cls=_ImportHelp)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--with", "importer", metavar="NAME", help="The importer; else the surest one.")
@click.option("--participant", metavar="P", help="Whose words these are.")
@click.option("--name", help="What to call the document, if it is one.")
@click.option(
    "--onto", metavar="DOCUMENT", help="The document there that the file holds a copy of."
)
@click.option(
    "--revises",
    metavar="DOCUMENT",
    help="The document there that the file corrects: what is marked moves with its words.",
)
@click.option("--coder", metavar="NAME", help="Who coded, where the file does not say.")
@click.option(
    "--coder-from",
    type=click.Choice(["folder", "file"]),
    help="The coder is named as the file's folder, or as the file.",
)
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
    onto: str | None,
    revises: str | None,
    coder: str | None,
    coder_from: str | None,
    interviewers: tuple[str, ...],
    held: str | None,
    transcribers: tuple[str, ...],
    transcribed: str | None,
    assignments: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Take in FILES: transcripts, Word files with comments, codebooks, what others coded.

    A folder stands for all files in it that an importer knows. Each file is taken in whole or
    not at all; one that fails is named, and the others go on. A document that is there already
    with the same text gets the file's codings and memos, each once. So after Ctrl-C, the same
    command goes on where it stopped.
    """
    if coder and coder_from:
        raise BadInput("A --coder is named, or taken from the files (--coder-from): say one.")
    options = split_assignments(assignments)
    found = find_files(files, importer=importer)
    if name is not None and len(found.files) > 1:
        raise BadInput("A --name fits one file.")
    if revises is not None and len(found.files) != 1:
        raise BadInput(f"One file corrects a document; there are {len(found.files)}.")
    for each in (*interviewers, *transcribers):
        project.find.author(each)  # or nothing is taken in
    require_day(held), require_day(transcribed)
    outcome = _Outcome(found)
    with outcome.told_at_the_end(), _bar(found.files) as (paths, tell):
        for file in paths:
            path = file.path
            try:
                result = project.imports.import_file(
                    path,
                    importer=file.importer,
                    options=options,
                    participant=participant,
                    name=name,
                    onto=onto,
                    revises=revises,
                    coder=coder or _coder(path, coder_from),
                    why=why,
                )
                _note_origin(project, result, interviewers, held, transcribers, transcribed)
            except QualogError as error:
                outcome.failed.append(path)
                told = str(error) if str(path) in str(error) else f"{path}: {error}"
                tell(f"Error: {told}", err=True)
                continue
            outcome.take(result)
            tell(f"{path} ({result.importer}): {_told(project, result, onto)}")
            for each in _more(result):
                tell(f"  {each}")
    if outcome.failed:
        ctx.exit(2)


@define
class _Outcome:
    """What became of the files of one import."""

    found: Found
    failed: list[Path] = field(factory=list)
    files: int = 0
    documents: int = 0
    joined: int = 0
    codings: int = 0

    def take(self, result: ImportResult) -> None:
        """Count what one file brought."""
        self.files += 1
        self.documents += len(result.documents)
        self.joined += len(result.joined)
        self.codings += result.codings

    @contextmanager
    def told_at_the_end(self) -> Iterator[None]:
        """Sum up what was taken in and name what was not, also where the user stops it midway.

        Raises:
            BadInput: the user stopped it.
        """
        stopped = False
        try:
            yield
        except KeyboardInterrupt:
            stopped = True
        for path in self.found.unknown[:_MANY]:
            click.echo(f"{path}: passed over, as no importer is sure of it; name it to import it")
        if len(self.found.unknown) > _MANY:
            more = counted(len(self.found.unknown) - _MANY, "file")
            click.echo(f"… and {more} more passed over")
        if len(self.found.files) > 1:
            click.echo(self._summary())
        if self.failed and len(self.found.files) > 1:
            click.echo(f"Not taken in: {', '.join(map(str, self.failed))}", err=True)
        if stopped:
            raise BadInput("Stopped. What was taken in is whole; the same command goes on from it.")

    def _summary(self) -> str:
        told = [
            counted(self.documents, "new document") if self.documents else "",
            f"{self.joined:,} there already" if self.joined else "",
            counted(self.codings, "coding") if self.codings else "",
        ]
        files = f"{counted(self.files, 'file')} of {len(self.found.files):,}"
        return ": ".join(filter(None, [files, ", ".join(filter(None, told))])) + "."


_Tell = Callable[..., None]


@contextmanager
def _bar(files: Sequence[FoundFile]) -> Iterator[tuple[Iterable[FoundFile], _Tell]]:
    """Give the files, with a bar where several go by on a terminal; and how to speak beside it."""
    if len(files) < _MANY or not sys.stderr.isatty():
        yield files, click.echo
        return

    def tell(line: str, *, err: bool = False) -> None:
        click.echo("\r\033[K", nl=False, err=True)
        click.echo(line, err=err)

    with click.progressbar(files, label="Taking in", file=sys.stderr) as bar:
        yield bar, tell


def _more(result: ImportResult) -> Iterator[str]:
    """Give what is to be said of a file beside what came of it."""
    if result.how:
        yield str(result.how) + (": such as" if result.samples else "")
    for each in result.samples:
        yield f"  {each}"
    for each in result.twins:
        yield f"its text is that of “{each}”, word for word: was the file taken in before?"
    for left in result.dropped:
        yield f"left behind: {left}"


def _coder(path: Path, coder_from: str | None) -> str | None:
    if coder_from is None:
        return None
    return path.resolve().parent.name if coder_from == "folder" else path.stem


def _note_origin(
    project: Project,
    result: ImportResult,
    interviewers: tuple[str, ...],
    held: str | None,
    transcribers: tuple[str, ...],
    transcribed: str | None,
) -> None:
    for document in (*result.documents, *result.joined, *result.revised):
        if interviewers or held:
            project.documents.conducted(document, interviewers, day=held)
        if transcribers or transcribed:
            project.documents.transcribed(document, transcribers, day=transcribed)


def _told(project: Project, result: ImportResult, onto: str | None) -> str:
    documents = [project.state.documents[id_] for id_ in result.documents]
    parts = [
        f"“{each.name}”, {each.length:,} characters, {counted(len(each.turns), 'turn')}"
        + (f", read as {each.encoding}" if each.encoding else "")
        for each in documents
    ]
    parts += [_corrected(project.state, id_) for id_ in result.revised]
    for id_ in result.joined:
        name = project.state.documents[id_].name
        parts.append(
            (f"it goes onto “{name}”" if onto else f"“{name}” is there already with the same text")
            + (": its codings were added" if result.codings or result.memos else "")
        )
    if result.codes:
        parts.append(counted(result.codes, "new code"))
    if result.codings:
        parts.append(counted(result.codings, "coding"))
    if result.repeated:
        parts.append(f"{counted(result.repeated, 'coding')} there already")
    if result.memos:
        parts.append(counted(result.memos, "memo"))
    if result.themes:
        parts.append(counted(result.themes, "theme"))
    if result.values:
        parts.append(counted(result.values, "value"))
    if result.participants:
        parts.append(f"new participants: {', '.join(result.participants)}")
    if result.authors:
        parts.append(f"new authors: {', '.join(result.authors)}")
    return "; ".join(parts) or "nothing new"


def _corrected(state: State, document: str) -> str:
    """Say what a correction changed, and what it asks."""
    found = state.documents[document]
    revision = found.revision_called(found.revision)
    assert revision is not None
    told = f"“{found.name}” corrected in {counted(changes(revision.blocks), 'place')}"
    if found.encoding:
        told += f", read as {found.encoding}"
    marked = [each for each in state.every_coding.values() if each.document == document]
    ids = {each.id for each in marked}
    asked = [each for each in state.questions if each.about in ids and each.kind == CORRECTED]
    if asked:
        told += f"; of its {counted(len(marked), 'coding')}, {counted(len(asked), 'passage')} "
        told += f"{'is' if len(asked) == 1 else 'are'} asked about: qualog questions"
    elif marked:
        told += f"; its {counted(len(marked), 'coding')} moved with the text"
    return told
