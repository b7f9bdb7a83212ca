"""The command that measures agreement."""

from collections.abc import Iterator
from typing import Any, Literal

import click

from qualog.find import find
from qualog.options import read_options, split_assignments
from qualog.plugins import blamed_on, choose, installed_plugins
from qualog.reliability.agreement import AgreementReport, agreement
from qualog.reliability.coded import CodedStudy, coded_documents
from qualog.reliability.measure import USUAL
from qualog.reliability.result import Agreement
from qualog.study import Study
from qualog_cli.options import PluginHelp, reading
from qualog_cli.show import counted, show, table


class _AgreeHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().measures())
    offers_title = "Measures"


@click.command("agree", cls=_AgreeHelp)
@click.option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    metavar="NAME",
    help=f"Else {', '.join(USUAL)}.",
)
@click.option(
    "--unit",
    type=click.Choice(["character", "turn"]),
    default="character",
    show_default=True,
    help="What coders are compared on.",
)
@click.option("--coder", "coders", multiple=True, metavar="AUTHOR", help="Two or more; else all.")
@click.option("--document", "documents", multiple=True, metavar="DOCUMENT", help="Else all.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A measure's option.")
@reading
def agree_command(
    measures: tuple[str, ...],
    unit: Literal["character", "turn"],
    coders: tuple[str, ...],
    documents: tuple[str, ...],
    assignments: tuple[str, ...],
    study: Study,
    as_json: bool,
) -> None:
    """Measure how far the coders agree, overall and for each code.

    Overall, a unit's value is the set of codes that a coder gave it. For each code, it is
    whether the coder gave it that code. Codings that several authors made together are
    nobody's independent judgement, and are left out.
    """
    state = study.state
    coded = coded_documents(
        state,
        documents=[
            find(state.documents.values(), each, "document", name=lambda d: d.name).id
            for each in documents
        ]
        or None,
        coders=[
            find(state.authors.values(), each, "author", name=lambda a: a.name).id
            for each in coders
        ]
        or None,
    )
    offers = installed_plugins().measures()
    chosen = [choose(offers, each, "measure") for each in measures] or [
        offer for offer in offers if offer.name in USUAL
    ]
    reports = {}
    for offer in chosen:
        options = read_options(
            offer.thing.options, split_assignments(assignments), owner=f"the measure {offer.name}"
        )
        with blamed_on(offer):
            reports[offer.name] = agreement(coded, offer.thing, options, unit=unit)
    data = {
        "unit": unit,
        "documents": [state.documents[each].name for each in coded.document_ids],
        "coders": [each.name for each in coded.coders],
        "left_out_together": coded.left_out_together,
        "left_out_documents": [state.documents[each].name for each in coded.left_out_documents],
        "measures": {name: _report(each) for name, each in reports.items()},
    }
    show(study, as_json, "agreement", data, lambda: _lines(study, coded, unit, reports))


def _lines(
    study: Study, coded: CodedStudy, unit: str, reports: dict[str, AgreementReport]
) -> Iterator[str]:
    names = ", ".join(each.name for each in coded.coders) or "nobody"
    yield (
        f"Agreement of {names}, by {unit}, in "
        f"{counted(len(coded.documents), 'document')} that at least two of them coded."
    )
    if coded.left_out_documents:
        left_out = ", ".join(study.state.documents[id_].name for id_ in coded.left_out_documents)
        yield f"Left out, coded by fewer than two: {left_out}."
    if coded.left_out_together:
        yield f"Left out, made together: {counted(coded.left_out_together, 'coding')}."
    yield ""
    rows = [
        (each.overall.measure, each.overall.units, each.overall.coders, str(each.overall))
        for each in reports.values()
    ]
    yield from table(rows, ("overall", f"{unit}s", "coders", "value"))
    for each in reports.values():
        if each.overall.note:
            yield f"{each.overall.measure}: {each.overall.note}"
    yield ""
    codes = {each.code: each.name for report in reports.values() for each in report.per_code}
    by_code = {
        name: {each.code: each.agreement for each in report.per_code}
        for name, report in reports.items()
    }
    told = [
        (name, *(_value(by_code[measure][code]) for measure in reports))
        for code, name in codes.items()
    ]
    yield from table(told, ("code", *reports))
    for name, report in reports.items():
        if report.mean is not None:
            skipped = f", without {report.skipped} undefined" if report.skipped else ""
            yield (
                f"Mean {name} of {counted(len(report.defined), 'code')}: {report.mean:.3f}{skipped}"
            )
    reasons = {each.agreement.undefined for r in reports.values() for each in r.per_code} - {""}
    for reason in sorted(reasons):
        yield f"undefined: {reason}"


def _value(found: Agreement) -> str:
    return "undefined" if found.value is None else str(found)


def _report(report: AgreementReport) -> dict[str, Any]:
    return {
        "overall": report.overall,
        "per_code": [
            {"code": each.code, "name": each.name, "agreement": each.agreement}
            for each in report.per_code
        ],
        "mean": report.mean,
        "skipped": report.skipped,
    }
