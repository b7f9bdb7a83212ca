"""The command that shows where coders differ."""

from typing import Literal, get_args

import click
from attrs import evolve

from qualog.errors import BadInput
from qualog.reliability.disagreement.boundaries import matches
from qualog.reliability.disagreement.confusion import confusions
from qualog.reliability.disagreement.differences import differences
from qualog.reliability.explanations import compared
from qualog.reliability.gathering import resolved
from qualog.reliability.selection import Selection
from qualog.text.units import Unit
from qualog.views.study import Study
from qualog_cli.agreement.disagreements.boundaries import ShownBoundaries
from qualog_cli.agreement.disagreements.confusion import ShownConfusion
from qualog_cli.agreement.disagreements.passages import ShownPassages
from qualog_cli.agreement.selecting import selecting
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import reading
from qualog_cli.shared.results import show
from qualog_cli.shared.types import WholeNumber
from qualog_cli.shared.usage import OneOf

Page = Literal["passages", "confusion", "boundaries"]


@command("disagreements")
@click.argument("page", type=OneOf(get_args(Page)), default="passages")
@selecting
@click.option(
    "--unit",
    type=OneOf(get_args(Unit)),
    help="What coders are compared on [default: character].",
)
@click.option(
    "--most",
    type=WholeNumber(least=1),
    default=10,
    show_default=True,
    help="How many to show as text.",
)
@reading
def disagreements_command(
    study: Study, as_json: bool, selection: Selection, page: Page, unit: Unit | None, most: int
) -> None:
    """Show where the coders differ, the costliest passages first.

    PASSAGES: each with its share of all disagreement, how much
    Krippendorff's alpha would rise if the coders agreed on it, the words, and who used which
    codes. With --code, only these codes are compared.

    CONFUSION: a table of codes, where one coder used one and another coder another.

    BOUNDARIES: the same code by two coders with different boundaries, and what lies between.

    As in 'qualog agree', codings that several authors made jointly are not compared.

    Examples:
        qualog disagreements
        qualog disagreements confusion --unit turn
        qualog disagreements boundaries --code Discretion

    See also: agree, discuss
    """
    if page == "boundaries" and unit is not None:
        raise BadInput("Boundaries are compared as they are, in characters. Leave --unit out.")
    selection = evolve(selection, unit=unit or "character")
    comparison = compared(study, selection)
    shown: ShownPassages | ShownConfusion | ShownBoundaries
    match page:
        case "passages":
            shown = ShownPassages(comparison, differences(comparison.coded), most)
        case "confusion":
            wanted = comparison.selection.codes
            codes = () if wanted is None else resolved(comparison.study.state, wanted)
            # A code is confused with others: all are counted, and those asked for are shown.
            every_code = compared(study, evolve(selection, codes=None))
            found = confusions(every_code.coded)
            shown = ShownConfusion(every_code, found, frozenset(codes), most)
        case "boundaries":
            shown = ShownBoundaries(comparison, matches(comparison.coded.continuum), most)
    show(comparison.study, as_json, page, shown.as_data(), shown.lines)
