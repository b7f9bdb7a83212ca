"""The group of commands that change the codebook."""

import shlex

import click

from qualog.errors import BadInput
from qualog.language import listing, message, plural
from qualog.project.project import Project
from qualog_cli.codebook.codes import codes_command
from qualog_cli.codebook.meaning import meaning_options
from qualog_cli.shared.commands import group
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say, say_decided
from qualog_cli.shared.types import CODE


@group("code")
def code_command() -> None:
    """Add, rename, define, move, merge, split or retire codes.

    To show the codebook: qualog codes. To code a passage: qualog apply

    Examples:
        qualog code add trust -d "Says that they rely on somebody"
        qualog code merge Caseload "The manager" --into Discretion --why "one thing, told twice"
    """


code_command.add_command(codes_command, "list")


@code_command.command("add")
@click.argument("name")
@meaning_options
@click.option("--under", type=CODE, help="The code that it is a subcode of.")
@deciding
def add(
    name: str,
    definition: str | None,
    include: str | None,
    exclude: str | None,
    examples: tuple[str, ...],
    under: str | None,
    project: Project,
    why: str | None,
) -> None:
    """Add a code.

    Examples:
        qualog code add trust -d "Says that they rely on somebody"
        qualog code add "trust in colleagues" --under Listening --include "by name or by role"
    """
    code = project.codes.add(
        name,
        definition=definition or "",
        include=include or "",
        exclude=exclude or "",
        examples=examples,
        parent=under,
        why=why,
    )
    say_decided(message("Added the code “{name}”", name=code.name), code.made.decision)


@code_command.command("rename")
@click.argument("code", type=CODE)
@click.argument("name")
@deciding
def rename(code: str, name: str, project: Project, why: str | None) -> None:
    """Change the name of a code.

    Examples:
        qualog code rename Caseload Workload --why "includes what is not a case"
    """
    renamed = project.codes.rename(code, name, why=why)
    say_decided(message("Renamed “{old}” to “{new}”", old=code, new=name), renamed)


@code_command.command("define")
@click.argument("code", type=CODE)
@meaning_options
@deciding
def define(
    code: str,
    definition: str | None,
    include: str | None,
    exclude: str | None,
    examples: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Change what a code means; what is not given stays.

    Examples:
        qualog code define Listening -d "Makes room for what the client has to say"
        qualog code define Listening --exclude "waiting for a form to load" --why "interview 4"
    """
    defined = project.codes.define(
        code,
        definition=definition,
        include=include,
        exclude=exclude,
        examples=examples or None,
        why=why,
    )
    say_decided(message("Redefined “{code}”", code=code), defined)


@code_command.command("move")
@click.argument("code", type=CODE)
@click.option("--under", type=CODE, help="The code above. Default: the top of the codebook.")
@deciding
def move(code: str, under: str | None, project: Project, why: str | None) -> None:
    """Move a code under another, or to the top of the codebook.

    Examples:
        qualog code move "The room" --under Listening
        qualog code move "The room"
    """
    moved = project.codes.move(code, under, why=why)
    if under:
        say_decided(message("Moved “{code}” under “{parent}”", code=code, parent=under), moved)
    else:
        say_decided(message("Moved “{code}” to the top", code=code), moved)


@code_command.command("merge")
@click.argument("codes", nargs=-1, required=True, type=CODE)
@click.option("--into", required=True, type=CODE, help="The code that they count as from now on.")
@deciding
def merge(codes: tuple[str, ...], into: str, project: Project, why: str | None) -> None:
    """Merge codes into another; their codings go with them.

    Examples:
        qualog code merge "The room" --into Listening
        qualog code merge Caseload "The manager" --into Discretion --why "one thing, told twice"
    """
    merged = project.codes.merge(codes, into, why=why)
    names = listing(f"“{code}”" for code in codes)
    say_decided(message("Merged {names} into “{into}”", names=names, into=into), merged)


@code_command.command("split")
@click.argument("code", type=CODE)
@click.option(
    "--into", multiple=True, required=True, metavar="NAME", help="A new code; repeat for each."
)
@click.option(
    "--recode",
    multiple=True,
    metavar="CODING=NAME",
    help="Which new code a coding gets; repeat for each.",
)
@deciding
def split(
    code: str, into: tuple[str, ...], recode: tuple[str, ...], project: Project, why: str | None
) -> None:
    """Split a code into several new ones.

    Codings that are not named by --recode stay with the old code until they are recoded.

    Examples:
        qualog code split "The money" --into "Money given" --into "Money refused"
        qualog code split "The money" --into given --into refused --recode 3f9a1c22=given

    See also: recode, codings
    """
    new = project.codes.split(code, into, recode=_assignments(recode), why=why)
    names = listing(f"“{part.name}”" for part in new)
    say_decided(
        message("Split “{code}” into {names}", code=code, names=names), new[0].made.decision
    )
    left = project.state.codings_of(project.find.code(code).id)
    if left:
        say(
            plural(
                "One coding is still to be recoded: {command}",
                "{n} codings are still to be recoded: {command}",
                len(left),
                command=shlex.join(["qualog", "codings", "--code", code]),
            )
        )


@code_command.command("retire")
@click.argument("code", type=CODE)
@deciding
def retire(code: str, project: Project, why: str | None) -> None:
    """Retire a code: it is no longer applied, and its codings stay.

    Examples:
        qualog code retire "The manager" --why "too few passages"
    """
    say_decided(message("Retired “{code}”", code=code), project.codes.retire(code, why=why))


@code_command.command("restore")
@click.argument("code", type=CODE)
@deciding
def restore(code: str, project: Project, why: str | None) -> None:
    """Bring a retired code back into use.

    Examples:
        qualog code restore "The worker's feelings"
    """
    restored = project.codes.restore(code, why=why)
    say_decided(message("“{code}” is in use again", code=code), restored)


def _assignments(texts: tuple[str, ...]) -> dict[str, str]:
    names = {}
    for text in texts:
        coding, equals, name = text.partition("=")
        if not equals:
            raise BadInput("“{text}” does not assign a code: write CODING=NAME.", text=text)
        names[coding.strip()] = name.strip()
    return names
