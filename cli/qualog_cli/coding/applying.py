"""Commands that code passages, and change codings."""

import click

from qualog.language import message
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import quoted, short_id
from qualog_cli.shared.options import deciding, passage_options
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.types import CODE, DOCUMENT, SPAN


@command("apply")
@click.argument("code", type=CODE)
@click.argument("document", type=DOCUMENT)
@passage_options
@deciding
def apply_command(
    code: str,
    document: str,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    project: Project,
    why: str | None,
) -> None:
    """Code a passage.

    The passage of DOCUMENT is coded as CODE. It is named by its words (--quote), by its characters
    (--span) or by its turn (--turn).

    Examples:
        qualog apply Listening "Interview 1" --quote "I only want to hear who this person is"
        qualog apply Listening "Interview 1" --turn 4 --why "silence that waits for an answer"
        qualog apply Listening "Interview 1" --span 120:164

    See also: codes, codings, recode, resize, remove
    """
    coding = project.codings.apply(code, document, quote=quote, span=span, turn=turn, why=why)
    said = message(
        "Coded {passage} as “{code}” [{coding}]",
        passage=quoted(project.state.quote(coding)),
        code=project.state.codebook.name(coding.code),
        coding=short_id(coding.id),
    )
    say_decided(said, coding.made.decision)


@command("remove")
@click.argument("coding")
@deciding
def remove_command(coding: str, project: Project, why: str | None) -> None:
    """Remove a coding from its passage.

    CODING is the beginning of its id, as qualog codings lists it.

    Examples:
        qualog remove 3f9a1c22
        qualog remove 3f9a1c22 --why "said of the manager, not of the client"

    See also: codings, recode
    """
    removed = project.codings.remove(coding, why=why)
    say_decided(message("Removed the coding {coding}", coding=coding), removed)


@command("resize")
@click.argument("coding")
@click.option("--quote", metavar="TEXT", help="The words of the new passage.")
@click.option("--span", type=SPAN, metavar="START:END", help="Its characters, from 0.")
@deciding
def resize_command(
    coding: str,
    quote: str | None,
    span: tuple[int, int] | None,
    project: Project,
    why: str | None,
) -> None:
    """Change where a coded passage starts and ends.

    CODING is the beginning of its id, as qualog codings lists it.

    Examples:
        qualog resize 3f9a1c22 --quote "I put the pen down"
        qualog resize 3f9a1c22 --span 120:164

    See also: codings, recode
    """
    resized = project.codings.resize(coding, quote=quote, span=span, why=why)
    passage = quoted(project.state.quote(project.find.coding(coding)))
    say_decided(
        message("The coding {coding} is now of {passage}", coding=coding, passage=passage), resized
    )


@command("recode")
@click.argument("coding")
@click.argument("code", type=CODE)
@deciding
def recode_command(coding: str, code: str, project: Project, why: str | None) -> None:
    """Assign a different code to a coded passage.

    CODING is the beginning of its id, as qualog codings lists it.

    Examples:
        qualog recode 3f9a1c22 "Being open"
        qualog recode 3f9a1c22 "Being open" --why "she tells him the rule"

    See also: codings, resize
    """
    recoded = project.codings.recode(coding, code, why=why)
    said = message("Recoded the coding {coding} as “{code}”", coding=coding, code=code)
    say_decided(said, recoded)
