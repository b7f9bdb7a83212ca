"""Commands on coded passages."""

from collections.abc import Iterator

import click

from qualog.errors import BadInput
from qualog.project.project import Project
from qualog.state import Coding, Document, State
from qualog.views.study import Study
from qualog_cli.agreement.consensus import show_consensus
from qualog_cli.shared.options import SPAN, deciding, narrowing, passage_options, reading
from qualog_cli.shared.show import ID, decided, iso, made, quoted, show, table


@click.command("apply")
@click.argument("code")
@click.argument("document")
@passage_options
@deciding
def apply_command(
    code: str,
    document: str,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    project: Project,
    why: str | None,
) -> None:
    """Give a passage of DOCUMENT the CODE."""
    coding = project.codings.apply(code, document, quote=quote, span=span, turn=turn, why=why)
    told = quoted(project.state.quote(coding))
    name = project.state.codebook.name(coding.code)
    decided(f"Coded {told} as “{name}” [{coding.id[:ID]}]", coding.made.decision)


@click.command("remove")
@click.argument("coding")
@deciding
def remove_command(coding: str, project: Project, why: str | None) -> None:
    """Take CODING off its passage."""
    decided(f"Removed {coding}", project.codings.remove(coding, why=why))


@click.command("resize")
@click.argument("coding")
@click.option("--quote", metavar="TEXT", help="The words that it is to mark.")
@click.option("--span", type=SPAN, metavar="START:END", help="Characters, from 0.")
@deciding
def resize_command(
    coding: str,
    quote: str | None,
    span: tuple[int, int] | None,
    project: Project,
    why: str | None,
) -> None:
    """Give CODING other edges."""
    decision = project.codings.resize(coding, quote=quote, span=span, why=why)
    told = quoted(project.state.quote(project.find.coding(coding)))
    decided(f"{coding} marks {told}", decision)


@click.command("recode")
@click.argument("coding")
@click.argument("code")
@deciding
def recode_command(coding: str, code: str, project: Project, why: str | None) -> None:
    """Put CODING under another CODE."""
    decided(f"Recoded {coding} as “{code}”", project.codings.recode(coding, code, why=why))


@click.command("codings")
@click.option("--code", "code_name", metavar="CODE", help="Of this code alone.")
@click.option("--document", "document_name", metavar="DOCUMENT", help="In this document alone.")
@click.option("--coder", metavar="AUTHOR", help="By this author alone.")
@click.option("--consensus", is_flag=True, help="What all agree on, or settled in discussion.")
@reading
@narrowing
def codings_command(
    code_name: str | None,
    document_name: str | None,
    coder: str | None,
    consensus: bool,
    study: Study,
    as_json: bool,
) -> None:
    """List the coded passages, in the order of the documents.

    With --json, `time` says when in the recording a passage is said, in milliseconds: where its
    first turn begins that has a time; `page` is the page that it begins on, where that is known.

    With --consensus, list where which code holds: where all who coded the document agree, and
    where a discussion was settled.
    """
    state = study.state
    document = document_name and study.find.document(document_name)
    code = code_name and study.find.code(code_name)
    author = coder and study.find.author(coder)
    if consensus:
        if author:
            raise BadInput("A consensus is nobody's alone. Leave out --coder.")
        show_consensus(study, as_json, document or None, code or None)
        return

    def is_wanted(coding: Coding) -> bool:
        return (
            (not document or coding.document == document.id)
            and (not code or state.codebook.resolve(coding.code) == state.codebook.resolve(code.id))
            and (not author or author.id in coding.made.authors)
        )

    found = [
        coding for id_ in state.documents for coding in state.codings_in(id_) if is_wanted(coding)
    ]
    data = [
        {
            "id": each.id,
            "document": state.documents[each.document].name,
            "start": each.start,
            "end": each.end,
            "quote": state.quote(each),
            "time": _time(state.documents[each.document], each),
            "page": _page(state, each),
            "code": state.codebook.name(each.code),
            "participants": state.pseudonyms(each),
            "dated": iso(each.dated),
            "made": made(study, each.made),
        }
        for each in found
    ]
    rows = [
        (
            each.id[:ID],
            state.documents[each.document].name,
            f"{each.start}:{each.end}",
            state.codebook.name(each.code),
            state.author_names(each.made.authors),
            quoted(state.quote(each)),
        )
        for each in found
    ]
    headings = ("id", "document", "span", "code", "coder", "passage")
    lost = [each for each in state.lost_codings.values() if is_wanted(each)]

    def lines() -> Iterator[str]:
        yield from table(rows, headings)
        if lost:
            yield ""
            yield "Without words since the text was corrected; resize or remove them:"
        for each in lost:
            words = quoted(state.quote_where_marked(each))
            yield f"{each.id[:ID]}  {state.codebook.name(each.code)}, once on {words}"

    show(study, as_json, "codings", data, lines)


def _time(document: Document, coding: Coding) -> int | None:
    """Give when in the recording a coding's passage is, in milliseconds; None if unknown."""
    if coding.region is not None:
        return coding.region.begin
    return document.time_in(coding.start, coding.end)


def _page(state: State, coding: Coding) -> int | None:
    """Give the page that a coding begins on, from 1; None if unknown."""
    if coding.region is not None:
        return coding.region.page
    return next((line.page for line in state.printed(coding)), None)
