"""Agreement on a study: all codes at once, and by code, theme, document or pair of coders."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from attrs import Factory, evolve, field, frozen

from qualog.language import Sayable, message
from qualog.reliability.coded_study import CodedStudy, Labelled, LeftOut
from qualog.reliability.continuum import Continuum
from qualog.reliability.data import ReliabilityData
from qualog.reliability.measure import AgreementMeasure, measured
from qualog.reliability.result import Agreement, Interval
from qualog.reliability.selection import Comparison, GroupBy
from qualog.reliability.spans import (
    by_character,
    by_character_per_code,
    by_unit,
    by_unit_per_code,
)
from qualog.reliability.subsets import of_code, of_coders, of_document
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval
from qualog.text.units import Unit


@frozen
class Measurement:
    """How agreement is measured, so that it can be measured so again at any moment.

    Attributes:
        measure: which coefficient.
        options: the measure's options; its defaults if they are not given.
        intervals: how the interval of the whole is found; None for none.
        of_parts: whether an interval is found for each part, too.
    """

    measure: AgreementMeasure
    options: Any = Factory(lambda self: self.measure.options(), takes_self=True)
    intervals: IntervalSettings | None = None
    of_parts: bool = False


@frozen
class Group:
    """Agreement on a part of the study: a code, a theme, a document, or a pair of coders.

    `what` is its id; a pair's is both ids with a comma between them.
    """

    what: str
    name: Sayable
    agreement: Agreement


@frozen
class AgreementReport:
    """What one measure says of a comparison, and of what it says nothing.

    Attributes:
        overall: agreement on sets of codes: two different sets disagree, however alike, unless
            the measure sees how far they are apart.
        groups: agreement on each part by itself.
        by: what the parts are.
        unit: what coders are compared on.
        documents: the documents compared.
        coders: who is compared.
        codes: what is compared: the codes, or the themes, that occur.
        spans: whether the spans were compared as they are, and not units.
        complete: whether each of the coders judged each of the documents.
        left_out: what is not compared.
        moment: as of when, as a phrase; None for now.
        independent: whether it is proved that no coder had seen what the others coded.
    """

    overall: Agreement
    groups: tuple[Group, ...]
    by: GroupBy
    unit: Unit
    documents: tuple[Labelled, ...]
    coders: tuple[Labelled, ...]
    codes: tuple[Labelled, ...]
    spans: bool = False
    complete: bool = True
    left_out: LeftOut = field(factory=LeftOut)
    moment: Sayable | None = None
    independent: bool = False

    @property
    def defined(self) -> tuple[float, ...]:
        """The values of the groups whose agreement is defined."""
        values = (group.agreement.value for group in self.groups)
        return tuple(value for value in values if value is not None)

    @property
    def mean(self) -> float | None:
        """The mean over the groups whose agreement is defined; None if none is."""
        return sum(self.defined) / len(self.defined) if self.defined else None

    @property
    def skipped(self) -> int:
        """How many groups are not in the mean, because their agreement is undefined."""
        return len(self.groups) - len(self.defined)


def agreement(comparison: Comparison, measurement: Measurement) -> AgreementReport:
    """Measure agreement on what is compared, overall and for each part.

    Raises:
        BadInput, PluginError: options or settings that do not fit what is compared.
    """
    coded, measure = comparison.coded, measurement.measure
    by = comparison.selection.by
    in_parts = measurement if measurement.of_parts else evolve(measurement, intervals=None)
    return AgreementReport(
        overall=_measured(measurement, reliability_data(coded, measure)),
        groups=tuple(
            Group(id_, name, _measured(in_parts, data))
            for id_, name, data in _parts(coded, measure, by)
        ),
        by=by,
        unit=coded.unit,
        documents=_documents(coded),
        coders=coded.coders,
        codes=coded.codes,
        spans=measure.compares == "spans",
        complete=all(len(document.codings) == len(coded.coders) for document in coded.documents),
        left_out=coded.left_out,
        moment=comparison.moment,
        independent=comparison.independent,
    )


def expected_measures(coders: int) -> tuple[str, ...]:
    """Return the names of the measures that a reader of methods expects, of so many coders.

    Percent agreement, because it is understood at once; Krippendorff's alpha, because it takes
    any number of coders and missing judgements; for two coders Cohen's kappa, because most
    papers report it.
    """
    return ("percent", "kappa", "alpha") if coders == 2 else ("percent", "alpha")


def reliability_data(coded: CodedStudy, measure: AgreementMeasure) -> ReliabilityData | Continuum:
    """Return what a measure compares of a study: its units, or its spans."""
    return _compared(coded.continuum, measure, coded.unit)


def _compared(
    continuum: Continuum, measure: AgreementMeasure, unit: Unit
) -> ReliabilityData | Continuum:
    if measure.compares == "spans":
        return continuum.judged_whole()
    return by_character(continuum) if unit == "character" else by_unit(continuum, unit=unit)


def _measured(measurement: Measurement, data: ReliabilityData | Continuum) -> Agreement:
    """Return the coefficient, with its interval or with why it has none."""
    measure, options = measurement.measure, measurement.options
    found = measured(measure, data, options)
    if measurement.intervals is None or found.value is None:
        return found
    around = interval(measure, data, options, measurement.intervals)
    if isinstance(around, Interval):
        return evolve(found, interval=around)
    return evolve(found, no_interval=around)


def _parts(
    coded: CodedStudy, measure: AgreementMeasure, by: GroupBy
) -> Iterator[tuple[str, Sayable, ReliabilityData | Continuum]]:
    """Yield the id and the name of each part, with what the measure compares of it."""
    continuum = coded.continuum
    match by:
        case "document":
            for index, (id_, name) in enumerate(_documents(coded)):
                document = of_document(continuum, index)
                yield id_, name, _compared(document, measure, coded.unit)
        case "pair":
            for one, other in combinations(range(len(coded.coders)), 2):
                first, second = coded.coders[one], coded.coders[other]
                names = message("{one} and {other}", one=first.name, other=second.name)
                pair = of_coders(continuum, one, other)
                yield f"{first.id},{second.id}", names, _compared(pair, measure, coded.unit)
        case "code" | "theme":
            per_code = _per_code(coded.rolled_up, measure, coded.unit)
            for code, name, data in zip(coded.codes, continuum.codes, per_code, strict=True):
                yield code.id, name, data


def _documents(coded: CodedStudy) -> tuple[Labelled, ...]:
    return tuple(map(Labelled, coded.document_ids, coded.document_names))


def _per_code(
    continuum: Continuum, measure: AgreementMeasure, unit: Unit
) -> Iterator[ReliabilityData | Continuum]:
    if measure.compares == "spans":
        judged = continuum.judged_whole()
        yield from (of_code(judged, code) for code in range(len(continuum.codes)))
    elif unit == "character":
        yield from by_character_per_code(continuum)
    else:
        yield from by_unit_per_code(continuum, unit=unit)
