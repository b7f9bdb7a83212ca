"""The command `qualog debriefing`: note what came of a peer debriefing, and list them."""

import json

import click

from qualog import NotAllowed, Project, Study, hookimpl
from qualog.ids import new_id
from qualog.views.wording import StateNames
from qualog_cli.shared.options import deciding, reading
from qualog_decision_debriefing import DebriefingNoted, debriefings


@hookimpl
def qualog_commands(group: click.Group) -> None:
    """Add the command."""
    group.add_command(debriefing)


@click.group("debriefing")
def debriefing() -> None:
    """Keep peer debriefings: with whom, about what, and what came of it."""


@debriefing.command("add")
@click.argument("about")
@click.option("--with", "peer", required=True, metavar="NAME", help="The peer who asked.")
@click.option("--outcome", required=True, metavar="TEXT", help="What came of it.")
@deciding
def add(about: str, peer: str, outcome: str, project: Project, why: str | None) -> None:
    """Note a debriefing on ABOUT: the name of a code or a document."""
    target = project.find.anything(about)
    if target not in (project.state.codebook.codes.keys() | project.state.documents.keys()):
        raise NotAllowed("A debriefing is about a code or a document.")
    noted = DebriefingNoted(debriefing=new_id(), about=target, peer=peer, outcome=outcome)
    project.decide(noted, why=why)
    click.echo(f"Noted the debriefing with {peer}.")


@debriefing.command("list")
@reading
def list_(study: Study, as_json: bool) -> None:
    """List the debriefings."""
    names = StateNames(study.state, study.log)
    rows = [{**row, "about": str(names.anything(row["about"]))} for row in debriefings(study.state)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['about']}, with {row['peer']}: {row['outcome']}")
