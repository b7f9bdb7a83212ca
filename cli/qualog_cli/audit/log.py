"""Commands that list the decisions, and show one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import click
import msgspec
from attrs import frozen

from qualog.errors import NotFound
from qualog.history.narration import Narrated, narrate
from qualog.language import Sayable, listing, message, paragraph
from qualog.log.codec import fields_in
from qualog.replay.fold import replay
from qualog.views.as_of import find_point
from qualog.views.study import Study
from qualog_cli.audit.decisions import decision_data, decision_lines
from qualog_cli.shared.commands import command
from qualog_cli.shared.options import reading
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import titled
from qualog_cli.shared.types import ANYTHING, AUTHOR, POINT_IN_TIME, WHOLE_NUMBER
from qualog_cli.shared.widths import cut

_VALUE = 100
"""So many characters of a field are shown; --json has all of it."""


@frozen
class _Wanted:
    """Which decisions are listed; None for no condition."""

    author: str | None
    kind: str | None
    about: str | None
    since: Mapping[str, int] | None
    words: str | None

    def holds(self, narrated: Narrated) -> bool:
        """Return whether a decision meets all conditions."""
        entry = narrated.entry
        return (
            (self.author is None or self.author in entry.authors.split())
            and (self.kind is None or entry.kind == self.kind)
            and (self.about is None or self.about in narrated.touches)
            and (self.since is None or entry.seq > self.since.get(entry.replica, 0))
            and (self.words is None or self.words in _said(narrated).casefold())
        )


@command("log")
@click.option("--last", type=WHOLE_NUMBER, help="Just the last N.")
@click.option("--by", "author", type=AUTHOR, help="Just those by this author.")
@click.option("--about", type=ANYTHING, help="Just those about this code, document, theme …")
@click.option("--since", type=POINT_IN_TIME, help="Just those after this point in time.")
@click.option(
    "--grep", metavar="TEXT", help="Just those with this text in what was decided or why."
)
@click.option("--kind", metavar="KIND", help="Just those of this kind, such as codes-merged.")
@reading
def log_command(
    last: int | None,
    author: str | None,
    about: str | None,
    since: str | None,
    grep: str | None,
    kind: str | None,
    study: Study,
    as_json: bool,
) -> None:
    """List the decisions: who made them, when and why.

    The oldest come first.

    Examples:
        qualog log --last 20
        qualog log --by "Ingrid Falk" --since "after open coding"
        qualog log --about Listening --grep silence

    See also: show, history, undo
    """
    wanted = _Wanted(
        author=None if author is None else study.find.author(author).id,
        kind=kind,
        about=None if about is None else study.find.anything(about),
        since=None if since is None else _heads_at(study, since),
        words=None if grep is None else grep.casefold(),
    )
    if kind is not None:
        _require_kind(study, kind)
    found = [narrated for narrated in narrate(study) if wanted.holds(narrated)]
    if last is not None:
        found = found[-last:] if last > 0 else []
    data = [decision_data(narrated) for narrated in found]
    show(study, as_json, "log", data, lambda: decision_lines(found))


@command("show")
@click.argument("decision")
@reading
def show_command(decision: str, study: Study, as_json: bool) -> None:
    """Show one decision in full.

    What was decided, by whom, when and why, and the place of DECISION in the chain of hashes.

    Examples:
        qualog show 2eb1.168
        qualog show 2eb1.168 --json

    See also: log, prove
    """
    id_ = study.find.decision(decision)
    narrated = next((decision for decision in narrate(study) if decision.entry.id == id_), None)
    if narrated is None:
        raise NotFound(
            "The decision {decision} was made after that point in time.", decision=decision
        )
    data = _whole(study, narrated)
    show(study, as_json, "decision", data, lambda: _lines(narrated, data))


def _whole(study: Study, narrated: Narrated) -> dict[str, Any]:
    entry, people = narrated.entry, study.state.participants
    words = study.log.words(entry)
    return decision_data(narrated) | {
        "version": entry.version,
        "together": entry.together or None,
        "command": entry.command or None,
        "subjects": [
            people[subject].pseudonym if subject in people else subject
            for subject in entry.subjects.split()
        ],
        "body": fields_in(entry.body),
        "words": words,
        "erased": words is None,
        "commitment": entry.commitment.hex(),
        "hash": entry.hash.hex(),
    }


def _lines(narrated: Narrated, data: Mapping[str, Any]) -> Iterator[object]:
    yield from decision_lines([narrated])
    yield ""
    yield from titled(_rows(data), indent="  ")
    if data["erased"]:
        yield f"  {message('Its words have been erased.')}"


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[str, Sayable]]:
    """Yield the fields of a decision, by the names that they have in the log."""
    for name in ("id", "kind", "version", "together", "subjects", "commitment", "hash"):
        value = data[name]
        if value:
            yield name, listing(value) if isinstance(value, list) else str(value)
    for name, value in data["body"].items():
        if value not in (None, [], {}):
            text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            yield name, cut(text, _VALUE)
    for name, value in (data["words"] or {}).items():
        if value:
            yield name, str(value)


def _said(narrated: Narrated) -> str:
    return f"{narrated.sentence} {narrated.why or ''}"


def _require_kind(study: Study, kind: str) -> None:
    kinds = sorted({entry.kind for entry in study.entries()})
    if kind not in kinds:
        raise NotFound(
            paragraph(
                message("There are no decisions of the kind {kind} here.", kind=kind),
                message("The kinds are: {kinds}.", kinds=", ".join(kinds)),
            )
        )


def _heads_at(study: Study, moment: str) -> Mapping[str, int]:
    """Return how far the log of each copy went at a point in time."""
    now = datetime.now().astimezone()
    point = find_point(moment, log=study.log, state=study.state, now=now)
    return replay(study.log.store, point.span).heads
