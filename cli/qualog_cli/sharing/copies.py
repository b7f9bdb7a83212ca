"""Commands on the copies of a study: which there are, whom this one knows, which have ended."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from qualog.decisions.copies import REASONS, Reason
from qualog.errors import BadInput
from qualog.language import message, plural
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog.views.known_copies import KnownCopy, Word
from qualog_cli.shared.commands import ListingGroup, group
from qualog_cli.shared.formats import clock_time, iso_time, series, short_copy
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.options import JSON, PROJECT, deciding
from qualog_cli.shared.output import print_json, say
from qualog_cli.shared.paging import print_lines


@group("copies", cls=ListingGroup)
def copies_command() -> None:
    """List the copies of the study; accept, end or reopen one.

    Without a command, they are listed.

    Examples:
        qualog copies list
        qualog copies end old-laptop --lost

    See also: merge, sync, verify
    """


@copies_command.command("list")
@PROJECT
@JSON
def list_copies(project: ProjectLocation | None, as_json: bool) -> None:
    """List the copies: whose each is, its letters, who accepted it, whether it has ended.

    The letters are those that its author sees, too. What somebody erased and it has not confirmed
    is named.

    Examples:
        qualog copies list
        qualog copies list --json

    See also: merge
    """
    with opened(project, viewer=named_authors()) as found:
        hidden = found.at(None).hidden
        copies = found.copies.all()
        if as_json:
            print_json({"copies": [_data(found, copy, blind=bool(hidden)) for copy in copies]})
        else:
            print_lines([*hidden, *_lines(found, copies, blind=bool(hidden))])


@copies_command.command("accept")
@click.argument("copy")
@deciding
def accept_copy(copy: str, project: Project, why: str | None) -> None:
    """Accept a copy whose decisions are here already.

    COPY is its letters, its machine, or the beginning of its id. A copy that comes for the first
    time is asked about when it is merged.

    Examples:
        qualog copies accept 9ab5

    See also: merge
    """
    accepted = project.copies.accept(copy, why=why)
    say(message("This copy knows {copy} from now on.", copy=_called(project, accepted)))


@copies_command.command("end")
@click.argument("copy")
@click.option("--gone", "reason", flag_value="gone", help="It is no longer used.")
@click.option("--lost", "reason", flag_value="lost", help="It was lost.")
@click.option(
    "--stolen",
    "reason",
    flag_value="stolen",
    help="It was stolen: what nobody else had seen of it is doubted.",
)
@click.option("--refused", "reason", flag_value="refused", help="It was never one of the study's.")
@click.option("--last", type=click.IntRange(0), help="The number of its last decision that stands.")
@deciding
def end_copy(
    copy: str, reason: Reason | None, last: int | None, project: Project, why: str | None
) -> None:
    """End a copy: it is gone, lost, stolen, or was never one of the study's.

    It is not waited for any more, and nothing that it erases afterwards is erased. Once a second
    author says so, what it decided afterwards does not count. Without --last, all of it that is
    here stands; of a stolen copy, what a copy of another author had seen; of a refused one, none.

    Examples:
        qualog copies end old-laptop --lost

    See also: copies reopen
    """
    if reason is None:
        raise BadInput("Say why it has ended: --gone, --lost, --stolen or --refused.")
    ended = project.copies.end(copy, reason, last=last, why=why)
    after = next(word.last for word in reversed(ended.ended) if word.last is not None)
    called = _called(project, ended)
    say(message("{copy} has ended after its decision {last}.", copy=called, last=after))
    if ended.counts_to is None and (later := ended.decisions - after) > 0:
        still = plural(
            "One later decision of it is here, and counts until a second author says so, too.",
            "{n} later decisions of it are here, and count until a second author says so, too.",
            later,
        )
        say(f"  {still}")


@copies_command.command("reopen")
@click.argument("copy")
@deciding
def reopen_copy(copy: str, project: Project, why: str | None) -> None:
    """Take back that a copy has ended: it was found again.

    Examples:
        qualog copies reopen old-laptop

    See also: copies end
    """
    reopened = project.copies.reopen(copy, why=why)
    say(message("{copy} goes on.", copy=_called(project, reopened)))


def _lines(project: Project, copies: Sequence[KnownCopy], *, blind: bool) -> Iterator[object]:
    for copy in copies:
        yield _called(project, copy)
        yield f"    {copy.letters or message('nobody has signed it: it has no letters')}"
        for line in _about(project, copy, blind=blind):
            yield f"    {line}"
    if not copies:
        yield message("Nothing is decided here yet.")


def _about(project: Project, copy: KnownCopy, *, blind: bool) -> Iterator[object]:
    if blind and not copy.is_this:
        yield message("some decisions")
    else:
        yield plural(
            "one decision, on {day}",
            "{n} decisions, the last on {day}",
            copy.decisions,
            day=clock_time(copy.last_at),
        )
    if copy.is_this:
        yield message("this copy")
    elif copy.accepted:
        yield message("accepted by {who}", who=series(_who(project, it) for it in copy.accepted))
    elif copy.is_accepted:
        yield message("here since this copy began, or let in by its author")
    else:
        yield message(
            "not accepted yet, and what it erases is not erased here: qualog copies accept {copy}",
            copy=short_copy(copy.id),
        )
    for word in copy.ended:
        yield _end(project, word)
    if copy.counts_to is not None:
        yield message("what it decided after {last} does not count", last=copy.counts_to)
    for erased in copy.owes:
        yield message(
            "has not confirmed the erasure of {what} yet", what=project.names.anything(erased)
        )


def _end(project: Project, word: Word) -> object:
    if word.last is None or word.reason is None:
        return message("goes on, says {who}", who=_who(project, word))
    return message(
        "ended after its decision {last} ({reason}), says {who}",
        last=word.last,
        reason=REASONS[word.reason],
        who=_who(project, word),
    )


def _who(project: Project, word: Word) -> object:
    return message(
        "{authors}, {day}",
        authors=project.state.author_names(word.by),
        day=clock_time(word.at),
    )


def _called(project: Project, copy: KnownCopy) -> object:
    """Return what a copy is called: whose it is, on what machine, and its id."""
    author = project.state.author_names([copy.author])
    if not copy.machine:
        return message("{author}'s copy {copy}", author=author, copy=short_copy(copy.id))
    return message(
        "{author}'s copy {copy} on “{machine}”",
        author=author,
        machine=copy.machine,
        copy=short_copy(copy.id),
    )


def _data(project: Project, copy: KnownCopy, *, blind: bool) -> dict[str, Any]:
    shown = not blind or copy.is_this
    return {
        "copy": copy.id,
        "author": project.state.author_names([copy.author]),
        "machine": copy.machine,
        "letters": copy.letters,
        "key": copy.key,
        "this": copy.is_this,
        "decisions": copy.decisions if shown else None,
        "last": iso_time(copy.last_at) if shown else None,
        "is_accepted": copy.is_accepted,
        "accepted": [_word_data(project, word) for word in copy.accepted],
        "ended": [_word_data(project, word) for word in copy.ended],
        "counts_to": copy.counts_to,
        "erases_to": copy.erases_to,
        "owes": list(copy.owes),
    }


def _word_data(project: Project, word: Word) -> dict[str, Any]:
    return {
        "by": project.state.author_names(word.by),
        "at": iso_time(word.at),
        "last": word.last,
        "reason": word.reason,
    }
