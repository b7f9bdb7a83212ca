"""Discussions as text: the passage, the replies, and how it ended or may end."""

import shlex
from collections.abc import Iterator

from attrs import evolve

from qualog.language import Sayable, message
from qualog.state import Discussion, Provenance
from qualog.views.study import Study
from qualog_cli.agreement.discussions.data import reason_given, settling, sides_taken
from qualog_cli.shared.formats import clock_time, quoted, short_id


def heading(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    """Yield the lines that name a discussion: its passage, and its topic if it has one."""
    document = study.state.documents[discussion.document].name
    passage = quoted(study.state.quote(discussion))
    yield f"{short_id(discussion.id)}  {document} {discussion.start}:{discussion.end}  {passage}"
    if discussion.topic:
        yield f"    {discussion.topic}"


def status(study: Study, discussion: Discussion) -> Sayable:
    """Return whether a discussion is open, or how it was settled."""
    if discussion.is_open:
        return message("open")
    assert discussion.settled is not None
    # Under its heading, the discussion is not named once more.
    names = evolve(study.names, this=discussion.id)
    return message(
        "{authors} {decision}",
        authors=_authors(study, discussion.settled),
        decision=settling(discussion).sentence(names),
    )


def whole(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    """Yield the lines of a discussion in full; of an open one, with what would settle it."""
    yield from heading(study, discussion)
    yield message(
        "    opened by {authors}, {time}",
        authors=_authors(study, discussion.made),
        time=clock_time(discussion.made.milliseconds),
    )
    for coder, codes in sides_taken(study, discussion).items():
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
    for coder in sides_taken(study, discussion):
        yield _settle_command(discussion, "one-side", "--coder", coder)
    yield _settle_command(discussion, "both")
    yield _settle_command(discussion, "new-coding", "--code", "CODE")
    yield _settle_command(
        discussion, "changed-definition", "--code", "CODE", "--definition", "TEXT"
    )


def _settlement(study: Study, discussion: Discussion) -> Iterator[Sayable]:
    yield f"  {status(study, discussion)}"
    if reason := reason_given(study, discussion):
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
