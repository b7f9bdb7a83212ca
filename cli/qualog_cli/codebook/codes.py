"""Commands on the codebook."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.errors import BadInput
from qualog.project.project import Project
from qualog.state import Code
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.show import ID, counted, decided, made, show


@click.command("codes")
@click.option("--all", "everything", is_flag=True, help="Merged codes too.")
@reading
@narrowing
def codes_command(everything: bool, study: Study, as_json: bool) -> None:
    """Show the codebook: each code with its meaning and how often it is used.

    With --where, how often it is used there; the codebook is that of the whole study.
    """
    codebook = study.state.codebook
    used = {code.id: len(study.state.codings_of(code.id)) for code in codebook.codes.values()}
    data = [_code(study, each, used[each.id]) for each in codebook.codes.values()]

    def lines() -> Iterator[str]:
        for depth, code in codebook.tree():
            yield from _entry(study, code, depth, used[code.id])
        if everything:
            for code in codebook.codes.values():
                if code.status == "merged":
                    yield from _entry(study, code, 0, 0)
        if not codebook.codes:
            yield "The codebook is empty: qualog code add NAME"

    show(study, as_json, "codes", data, lines)


def _entry(study: Study, code: Code, depth: int, used: int) -> Iterator[str]:
    pad = "  " * depth
    into = ", ".join(study.state.codebook.codes[each].name for each in code.into)
    status = "" if code.is_live else f"  [{code.status}{' into ' + into if into else ''}]"
    yield f"{pad}{code.name}  ({counted(used, 'coding')}, {code.id[:ID]}){status}"
    told = [code.definition]
    told += [f"include: {code.include}"] * bool(code.include)
    told += [f"exclude: {code.exclude}"] * bool(code.exclude)
    told += [f"example: {each}" for each in code.examples]
    for line in filter(None, told):
        yield f"{pad}    {line}"


def _code(study: Study, code: Code, used: int) -> dict[str, Any]:
    return {
        "id": code.id,
        "name": code.name,
        "path": study.state.codebook.path(code.id),
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": list(code.examples),
        "parent": code.parent,
        "status": code.status,
        "into": list(code.into),
        "codings": used,
        "made": made(study, code.made),
    }


@click.group("code")
def code_command() -> None:
    """Add, rename, define, move, merge, split, retire codes."""


_MEANING = [
    click.option("--definition", "-d", metavar="TEXT", help="What it means."),
    click.option("--include", metavar="TEXT", help="When it is applied."),
    click.option("--exclude", metavar="TEXT", help="When it is not."),
    click.option("--example", "examples", multiple=True, metavar="TEXT", help="A typical case."),
]


def meaning_options(function: Any) -> Any:
    """Add the ways to say what a code means."""
    for option in reversed(_MEANING):
        function = option(function)
    return function


@code_command.command("add")
@click.argument("name")
@meaning_options
@click.option("--under", metavar="CODE", help="The code that it is a kind of.")
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
    """Add the code NAME."""
    code = project.codes.create(
        name,
        definition=definition or "",
        include=include or "",
        exclude=exclude or "",
        examples=examples,
        parent=under,
        why=why,
    )
    decided(f"Added the code “{code.name}”", code.made.decision)


@code_command.command("rename")
@click.argument("code")
@click.argument("name")
@deciding
def rename(code: str, name: str, project: Project, why: str | None) -> None:
    """Give CODE another NAME."""
    decided(f"“{code}” is called “{name}”", project.codes.rename(code, name, why=why))


@code_command.command("define")
@click.argument("code")
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
    """Put anew what CODE means; what is not given stays."""
    decision = project.codes.define(
        code,
        definition=definition,
        include=include,
        exclude=exclude,
        examples=examples or None,
        why=why,
    )
    decided(f"Redefined “{code}”", decision)


@code_command.command("move")
@click.argument("code")
@click.option("--under", metavar="CODE", help="The code above; else the top of the codebook.")
@deciding
def move(code: str, under: str | None, project: Project, why: str | None) -> None:
    """Place CODE under another, or at the top."""
    where = f"under “{under}”" if under else "to the top"
    decided(f"Moved “{code}” {where}", project.codes.move(code, under, why=why))


@code_command.command("merge")
@click.argument("sources", nargs=-1, required=True)
@click.option("--into", required=True, metavar="CODE", help="The code that they count as.")
@deciding
def merge(sources: tuple[str, ...], into: str, project: Project, why: str | None) -> None:
    """Let the codes SOURCES count as one; their codings go with them."""
    decision = project.codes.merge(sources, into, why=why)
    decided(f"Merged {', '.join(f'“{each}”' for each in sources)} into “{into}”", decision)


@code_command.command("split")
@click.argument("code")
@click.option("--into", multiple=True, required=True, metavar="NAME", help="A new code.")
@click.option("--recode", multiple=True, metavar="CODING=NAME", help="Which coding goes where.")
@deciding
def split(
    code: str, into: tuple[str, ...], recode: tuple[str, ...], project: Project, why: str | None
) -> None:
    """Make several new codes of CODE. Codings that are not named stay until they are recoded."""
    made_of = project.codes.split(code, into, recode=_assignments(recode), why=why)
    names = " and ".join(f"“{each.name}”" for each in made_of)
    decided(f"Split “{code}” into {names}", made_of[0].made.decision)
    left = project.state.codings_of(project.find.code(code).id)
    if left:
        click.echo(f"{counted(len(left), 'coding')} to be sorted: qualog codings --code '{code}'")


@code_command.command("retire")
@click.argument("code")
@deciding
def retire(code: str, project: Project, why: str | None) -> None:
    """Stop applying CODE; its codings stay."""
    decided(f"Retired “{code}”", project.codes.retire(code, why=why))


@code_command.command("restore")
@click.argument("code")
@deciding
def restore(code: str, project: Project, why: str | None) -> None:
    """Let a retired CODE be applied again."""
    decided(f"Restored “{code}”", project.codes.restore(code, why=why))


def _assignments(texts: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in texts:
        coding, equals, name = text.partition("=")
        if not equals:
            raise BadInput(f"'{text}' does not say where a coding goes: write CODING=NAME.")
        found[coding.strip()] = name.strip()
    return found
