"""How agreement over the life of a study is shown: a table, what lies between, a plot."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.history.agreement_over_time import Stage, Stops, agreement_over_time
from qualog.history.narration import Narrated
from qualog.reliability.agreement import AgreementReport, Request
from qualog.reliability.plot import PlotPoint, plot
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.show import counted
from qualog_cli.shared.tables import table


@frozen
class Course:
    """One measure's agreement at each stop of the way."""

    compared: Comparison
    along: Stops
    stages: tuple[Stage, ...]

    @classmethod
    def of(cls, compared: Comparison, request: Request, along: Stops) -> "Course":
        """Measure at each stop.

        Raises:
            BadInput: there is no such stop yet.
        """
        return cls(compared, along, agreement_over_time(compared.study, request, along))

    def lines(self) -> Iterator[str]:
        """Give a row for each stop, and under the table what was decided on the way to each."""
        yield f"{self._measure} at {self._stops}, {self._unit}"
        yield ""
        rows = [
            (
                number,
                each.name,
                "exact" if each.point.exact else "may change",
                len(each.report.documents),
                each.report.overall.units,
                each.codings,
                _value(each.report),
            )
            for number, each in enumerate(self.stages, start=1)
        ]
        headings = ("", self.along.removesuffix("s"), "as of", "documents", "units", "codings")
        yield from table(rows, (*headings, "value"))
        for number, each in enumerate(self.stages, start=1):
            if each.between:
                yield ""
                yield f"On the way to {number}, {each.name}:"
                yield from (f"  {_told(told)}" for told in each.between)
        reasons = dict.fromkeys(each.report.overall.undefined for each in self.stages)
        yield from (f"undefined: {reason}" for reason in reasons if reason)

    def as_data(self) -> dict[str, Any]:
        """Give all of it as data."""
        return {
            "along": self.along,
            "stages": [
                {
                    "name": each.name,
                    "moment": each.point.label,
                    "exact": each.point.exact,
                    "documents": [document.name for document in each.report.documents],
                    "coders": [coder.name for coder in each.report.coders],
                    "agreement": each.report.overall,
                    "codings": each.codings,
                    "between": [
                        {
                            "decision": told.entry.id,
                            "authors": told.authors,
                            "sentence": told.sentence,
                            "why": told.why,
                        }
                        for told in each.between
                    ],
                }
                for each in self.stages
            ],
        }

    def draw(self, target: Path) -> None:
        """Write the plot as SVG.

        Raises:
            BadInput: the file is there already, or cannot be written.
        """
        if target.exists():
            raise BadInput(f"{target} is there already. Name another file.")
        points = list(map(_point, self.stages))
        title = f"{self._measure} at {self._stops}"
        try:
            target.write_text(plot(title, self._unit, points), "utf-8")
        except OSError as error:
            raise BadInput(f"{target} cannot be written: {error.strerror}.") from None

    @property
    def _measure(self) -> str:
        return self.stages[-1].report.overall.measure

    @property
    def _stops(self) -> str:
        return counted(len(self.stages), self.along.removesuffix("s"))

    @property
    def _unit(self) -> str:
        last = self.stages[-1].report
        how = "of spans" if last.spans else f"by {last.unit}"
        names = _names([each.name for each in last.coders]) or "nobody yet"
        around = next((i for s in self.stages if (i := s.report.overall.interval)), None)
        interval = f"; {around.level * 100:g} % intervals: {around.how}" if around else ""
        return f"{how}, {names}{interval}"


def _point(stage: Stage) -> PlotPoint:
    found = stage.report.overall
    low, high = (found.interval.low, found.interval.high) if found.interval else (None, None)
    return PlotPoint(stage.name, found.value, low, high, tuple(map(_told, stage.between)))


def _told(told: Narrated) -> str:
    why = f" ({told.why})" if told.why else ""
    undone = ", taken back later" if told.reverted else ""
    return f"{short_decision(told.entry.id)} {told.authors} {told.sentence}{why}{undone}"


def _value(report: AgreementReport) -> str:
    found = report.overall
    if found.value is None:
        return "undefined"
    return f"{found} {found.interval}" if found.interval else str(found)


def _names(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
