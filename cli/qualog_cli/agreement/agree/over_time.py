"""How agreement over the life of a study is shown: a table, what lies between, a plot."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.history.agreement_over_time import Stage, Stops, agreement_over_time
from qualog.history.narration import Narrated
from qualog.language import Sayable, listing, message, plural
from qualog.plugins.measures import Measures
from qualog.plugins.registry import plugin_errors
from qualog.reliability.nouns import unit_name
from qualog.reliability.plot import PlotPoint, plot
from qualog.reliability.selection import Comparison
from qualog_cli.agreement.agree.results import agreement_data, shown_value
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.output import say
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table


def show_over_time(
    comparison: Comparison,
    measures: Measures,
    along: Stops,
    *,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Measure at each stop, and show it; draw it, too, if a file is named for the plot.

    Raises:
        BadInput: there is no such stop yet, more than one measure is named, or the plot's file
            exists or cannot be written.
    """
    measure, measurement = measures.followed()
    with plugin_errors(measure):
        stages = agreement_over_time(comparison, measurement, along)
    results = ResultsOverTime(along, stages)
    if plot is not None:
        results.draw(plot)
    show(comparison.study, as_json, "agreement", results.as_data(), results.lines)
    if plot is not None and not as_json:
        say()
        say(message("Wrote {path}", path=plot))


@frozen
class ResultsOverTime:
    """One measure's agreement at each stop."""

    along: Stops
    stages: tuple[Stage, ...]

    def lines(self) -> Iterator[Sayable]:
        """Yield a row for each stop, and under the table what was decided before each."""
        yield message("{title}, {how}", title=self._title, how=self._how)
        yield ""
        rows = [
            (
                number,
                stage.name,
                message("exact") if stage.point.exact else message("may change"),
                len(stage.report.documents),
                stage.report.overall.units,
                stage.codings,
                shown_value(stage.report.overall),
            )
            for number, stage in enumerate(self.stages, start=1)
        ]
        headings = (
            "",
            self._stop,
            message("as of"),
            message("documents"),
            message("units"),
            message("codings"),
            message("value"),
        )
        yield from table(rows, headings)
        for number, stage in enumerate(self.stages, start=1):
            if stage.between:
                yield ""
                yield message("On the way to {number}, {name}:", number=number, name=stage.name)
                yield from (f"  {_decision(decision)}" for decision in stage.between)
        reasons = dict.fromkeys(str(stage.report.overall.undefined) for stage in self.stages)
        for reason in filter(None, reasons):
            yield message("undefined: {reason}", reason=reason)

    def as_data(self) -> dict[str, Any]:
        """Return all of it as data."""
        return {
            "along": self.along,
            "stages": [
                {
                    "name": str(stage.name),
                    "moment": stage.point.label,
                    "exact": stage.point.exact,
                    "documents": [document.name for document in stage.report.documents],
                    "coders": [coder.name for coder in stage.report.coders],
                    "agreement": agreement_data(stage.report.overall),
                    "codings": stage.codings,
                    "between": [
                        {
                            "decision": decision.entry.id,
                            "authors": decision.authors,
                            "sentence": str(decision.sentence),
                            "why": decision.why,
                        }
                        for decision in stage.between
                    ],
                }
                for stage in self.stages
            ],
        }

    def draw(self, target: Path) -> None:
        """Write the plot as SVG.

        Raises:
            BadInput: the file exists already, or cannot be written.
        """
        if target.exists():
            raise BadInput("{path} already exists. Choose another name.", path=target)
        picture = plot(str(self._title), str(self._how), list(map(_point, self.stages)))
        try:
            target.write_text(picture, "utf-8")
        except OSError as error:
            raise BadInput(
                "{path} cannot be written: {reason}.", path=target, reason=error.strerror
            ) from None

    @property
    def _title(self) -> Sayable:
        """The measure, and at how many stops: "Krippendorff's alpha (nominal) at 3 rounds"."""
        return message(
            "{measure} at {stops}",
            measure=self.stages[-1].report.overall.measure,
            stops=self._counted_stops,
        )

    @property
    def _counted_stops(self) -> Sayable:
        amount = len(self.stages)
        match self.along:
            case "moments":
                return plural("one point in time", "{n} points in time", amount)
            case "rounds":
                return plural("one round", "{n} rounds", amount)
            case "weeks":
                return plural("one week", "{n} weeks", amount)

    @property
    def _stop(self) -> Sayable:
        match self.along:
            case "moments":
                return message("point in time")
            case "rounds":
                return message("round")
            case "weeks":
                return message("week")

    @property
    def _how(self) -> Sayable:
        """What is compared, of whom, and how the intervals were found."""
        report = self.stages[-1].report
        unit = unit_name(report.unit)
        compared = message("on spans") if report.spans else message("by {unit}", unit=unit)
        coders = listing(coder.name for coder in report.coders)
        how = message("{compared}, {coders}", compared=compared, coders=coders)
        if not report.coders:
            how = message("{compared}, nobody yet", compared=compared)
        intervals = (stage.report.overall.interval for stage in self.stages)
        interval = next((found for found in intervals if found is not None), None)
        if interval is None:
            return how
        return message(
            "{compared}; {level}% confidence intervals: {how}",
            compared=how,
            level=f"{interval.level * 100:g}",
            how=interval.how,
        )


def _point(stage: Stage) -> PlotPoint:
    found = stage.report.overall
    low, high = (found.interval.low, found.interval.high) if found.interval else (None, None)
    between = tuple(str(_decision(decision)) for decision in stage.between)
    return PlotPoint(str(stage.name), found.value, low, high, between)


def _decision(decision: Narrated) -> Sayable:
    """Return a decision as a line: its id, who decided it, what, and why."""
    line = message(
        "{id} {authors} {sentence}",
        id=short_decision(decision.entry.id),
        authors=decision.authors,
        sentence=decision.sentence,
    )
    if decision.why:
        line = message("{decision} ({reason})", decision=line, reason=decision.why)
    if decision.put_aside:
        line = message("{decision}, put aside", decision=line)
    elif decision.reverted:
        line = message("{decision}, taken back later", decision=line)
    return line
