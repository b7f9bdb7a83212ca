"""Agreement on a study: all codes at once, and each code by itself."""

from typing import Any, Literal

from attrs import frozen

from qualog.hookspecs import AgreementMeasure
from qualog.reliability.coded import CodedStudy, Named
from qualog.reliability.result import Agreement
from qualog.reliability.spans import (
    by_character,
    by_character_per_code,
    by_unit,
    by_unit_per_code,
)


@frozen
class CodeAgreement:
    """Agreement on one code: applied or not applied."""

    code: str
    name: str
    agreement: Agreement


@frozen
class AgreementReport:
    """What one measure says of a study, and of what it says nothing.

    Attributes:
        overall: agreement on sets of codes: two different sets disagree, however alike.
        per_code: agreement on each code by itself.
        mean: the mean over the codes whose agreement is defined; None if none is.
        skipped: how many codes are not in the mean, being undefined.
        unit: what coders are compared on.
        documents: ids of the documents compared.
        coders: who is compared.
        left_out_together: codings of several authors together.
        left_out_documents: ids of documents that fewer than two of the coders judged.
        without_units: ids of documents that have no such unit, such as texts without turns.
    """

    overall: Agreement
    per_code: tuple[CodeAgreement, ...]
    unit: Literal["character", "turn"]
    documents: tuple[str, ...]
    coders: tuple[Named, ...]
    left_out_together: int = 0
    left_out_documents: tuple[str, ...] = ()
    without_units: tuple[str, ...] = ()

    @property
    def defined(self) -> tuple[float, ...]:
        """The values of the codes whose agreement is defined."""
        values = (each.agreement.value for each in self.per_code)
        return tuple(value for value in values if value is not None)

    @property
    def mean(self) -> float | None:
        """The mean over the codes whose agreement is defined; None if none is."""
        return sum(self.defined) / len(self.defined) if self.defined else None

    @property
    def skipped(self) -> int:
        """How many codes are not in the mean, because their agreement is undefined."""
        return len(self.per_code) - len(self.defined)


def agreement(
    coded: CodedStudy,
    measure: AgreementMeasure,
    options: Any,
    *,
    unit: Literal["character", "turn"],
) -> AgreementReport:
    """Measure agreement on a study, overall and code by code."""
    if unit == "character":
        overall = by_character(coded.continuum)
        per_code = by_character_per_code(coded.continuum)
    else:
        overall = by_unit(coded.continuum, unit=unit)
        per_code = by_unit_per_code(coded.continuum, unit=unit)
    return AgreementReport(
        overall=measure.measure(overall, options),
        per_code=tuple(
            CodeAgreement(code.id, code.name, measure.measure(data, options))
            for code, data in zip(coded.codes, per_code, strict=True)
        ),
        unit=unit,
        documents=coded.document_ids,
        coders=coded.coders,
        left_out_together=coded.left_out_together,
        left_out_documents=coded.left_out_documents,
        without_units=tuple(
            id_
            for id_, document in zip(coded.document_ids, coded.documents, strict=True)
            if not (document.length if unit == "character" else document.units)
        ),
    )
