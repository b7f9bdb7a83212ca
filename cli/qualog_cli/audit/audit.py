"""Commands that tell how the study came to be what it is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
import msgspec

from qualog.errors import NotFound
from qualog.history.difference import difference
from qualog.history.narration import Narrated, narrate
from qualog.history.timeline import timeline
from qualog.project.locations import ProjectLocation
from qualog.replay.fold import replay
from qualog.views.as_of import find_point
from qualog.views.study import Study
from qualog_cli.shared.options import PROJECT, environment_author, opened, reading
from qualog_cli.shared.show import clock_time, counted, iso, print_json, short, show, table


@click.command("log")
@click.option("--by", "author", metavar="AUTHOR", help="Decisions of this author.")
@click.option("--kind", metavar="KIND", help="Decisions of this kind, such as codes-merged.")
@click.option("--about", metavar="WHAT", help="About this code, document, theme or whatever.")
@click.option("--since", metavar="MOMENT", help="After this moment.")
@click.option("--grep", metavar="TEXT", help="With this text in the sentence or the reason.")
@click.option("--last", type=int, metavar="N", help="The last N of them.")
@reading
def log_command(
    author: str | None,
    kind: str | None,
    about: str | None,
    since: str | None,
    grep: str | None,
    last: int | None,
    study: Study,
    as_json: bool,
) -> None:
    """Tell what was decided, by whom, when and why; oldest first."""
    found = list(narrate(study))
    if author is not None:
        who = study.find.author(author)
        found = [each for each in found if who.id in each.entry.authors.split()]
    if kind is not None:
        found = [each for each in found if each.entry.kind == kind]
        if not found:
            kinds = ", ".join(sorted({entry.kind for entry in study.entries()}))
            raise NotFound(f"No decision here is of the kind '{kind}'. There is: {kinds}.")
    if about is not None:
        wanted = study.find.anything(about)
        found = [each for each in found if wanted in each.touches]
    if since is not None:
        before = _heads_at(study, since)
        found = [each for each in found if each.entry.seq > before.get(each.entry.replica, 0)]
    if grep is not None:
        text = grep.casefold()
        found = [each for each in found if text in f"{each.sentence} {each.why or ''}".casefold()]
    if last is not None:
        found = found[-last:] if last > 0 else []
    show(study, as_json, "log", [_told(each) for each in found], lambda: _lines(found))


@click.command("show")
@click.argument("decision")
@reading
def show_command(decision: str, study: Study, as_json: bool) -> None:
    """Show one DECISION whole: what, who, when, why, and its place in the chain."""
    id_ = study.find.decision(decision)
    told = next((each for each in narrate(study) if each.entry.id == id_), None)
    if told is None:
        raise NotFound(f"The decision {decision} was made after that moment.")
    entry = told.entry
    words = study.log.words(entry)
    data = _told(told) | {
        "version": entry.version,
        "together": entry.together or None,
        "command": entry.command or None,
        "subjects": [
            study.state.participants[each].pseudonym if each in study.state.participants else each
            for each in entry.subjects.split()
        ],
        "body": msgspec.json.decode(entry.body),
        "words": words,
        "erased": words is None,
        "commitment": entry.commitment.hex(),
        "hash": entry.hash.hex(),
    }

    def lines() -> Iterator[str]:
        yield from _lines([told])
        yield ""
        for name in ("id", "kind", "version", "together", "subjects", "commitment", "hash"):
            value = data[name]
            if value:
                yield f"  {name:<11} {', '.join(value) if isinstance(value, list) else value}"
        for name, value in data["body"].items():
            if value not in (None, [], {}):
                text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
                yield f"  {name:<11} {text if len(text) <= 100 else text[:99] + '…'}"
        if words is None:
            yield "  Its words were erased."
        for name, value in (words or {}).items():
            if value:
                yield f"  {name:<11} {value}"

    show(study, as_json, "decision", data, lines)


@click.command("history")
@click.argument("what")
@click.option("--uses/--no-uses", default=True, help="For a code: each passage it was given to.")
@reading
def history_command(what: str, uses: bool, study: Study, as_json: bool) -> None:
    """Tell the life of WHAT: a code, coding, theme, document, memo, link or participant."""
    id_ = study.find.anything(what)
    found = [
        each for each in timeline(study, id_) if uses or not each.entry.kind.startswith("coding-")
    ]

    def lines() -> Iterator[str]:
        yield f"The life of {study.names.anything(id_)}\n"
        yield from _lines(found)
        if id_ in study.state.codebook.codes:
            used = len(study.state.codings_of(study.state.codebook.resolve(id_)))
            yield f"\nIt is given to {counted(used, 'passage')}."

    show(study, as_json, "history", [_told(each) for each in found], lines)


@click.command("diff")
@click.argument("before")
@click.argument("after", default="now")
@click.option("--only", type=click.Choice(["code", "theme", "coding"]), help="These changes alone.")
@PROJECT
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff_command(
    before: str, after: str, only: str | None, project: ProjectLocation | None, as_json: bool
) -> None:
    """Tell what changed in codes, themes and codings from the moment BEFORE to AFTER (now)."""
    with opened(project, viewer=environment_author()) as study:
        old = study.at(before)
        new = study.at(None if after == "now" else after)
        changes = [each for each in difference(old.state, new.state) if only in (None, each.what)]
        if as_json:
            data = [
                {"what": each.what, "id": each.id, "name": each.name, "how": str(each.how)}
                for each in changes
            ]
            print_json({"before": old.moment.label, "after": new.moment.label, "changes": data})
            return
    for each in new.hidden:
        click.echo(str(each))
    click.echo(f"From {short(old.moment.label)} to {short(new.moment.label)}\n")
    rows = [
        (each.what, each.name if each.what != "coding" else f"“{each.name}”", each.how)
        for each in changes
    ]
    for entry in table(rows, ("what", "which", "how")) if rows else ["Nothing changed."]:
        click.echo(entry)


def _heads_at(study: Study, moment: str) -> dict[str, int]:
    now = datetime.now().astimezone()
    point = find_point(moment, log=study.log, state=study.state, now=now)
    return replay(study.log.store, point.span).heads


def _lines(found: list[Narrated]) -> Iterator[str]:
    for each in found:
        taken_back = "  [taken back]" if each.reverted else ""
        when = clock_time(each.entry.milliseconds)
        yield f"{short(each.entry.id)}  {when}  {each.authors} {each.sentence}{taken_back}"
        if each.why:
            yield f"    because {each.why}"
    if not found:
        yield "No decision."


def _told(told: Narrated) -> dict[str, Any]:
    return {
        "id": told.entry.id,
        "at": iso(told.entry.milliseconds),
        "authors": told.authors,
        "kind": told.entry.kind,
        "sentence": told.sentence,
        "why": told.why,
        "reverted": told.reverted,
    }
