"""The command that plans how much is to be coded twice."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, get_args

import click
from attrs import frozen

from qualog.errors import BadInput
from qualog.options import read_options, split_assignments
from qualog.plugins.registry import choose, installed_plugins, plugin_errors
from qualog.project.locations import ProjectLocation
from qualog.reliability.agreement import as_compared
from qualog.reliability.uncertainty.assumptions import MOST_CODERS, Assumptions
from qualog.reliability.uncertainty.intervals import FEW_DOCUMENTS, IntervalSettings
from qualog.reliability.uncertainty.planning import Outlook, from_assumptions, from_pilot
from qualog.text.units import Unit
from qualog_cli.agreement.agree.selection import comparison, gathered
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import PROJECT, WHERE, named_authors, opened
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.show import counted
from qualog_cli.shared.usage import OneOf


@command("plan")
@click.option("--width", type=float, help="How wide the interval may be, such as 0.2.")
@click.option("--documents", type=int, metavar="N", help="Rather: what to expect of N documents.")
@click.option("--units", type=int, metavar="N", help="Rather: what to expect of N units.")
@click.option("--measure", "-m", metavar="NAME", default="alpha", show_default=True)
@click.option(
    "--unit",
    type=OneOf(get_args(Unit)),
    default="character",
    show_default=True,
    help="What coders are compared on.",
)
@click.option("--expect", type=float, metavar="VALUE", help="What you expect the measure to be.")
@click.option("--prevalence", type=float, metavar="SHARE", help="Share of units with the code.")
@click.option(
    "--coders",
    type=int,
    metavar="N",
    default=2,
    show_default=True,
    help=f"How many will code each unit, with --expect; at most {MOST_CODERS}.",
)
@click.option("--level", type=float, default=0.95, show_default=True, help="Of confidence.")
@click.option("--resamples", type=int, default=2000, show_default=True, help="For each number.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the random numbers.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A measure's option.")
@PROJECT
@WHERE
@click.option("--at", metavar="MOMENT", help="As of a decision, a named moment, or a time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
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
    """Say how much to code twice, for an interval as narrow as you want.

    It draws on what two coders have coded already. Where nothing has been, say what you
    expect of one code with --expect and --prevalence; that needs no project.

    The other way round, --documents or --units say how wide an interval to expect of so many.
    """
    if sum(each is not None for each in (width, documents, units)) != 1:
        raise click.UsageError("Give one of --width, --documents and --units.")
    if (expect is None) != (prevalence is None):
        raise click.UsageError("--expect and --prevalence go together.")
    offer = choose(installed_plugins().measures(), measure, "measure")
    options = read_options(
        offer.plugin.options, split_assignments(assignments), owner=f"the measure {offer.name}"
    )
    settings = IntervalSettings(resamples=resamples, level=level, seed=seed)
    with plugin_errors(offer):
        if expect is not None and prevalence is not None:
            assumed = Assumptions(expect, prevalence, coders)
            outlook = from_assumptions(offer.plugin, options, assumed, settings)
            in_study = None
        else:
            with opened(project, viewer=named_authors()) as found:
                compared = comparison(found, at, None, (), (), (), where)
                coded = gathered(compared, unit, "code")
                in_study = len(compared.study.state.documents)
            if not coded.documents:
                raise BadInput(
                    "No document was coded by two people yet, each alone. Plan from what you "
                    "expect: qualog plan --width 0.2 --expect 0.8 --prevalence 0.3"
                )
            data = as_compared(offer.plugin, unit)(coded.continuum)
            outlook = from_pilot(offer.plugin, data, options, settings)
        number = outlook.needed(width) if width is not None else _asked(outlook, documents, units)
        plan = _Plan(offer.name, outlook, settings, number, outlook.width(number), width, in_study)
    if as_json:
        print_json({"plan": plan.data})
    else:
        say("\n".join(plan.lines()))


@frozen
class _Plan:
    """The answer: what to expect of a number of documents or units."""

    measure: str
    outlook: Outlook
    settings: IntervalSettings
    number: int
    expected: float
    wanted: float | None
    in_study: int | None

    @property
    def data(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "what": self.outlook.what,
            "number": self.number,
            "width": self.expected if isfinite(self.expected) else None,
            "coded_twice": self.outlook.there,
            "level": self.settings.level,
            "now": self.outlook.now,
            "method": self.outlook.method,
            "source": self.outlook.source,
            "resamples": self.settings.resamples if self.outlook.drawn else None,
            "seed": self.settings.seed if self.outlook.drawn else None,
            "note": self.outlook.note,
        }

    def lines(self) -> Iterator[str]:
        what, there, now = self.outlook.what, self.outlook.there, self.outlook.now
        many = counted(self.number, what)
        if now is not None:
            yield (
                f"{counted(there, what)} coded twice: {self.measure} lies in {now} at "
                f"{now.level:.0%}, which is {now.high - now.low:.2f} wide."
            )
        expected = (
            f"an interval about {self.expected:.2f} wide"
            if isfinite(self.expected)
            else "no interval to rely on: it may well be undefined"
        )
        yield f"From {many} coded twice, expect {expected}."
        if self.wanted is not None:
            if what == "document" and self.number == FEW_DOCUMENTS:
                yield f"Fewer than {FEW_DOCUMENTS} make a rough interval, however narrow it is."
            yield self._what_to_do()
        drawn = f", {self.settings.resamples} times, seed {self.settings.seed}"
        yield ""
        yield f"How that is known: {self.outlook.method}{drawn if self.outlook.drawn else ''}."
        yield self.outlook.source
        if self.outlook.note:
            yield f"Note: {self.outlook.note}."

    def _what_to_do(self) -> str:
        what, more = self.outlook.what, self.number - self.outlook.there
        if more <= 0:
            return "That is enough: you need not code more of them twice."
        if not self.outlook.there:
            return f"Code {counted(more, what)} twice."
        if what == "document" and self.in_study is not None and self.number > self.in_study:
            return (
                f"Code {more} more {what}s twice. The study has only {self.in_study}: have all "
                "of them coded twice, and see with --documents what to expect of that."
            )
        return f"Code {more} more {what}{'' if more == 1 else 's'} twice."


def _asked(outlook: Outlook, documents: int | None, units: int | None) -> int:
    given, option = (documents, "--units") if units is None else (units, "--documents")
    if (outlook.what == "document") != (option == "--units"):
        raise BadInput(f"It is {outlook.what}s that are planned here: ask with {option}.")
    if given is None or given < 2:
        raise BadInput(f"No interval can be expected of fewer than 2 {outlook.what}s.")
    return given
