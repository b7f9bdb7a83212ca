"""The command that plans how much is to be coded twice."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

import click
from attrs import frozen

from qualog.errors import BadInput
from qualog.language import Sayable, message, number, plural
from qualog.options import read_options, split_assignments
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.project.locations import ProjectLocation
from qualog.reliability.agreement import Measurement, reliability_data
from qualog.reliability.nouns import counted_documents, counted_units, unit_name, unit_names
from qualog.reliability.result import decimals
from qualog.reliability.selection import Comparison, Selection, compare
from qualog.reliability.uncertainty.assumptions import MOST_CODERS, Assumptions
from qualog.reliability.uncertainty.intervals import FEW_DOCUMENTS, IntervalSettings
from qualog.reliability.uncertainty.planning import Outlook, from_assumptions, from_pilot
from qualog.text.units import Unit
from qualog_cli.agreement.agree.results import interval_data
from qualog_cli.agreement.resampling import LEVEL, SEED
from qualog_cli.agreement.selecting import UNIT
from qualog_cli.shared.commands import command
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.options import AT, JSON, PROJECT, WHERE
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.types import MEASURE, NUMBER, WHOLE_NUMBER, WholeNumber


@command("plan")
@click.option(
    "--width",
    type=NUMBER,
    metavar="VALUE",
    help="The widest interval that is narrow enough, such as 0.2.",
)
@click.option(
    "--documents", type=WHOLE_NUMBER, help="Instead: the width to expect from N documents."
)
@click.option("--units", type=WHOLE_NUMBER, help="Instead: the width to expect from N units.")
@click.option(
    "--measure",
    "-m",
    type=MEASURE,
    default="alpha",
    show_default=True,
    help="Coefficient to plan for.",
)
@UNIT
@click.option("--expect", type=NUMBER, metavar="VALUE", help="The agreement that you expect.")
@click.option(
    "--prevalence", type=NUMBER, metavar="SHARE", help="The share of units that have the code."
)
@click.option(
    "--coders",
    type=WholeNumber(least=2, most=MOST_CODERS),
    default=2,
    show_default=True,
    help="With --expect: how many will code each unit.",
)
@LEVEL
@click.option(
    "--resamples",
    type=WHOLE_NUMBER,
    default=2000,
    show_default=True,
    help="Resamples for each number.",
)
@SEED
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="Option of a measure.")
@PROJECT
@WHERE
@AT
@JSON
def plan_command(
    width: float | None,
    documents: int | None,
    units: int | None,
    measure: str,
    unit: Unit,
    expect: float | None,
    prevalence: float | None,
    coders: int,
    level: float,
    resamples: int,
    seed: int,
    assignments: tuple[str, ...],
    project: ProjectLocation | None,
    where: str | None,
    at: str | None,
    as_json: bool,
) -> None:
    """Estimate how much double coding a given interval width needs.

    It draws on what two coders have coded already. Where nothing has been coded, say what you
    expect of one code with --expect and --prevalence; that needs no project.

    The other way round, --documents or --units show how wide an interval to expect from so many.

    Examples:
        qualog plan --width 0.2
        qualog plan --documents 8
        qualog plan --width 0.2 --expect 0.8 --prevalence 0.1

    See also: agree
    """
    if sum(asked is not None for asked in (width, documents, units)) != 1:
        raise click.UsageError("Give one of --width, --documents and --units.")
    if (expect is None) != (prevalence is None):
        raise click.UsageError("--expect and --prevalence go together.")
    registration = installed_plugins().measures().named(measure)
    options = read_options(
        registration.plugin.options,
        split_assignments(assignments),
        owner=f"the measure {registration.called}",
    )
    settings = IntervalSettings(resamples=resamples, level=level, seed=seed)
    measurement = Measurement(registration.plugin, options, settings)
    in_study = None
    with plugin_errors(registration):
        if expect is not None and prevalence is not None:
            assumed = Assumptions(expect, prevalence, coders)
            outlook = from_assumptions(registration.plugin, options, assumed, settings)
        else:
            with opened(project, viewer=named_authors()) as study:
                comparison = compare(study.at(at), Selection(where=where, unit=unit))
            in_study = len(comparison.study.state.documents)
            outlook = _from_what_is_coded(comparison, measurement)
        amount = outlook.needed(width) if width is not None else _asked(outlook, documents, units)
        plan = _Plan(
            registration.called, outlook, settings, amount, outlook.width(amount), width, in_study
        )
    if as_json:
        print_json({"plan": plan.data})
    else:
        for line in plan.lines():
            say(line)


def _from_what_is_coded(comparison: Comparison, measurement: Measurement) -> Outlook:
    if not comparison.coded.documents:
        raise BadInput(
            "No document has been coded by two people separately yet. Plan from what you expect: "
            "qualog plan --width 0.2 --expect 0.8 --prevalence 0.3"
        )
    measure, settings = measurement.measure, measurement.intervals
    assert settings is not None
    data = reliability_data(comparison.coded, measure)
    return from_pilot(measure, data, measurement.options, settings)


def _asked(outlook: Outlook, documents: int | None, units: int | None) -> int:
    """Return the number of documents or units that was asked about."""
    if outlook.what == "document" and documents is None:
        raise BadInput("It is documents that are planned here. Ask with --documents.")
    if outlook.what != "document" and units is None:
        raise BadInput(
            "It is {units} that are planned here. Ask with --units.",
            units=unit_names(outlook.what),
        )
    amount = documents if units is None else units
    if amount is None or amount < 2:
        raise BadInput(
            "No interval can be expected from fewer than 2 {units}.",
            units=unit_names(outlook.what),
        )
    return amount


@frozen
class _Plan:
    """The answer: what to expect from a number of documents or units."""

    measure: str
    outlook: Outlook
    settings: IntervalSettings
    number: int
    expected: float
    wanted: float | None
    in_study: int | None

    @property
    def data(self) -> dict[str, Any]:
        now = self.outlook.now
        return {
            "measure": self.measure,
            "what": self.outlook.what,
            "number": self.number,
            "width": self.expected if isfinite(self.expected) else None,
            "coded_twice": self.outlook.coded_twice,
            "level": self.settings.level,
            "now": interval_data(now) if now is not None else None,
            "method": str(self.outlook.method),
            "source": self.outlook.source,
            "resamples": self.settings.resamples if self.outlook.drawn else None,
            "seed": self.settings.seed if self.outlook.drawn else None,
            "note": str(self.outlook.note),
        }

    def lines(self) -> Iterator[Sayable]:
        yield from self._now()
        yield self._expected()
        if self.wanted is not None:
            if self.outlook.what == "document" and self.number == FEW_DOCUMENTS:
                yield message(
                    "An interval from fewer than {documents} is rough, however narrow it is.",
                    documents=counted_documents(FEW_DOCUMENTS),
                )
            yield self._what_to_do()
        yield ""
        yield self._method()
        yield self.outlook.source
        if self.outlook.note:
            yield message("Note: {note}", note=self.outlook.note)

    def _now(self) -> Iterator[Sayable]:
        """Yield how wide the interval is now, where something is coded."""
        now = self.outlook.now
        if now is not None:
            yield message(
                "Coded twice so far: {units}. The {level}% confidence interval of {measure} is "
                "{interval}, which is {width} wide.",
                units=counted_units(self.outlook.what, self.outlook.coded_twice),
                level=f"{now.level * 100:g}",
                measure=self.measure,
                interval=now,
                width=decimals(now.high - now.low, 2),
            )

    def _expected(self) -> Sayable:
        units = counted_units(self.outlook.what, self.number)
        if not isfinite(self.expected):
            return message(
                "With {units} coded twice, no interval can be relied on: the coefficient may well "
                "be undefined.",
                units=units,
            )
        return message(
            "With {units} coded twice, expect an interval about {width} wide.",
            units=units,
            width=decimals(self.expected, 2),
        )

    def _what_to_do(self) -> Sayable:
        what, more = self.outlook.what, self.number - self.outlook.coded_twice
        if more <= 0:
            return message("That is enough: no more of them need to be coded twice.")
        if not self.outlook.coded_twice:
            return message("Code {units} twice.", units=counted_units(what, more))
        if what == "document" and self.in_study is not None and self.number > self.in_study:
            return plural(
                "Code one more document twice. The study has only {there}: have all of them coded "
                "twice, and see with --documents what to expect from that.",
                "Code {n} more documents twice. The study has only {there}: have all of them coded "
                "twice, and see with --documents what to expect from that.",
                more,
                there=number(self.in_study),
            )
        return plural(
            "Code one more {units} twice.",
            "Code {n} more {units} twice.",
            more,
            units=unit_name(what) if more == 1 else unit_names(what),
        )

    def _method(self) -> Sayable:
        if not self.outlook.drawn:
            return message("How that is known: {method}.", method=self.outlook.method)
        return message(
            "How that is known: {method}, {resamples} times, seed {seed}.",
            method=self.outlook.method,
            resamples=number(self.settings.resamples),
            seed=self.settings.seed,
        )
