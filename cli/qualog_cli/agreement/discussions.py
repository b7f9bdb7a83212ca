"""Commands on discussions."""

import shlex
from collections.abc import Iterator
from typing import Any, get_args

import click

from qualog.decisions.discussions import DiscussionSettled, Outcome
from qualog.errors import BadInput
from qualog.language import Message
from qualog.project.project import Project
from qualog.reliability.consensus import sides
from qualog.state import Discussion, Provenance
from qualog.views.study import Study
from qualog.views.wording import StateNames
from qualog_cli.codebook.meaning import meaning_options
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import clock_time, provenance_data, quoted, short_id
from qualog_cli.shared.options import deciding, narrowing, passage_options, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.usage import OneOf


@group("discuss")
def discuss_command() -> None:
    """Discuss passages that coders see differently, and settle what holds in them."""


@discuss_command.command("open")
@click.argument("document")
@passage_options
@click.option("--topic", default="", metavar="TEXT", help="What is to be talked about.")
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
    found = project.discussions.open(
        document, quote=quote, span=span, turn=turn, topic=topic, why=why
    )
    passage = quoted(project.state.quote(found))
    say_decided(f"Opened the discussion {short_id(found.id)} of {passage}", found.made.decision)


@discuss_command.command("reply")
@click.argument("discussion")
@click.argument("text")
@deciding
def reply(discussion: str, text: str, project: Project, why: str | None) -> None:
    """Say something in a DISCUSSION."""
    say_decided(f"Replied in {discussion}", project.discussions.reply(discussion, text, why=why))


