"""The command that measures agreement."""

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click
from attrs import evolve

from qualog.errors import BadInput
from qualog.history.agreement_over_time import Stops
from qualog.plugins.measures import Measures
from qualog.plugins.registry import installed_plugins
from qualog.reliability.explanations import compared
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.selection import GroupBy, Selection
from qualog.text.units import Unit
from qualog.views.study import Study
from qualog_cli.agreement.agree.measures import measuring
from qualog_cli.agreement.agree.over_time import show_over_time
from qualog_cli.agreement.agree.results import Results
from qualog_cli.agreement.selecting import UNIT, selecting
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import reading
from qualog_cli.shared.plugin_help import PluginCommand
from qualog_cli.shared.results import show
from qualog_cli.shared.usage import OneOf


def _described(measure: AgreementMeasure) -> Iterable[tuple[str, str]]:
    compares = "spans, with free boundaries" if measure.compares == "spans" else "units"
    yield "compares", compares
    yield "range", measure.range
    yield "assumes", measure.assumptions
    yield "source", measure.source


@command(
    "agree",
    cls=PluginCommand,
    plugins=lambda: installed_plugins().measures(),
    chosen=lambda name: installed_plugins().measures().named(name),
    by="measures",
    title="Measures",
    facts=_described,
)
@measuring
@UNIT
@click.option(
    "--by",
    type=OneOf(get_args(GroupBy)),
    default="code",
    show_default=True,
    help="Besides the whole, measure agreement for each of these.",
)
@selecting
@click.option(
    "--discussed",
    is_flag=True,
    help="Also after discussion: with what was settled in the place of each coder's codes.",
)
@click.option(
    "--over-time",
    "along",
    type=OneOf(get_args(Stops)),
    help="Measure at each of these, and list what was decided in between.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw agreement over time to an SVG file.",
)
@click.option(
    "--sentence", is_flag=True, help="Write sentences for your methods section, with the sources."
)
@reading
def agree_command(
    study: Study,
    as_json: bool,
    selection: Selection,
    measures: Measures,
    unit: Unit,
    by: GroupBy,
    discussed: bool,
    along: Stops | None,
    plot: Path | None,
    sentence: bool,
) -> None:
    """Measure how far the coders agree, overall and for each code.

    Overall, a unit's value is the set of codes that a coder coded it with. For each code, it is
    whether the coder coded it with that code. By theme, each code counts as the themes that it
    is grouped under. A measure of spans compares the passages as they are, whatever the unit.
    Codings that several authors made jointly are nobody's independent judgement, and are not
    compared.

    Examples:
        qualog agree
        qualog agree --unit turn --measure alpha --by document
        qualog agree --measure alpha --sentence

    See also: disagreements, plan, round
    """
    selection = evolve(selection, unit=unit, by=by)
    settled = evolve(selection, discussed=True)
    if plot is not None and along is None:
        raise BadInput("A plot shows agreement over time. Add --over-time moments.")
    if along is not None:
        comparison = compared(study, settled if discussed else selection)
        show_over_time(comparison, measures, along, plot=plot, as_json=as_json)
        return
    comparison = compared(study, selection)
    after = measures.reports(compared(study, settled)) if discussed else {}
    results = Results(comparison, measures.reports(comparison), after)
    text = results.sentences if sentence else results.lines
    show(comparison.study, as_json, "agreement", results.as_data(), text)
