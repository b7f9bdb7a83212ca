"""The command that shows the codebook."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.language import Sayable, listing, message, plural
from qualog.state import Code
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import provenance_data, short_id
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show


@command("codes")
@click.option("--all", "everything", is_flag=True, help="Merged codes too.")
@reading
@narrowing
def codes_command(everything: bool, study: Study, as_json: bool) -> None:
    """Show the codebook.

    Each code has its definition and how often it is used; with --where, how often there. To change
    the codebook: qualog code

    Examples:
        qualog codes
        qualog codes --at "after open coding"
        qualog codes --where "role = manager"

    See also: code, history, themes
    """
    codes = list(study.state.codebook.codes.values())
    used = {code.id: len(study.state.codings_of(code.id)) for code in codes}
    data = [_code_data(study, code, used[code.id]) for code in codes]
    show(study, as_json, "codes", data, lambda: _lines(study, used, everything))


def _code_data(study: Study, code: Code, used: int) -> dict[str, Any]:
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
        "made": provenance_data(study, code.made),
    }


def _lines(study: Study, used: dict[str, int], everything: bool) -> Iterator[object]:
    codebook = study.state.codebook
    for depth, code in codebook.tree():
        for line in _entry(study, code, used[code.id]):
            yield f"{'  ' * depth}{line}"
    for code in codebook.codes.values() if everything else ():
        if code.status == "merged":
            yield from _entry(study, code, 0)
    if not codebook.codes:
        yield message("The codebook has no codes yet: qualog code add NAME")


def _entry(study: Study, code: Code, used: int) -> Iterator[object]:
    codings = plural("one coding", "{n} codings", used)
    heading = message(
        "{name}  ({codings}, {id})", name=code.name, codings=codings, id=short_id(code.id)
    )
    status = _status(study, code)
    yield heading if status is None else message("{code}  [{status}]", code=heading, status=status)
    if code.definition:
        yield f"    {code.definition}"
    if code.include:
        yield f"    {message('Apply when: {criterion}', criterion=code.include)}"
    if code.exclude:
        yield f"    {message('Do not apply when: {criterion}', criterion=code.exclude)}"
    for example in code.examples:
        yield f"    {message('Typical example: {example}', example=example)}"


def _status(study: Study, code: Code) -> Sayable | None:
    """Return what became of a code that is not in use; None for one that is."""
    names = listing(study.state.codebook.codes[id_].name for id_ in code.into)
    match code.status:
        case "merged":
            return message("merged into {names}", names=names)
        case "split":
            return message("split into {names}", names=names)
        case "retired":
            return message("retired")
        case _:
            return None
