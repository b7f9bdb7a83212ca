"""How agreement is shown: as tables, as sentences for a paper, as data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from qualog.language import Sayable, listing, message, paragraph, plural
from qualog.plugins.measures import Measure
from qualog.reliability.agreement import AgreementReport
from qualog.reliability.explanations import left_out, why_nothing
from qualog.reliability.nouns import counted_groups, group_name, unit_name
from qualog.reliability.result import Agreement, Interval, decimals
from qualog.reliability.selection import Comparison
from qualog.reliability.sentence import sentence, sentence_after_discussion
from qualog_cli.shared.tables import table

Reports = Mapping[str, tuple[Measure, AgreementReport]]
"""Each measure and what it says of a comparison, by the measure's name."""


@frozen
class Results:
    """What is compared, and what each measure says of it.

    `after` are the reports with what was settled in discussion in the place of each coder's
    codes; none if that was not asked for.
    """

    comparison: Comparison
    reports: Reports
    after: Reports = field(factory=dict)

    def lines(self) -> Iterator[Sayable]:
        """Yield what is compared, what is left out and why, the whole, and the parts."""
        comparison = self.comparison
        reports = [report for _, report in self.reports.values()]
        if not comparison.coded.documents:
            yield from nothing_compared(comparison)
            return
        yield _heading(comparison, reports)
        if (round_ := comparison.round) and round_.is_open:
            yield message("The round “{round}” is still open.", round=round_.name)
        yield from left_out(comparison, spans=any(report.spans for report in reports))
        yield ""
        yield from self._overall()
        yield from _notes([report.overall for report in reports])
        if reports[0].groups:
            yield ""
            yield from self._groups()

    def sentences(self) -> Iterator[Sayable]:
        """Yield each measure's sentences, and after them the literature."""
        for name, (_, report) in self.reports.items():
            yield sentence(report)
            if self.after:
                yield sentence_after_discussion(self.after[name][1])
            yield ""
        yield from dict.fromkeys(measure.plugin.source for measure, _ in self.reports.values())

    def as_data(self) -> dict[str, Any]:
        """Return all of it as data."""
        comparison, coded = self.comparison, self.comparison.coded
        state, missing = comparison.study.state, coded.left_out
        return {
            "unit": coded.unit,
            "round": comparison.round.name if comparison.round else None,
            "documents": list(coded.document_names),
            "coders": [coder.name for coder in coded.coders],
            "left_out": {
                "together": missing.together,
                "documents": [state.documents[id_].name for id_ in missing.documents],
                "coders": [state.authors[id_].name for id_ in missing.coders],
                "without_theme": missing.without_theme,
                "in_part": missing.in_part,
                "without_units": [
                    {"document": state.documents[id_].name, "reason": str(reason)}
                    for id_, reason in missing.without_units
                ],
            },
            "measures": {
                name: {
                    **_report_data(report),
                    "by": report.by,
                    "sentence": str(sentence(report)),
                    "source": measure.plugin.source,
                    "after_discussion": _report_data(self.after[name][1]) if self.after else None,
                }
                for name, (measure, report) in self.reports.items()
            },
        }

    def _overall(self) -> Iterable[Sayable]:
        rows = []
        for name, (_, report) in self.reports.items():
            found = report.overall
            values = [shown_value(found)]
            if self.after:
                values.append(shown_value(self.after[name][1].overall))
            rows.append((found.measure, found.units, unit_name(found.unit), found.coders, *values))
        columns = [message("value")]
        if self.after:
            columns = [message("before"), message("after discussion")]
        headings = (message("overall"), message("units"), message("unit"), message("coders"))
        return table(rows, (*headings, *columns))

    def _groups(self) -> Iterator[Sayable]:
        """Yield a row for each part, with a column for each measure, and what is to be known."""
        columns: list[tuple[Sayable, AgreementReport]] = [
            (name, report) for name, (_, report) in self.reports.items()
        ]
        columns += [
            (message("{measure} after", measure=name), report)
            for name, (_, report) in self.after.items()
        ]
        longest = columns[-1][1]  # after a discussion there may be a code that was not before
        cells = [
            [parts.get(group.what) for group in longest.groups]
            for _, report in columns
            for parts in [{group.what: group.agreement for group in report.groups}]
        ]
        names = [group.name for group in longest.groups]
        rows = [(name, *map(shown_value, row)) for name, *row in zip(names, *cells, strict=True)]
        yield from table(rows, (group_name(longest.by), *(heading for heading, _ in columns)))
        for heading, report in columns:
            if report.mean is not None and len(names) > 1:
                yield _mean(heading, report, report.mean)
        found = [cell for column in cells for cell in column if cell is not None]
        for reason in sorted({str(cell.undefined) for cell in found} - {""}):
            yield message("undefined: {reason}", reason=reason)
        yield from sorted({str(note) for cell in found for note in _warnings(cell)})


