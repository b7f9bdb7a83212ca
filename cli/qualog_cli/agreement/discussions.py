"""Commands on discussions."""

import shlex
from collections.abc import Iterator
from typing import Any, get_args

import click
from attrs import evolve

from qualog.decisions.discussions import DiscussionSettled, Outcome
from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog.project.project import Project
from qualog.reliability.consensus import sides
from qualog.state import Discussion, Provenance
from qualog.views.study import Study
from qualog_cli.codebook.meaning import meaning_options
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import clock_time, provenance_data, quoted, short_id
from qualog_cli.shared.options import deciding, narrowing, passage_options, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.usage import OneOf


@group("discuss")
def discuss_command() -> None:
    """Discuss passages that coders code differently, and settle what holds in them."""


@discuss_command.command("open")
@click.argument("document")
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
    """Put a passage of DOCUMENT up for discussion."""
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
    """Reply in a DISCUSSION."""
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
@click.option("--coder", metavar="AUTHOR", help="The coder whose codes hold (one-side).")
@click.option(
    "--code", "codes", multiple=True, metavar="CODE", help="A code that holds; repeat for several."
)
@click.option("--no-code", is_flag=True, help="No code holds.")
@click.option(
    "--redefine",
    metavar="CODE",
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
        decision=_settling(settled).sentence(project.names),
    )
    say_decided(str(how), settled.settled.decision)


@discuss_command.command("reopen")
@click.argument("discussion")
@deciding
def reopen(discussion: str, project: Project, why: str | None) -> None:
    """Reopen a settled DISCUSSION: what was settled no longer holds."""
    decision = project.discussions.reopen(discussion, why=why)
    say_decided(str(message("Reopened {discussion}", discussion=discussion)), decision)


@discuss_command.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that are not settled yet.")
@reading
@narrowing
def list_discussions(only_open: bool, study: Study, as_json: bool) -> None:
    """List the discussions, in the order of the documents."""
    state = study.state
    order = {id_: index for index, id_ in enumerate(state.documents)}
    listed = [found for found in state.discussions.values() if found.is_open or not only_open]
    listed.sort(key=lambda found: (order[found.document], found.start, found.end))

    def lines() -> Iterator[Sayable]:
        for discussion in listed:
            yield from _heading(study, discussion)
            yield f"    {_status(study, discussion)}"
        if not listed:
            yield _none(only_open)

    data = [_discussion_data(study, discussion) for discussion in listed]
    show(study, as_json, "discussions", data, lines)


def _none(only_open: bool) -> Sayable:
    if only_open:
        return message("There are no open discussions.")
    return message("There are no discussions.")


@discuss_command.command("show")
@click.argument("discussion")
@reading
def show_discussion(discussion: str, study: Study, as_json: bool) -> None:
    """Show a DISCUSSION: how each coder coded the passage, the replies, and how it ended."""
    found = study.find.discussion(discussion)
    data = _discussion_data(study, found)
    show(study, as_json, "discussion", data, lambda: _whole(study, found))


