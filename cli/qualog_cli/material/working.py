"""Commands that note how a document was worked on: conducted, transcribed, read, coded in full."""

import click

from qualog.language import message
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.types import AUTHOR, DOCUMENT, SPAN, WHOLE_NUMBER

_DAY = click.option("--day", metavar="DATE", help="On which day, such as 2025-03-01.")


@command("held")
@click.argument("document", type=DOCUMENT)
@click.option(
    "--interviewer",
    "interviewers",
    type=AUTHOR,
    multiple=True,
    required=True,
    help="Who conducted it; repeat for several.",
)
@_DAY
@deciding
def held_command(
    document: str, interviewers: tuple[str, ...], day: str | None, project: Project, why: str | None
) -> None:
    """Note who conducted an interview, and when.

    Examples:
        qualog document held "Interview 1" --interviewer "Ingrid Falk" --day 2025-02-10
    """
    noted = project.documents.held(document, interviewers, day=day, why=why)
    say_decided(message("Noted who conducted {document}", document=document), noted)


@command("transcribed")
@click.argument("document", type=DOCUMENT)
@click.option(
    "--transcriber",
    "transcribers",
    type=AUTHOR,
    multiple=True,
    required=True,
    help="Who transcribed it; repeat for several.",
)
@_DAY
@deciding
def transcribed_command(
    document: str, transcribers: tuple[str, ...], day: str | None, project: Project, why: str | None
) -> None:
    """Note who transcribed a recording, and when it was done.

    Examples:
        qualog document transcribed "Interview 1" --transcriber "Samir Haddad" --day 2025-02-12
    """
    noted = project.documents.transcribed(document, transcribers, day=day, why=why)
    say_decided(message("Noted who transcribed {document}", document=document), noted)


@command("mark-read")
@click.argument("document", type=DOCUMENT)
@deciding
def mark_read_command(document: str, project: Project, why: str | None) -> None:
    """Note that the authors read a document through in full.

    Examples:
        qualog document mark-read "Interview 1"
    """
    noted = project.documents.mark_read(document, why=why)
    say_decided(message("Noted the reading of {document}", document=document), noted)


@command("coded")
@click.argument("document", type=DOCUMENT)
@click.option(
    "--span",
    "spans",
    type=SPAN,
    multiple=True,
    metavar="START:END",
    help="Just these characters, from 0; repeat for several.",
)
@click.option(
    "--turn",
    "turns",
    type=WHOLE_NUMBER,
    multiple=True,
    help="Just this turn; repeat for several.",
)
@deciding
def coded_command(
    document: str,
    spans: tuple[tuple[int, int], ...],
    turns: tuple[int, ...],
    project: Project,
    why: str | None,
) -> None:
    """Note that a document was coded in full: where no code was given, none applies.

    With --span or --turn, just these passages and what was coded count as coded, and nothing is
    known of the rest.

    Examples:
        qualog document coded "Interview 1"
        qualog document coded "Interview 1" --turn 4 --turn 6
    """
    documents = project.documents
    found = documents.find.document(document)
    of_turns = [documents.passage(found, turn=turn) for turn in turns]
    noted = documents.coded(document, passages=[*spans, *of_turns], why=why)
    say_decided(message("Noted that {document} is coded", document=document), noted)
