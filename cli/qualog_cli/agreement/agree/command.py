"""The command that measures agreement."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

import click

from qualog.errors import BadInput, PluginError
from qualog.history.agreement_over_time import Stops
from qualog.options import describe_options, read_options, split_assignments
from qualog.plugins.registry import Registration, choose, installed_plugins, plugin_errors
from qualog.project.locations import ProjectLocation
from qualog.reliability.agreement import (
    AgreementReport,
    GroupBy,
    Request,
    agreement,
    expected_measures,
)
from qualog.reliability.coefficient import Weighable
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.selection import CodedStudy
from qualog.reliability.uncertainty.intervals import IntervalSettings, Scheme
from qualog.text.units import Unit
from qualog_cli.agreement.agree.over_time import Course
from qualog_cli.agreement.agree.render import Shown
from qualog_cli.agreement.agree.selection import comparison, gathered
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import (
    PROJECT,
    compared_options,
    named_authors,
    opened,
)
from qualog_cli.shared.output import say
from qualog_cli.shared.plugin_help import PluginCommand
from qualog_cli.shared.results import show
from qualog_cli.shared.usage import OneOf

Measure = Registration[AgreementMeasure]


def _told(measure: AgreementMeasure) -> Iterable[tuple[str, str]]:
    compares = "spans, with free boundaries" if measure.compares == "spans" else "units"
    yield "compares", compares
    yield "range", measure.range
    yield "assumes", measure.assumptions
    yield "source", measure.source


@command(
    "agree",
    cls=PluginCommand,
    plugins=lambda: installed_plugins().measures(),
    chosen=lambda name: choose(installed_plugins().measures(), name, "measure"),
    by="measures",
    title="Measures",
    facts=_told,
)
@click.option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Else percent and alpha, and of two coders kappa.",
)
@click.option(
    "--unit",
    type=OneOf(get_args(Unit)),
    default="character",
    show_default=True,
    help="What coders are compared on.",
)
@click.option(
    "--by",
    type=OneOf(get_args(GroupBy)),
    default="code",
    show_default=True,
    help="What else it is measured for, one by one.",
)
@compared_options
@click.option(
    "--interval",
    "scheme",
    type=OneOf([*get_args(Scheme), "none"]),
    help="What is drawn anew, or a published standard error; for each part, too.  [default: "
    "documents for the whole; of one document, units that are independent]",
)
@click.option("--resamples", type=int, default=10_000, show_default=True, metavar="N")
@click.option("--level", type=float, default=0.95, show_default=True, help="Of confidence.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the random numbers.")
@click.option("--threshold", type=float, metavar="VALUE", help="How probable is it to be below?")
@click.option(
    "--discussed",
    is_flag=True,
    help="Also as it is after the discussions: with what was settled in the place of each one's.",
)
@click.option(
    "--over-time",
    "along",
    type=OneOf(get_args(Stops)),
    help="At each of these, with what was decided on the way.",
)
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw that to an SVG file."
)
@click.option("--sentence", is_flag=True, help="Put it in words for a paper, with the source.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A measure's option.")
@PROJECT
@click.option("--at", metavar="MOMENT", help="As of a decision, a named moment, or a time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def agree_command(
    measures: tuple[str, ...],
    unit: Unit,
    by: GroupBy,
    coders: tuple[str, ...],
    documents: tuple[str, ...],
    codes: tuple[str, ...],
    round_: str | None,
    scheme: str | None,
    resamples: int,
    level: float,
    seed: int,
    threshold: float | None,
    discussed: bool,
    along: Stops | None,
    plot: Path | None,
    sentence: bool,
    where: str | None,
    assignments: tuple[str, ...],
    project: ProjectLocation | None,
    at: str | None,
    as_json: bool,
) -> None:
    """Measure how far the coders agree, overall and for each code.

    Overall, a unit's value is the set of codes that a coder gave it. For each code, it is
    whether the coder gave it that code. By theme, each code counts as the themes that it is
    gathered under. A measure of spans compares the passages as they are, whatever the unit.
    Codings that several authors made together are nobody's independent judgement, and are left
    out.
    """
    intervals = IntervalSettings(
        scheme=cast(Scheme, scheme) if scheme not in (None, "none") else None,
        resamples=resamples,
        level=level,
        seed=seed,
        threshold=threshold,
    )
    if plot is not None and along is None:
        raise BadInput("A plot is of agreement over time: say --over-time moments, too.")
    offers = installed_plugins().measures()
    chosen = [choose(offers, each, "measure") for each in measures]
    with opened(project, viewer=named_authors()) as found:
        compared = comparison(found, at, round_, coders, documents, codes, where)
        study = compared.study
        coded = gathered(compared, unit, by)
        if not chosen:
            expected = expected_measures(len(coded.coders))
            chosen = [choose(offers, each, "measure") for each in expected]
        given = _options(chosen, split_assignments(assignments))
        if along is not None:
            offer = _the_one(chosen, measures)
            request = Request(
                measure=offer.plugin,
                options=given[offer.name],
                unit=unit,
                by=by,
                documents=compared.documents or None,
                coders=compared.coders or None,
                codes=compared.codes or None,
                discussed=discussed,
                intervals=intervals if _wants_interval(offer, scheme) else None,
            )
            with plugin_errors(offer):
                way = Course.of(compared, request, along)
            if plot is not None:
                way.draw(plot)
            show(study, as_json, "agreement", way.as_data(), way.lines)
            if plot is not None and not as_json:
                say(f"\nWrote {plot}")
            return
        settled = gathered(compared, unit, by, discussed=True) if discussed else None

        def reported(codings: CodedStudy, offer: Measure) -> AgreementReport:
            with plugin_errors(offer):
                return agreement(
                    codings,
                    offer.plugin,
                    given[offer.name],
                    by=by,
                    intervals=intervals if _wants_interval(offer, scheme) else None,
                    of_parts=scheme is not None,
                    at=study.state.at,
                )

        reports = {offer.name: (offer, reported(coded, offer)) for offer in chosen}
        after = {each.name: reported(settled, each) for each in chosen} if settled else {}
        shown = Shown(compared, coded, reports, after)
        told = shown.sentences if sentence else shown.lines
        show(study, as_json, "agreement", shown.as_data(), told)


def _the_one(chosen: Sequence[Measure], named: Sequence[str]) -> Measure:
    """Give the measure that is followed over time: the one that is named, else alpha.

    Raises:
        BadInput: more than one is named.
    """
    if len(named) > 1:
        raise BadInput("Over time, one measure is followed: name one with --measure.")
    return chosen[0] if named else next(each for each in chosen if each.name == "alpha")


def _wants_interval(offer: Measure, scheme: str | None) -> bool:
    """Say whether to draw; unasked only where ten thousand resamples are soon computed."""
    return isinstance(offer.plugin, Weighable) if scheme is None else scheme != "none"


def _options(chosen: Sequence[Measure], given: Mapping[str, str]) -> dict[str, Any]:
    """Give each measure those of the options that it has.

    Raises:
        PluginError: an option that none of them has, or a text that is not of its type.
    """
    has = {
        offer.name: {each.name for each in describe_options(offer.plugin.options)}
        for offer in chosen
    }
    for name in given:
        if not any(name.replace("_", "-") in names for names in has.values()):
            known = "; ".join(
                f"{measure} has {', '.join(sorted(names)) or 'none'}"
                for measure, names in has.items()
            )
            raise PluginError(f"No measure that is asked for has an option '{name}': {known}.")
    return {
        offer.name: read_options(
            offer.plugin.options,
            {k: v for k, v in given.items() if k.replace("_", "-") in has[offer.name]},
            owner=f"the measure {offer.name}",
        )
        for offer in chosen
    }
