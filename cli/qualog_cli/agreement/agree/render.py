"""How agreement is shown: as tables, as sentences for a paper, as data."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from qualog.plugins.registry import Registration
from qualog.reliability.agreement import AgreementReport
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.result import Agreement
from qualog.reliability.selection import CodedStudy
from qualog.reliability.sentence import sentence
from qualog_cli.agreement.agree.selection import Comparison
from qualog_cli.shared.show import counted
from qualog_cli.shared.tables import table


@frozen
class Shown:
    """What is compared, and each measure's report of it, by the measure's name.

    `after` are the reports with what was settled in discussion in the place of each one's
    codes; none if that was not asked for.
    """

    compared: Comparison
    coded: CodedStudy
    reports: Mapping[str, tuple[Registration[AgreementMeasure], AgreementReport]]
    after: Mapping[str, AgreementReport] = {}

    def lines(self) -> Iterator[str]:
        """Give what is compared, what is left out and why, the whole, and the parts."""
        coded = self.coded
        found = [report for _, report in self.reports.values()]
        if not coded.documents:
            yield "Nothing to compare yet: no document was coded by two authors, each alone."
            yield from self.left_out()
            return
        names = ", ".join(each.name for each in coded.coders)
        unit = "" if all(each.spans for each in found) else f", by {coded.unit}"
        where = counted(len(coded.documents), "document")
        yield f"Agreement of {names}{unit}, in {where} that at least two of them coded."
        if (round_ := self.compared.round) and round_.is_open:
            yield f"The round “{round_.name}” is still open."
        yield from self.left_out()
        yield ""
        yield from table(
            [
                (
                    each.overall.measure,
                    each.overall.units,
                    each.overall.unit,
                    each.overall.coders,
                    _value(each.overall),
                    *((_value(self.after[name].overall),) if self.after else ()),
                )
                for name, (_, each) in self.reports.items()
            ],
            (
                *("overall", "units", "unit", "coders"),
                *(("before", "after discussion") if self.after else ("value",)),
            ),
        )
        yield from _notes([each.overall for each in found])
        if found[0].groups:
            yield ""
            yield from self._groups()

    def sentences(self) -> Iterator[str]:
        """Give each measure's sentence, and after them the literature."""
        for _, report in self.reports.values():
            yield self._sentence(report)
            yield ""
        yield from dict.fromkeys(offer.plugin.source for offer, _ in self.reports.values())

    def as_data(self) -> dict[str, Any]:
        """Give all of it as data."""
        coded, left_out = self.coded, self.coded.left_out
        state, round_ = self.compared.study.state, self.compared.round
        return {
            "unit": coded.unit,
            "round": round_.name if round_ else None,
            "documents": list(coded.document_names),
            "coders": [each.name for each in coded.coders],
            "left_out": {
                "together": left_out.together,
                "documents": [state.documents[each].name for each in left_out.documents],
                "coders": [state.author_names([each]) for each in left_out.coders],
                "without_theme": left_out.without_theme,
                "in_part": left_out.in_part,
                "without_units": [
                    {"document": state.documents[id_].name, "reason": reason}
                    for id_, reason in left_out.without_units
                ],
            },
            "measures": {
                name: {
                    **_measured(report),
                    "by": report.by,
                    "sentence": self._sentence(report),
                    "source": offer.plugin.source,
                    "after_discussion": _measured(self.after[name]) if self.after else None,
                }
                for name, (offer, report) in self.reports.items()
            },
        }

    def _sentence(self, report: AgreementReport) -> str:
        compared = self.compared
        return sentence(report, moment=compared.moment, independent=compared.independent)

    def left_out(self) -> Iterator[str]:
        """Say what is not compared, and why not."""
        state, left_out = self.compared.study.state, self.coded.left_out
        if left_out.documents:
            names = ", ".join(state.documents[id_].name for id_ in left_out.documents)
            yield f"Left out, coded by fewer than two: {names}."
        if left_out.coders:
            yield f"Left out, coded none of these alone: {state.author_names(left_out.coders)}."
        if left_out.together:
            yield f"Left out, made together: {counted(left_out.together, 'coding')}."
        if left_out.in_part and any(each.spans for _, each in self.reports.values()):
            count = counted(left_out.in_part, "judgement")
            yield f"Left out of measures of spans, of only a part of a document: {count}."
        if left_out.without_theme:
            yield f"Left out, under no theme: {counted(left_out.without_theme, 'coding')}."
        for id_, reason in left_out.without_units:
            yield f"No {self.coded.unit}s in {state.documents[id_].name}: {reason}."

    def _groups(self) -> Iterator[str]:
        """Give a row for each part, and a column for each measure."""
        found = {name: report for name, (_, report) in self.reports.items()}
        first = next(iter(found.values()))
        if self.after:
            found |= {f"{name} after": report for name, report in self.after.items()}
            first = next(iter(self.after.values()))  # a code may have come in by discussion
        columns = [
            [agreements.get(each.what) for each in first.groups]
            for report in found.values()
            for agreements in [{each.what: each.agreement for each in report.groups}]
        ]
        names = [each.name for each in first.groups]
        told = [
            (name, *map(_value, agreements))
            for name, *agreements in zip(names, *columns, strict=True)
        ]
        yield from table(told, (first.by, *found))
        for name, report in found.items():
            if report.mean is not None and len(names) > 1:
                skipped = f", without {report.skipped} undefined" if report.skipped else ""
                count = counted(len(report.defined), report.by)
                yield f"Mean {name} of {count}: {report.mean:.3f}{skipped}"
        reasons = {each.undefined for column in columns for each in column if each} - {""}
        yield from (f"undefined: {reason}" for reason in sorted(reasons))
        yield from sorted(
            {note for column in columns for each in column if each for note in _warned(each)}
        )


def _measured(report: AgreementReport) -> dict[str, Any]:
    return {
        "overall": report.overall,
        "groups": report.groups,
        "mean": report.mean,
        "skipped": report.skipped,
    }


def _value(found: Agreement | None) -> str:
    if found is None:
        return "–"
    if found.value is None:
        return "undefined"
    return f"{found} {found.interval}" if found.interval else str(found)


def _warned(found: Agreement) -> Iterator[str]:
    if found.note:
        yield found.note
    if found.interval and found.interval.note:
        yield found.interval.note


def _notes(found: Sequence[Agreement]) -> Iterator[str]:
    """Tell what is to be known of the values; of which measure, where it is not all."""
    of: dict[str, list[str]] = {}
    for each in found:
        for note in _notes_on(each):
            of.setdefault(note, []).append(each.measure)
    for note, measures in of.items():
        yield note if len(measures) == len(found) > 1 else f"{', '.join(measures)}: {note}"


def _notes_on(found: Agreement) -> Iterator[str]:
    if found.undefined:
        yield f"undefined, {found.undefined}"
    if around := found.interval:
        yield f"{around.level * 100:g} % interval: {around.how}"
        if around.threshold is not None and around.below is not None:
            yield f"the probability of falling below {around.threshold:g} is {around.below:.3f}"
    yield from _warned(found)
