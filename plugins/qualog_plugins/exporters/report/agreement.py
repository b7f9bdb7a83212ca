"""Agreement between coders, by the measures that a reader of methods expects."""

from collections.abc import Sequence

from attrs import frozen

from qualog.errors import QualogError
from qualog.language import Message, Sayable, listing, message, paragraph, plural
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.reliability.agreement import (
    AgreementReport,
    Measurement,
    agreement,
    expected_measures,
)
from qualog.reliability.coded_study import CodedStudy
from qualog.reliability.selection import compare
from qualog.views.study import Study
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.shared.wording import quoted_names


@frozen
class AgreementRow:
    """One measure: overall, the mean over the codes, and on how many units it rests."""

    measure: str
    overall: str
    mean: Sayable
    units: int


@frozen
class AgreementTable:
    """Agreement by each measure.

    Attributes:
        caption: what was compared, in sentences.
        rows: the measures.
        left_out: what failed, in sentences.
    """

    caption: Sayable
    rows: Sequence[AgreementRow] = ()
    left_out: Sequence[Sayable] = ()


def agreement_table(study: Study) -> AgreementTable | None:
    """Measure agreement by character; return None unless two people coded one document."""
    comparison = compare(study)
    coded = comparison.coded
    if not coded.documents:
        return None
    rows, failed = [], []
    for name in expected_measures(len(coded.coders)):
        try:
            measure = installed_plugins().measures().named(name)
            with plugin_errors(measure):
                rows.append(_row(agreement(comparison, Measurement(measure.plugin))))
        except QualogError as error:
            failed.append(
                message(
                    "The report leaves out agreement by {measure}. {error}",
                    measure=name,
                    error=error,
                )
            )
    return AgreementTable(_caption(coded), rows, failed)


def _row(report: AgreementReport) -> AgreementRow:
    return AgreementRow(
        measure=str(report.overall.measure),
        overall=str(report.overall),
        mean=_mean(report),
        units=report.overall.units,
    )


def _mean(report: AgreementReport) -> Message:
    if report.mean is None:
        return message("cannot be computed")
    mean = f"{report.mean:.3f}"
    codes = plural("one code", "{n} codes", len(report.defined))
    if not report.skipped:
        return message("{mean} ({codes})", mean=mean, codes=codes)
    return message(
        "{mean} ({codes}; cannot be computed for {others})",
        mean=mean,
        codes=codes,
        others=plural("one more", "{n} more", report.skipped),
    )


def _caption(coded: CodedStudy) -> Sayable:
    coders = listing(coder.name for coder in coded.coders)
    documents = quoted_names(coded.document_names)
    if len(coded.coders) == 2:
        compared = plural(
            "Agreement between {coders}, by character, in the document that both coded: "
            "{documents}.",
            "Agreement between {coders}, by character, in the {n} documents that both coded: "
            "{documents}.",
            len(coded.documents),
            coders=coders,
            documents=documents,
        )
    else:
        compared = plural(
            "Agreement between {coders}, by character, in the document that at least two of them "
            "coded: {documents}.",
            "Agreement between {coders}, by character, in the {n} documents that at least two of "
            "them coded: {documents}.",
            len(coded.documents),
            coders=coders,
            documents=documents,
        )
    jointly = plural(
        "One coding that was made jointly is left out.",
        "The {n} codings that were made jointly are left out.",
        coded.left_out.together,
    )
    return paragraph(compared, *nonzero(jointly))
