"""The command that measures agreement."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import click

from qualog.errors import BadInput, PluginError
from qualog.find import find
from qualog.hookspecs import AgreementMeasure
from qualog.options import describe_options, read_options, split_assignments
from qualog.plugins import Offer, blamed_on, choose, installed_plugins
from qualog.reliability.agreement import (
    AgreementReport,
    Level,
    agreement,
    expected_measures,
)
from qualog.reliability.coded import CodedStudy, coded_documents, judges_of
from qualog.state import State
from qualog.study import Study
from qualog.text.units import Unit
from qualog_cli.agreement_shown import as_data, lines, sentences
from qualog_cli.options import PluginHelp, reading
from qualog_cli.show import show

Measure = Offer[AgreementMeasure]


def _told(measure: AgreementMeasure) -> Iterable[tuple[str, str]]:
    compares = "spans, with free boundaries" if measure.compares == "spans" else "units"
    yield "compares", compares
    yield "range", measure.range
    yield "assumes", measure.assumptions
    yield "source", measure.source


class _AgreeHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().measures())
    offers_title = "Measures"
    told = staticmethod(_told)


@click.command("agree", cls=_AgreeHelp)
@click.option(
    "--measure",
    "-m",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Else percent and alpha, and of two coders kappa.",
)
@click.option(
    "--unit",
    type=click.Choice(get_args(Unit)),
    default="character",
    show_default=True,
    help="What coders are compared on.",
)
@click.option(
    "--by",
    type=click.Choice(get_args(Level)),
    default="code",
    show_default=True,
    help="What else it is measured for, one by one.",
)
@click.option("--coder", "coders", multiple=True, metavar="AUTHOR", help="Two or more; else all.")
@click.option("--document", "documents", multiple=True, metavar="DOCUMENT", help="Else all.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Else all.")
@click.option("--sentence", is_flag=True, help="Put it in words for a paper, with the source.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A measure's option.")
@reading
def agree_command(
    measures: tuple[str, ...],
    unit: Unit,
    by: Level,
    coders: tuple[str, ...],
    documents: tuple[str, ...],
    codes: tuple[str, ...],
    sentence: bool,
    assignments: tuple[str, ...],
    study: Study,
    as_json: bool,
) -> None:
    """Measure how far the coders agree, overall and for each code.

    Overall, a unit's value is the set of codes that a coder gave it. For each code, it is
    whether the coder gave it that code. By theme, each code counts as the themes that it is
    gathered under. A measure of spans compares the passages as they are, whatever the unit.
    Codings that several authors made together are nobody's independent judgement, and are left
    out.
    """
    state = study.state
    offers = installed_plugins().measures()
    chosen = [choose(offers, each, "measure") for each in measures]
    coded = _gathered(state, unit, by, coders, documents, codes)
    if not chosen:
        expected = expected_measures(len(coded.coders))
        chosen = [choose(offers, each, "measure") for each in expected]
    given = _options(chosen, split_assignments(assignments))
    reports: dict[str, tuple[Measure, AgreementReport]] = {}
    for offer in chosen:
        with blamed_on(offer):
            report = agreement(coded, offer.thing, given[offer.name], by=by, at=state.at)
        reports[offer.name] = (offer, report)
    data = as_data(study, coded, reports)
    told = sentences if sentence else lines
    show(study, as_json, "agreement", data, lambda: told(study, coded, reports))


def _gathered(
    state: State,
    unit: Unit,
    by: Level,
    coders: Sequence[str],
    documents: Sequence[str],
    codes: Sequence[str],
) -> CodedStudy:
    """Gather what is asked for.

    Raises:
        BadInput: there is nothing in it to compare; the message says what and why.
    """
    who = [
        find(state.authors.values(), each, "author", name=lambda a: a.name).id for each in coders
    ]
    where = [
        find(state.documents.values(), each, "document", name=lambda d: d.name).id
        for each in documents
    ]
    which = [
        find(state.codebook.codes.values(), each, "code", name=lambda c: c.name).id
        for each in codes
    ]
    if who and len(set(who)) < 2:
        raise BadInput(
            f"Only {state.author_names(who[:1])} is named, and agreement is between coders: name "
            "one more, or none to compare all."
        )
    coded = coded_documents(
        state,
        documents=where or None,
        coders=who or None,
        codes=which or None,
        unit=unit,
        themes=by == "theme",
    )
    if not coded.documents and (who or where):
        raise BadInput(_why_nothing(state, who, where))
    if coded.documents and len(coded.left_out.without_units) == len(coded.documents):
        id_, reason = coded.left_out.without_units[0]
        raise BadInput(
            f"There is no {unit} to compare coders on: of {state.documents[id_].name}, {reason}."
        )
    if unused := _unused(state, coded, which):
        raise BadInput(
            f"Nobody gave the code {unused} alone, in the documents that are compared, so there "
            "is nothing to agree on. See 'qualog codings'."
        )
    return coded


def _unused(state: State, coded: CodedStudy, codes: Sequence[str]) -> str:
    """Give the names of those of the codes that are not among what is compared."""
    coders = {each.id for each in coded.coders}
    used = {
        state.codebook.resolve(coding.code)
        for coding in state.codings.values()
        if coding.document in coded.document_ids
        and len(coding.made.authors) == 1
        and coders.issuperset(coding.made.authors)
    }
    unused = {state.codebook.resolve(code) for code in codes} - used if coded.documents else set()
    return ", ".join(sorted(f"“{state.codebook.name(code)}”" for code in unused))


def _why_nothing(state: State, coders: Sequence[str], documents: Sequence[str]) -> str:
    """Say that no document was judged by two of the coders, and who judged which."""
    judges = judges_of(state)
    where = [id_ for id_ in documents or state.documents if id_ in judges]
    told = []
    for author in coders or dict.fromkeys(each for id_ in where for each in sorted(judges[id_])):
        judged = [state.documents[id_].name for id_ in where if author in judges[id_]]
        told.append(f"{state.author_names([author])} coded {', '.join(judged) or 'nothing'} alone")
    which = "none of these documents" if documents else "no document"
    who = state.author_names(coders) if coders else "two authors"
    why = f"{which} was coded by two of {who}" if len(coders) > 2 else f"{which} was coded by {who}"
    return (
        f"There is nothing to compare: {why}, each alone. "
        f"{'; '.join(told) or 'Nobody coded anything there alone'}."
    )


def _options(chosen: Sequence[Measure], given: Mapping[str, str]) -> dict[str, Any]:
    """Give each measure those of the options that it has.

    Raises:
        PluginError: an option that none of them has, or a text that is not of its type.
    """
    has = {
        offer.name: {each.name for each in describe_options(offer.thing.options)}
        for offer in chosen
    }
    for name in given:
        if not any(name.replace("_", "-") in names for names in has.values()):
            known = "; ".join(
                f"{measure} has {', '.join(sorted(names)) or 'none'}"
                for measure, names in has.items()
            )
            raise PluginError(f"No measure that is asked for has an option '{name}': {known}.")
    return {
        offer.name: read_options(
            offer.thing.options,
            {k: v for k, v in given.items() if k.replace("_", "-") in has[offer.name]},
            owner=f"the measure {offer.name}",
        )
        for offer in chosen
    }
