"""Commands that say whose words a document holds."""

import click

from qualog.language import message
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.types import AUTHOR, DOCUMENT, PARTICIPANT, SPAN


@command("speaker")
@click.argument("document", type=DOCUMENT)
@click.argument("speaker")
@click.option("--participant", type=PARTICIPANT, help="The participant who speaks there.")
@click.option("--is-author", "author", type=AUTHOR, help="The author who speaks there.")
@deciding
def speaker_command(
    document: str,
    speaker: str,
    participant: str | None,
    author: str | None,
    project: Project,
    why: str | None,
) -> None:
    """Identify a speaker of a transcript as a participant or an author.

    SPEAKER is the label in the transcript, such as R or Interviewer.

    Examples:
        qualog document speaker "Interview 1" Respondent --participant "Interviewee 1"
        qualog document speaker "Interview 1" Interviewer --is-author "Ingrid Falk"
    """
    identified = project.documents.speaker(
        document, speaker, participant=participant, author=author, why=why
    )
    said = message(
        "{speaker} in {document} is {person}",
        speaker=speaker,
        document=document,
        person=participant or author,
    )
    say_decided(said, identified)


@command("attribute")
@click.argument("document", type=DOCUMENT)
@click.argument("participant", type=PARTICIPANT)
@click.option("--quote", metavar="TEXT", help="Just these words.")
@click.option("--span", type=SPAN, metavar="START:END", help="Just these characters, from 0.")
@deciding
def attribute_command(
    document: str,
    participant: str,
    quote: str | None,
    span: tuple[int, int] | None,
    project: Project,
    why: str | None,
) -> None:
    """Attribute a passage, or all of a document, to a participant.

    Examples:
        qualog document attribute "Interview 1" "Interviewee 1"
        qualog document attribute "Interview 1" "Interviewee 1" --span 120:164
    """
    attributed = project.documents.attribute(document, participant, quote=quote, span=span, why=why)
    said = message("These are now the words of {participant}", participant=participant)
    say_decided(said, attributed)
