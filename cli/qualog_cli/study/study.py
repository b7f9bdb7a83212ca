"""Commands on the project as a whole: init, status, moments, undo, verify."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.options import PLACE, PROJECT, deciding, opened, reading
from qualog_cli.shared.show import (
    clock_time,
    counted,
    decided,
    made,
    print_json,
    short,
    show,
    table,
)


@click.command("init")
@click.argument("name")
@click.option("--author", "-a", "authors", multiple=True, required=True, help="An author's name.")
@click.option("--aim", metavar="TEXT", help="What the study asks, and how it goes about it.")
@click.option("--project", "-p", type=PLACE, help="The file or URL; else NAME.qualog here.")
def init_command(
    name: str, authors: tuple[str, ...], aim: str | None, project: ProjectLocation | None
) -> None:
    """Begin the study NAME. This copy decides as the first author, unless told otherwise."""
    place = project or Path(f"{file_name(name)}.qualog")
    with Project.create(place, name, authors) as created:
        if aim:
            created.about.describe(aim, by=authors)
        where = created.log.store.name
        click.echo(
            f"Began “{name}” in {where}, by {created.state.author_names(created.state.authors)}."
        )
        click.echo("Next: qualog import TRANSCRIPT…")


@click.command("status")
@reading
def status_command(study: Study, as_json: bool) -> None:
    """Where the study stands."""
    state = study.state
    data = {
        "name": state.name,
        "aim": state.aim,
        "authors": [each.name for each in state.authors.values()],
        "participants": len(state.participants),
        "documents": len(state.documents),
        "characters": sum(each.length for each in state.documents.values()),
        "codes": len(state.codebook.live()),
        "codings": len(state.codings),
        "memos": len(state.memos),
        "themes": sum(not each.retired for each in state.themes.values()),
        "theories": [each.name for each in state.theories.values()],
        "links": {
            status: sum(each.status == status for each in state.links.values())
            for status in ("proposed", "accepted", "rejected")
        },
        "rounds": [
            {"name": each.name, "blind": each.blind, "open": each.is_open}
            for each in state.rounds.values()
        ],
        "moments": [each.name for each in state.moments.values()],
        "decisions": state.decisions,
        "questions": len(state.questions),
        "discussions": len(state.discussions),
        "open_discussions": sum(each.is_open for each in state.discussions.values()),
        "unknown": dict(state.unknown),
    }
    show(study, as_json, "status", data, lambda: _status_lines(study, data))


def _status_lines(study: Study, data: dict[str, Any]) -> Iterator[str]:
    if not data["decisions"]:
        yield "Nothing was decided yet at that moment."
        return
    yield data["name"]
    if data["aim"]:
        yield data["aim"]
    links = data["links"]
    rows = [
        ("authors", ", ".join(data["authors"])),
        ("participants", data["participants"]),
        ("documents", f"{data['documents']} ({data['characters']:,} characters)"),
        ("codes", f"{data['codes']} in use"),
        ("codings", data["codings"]),
        ("memos", data["memos"]),
        ("themes", data["themes"]),
        ("theories", ", ".join(data["theories"]) or "none"),
        (
            "links",
            f"{links['accepted']} accepted, {links['rejected']} rejected, "
            f"{links['proposed']} to be settled",
        ),
        ("rounds", ", ".join(map(_round, data["rounds"])) or "none"),
        ("moments", ", ".join(data["moments"]) or "none"),
        (
            "decisions",
            f"{data['decisions']}, the last {short(study.last_decision)} "
            f"on {clock_time(study.state.at >> 16)}",
        ),
    ]
    for name, value in rows:
        yield f"  {name:<13} {value}"
    if data["questions"]:
        yield f"  {counted(data['questions'], 'question')} to settle: qualog questions"
    if data["open_discussions"]:
        told = counted(data["open_discussions"], "discussion")
        yield f"  {told} to settle: qualog discuss list --open"
    for kind, count in data["unknown"].items():
        yield f"  {counted(count, 'decision')} of the unknown kind {kind}: is its plugin missing?"


def _round(told: dict[str, Any]) -> str:
    return f"{told['name']} ({'blind, ' * told['blind']}{'open' if told['open'] else 'closed'})"


@click.command("moment")
@click.argument("name")
@deciding
def moment_command(name: str, project: Project, why: str | None) -> None:
    """Give this point of the work the NAME by which --at finds it, and papers cite it."""
    moment = project.moments.name(name, why=why)
    decided(f"This moment is “{moment.name}”", moment.made.decision)


@click.command("moments")
@reading
def moments_command(study: Study, as_json: bool) -> None:
    """List the named moments."""
    moments = list(study.state.moments.values())
    data = [
        {"id": each.id, "name": each.name, "heads": each.heads, "made": made(study, each.made)}
        for each in moments
    ]
    rows = [
        (each.name, clock_time(each.made.milliseconds), short(each.made.decision))
        for each in moments
    ]
    show(study, as_json, "moments", data, lambda: table(rows, ("moment", "named on", "decision")))


@click.command("undo")
@click.argument("decision")
@click.option("--yes", "-y", is_flag=True, help="Do not ask, whatever rests on it.")
@deciding
def undo_command(decision: str, yes: bool, project: Project, why: str | None) -> None:
    """Take DECISION back. History keeps both; what rests on it is named before."""
    resting = project.resting_on(decision)
    if resting:
        from qualog.history.narration import narrate

        told = {each.entry.id: f"{each.authors} {each.sentence}" for each in narrate(project.at())}
        click.echo(f"What rests on {decision} ({counted(len(resting), 'decision')}):", err=True)
        for each in resting[:10]:
            click.echo(f"  {short(each.decision)} {told[each.decision]}", err=True)
        if len(resting) > 10:
            click.echo(f"  and {len(resting) - 10} more", err=True)
        if not yes:
            click.confirm("Take it back all the same?", abort=True, err=True)
    decided(f"Took back {short(decision)}", project.undo(decision, why=why))


@click.command("verify")
@PROJECT
@click.option(
    "--checkpoints",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Signed checkpoints that left the machine earlier (qualog checkpoints).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def verify_command(
    ctx: click.Context, project: ProjectLocation | None, checkpoints: Path | None, as_json: bool
) -> None:
    """Compute every chain, commitment and checkpoint of the log anew; exit with 1 if one fails."""
    from qualog.log.integrity.checkpoint import read_notes
    from qualog.log.integrity.signing import check
    from qualog.log.stores.sqlite import SqliteStore

    with opened(project) as study:
        found = study.verify()
        store = study.log.store
        others = (
            read_notes(checkpoints.read_text("utf-8", errors="replace"), store.project)
            if checkpoints is not None
            else []
        )
        signed = check(store, others)
        damage = store.damage() if isinstance(store, SqliteStore) else []
    disproof = signed.disproof
    if as_json:
        print_json({"verification": found, "signatures": signed, "damage": damage})
    elif found.fault is not None:
        click.echo(f"The log does not check out: {found.fault.problem}.")
    elif damage:
        click.echo(f"The file is damaged: {damage[0]}.")
    elif disproof is not None:
        click.echo(f"The log does not check out: {disproof.problem}.")
    else:
        click.echo(
            f"The log checks out: {counted(found.entries, 'decision')} verified, "
            f"{counted(found.sealed, 'sealed part')}, {counted(found.contents, 'content')}; "
            f"{found.erased} erased."
        )
        click.echo(f"Signed: {signed.entries} of {counted(found.entries, 'decision')}.")
        if others:
            click.echo(f"All {counted(len(others), 'checkpoint')} of {checkpoints} hold.")
        click.echo(f"Heads: {found.heads}")
    if found.fault is not None or disproof is not None or damage:
        ctx.exit(1)


def home_of(project: Project) -> tuple[Path, str]:
    """Give the folder and the name for files beside a project; here, if it is in a database."""
    name = project.log.store.name
    if "://" in name:
        return Path.cwd(), file_name(project.state.name)
    return Path(name).parent, Path(name).stem


def file_name(name: str) -> str:
    """Give a file's name of a study's: letters, digits and hyphens."""
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "study"
