"""Agreement as a frame: a row for each figure of each measure, of the whole or part by part."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, cast, get_args

from attrs import evolve

from qualog.history.agreement_over_time import Stops, agreement_over_time
from qualog.language import Sayable, paragraph
from qualog.plugins.measures import Measures
from qualog.plugins.registry import plugin_errors
from qualog.reliability.agreement import AgreementReport
from qualog.reliability.explanations import compared
from qualog.reliability.result import Agreement
from qualog.reliability.selection import Comparison, GroupBy, Selection
from qualog.tables.frame import Frame
from qualog.tables.table import Relation
from qualog.views.study import Study

By = Literal["code", "theme", "pair", "document", "moment", "round", "week"]
"""What agreement is measured for one by one."""

_STOPS: Final[dict[str, Stops]] = {"moment": "moments", "round": "rounds", "week": "weeks"}


class AgreementRow(NamedTuple):
    """A figure of agreement.

    Attributes:
        measure: the name of the measure, such as `alpha`.
        title: what the measure is called in full.
        unit: what one unit is, such as `turn`; of a measure of spans, `span`.
        by: what it is measured by, such as `code`; empty for the whole.
        of: the name of the code, theme, pair, document or moment; empty for the whole.
        of_id: its id; a pair's is both ids with a comma between them.
        value: the coefficient; empty where it is undefined.
        undefined: why it is undefined; empty where it has a value.
        low: the lower bound of its interval, if it has one.
        high: the upper bound.
        level: the interval's level of confidence.
        interval: how the interval was found, or why there is none.
        units: how many units at least two coders judged; for spans, how many spans.
        coders: the names of those compared, with semicolons between them.
        documents: how many documents are compared.
        note: what else a reader of the value must know.
    """

    measure: str
    title: str
    unit: str
    by: str | None
    of: str | None
    of_id: str | None
    value: float | None
    undefined: str | None
    low: float | None
    high: float | None
    level: float | None
    interval: str | None
    units: int
    coders: str
    documents: int
    note: str | None


AGREEMENT: Final = Relation("agreement", AgreementRow)


def agreement_frame(study: Study, selection: Selection, measures: Measures, by: By | None) -> Frame:
    """Measure agreement, and return a row for each figure.

    Raises:
        NotFound, Ambiguous, NotAllowed, BadInput, PluginError: as `compare` and `agreement` do.
    """
    if by in get_args(GroupBy):
        selection = evolve(selection, by=cast(GroupBy, by))
    comparison = compared(study, selection)
    if by in _STOPS:
        rows = _over_time(comparison, measures, by)
    else:
        rows = _of_parts(comparison, measures, by)
    types = {column.name: column.stored for column in AGREEMENT.columns}
    return Frame((row._asdict() for row in rows), types)


def _of_parts(comparison: Comparison, measures: Measures, by: str | None) -> Iterator[AgreementRow]:
    for name, (_, report) in measures.reports(comparison).items():
        if by is None:
            yield _row(name, report, report.overall)
        else:
            for group in report.groups:
                yield _row(name, report, group.agreement, by, group.name, group.what)


def _over_time(comparison: Comparison, measures: Measures, by: str) -> Iterator[AgreementRow]:
    for measure, measurement in measures.chosen(comparison):
        with plugin_errors(measure):
            stages = agreement_over_time(comparison, measurement, _STOPS[by])
        for stage in stages:
            report = stage.report
            yield _row(measure.called, report, report.overall, by, stage.name, stage.point.label)


def _row(
    measure: str,
    report: AgreementReport,
    found: Agreement,
    by: str | None = None,
    of: Sayable | None = None,
    of_id: str | None = None,
) -> AgreementRow:
    around = found.interval
    return AgreementRow(
        measure=measure,
        title=str(found.measure),
        unit=found.unit,
        by=by,
        of=None if of is None else str(of),
        of_id=of_id,
        value=found.value,
        undefined=str(found.undefined) or None,
        low=around.low if around else None,
        high=around.high if around else None,
        level=around.level if around else None,
        interval=str(around.how if around else found.no_interval or "") or None,
        units=found.units,
        coders="; ".join(coder.name for coder in report.coders),
        documents=len(report.documents),
        note=str(paragraph(found.note, around.note if around else None)) or None,
    )
