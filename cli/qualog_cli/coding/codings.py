"""The command that lists the coded passages."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import click

from qualog.errors import BadInput
from qualog.language import Message, message
from qualog.state import Coding, Document, State
from qualog.views.study import Study
from qualog_cli.agreement.consensus import show_consensus
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import iso_time, provenance_data, quoted, short_id
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import AUTHOR, CODE, DOCUMENT

_NONE_YET: Final = message("There are no codings. To code a passage: qualog apply CODE DOCUMENT")
_ALL_LEFT_OUT: Final = message("There are no such codings. To list all: qualog codings")
_HEADINGS = ("id", "document", "span", "code", "coder", "passage")


@command("codings")
@click.option("--code", "code_name", type=CODE, help="Just those of this code.")
@click.option("--document", "document_name", type=DOCUMENT, help="Just those in this document.")
@click.option("--coder", type=AUTHOR, help="Just those by this author.")
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
    """List the coded passages.

    They are in the order of the documents. With --consensus, list where which code holds: where all
    who coded the document agree, and where a discussion was settled.

    With --json, `time` is when in the recording the passage is said, in milliseconds (where its
    first turn begins that has a time), and `page` the page that it begins on, where that is known.

    Examples:
        qualog codings --code Listening
        qualog codings --document "Interview 1" --coder "Ingrid Falk"
        qualog codings --consensus --json

    See also: apply, read, disagreements
    """
    document = study.find.document(document_name) if document_name else None
    code = study.find.code(code_name) if code_name else None
    author = study.find.author(coder) if coder else None
    if consensus:
        if author:
            raise BadInput("A consensus is nobody's alone. Leave --coder out.")
        show_consensus(study, as_json, document, code)
        return
    resolve = study.state.codebook.resolve

    def is_wanted(coding: Coding) -> bool:
        return (
            (document is None or coding.document == document.id)
            and (code is None or resolve(coding.code) == resolve(code.id))
            and (author is None or author.id in coding.made.authors)
        )

    found = list(_in_order(study.state, is_wanted))
    lost = [coding for coding in study.state.lost_codings.values() if is_wanted(coding)]
    data = [_coding_data(study, coding) for coding in found]
    nothing = _ALL_LEFT_OUT if document or code or author or study.where else _NONE_YET
    show(study, as_json, "codings", data, lambda: _lines(study.state, found, lost, nothing))


def _in_order(state: State, is_wanted: Callable[[Coding], bool]) -> Iterator[Coding]:
    for id_ in state.documents:
        yield from filter(is_wanted, state.codings_in(id_))


def _coding_data(study: Study, coding: Coding) -> dict[str, Any]:
    state = study.state
    return {
        "id": coding.id,
        "document": state.documents[coding.document].name,
        "start": coding.start,
        "end": coding.end,
        "quote": state.quote(coding),
        "time": _time(state.documents[coding.document], coding),
        "page": _page(state, coding),
        "code": state.codebook.name(coding.code),
        "participants": state.pseudonyms(coding),
        "dated": iso_time(coding.dated),
        "made": provenance_data(study, coding.made),
    }


def _lines(
    state: State, found: Iterable[Coding], lost: Iterable[Coding], nothing: Message
) -> Iterator[object]:
    rows = [
        (
            short_id(coding.id),
            state.documents[coding.document].name,
            f"{coding.start}:{coding.end}",
            state.codebook.name(coding.code),
            state.author_names(coding.made.authors),
            quoted(state.quote(coding), None),
        )
        for coding in found
    ]
    if rows:
        yield from table(rows, _HEADINGS)
    elif not lost:
        yield nothing
    if lost:
        yield ""
        yield message("Without words since the text was corrected; resize or remove them:")
    for coding in lost:
        yield message(
            "{id}  {code}, once on {passage}",
            id=short_id(coding.id),
            code=state.codebook.name(coding.code),
            passage=quoted(state.quote_where_marked(coding)),
        )


def _time(document: Document, coding: Coding) -> int | None:
    """Return when in the recording a passage is said, in milliseconds; None if unknown."""
    if coding.region is not None:
        return coding.region.begin
    return document.time_in(coding.start, coding.end)


def _page(state: State, coding: Coding) -> int | None:
    """Return the page that a coding begins on, from 1; None if unknown."""
    if coding.region is not None:
        return coding.region.page
    return next((line.page for line in state.printed(coding)), None)