def nothing_compared(comparison: Comparison) -> Iterator[Sayable]:
    """Yield why there is nothing to compare, and what is left out."""
    if (why := why_nothing(comparison)) is not None:
        yield why
    yield from left_out(comparison)


def agreement_data(found: Agreement) -> dict[str, Any]:
    """Return a coefficient, and what it rests on, as data."""
    return {
        "measure": str(found.measure),
        "value": found.value,
        "undefined": str(found.undefined),
        "observed_disagreement": found.observed_disagreement,
        "expected_disagreement": found.expected_disagreement,
        "units": found.units,
        "values": found.values,
        "coders": found.coders,
        "unit": found.unit,
        "settings": found.settings,
        "interval": interval_data(found.interval) if found.interval else None,
        "note": str(paragraph(found.note, found.no_interval)),
    }


def interval_data(found: Interval) -> dict[str, Any]:
    """Return an interval as data."""
    return {
        "low": found.low,
        "high": found.high,
        "level": found.level,
        "scheme": str(found.scheme),
        "resamples": found.resamples,
        "seed": found.seed,
        "undefined": found.undefined,
        "threshold": found.threshold,
        "below": found.below,
        "note": str(found.note),
    }


def _report_data(report: AgreementReport) -> dict[str, Any]:
    return {
        "overall": agreement_data(report.overall),
        "groups": [
            {
                "what": group.what,
                "name": str(group.name),
                "agreement": agreement_data(group.agreement),
            }
            for group in report.groups
        ],
        "mean": report.mean,
        "skipped": report.skipped,
    }


def _heading(comparison: Comparison, reports: Sequence[AgreementReport]) -> Sayable:
    coded = comparison.coded
    compared = message("by {unit}", unit=unit_name(coded.unit))
    if all(report.spans for report in reports):
        compared = message("on spans")
    coders = listing(coder.name for coder in coded.coders)
    if len(coded.coders) == 2:
        return plural(
            "Agreement between {coders} {compared}, in the one document that both have coded.",
            "Agreement between {coders} {compared}, in the {n} documents that both have coded.",
            len(coded.documents),
            coders=coders,
            compared=compared,
        )
    return plural(
        "Agreement between {coders} {compared}, in the one document that at least two of them "
        "have coded.",
        "Agreement between {coders} {compared}, in the {n} documents that at least two of them "
        "have coded.",
        len(coded.documents),
        coders=coders,
        compared=compared,
    )


def shown_value(found: Agreement | None) -> Sayable:
    """Return a value with its interval, for a table; a dash where there is none."""
    if found is None:
        return "–"
    if found.value is None:
        return message("undefined")
    value = decimals(found.value, 3)
    return f"{value} {found.interval}" if found.interval else value


def _notes(found: Sequence[Agreement]) -> Iterator[Sayable]:
    """Yield what is to be known of the values; of which measures, where it is not all."""
    undefined: dict[str, list[Sayable]] = {}
    notes: dict[str, list[Sayable]] = {}
    for agreement in found:
        if agreement.value is None:
            undefined.setdefault(str(agreement.undefined), []).append(agreement.measure)
        for note in _notes_on(agreement):
            notes.setdefault(str(note), []).append(agreement.measure)
    for reason, measures in undefined.items():
        yield message(
            "{measures} cannot be computed. {reason}", measures=listing(measures), reason=reason
        )
    for text, measures in notes.items():
        if len(measures) == len(found):
            yield text
        else:
            yield message("{measures}: {note}", measures=listing(measures), note=text)


def _notes_on(found: Agreement) -> Iterator[Sayable]:
    if around := found.interval:
        level = f"{around.level * 100:g}"
        yield message("{level}% confidence interval: {how}.", level=level, how=around.how)
        if around.threshold is not None and around.below is not None:
            yield message(
                "The probability that it is below {threshold} is {probability}.",
                threshold=f"{around.threshold:g}",
                probability=decimals(around.below, 3),
            )
    yield from _warnings(found)


def _warnings(found: Agreement) -> Iterator[Sayable]:
    """Yield what a reader must know of a value and of its interval."""
    notes = (found.note, found.no_interval, found.interval and found.interval.note)
    yield from (note for note in notes if note)


def _mean(measure: Sayable, report: AgreementReport, mean: float) -> Sayable:
    groups = counted_groups(report.by, len(report.defined))
    value = decimals(mean, 3)
    if not report.skipped:
        return message(
            "Mean {measure} over {groups}: {mean}", measure=measure, groups=groups, mean=value
        )
    return plural(
        "Mean {measure} over {groups}, without one that is undefined: {mean}",
        "Mean {measure} over {groups}, without {n} that are undefined: {mean}",
        report.skipped,
        measure=measure,
        groups=groups,
        mean=value,
    )
