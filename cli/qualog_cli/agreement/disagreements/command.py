"""The command that shows where coders differ."""

from typing import Literal, get_args

import click
from attrs import evolve

from qualog.errors import BadInput
from qualog.project.locations import ProjectLocation
from qualog.reliability.disagreement.boundaries import matches
from qualog.reliability.disagreement.confusion import confusions
from qualog.reliability.disagreement.differences import differences
from qualog.text.units import Unit
from qualog_cli.agreement.agree.selection import comparison, gathered
from qualog_cli.agreement.disagreements.boundaries import ShownBoundaries
from qualog_cli.agreement.disagreements.confusion import ShownConfusion
from qualog_cli.agreement.disagreements.passages import ShownPassages
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import PROJECT, compared_options, named_authors, opened
from qualog_cli.shared.results import show
from qualog_cli.shared.usage import OneOf

Of = Literal["passages", "confusion", "boundaries"]


@command("disagreements")
@click.argument("of", type=OneOf(get_args(Of)), default="passages")
@compared_options
@click.option(
    "--unit",
    type=OneOf(get_args(Unit)),
    help="What coders are compared on.  [default: character]",
)
@click.option(
    "--most", type=click.IntRange(min=1), default=10, show_default=True, help="Show so many."
)
@PROJECT
@click.option("--at", metavar="MOMENT", help="As of a decision, a named moment, or a time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; always all.")
def disagreements_command(
    of: Of,
    documents: tuple[str, ...],
    coders: tuple[str, ...],
    codes: tuple[str, ...],
    round_: str | None,
    where: str | None,
    unit: Unit | None,
    most: int,
    project: ProjectLocation | None,
    at: str | None,
    as_json: bool,
) -> None:
    """Show where the coders differ, to talk it over.

    PASSAGES, the costliest first: what each is of all disagreement, how far Krippendorff's alpha
    would rise if the coders agreed on it, the words, and who gave which codes. With --code,
    these codes alone are compared.

    CONFUSION: a table of codes, where one coder gave one and another coder another.

    BOUNDARIES: the same code by two coders with other edges, and what lies between the edges.

    As in 'qualog agree', codings that several authors made together are left out.
    """
    if of == "boundaries" and unit is not None:
        raise BadInput("Boundaries are compared as they are, in characters: leave --unit out.")
    with opened(project, viewer=named_authors()) as found:
        compared = comparison(found, at, round_, coders, documents, codes, where)
        coded = gathered(compared, unit or "character", "code")
        shown: ShownPassages | ShownConfusion | ShownBoundaries
        match of:
            case "passages":
                shown = ShownPassages(compared, coded, differences(coded), most)
            case "confusion":
                every_code = gathered(evolve(compared, codes=()), unit or "character", "code")
                shown = ShownConfusion(compared, every_code, confusions(every_code), most)
            case "boundaries":
                shown = ShownBoundaries(compared, coded, matches(coded.continuum), most)
        show(compared.study, as_json, of, shown.as_data(), shown.lines)