@discuss_command.command("settle")
@click.argument("discussion")
@click.option(
    "--outcome",
    required=True,
    type=OneOf(get_args(Outcome)),
    help="What holds: what one coder gave, what all gave, other codes, or a code's new meaning.",
)
@click.option("--coder", metavar="AUTHOR", help="Whose side holds (one-side).")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="A code that holds.")
@click.option("--no-code", is_flag=True, help="No code holds.")
@click.option("--redefine", metavar="CODE", help="Whose definition changes; else the one --code.")
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
    """Settle a DISCUSSION: say which codes hold in its passage, and --why.

    The codings stay as their coders made them. Name all who settled it with --author, or write
    it down for the others.
    """
    if codes and no_code:
        raise BadInput("Say --code or --no-code, not both.")
    if why is None:
        raise BadInput("A discussion ends with its reason: say it with --why.")
    found = project.discussions.settle(
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
    assert found.settled is not None
    told = str(_ending(project.names, found))
    say_decided(told[0].upper() + told[1:], found.settled.decision)


@discuss_command.command("reopen")
@click.argument("discussion")
@deciding
def reopen(discussion: str, project: Project, why: str | None) -> None:
    """Let a settled DISCUSSION go on: what was settled holds no more."""
    say_decided(f"Reopened {discussion}", project.discussions.reopen(discussion, why=why))


@discuss_command.command("list")
@click.option("--open", "only_open", is_flag=True, help="Those that are still to be settled.")
@reading
@narrowing
def list_discussions(only_open: bool, study: Study, as_json: bool) -> None:
    """List the discussions, in the order of the documents."""
    state = study.state
    order = {id_: place for place, id_ in enumerate(state.documents)}
    found = [each for each in state.discussions.values() if each.is_open or not only_open]
    found.sort(key=lambda each: (order[each.document], each.start, each.end))

    def lines() -> Iterator[str]:
        for each in found:
            yield from _heading(study, each)
            yield f"    {_current(study, each)}"
        if not found:
            yield "No discussion."

    show(study, as_json, "discussions", [_discussion(study, each) for each in found], lines)


@discuss_command.command("show")
@click.argument("discussion")
@reading
def show_discussion(discussion: str, study: Study, as_json: bool) -> None:
    """Show a DISCUSSION: who gave the passage which code, what was said, and how it ended."""
    found = study.find.discussion(discussion)
    show(study, as_json, "discussion", _discussion(study, found), lambda: _whole(study, found))


def _heading(study: Study, found: Discussion) -> Iterator[str]:
    state = study.state
    passage = quoted(state.quote(found))
    where = f"{state.documents[found.document].name} {found.start}:{found.end}"
    yield f"{short_id(found.id)}  {where}  {passage}"
    if found.topic:
        yield f"    {found.topic}"


def _current(study: Study, found: Discussion) -> str:
    if found.is_open:
        return "open"
    assert found.settled is not None
    return f"{_who(study, found.settled)} {_ending(study.names, found)}"


def _whole(study: Study, found: Discussion) -> Iterator[str]:
    yield from _heading(study, found)
    yield f"    opened by {_who(study, found.made)}, {clock_time(found.made.milliseconds)}"
    for coder, codes in _sides(study, found).items():
        yield f"  {coder} gave it {', '.join(map(_quoted, codes)) or 'no code'}"
    for each in found.replies:
        yield f"  {clock_time(each.made.milliseconds)}  {_who(study, each.made)}: {each.text}"
    yield from _ways_out(study, found) if found.is_open else _settlement(study, found)


def _ways_out(study: Study, found: Discussion) -> Iterator[str]:
    yield "  It is open. Settle it with one of these, and --why:"
    for coder in _sides(study, found):
        yield _settle(found, "one-side", "--coder", coder)
    yield _settle(found, "both")
    yield _settle(found, "new-coding", "--code", "CODE")
    yield _settle(found, "changed-definition", "--code", "CODE", "--definition", "TEXT")


def _settlement(study: Study, found: Discussion) -> Iterator[str]:
    yield f"  {_current(study, found)}"
    if why := _why(study, found):
        yield f"    because {why}"
    text = study.state.text(found.document)
    for each in found.holds:
        if (each.start, each.end) != (found.start, found.end):
            code = study.state.codebook.name(each.code)
            yield f"    {_quoted(code)} on {quoted(text[each.start : each.end])}"


def _settle(found: Discussion, *words: str) -> str:
    told = shlex.join(["qualog", "discuss", "settle", short_id(found.id), "--outcome", *words])
    return f"    {told}"


def _quoted(name: str) -> str:
    return f"“{name}”"


def _who(study: Study, by: Provenance) -> str:
    return study.state.author_names(by.authors)


def _ending(names: StateNames, found: Discussion) -> Message:
    assert found.outcome is not None
    return DiscussionSettled(
        discussion=found.id,
        outcome=found.outcome,
        holds=found.holds,
        coder=found.coder,
        redefined=found.redefined,
    ).sentence(names)


def _why(study: Study, found: Discussion) -> str | None:
    """Give the reason of a settlement; None where it was erased.

    Where a question was answered by keeping a settlement, it is that one's.
    """
    register = study.state.registers["discussion-outcome", found.id]
    shown = register.current[-1]
    alike = [each.made for each in register.writes.values() if each.value == shown.value]
    for by in (shown.made, *alike):
        line = study.log.store.entry(by.replica, by.seq)
        words = study.log.words(line) if line is not None else None
        if words and (why := words.get("why")):
            return str(why)
    return None


def _sides(study: Study, found: Discussion) -> dict[str, list[str]]:
    """Give the names of the codes that each coder of the document gave the passage."""
    state = study.state
    return {
        state.author_names([author]): list(
            dict.fromkeys(
                state.codebook.name(each.code)
                for each in codings
                if each.start < found.end and found.start < each.end
            )
        )
        for author, codings in sides(state, found.document).items()
    }


def _discussion(study: Study, found: Discussion) -> dict[str, Any]:
    state = study.state
    data = {
        "id": found.id,
        "document": state.documents[found.document].name,
        "start": found.start,
        "end": found.end,
        "quote": state.quote(found),
        "topic": found.topic,
        "made": provenance_data(study, found.made),
        "sides": _sides(study, found),
        "replies": [
            {"text": each.text, "made": provenance_data(study, each.made)} for each in found.replies
        ],
        "settlement": None,
    }
    if found.outcome is not None and found.settled is not None:
        data["settlement"] = {
            "outcome": found.outcome,
            "coder": state.author_names([found.coder]) if found.coder else None,
            "redefined": state.codebook.name(found.redefined) if found.redefined else None,
            "holds": [
                {"start": each.start, "end": each.end, "code": state.codebook.name(each.code)}
                for each in found.holds
            ],
            "why": _why(study, found),
            "made": provenance_data(study, found.settled),
        }
    return data