def _heading(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    document = study.state.documents[discussion.document].name
    passage = quoted(study.state.quote(discussion))
    yield f"{short_id(discussion.id)}  {document} {discussion.start}:{discussion.end}  {passage}"
    if discussion.topic:
        yield f"    {discussion.topic}"


def _status(study: Study, discussion: Discussion) -> Sayable:
    if discussion.is_open:
        return message("open")
    assert discussion.settled is not None
    # Under its heading, the discussion is not named once more.
    names = evolve(study.names, this=discussion.id)
    return message(
        "{authors} {decision}",
        authors=_authors(study, discussion.settled),
        decision=_settling(discussion).sentence(names),
    )


def _whole(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    yield from _heading(study, discussion)
    yield message(
        "    opened by {authors}, {time}",
        authors=_authors(study, discussion.made),
        time=clock_time(discussion.made.milliseconds),
    )
    for coder, codes in _sides(study, discussion).items():
        if codes:
            codings = ", ".join(f"“{code}”" for code in codes)
            yield message("  {coder} coded it as {codes}", coder=coder, codes=codings)
        else:
            yield message("  {coder} did not code it", coder=coder)
    for answer in discussion.replies:
        yield message(
            "  {time}  {authors}: {text}",
            time=clock_time(answer.made.milliseconds),
            authors=_authors(study, answer.made),
            text=answer.text,
        )
    yield from (
        _ways_to_settle(study, discussion) if discussion.is_open else _settlement(study, discussion)
    )


def _ways_to_settle(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    yield message("  It is open. To settle it, one of these with --why:")
    for coder in _sides(study, discussion):
        yield _settle_command(discussion, "one-side", "--coder", coder)
    yield _settle_command(discussion, "both")
    yield _settle_command(discussion, "new-coding", "--code", "CODE")
    yield _settle_command(
        discussion, "changed-definition", "--code", "CODE", "--definition", "TEXT"
    )


def _settlement(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    yield f"  {_status(study, discussion)}"
    if reason := _reason(study, discussion):
        yield message("    Reason: {reason}", reason=reason)
    text = study.state.text(discussion.document)
    for holding in discussion.holds:
        if (holding.start, holding.end) != (discussion.start, discussion.end):
            yield message(
                "    “{code}” on {passage}",
                code=study.state.codebook.name(holding.code),
                passage=quoted(text[holding.start : holding.end]),
            )


def _settle_command(discussion: Discussion, *words: str) -> str:
    command = ["qualog", "discuss", "settle", short_id(discussion.id), "--outcome", *words]
    return f"    {shlex.join(command)}"


def _authors(study: Study, by: Provenance) -> str:
    return study.state.author_names(by.authors)


def _settling(discussion: Discussion) -> DiscussionSettled:
    """Return the decision by which a discussion was settled, as it holds now."""
    assert discussion.outcome is not None
    return DiscussionSettled(
        discussion=discussion.id,
        outcome=discussion.outcome,
        holds=discussion.holds,
        coder=discussion.coder,
        redefined=discussion.redefined,
    )


def _reason(study: Study, discussion: Discussion) -> str | None:
    """Return the reason of a settlement; None where it was erased.

    Where a question was settled by keeping a settlement, it is that one's.
    """
    register = study.state.registers["discussion-outcome", discussion.id]
    shown = register.current[-1]
    alike = [write.made for write in register.writes.values() if write.value == shown.value]
    for by in (shown.made, *alike):
        entry = study.log.store.entry(by.replica, by.seq)
        words = study.log.words(entry) if entry is not None else None
        if words and (why := words.get("why")):
            return str(why)
    return None


def _sides(study: Study, discussion: Discussion) -> dict[str, list[str]]:
    """Return the names of the codes with which each coder of the document coded the passage."""
    state = study.state
    return {
        state.author_names([author]): list(
            dict.fromkeys(
                state.codebook.name(coding.code)
                for coding in codings
                if coding.start < discussion.end and discussion.start < coding.end
            )
        )
        for author, codings in sides(state, discussion.document).items()
    }


def _discussion_data(study: Study, discussion: Discussion) -> dict[str, Any]:
    state = study.state
    return {
        "id": discussion.id,
        "document": state.documents[discussion.document].name,
        "start": discussion.start,
        "end": discussion.end,
        "quote": state.quote(discussion),
        "topic": discussion.topic,
        "made": provenance_data(study, discussion.made),
        "sides": _sides(study, discussion),
        "replies": [
            {"text": answer.text, "made": provenance_data(study, answer.made)}
            for answer in discussion.replies
        ],
        "settlement": _settlement_data(study, discussion),
    }


def _settlement_data(study: Study, discussion: Discussion) -> dict[str, Any] | None:
    state = study.state
    if discussion.outcome is None or discussion.settled is None:
        return None
    return {
        "outcome": discussion.outcome,
        "coder": state.author_names([discussion.coder]) if discussion.coder else None,
        "redefined": state.codebook.name(discussion.redefined) if discussion.redefined else None,
        "holds": [
            {
                "start": holding.start,
                "end": holding.end,
                "code": state.codebook.name(holding.code),
            }
            for holding in discussion.holds
        ],
        "why": _reason(study, discussion),
        "made": provenance_data(study, discussion.settled),
    }
