"""The commands on discussions."""

from collections.abc import Iterator
from typing import get_args

import click

from qualog.decisions.discussions import Outcome
from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.agreement.discussions.data import discussion_data, settling
from qualog_cli.agreement.discussions.showing import heading, status, whole
from qualog_cli.codebook.meaning import meaning_options
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import quoted, short_id
from qualog_cli.shared.options import deciding, narrowing, passage_options, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.types import AUTHOR, CODE, DOCUMENT
from qualog_cli.shared.usage import OneOf


@group("discuss")
def discuss_command() -> None:
    """Discuss passages, and settle what holds in them.

    Examples:
        qualog discuss open "Interview 4" --turn 8
        qualog discuss reply 3f9a1c22 "I coded the plan, you the form."
        qualog discuss settle 3f9a1c22 --outcome both --why "it is both"

    See also: disagreements, agree
    """


@discuss_command.command("open")
@click.argument("document", type=DOCUMENT)
@passage_options
@click.option("--topic", default="", metavar="TEXT", help="What is to be discussed.")
@deciding
def open_discussion(
    document: str,
    quote: str | None,
    span: tuple[int, int] | None,
    turn: int | None,
    topic: str,
    project: Project,
    why: str | None,
) -> None:
    """Put a passage of DOCUMENT up for discussion.

    Examples:
        qualog discuss open "Interview 4" --turn 8
        qualog discuss open "Interview 1" --quote "I put the pen down" --topic "Listening?"
    """
    discussion = project.discussions.open(
        document, quote=quote, span=span, turn=turn, topic=topic, why=why
    )
    opened = message(
        "Opened the discussion {discussion} of {passage}",
        discussion=short_id(discussion.id),
        passage=quoted(project.state.quote(discussion)),
    )
    say_decided(str(opened), discussion.made.decision)


@discuss_command.command("reply")
@click.argument("discussion")
@click.argument("text")
@deciding
def reply(discussion: str, text: str, project: Project, why: str | None) -> None:
    """Reply in a DISCUSSION.

    Examples:
        qualog discuss reply 3f9a1c22 "I coded the plan, you the form."
    """
    decision = project.discussions.reply(discussion, text, why=why)
    say_decided(str(message("Replied in {discussion}", discussion=discussion)), decision)


@discuss_command.command("settle")
@click.argument("discussion")
@click.option(
    "--outcome",
    required=True,
    type=OneOf(get_args(Outcome)),
    help="What holds: one coder's codes, the codes of all, other codes, or a new definition.",
)
@click.option("--coder", type=AUTHOR, help="The coder whose codes hold (one-side).")
@click.option(
    "--code", "codes", type=CODE, multiple=True, help="A code that holds; repeat for several."
)
@click.option("--no-code", is_flag=True, help="No code holds.")
@click.option(
    "--redefine",
    type=CODE,
    help="The code whose definition changes [default: the one --code].",
)
@meaning_options
@deciding
def settle(
    discussion: str,
    outcome: Outcome,
    coder: str | None,
    codes: tuple[str, ...],
    no_code: bool,
    redefine: str | None,
    definition: str | None,
    include: str | None,
    exclude: str | None,
    examples: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Settle a DISCUSSION: which codes hold in its passage, and --why.

    The codings stay as their coders made them. Name everybody who settled it with --author, or
    write it down for the others.

    Examples:
        qualog discuss settle 3f9a1c22 --outcome both --why "it is both"
        qualog discuss settle 3f9a1c22 --outcome one-side --coder "Ingrid Falk" --why "see memo"
    """
    if codes and no_code:
        raise BadInput("Give --code or --no-code, not both.")
    if why is None:
        raise BadInput("A discussion is settled with its reason. Give it with --why.")
    settled = project.discussions.settle(
        discussion,
        outcome,
        why=why,
        coder=coder,
        codes=codes if codes or no_code else None,
        redefine=redefine,
        definition=definition,
        include=include,
        exclude=exclude,
        examples=examples or None,
    )
    assert settled.settled is not None
    how = message(
        "{authors} {decision}",
        authors=project.state.author_names(settled.settled.authors),
        decision=settling(settled).sentence(project.names),
    )
    say_decided(str(how), settled.settled.decision)


@discuss_command.command("reopen")
@click.argument("discussion")
@deciding
def reopen(discussion: str, project: Project, why: str | None) -> None:
    """Reopen a settled DISCUSSION: what was settled no longer holds.

    Examples:
        qualog discuss reopen 3f9a1c22 --why "the definition has changed"
    """
    decision = project.discussions.reopen(discussion, why=why)
    say_decided(str(message("Reopened {discussion}", discussion=discussion)), decision)


@discuss_command.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not settled yet.")
@reading
@narrowing
def list_discussions(only_open: bool, study: Study, as_json: bool) -> None:
    """List the discussions, in the order of the documents.

    Examples:
        qualog discuss list
        qualog discuss list --open
    """
    state = study.state
    order = {id_: index for index, id_ in enumerate(state.documents)}
    listed = [found for found in state.discussions.values() if found.is_open or not only_open]
    listed.sort(key=lambda found: (order[found.document], found.start, found.end))

    def lines() -> Iterator[Sayable]:
        for discussion in listed:
            yield from heading(study, discussion)
            yield f"    {status(study, discussion)}"
        if not listed:
            yield _none(only_open)

    data = [discussion_data(study, discussion) for discussion in listed]
    show(study, as_json, "discussions", data, lines)


def _none(only_open: bool) -> Sayable:
    if only_open:
        return message("There are no open discussions.")
    return message("There are no discussions.")


@discuss_command.command("show")
@click.argument("discussion")
@reading
def show_discussion(discussion: str, study: Study, as_json: bool) -> None:
    """Show a DISCUSSION: how each coder coded the passage, the replies, and how it ended.

    Examples:
        qualog discuss show 3f9a1c22
    """
    found = study.find.discussion(discussion)
    data = discussion_data(study, found)
    show(study, as_json, "discussion", data, lambda: whole(study, found))
