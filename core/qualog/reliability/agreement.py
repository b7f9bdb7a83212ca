"""Agreement on a study: all codes at once, and by code, theme, document or pair of coders."""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, Literal

from attrs import evolve, field, frozen

from qualog.reliability.continuum import Continuum
from qualog.reliability.measure import AgreementMeasure
from qualog.reliability.result import Agreement, Interval
from qualog.reliability.selection import CodedStudy, Labelled, LeftOut, coded_documents
from qualog.reliability.spans import (
    by_character,
    by_character_per_code,
    by_unit,
    by_unit_per_code,
)
from qualog.reliability.subsets import of_code, of_coders, of_document
from qualog.reliability.uncertainty.intervals import IntervalSettings, interval
from qualog.state import State
from qualog.text.units import Unit

GroupBy = Literal["code", "theme", "document", "pair"]


@frozen
class Request:
    """What is to be measured, so that it can be measured again at any moment.

    Attributes:
        measure: which coefficient.
        options: the measure's options.
        unit: what coders are compared on; a measure of spans takes the spans as they are.
        by: what it is measured for apart from the whole. By theme, the whole is of themes too,
            each code as the theme or subtheme that it is gathered under; a theme by itself has
            the codes of its subthemes as well.
        documents: ids of the documents to compare; all if None.
        coders: ids of the authors to compare; all who judged a compared document if None.
        codes: ids of the codes to compare; all if None.
        discussed: whether each coder has, in passages that were discussed and settled, what was
            settled there.
        intervals: how the interval of the whole is found; None for none.
        of_parts: find an interval for each part, too.
    """

    measure: AgreementMeasure
    options: Any
    unit: Unit = "character"
    by: GroupBy = "code"
    documents: tuple[str, ...] | None = None
    coders: tuple[str, ...] | None = None
    codes: tuple[str, ...] | None = None
    discussed: bool = False
    intervals: IntervalSettings | None = None
    of_parts: bool = False


@frozen
class Group:
    """Agreement on a part of the study: a code, a theme, a document, or a pair of coders.

    `what` is its id; a pair's is both ids with a comma between them.
    """

    what: str
    name: str
    agreement: Agreement


@frozen
class AgreementReport:
    """What one measure says of a study, and of what it says nothing.

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
        at: the last tick of the clock that was taken into account.
        left_out: what is not compared.
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
    at: int = 0
    left_out: LeftOut = field(factory=LeftOut)

    @property
    def defined(self) -> tuple[float, ...]:
        """The values of the groups whose agreement is defined."""
        values = (each.agreement.value for each in self.groups)
        return tuple(value for value in values if value is not None)

    @property
    def mean(self) -> float | None:
        """The mean over the groups whose agreement is defined; None if none is."""
        return sum(self.defined) / len(self.defined) if self.defined else None

    @property
    def skipped(self) -> int:
        """How many groups are not in the mean, because their agreement is undefined."""
        return len(self.groups) - len(self.defined)


def measured(state: State, request: Request) -> AgreementReport:
    """Measure agreement on a study at its moment.

    Raises:
        NotFound: no document, author or code of an id that the request names.
    """
    coded = coded_documents(
        state,
        documents=request.documents,
        coders=request.coders,
        codes=request.codes,
        unit=request.unit,
        themes=request.by == "theme",
        discussed=request.discussed,
    )
    return agreement(
        coded,
        request.measure,
        request.options,
        by=request.by,
        intervals=request.intervals,
        of_parts=request.of_parts,
        at=state.at,
    )


def agreement(
    coded: CodedStudy,
    measure: AgreementMeasure,
    options: Any,
    *,
    by: GroupBy = "code",
    intervals: IntervalSettings | None = None,
    of_parts: bool = False,
    at: int = 0,
) -> AgreementReport:
    """Measure agreement on the codings that were gathered, overall and for each part.

    Raises:
        BadInput: options or settings that do not fit what is compared.
    """
    whole = as_compared(measure, coded.unit)(coded.continuum)
    in_parts = intervals if of_parts else None
    return AgreementReport(
        overall=_told(measure, whole, options, intervals),
        groups=tuple(
            Group(each.id, each.name, _told(measure, data, options, in_parts))
            for each, data in _parts(coded, measure, by)
        ),
        by=by,
        unit=coded.unit,
        documents=tuple(map(Labelled, coded.document_ids, coded.document_names)),
        coders=coded.coders,
        codes=coded.codes,
        spans=measure.compares == "spans",
        complete=all(len(each.codings) == len(coded.coders) for each in coded.documents),
        at=at,
        left_out=coded.left_out,
    )


def expected_measures(coders: int) -> tuple[str, ...]:
    """Give the names of the measures that a reader of methods expects, of so many coders.

    Percent agreement, because it is understood at once; Krippendorff's alpha, because it takes
    any number of coders and missing judgements; of two coders Cohen's kappa, because most
    papers give it.
    """
    return ("percent", "kappa", "alpha") if coders == 2 else ("percent", "alpha")


def _told(
    measure: AgreementMeasure, data: Any, options: Any, intervals: IntervalSettings | None
) -> Agreement:
    """Give the coefficient, with its interval or with why it has none."""
    found = measure.measure(data, options)
    if intervals is None or found.value is None:
        return found
    around = interval(measure, data, options, intervals)
    if isinstance(around, Interval):
        return evolve(found, interval=around)
    return evolve(found, note="; ".join(filter(None, (found.note, str(around)))))


def _parts(
    coded: CodedStudy, measure: AgreementMeasure, by: GroupBy
) -> Iterator[tuple[Labelled, Any]]:
    """Give each part with what the measure compares of it."""
    continuum = coded.continuum
    compared = as_compared(measure, coded.unit)
    match by:
        case "document":
            documents = map(Labelled, coded.document_ids, coded.document_names)
            for index, document in enumerate(documents):
                yield document, compared(of_document(continuum, index))
        case "pair":
            for one, other in combinations(range(len(coded.coders)), 2):
                first, second = coded.coders[one], coded.coders[other]
                pair = Labelled(f"{first.id},{second.id}", f"{first.name} and {second.name}")
                yield pair, compared(of_coders(continuum, one, other))
        case "code" | "theme":
            things = map(Labelled, (each.id for each in coded.codes), continuum.codes)
            per_code = _per_code(coded.rolled_up, measure, coded.unit)
            yield from zip(things, per_code, strict=True)


def as_compared(measure: AgreementMeasure, unit: Unit) -> Callable[[Continuum], Any]:
    """Give how what a measure compares is made of a continuum."""
    if measure.compares == "spans":
        return Continuum.judged_whole
    if unit == "character":
        return by_character
    return lambda continuum: by_unit(continuum, unit=unit)


def _per_code(continuum: Continuum, measure: AgreementMeasure, unit: Unit) -> list[Any]:
    if measure.compares == "spans":
        whole = continuum.judged_whole()
        return [of_code(whole, code) for code in range(len(continuum.codes))]
    if unit == "character":
        return list(by_character_per_code(continuum))
    return list(by_unit_per_code(continuum, unit=unit))
