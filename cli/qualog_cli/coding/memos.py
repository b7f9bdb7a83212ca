"""Commands on memos."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from qualog.language import message
from qualog.project.project import Project
from qualog.state import Memo
from qualog.views.study import Study
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import clock_time, iso_time, provenance_data, short_id
from qualog_cli.shared.options import deciding, narrowing, passage_options, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.types import ANYTHING


@group("memo")
def memo_command() -> None:
    """Write, revise, remove and list memos.

    Examples:
        qualog memo write "The pen and the screen do the same thing." --about Listening
        qualog memo list
    """


@memo_command.command("write")
@click.argument("text")
@click.option(
    "--about",
    type=ANYTHING,
    help="A document, code, coding, theme, link to theory, participant, memo or decision. Default: "
    "the study as a whole.",
)
@passage_options
@deciding
def write(
    text: str,
    about: str | None,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    project: Project,
    why: str | None,
) -> None:
    """Write a memo.

    With --about and a document, it may be about a passage: --quote, --span or --turn.

    Examples:
        qualog memo write "Read the second half again with the desk in mind."
        qualog memo write "Is this one code or two?" --about Listening
        qualog memo write "Her voice changes here." --about "Interview 1" --turn 4
    """
    memo = project.memos.write(text, about=about, quote=quote, span=span, turn=turn, why=why)
    say_decided(message("Wrote the memo {memo}", memo=short_id(memo.id)), memo.made.decision)


@memo_command.command("revise")
@click.argument("memo")
@click.argument("text")
@deciding
def revise(memo: str, text: str, project: Project, why: str | None) -> None:
    """Replace the text of a memo; the log keeps both.

    MEMO is the beginning of its id, as qualog memo list shows it.

    Examples:
        qualog memo revise 3f9a1c22 "It is one code."
    """
    revised = project.memos.revise(memo, text, why=why)
    say_decided(message("Revised the memo {memo}", memo=memo), revised)


@memo_command.command("remove")
@click.argument("memo")
@deciding
def remove(memo: str, project: Project, why: str | None) -> None:
    """Remove a memo; the log keeps it.

    MEMO is the beginning of its id, as qualog memo list shows it.

    Examples:
        qualog memo remove 3f9a1c22
    """
    removed = project.memos.remove(memo, why=why)
    say_decided(message("Removed the memo {memo}", memo=memo), removed)


@memo_command.command("list")
@reading
@narrowing
def list_memos(study: Study, as_json: bool) -> None:
    """List the memos.

    Examples:
        qualog memo list
        qualog memo list --at "after open coding" --json
    """
    memos = list(study.state.memos.values())
    data = [_memo_data(study, memo) for memo in memos]
    show(study, as_json, "memos", data, lambda: _lines(study, memos))


def _memo_data(study: Study, memo: Memo) -> dict[str, Any]:
    return {
        "id": memo.id,
        "text": memo.text,
        "about": memo.about,
        "about_name": str(study.names.anything(memo.about)),
        "start": memo.start,
        "end": memo.end,
        "dated": iso_time(memo.dated),
        "made": provenance_data(study, memo.made),
    }


def _lines(study: Study, memos: Sequence[Memo]) -> Iterator[object]:
    for memo in memos:
        yield message(
            "{id}  {time}  {authors}, about {subject}",
            id=short_id(memo.id),
            time=clock_time(memo.made.milliseconds),
            authors=study.state.author_names(memo.made.authors),
            subject=study.names.anything(memo.about),
        )
        yield f"    {memo.text}"
    if not memos:
        yield message("There are no memos yet: qualog memo write TEXT")
