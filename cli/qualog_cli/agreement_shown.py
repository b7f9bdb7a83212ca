"""How agreement is shown: as tables, as sentences for a paper, as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from qualog.hookspecs import AgreementMeasure
from qualog.plugins import Offer
from qualog.reliability.agreement import AgreementReport
from qualog.reliability.coded import CodedStudy
from qualog.reliability.result import Agreement
from qualog.reliability.sentence import sentence
from qualog.study import Study
from qualog_cli.show import counted, table

Reports = Mapping[str, tuple[Offer[AgreementMeasure], AgreementReport]]


def lines(study: Study, coded: CodedStudy, reports: Reports) -> Iterator[str]:
    """Give what is compared, the whole, the parts, and what is left out and why."""
    if not coded.documents:
        yield "Nothing to compare yet: no document was coded by two authors, each alone."
        yield from _left_out(study, coded)
        return
    found = [report for _, report in reports.values()]
    names = ", ".join(each.name for each in coded.coders)
    unit = f", by {coded.unit}" if not all(each.spans for each in found) else ""
    where = counted(len(coded.documents), "document")
    yield f"Agreement of {names}{unit}, in {where} that at least two of them coded."
    yield from _left_out(study, coded)
    yield ""
    rows = [
        (each.overall.measure, each.overall.units, each.overall.unit, each.overall.coders,
         str(each.overall))
        for each in found
    ]  # fmt: skip
    yield from table(rows, ("overall", "units", "unit", "coders", "value"))
    for each in found:
        if each.overall.note:
            yield f"{each.overall.measure}: {each.overall.note}"
    if found[0].groups:
        yield ""
        yield from _groups(reports)


def sentences(study: Study, coded: CodedStudy, reports: Reports) -> Iterator[str]:
    """Give each measure's sentence, and after them the literature."""
    for _, report in reports.values():
        yield sentence(report, moment=_moment(study))
        yield ""
    yield from dict.fromkeys(offer.thing.source for offer, _ in reports.values())


def as_data(study: Study, coded: CodedStudy, reports: Reports) -> dict[str, Any]:
    """Give all of it as data."""
    state, left_out = study.state, coded.left_out
    return {
        "unit": coded.unit,
        "documents": list(coded.document_names),
        "coders": [each.name for each in coded.coders],
        "left_out": {
            "together": left_out.together,
            "documents": [state.documents[each].name for each in left_out.documents],
            "coders": [state.author_names([each]) for each in left_out.coders],
            "without_theme": left_out.without_theme,
            "without_units": [
                {"document": state.documents[id_].name, "reason": reason}
                for id_, reason in left_out.without_units
            ],
        },
        "measures": {
            name: {
                "overall": report.overall,
                "by": report.by,
                "groups": report.groups,
                "mean": report.mean,
                "skipped": report.skipped,
                "sentence": sentence(report, moment=_moment(study)),
                "source": offer.thing.source,
            }
            for name, (offer, report) in reports.items()
        },
    }


def _left_out(study: Study, coded: CodedStudy) -> Iterator[str]:
    state, left_out = study.state, coded.left_out
    if left_out.documents:
        names = ", ".join(state.documents[id_].name for id_ in left_out.documents)
        yield f"Left out, coded by fewer than two: {names}."
    if left_out.coders:
        yield f"Left out, coded none of these alone: {state.author_names(left_out.coders)}."
    if left_out.together:
        yield f"Left out, made together: {counted(left_out.together, 'coding')}."
    if left_out.without_theme:
        yield f"Left out, under no theme: {counted(left_out.without_theme, 'coding')}."
    for id_, reason in left_out.without_units:
        yield f"No {coded.unit}s in {state.documents[id_].name}: {reason}."


def _groups(reports: Reports) -> Iterator[str]:
    """Give a row for each part, and a column for each measure."""
    found = {name: report for name, (_, report) in reports.items()}
    by = next(iter(found.values())).by
    columns = [[each.agreement for each in report.groups] for report in found.values()]
    names = [each.name for each in next(iter(found.values())).groups]
    told = [
        (name, *map(_value, agreements)) for name, *agreements in zip(names, *columns, strict=True)
    ]
    yield from table(told, (by, *found))
    for name, report in found.items():
        if report.mean is not None and len(report.groups) > 1:
            skipped = f", without {report.skipped} undefined" if report.skipped else ""
            count = counted(len(report.defined), by)
            yield f"Mean {name} of {count}: {report.mean:.3f}{skipped}"
    reasons = {each.undefined for column in columns for each in column} - {""}
    for reason in sorted(reasons):
        yield f"undefined: {reason}"


def _value(found: Agreement) -> str:
    return "undefined" if found.value is None else str(found)


def _moment(study: Study) -> str:
    return "" if study.moment.told == "now" else study.moment.told
