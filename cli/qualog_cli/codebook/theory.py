"""Commands on theory."""

from collections.abc import Iterator
from pathlib import Path

import click

from qualog.options import read_options, split_assignments
from qualog.plugins.registry import installed_plugins, plugin_errors
from qualog.plugins.theory_packs import read_pack
from qualog.project.project import Project
from qualog.state import Link
from qualog.views.study import Study
from qualog_cli.shared.options import PluginHelp, deciding, reading
from qualog_cli.shared.show import ID, counted, decided, made, quoted, show, table


@click.group("theory")
def theory_command() -> None:
    """Adopt theories, propose, accept and reject links to them."""


@theory_command.command("packs")
def packs() -> None:
    """List the theory packs that plugins offer."""
    offers = installed_plugins().theories()
    rows = [(each.name, read_pack(each.plugin).summary) for each in offers]
    for line in table(rows, ("pack", "theory")):
        click.echo(line)


@theory_command.command("adopt")
@click.argument("pack")
@deciding
def adopt(pack: str, project: Project, why: str | None) -> None:
    """Read the material through the theory PACK: a pack's name, or a TOML file."""
    path = Path(pack)
    if path.suffix != ".toml":
        path = installed_plugins().theories().named(pack).plugin
    theory = project.theory.adopt(read_pack(path), why=why)
    names = ", ".join(concept.name for _, concept in theory.concepts())
    click.echo(f"Adopted “{theory.name}”. Its concepts: {names}")


@theory_command.command("drop")
@click.argument("theory")
@deciding
def drop(theory: str, project: Project, why: str | None) -> None:
    """Stop reading the material through THEORY."""
    decided(f"Dropped “{theory}”", project.theory.drop(theory, why=why))


class _ProposeHelp(PluginHelp):
    offers = staticmethod(lambda: installed_plugins().mappers())
    offers_title = "Theory mappers"


@theory_command.command("propose", cls=_ProposeHelp)
@click.argument("subject", required=False)
@click.argument("concept", required=False)
@click.option("--with", "mapper", metavar="NAME", default="indicators", show_default=True)
@click.option("--theory", "theory_name", metavar="THEORY", help="This theory alone.")
@click.option("--reason", metavar="TEXT", default="", help="What speaks for the link.")
@click.option("-o", "assignments", multiple=True, metavar="KEY=VALUE", help="A mapper's option.")
@deciding
def propose(
    subject: str | None,
    concept: str | None,
    mapper: str,
    theory_name: str | None,
    reason: str,
    assignments: tuple[str, ...],
    project: Project,
    why: str | None,
) -> None:
    """Propose a link from SUBJECT (a code, coding or theme) to CONCEPT; or let a mapper propose.

    Without SUBJECT and CONCEPT, a theory mapper looks through the coding and proposes links
    with their evidence. Proposals are accepted or rejected by people.
    """
    if subject is not None:
        if concept is None:
            raise click.UsageError("Name the concept too, or neither of them.")
        link = project.theory.propose(subject, concept, reason=reason, why=why)
        decided(f"Proposed the link {link.id[:ID]}", link.made.decision)
        return
    offer = installed_plugins().mappers().named(mapper)
    options = read_options(
        offer.plugin.options, split_assignments(assignments), owner=f"the mapper {offer.name}"
    )
    theories = (
        [project.find.theory(theory_name)] if theory_name else list(project.state.theories.values())
    )
    if not theories:
        click.echo("No theory is adopted yet: qualog theory packs, then qualog theory adopt PACK")
    for theory in theories:
        with plugin_errors(offer):
            proposals = list(offer.plugin.propose(project.state, theory, options))
        links = project.theory.take_proposals(offer.name, proposals, why=why)
        click.echo(f"{theory.name}: {counted(len(links), 'new proposal')}")
        for line in _link_lines(project.at(), links):
            click.echo(f"  {line}")


@theory_command.command("accept")
@click.argument("link")
@deciding
def accept(link: str, project: Project, why: str | None) -> None:
    """Hold a proposed LINK to be right."""
    decided(f"Accepted {link}", project.theory.accept(link, why=why))


@theory_command.command("reject")
@click.argument("link")
@deciding
def reject(link: str, project: Project, why: str | None) -> None:
    """Hold a proposed LINK to be wrong."""
    decided(f"Rejected {link}", project.theory.reject(link, why=why))


@theory_command.command("show")
@reading
def show_theories(study: Study, as_json: bool) -> None:
    """Show the adopted theories with their concepts and links."""
    state = study.state
    data = [
        {
            "id": theory.id,
            "name": theory.name,
            "author": theory.pack.author,
            "summary": theory.pack.summary,
            "sources": list(theory.pack.sources),
            "concepts": [
                {
                    "id": id_,
                    "name": concept.name,
                    "definition": concept.definition,
                    "links": [_link(study, each) for each in _links_to(study, id_)],
                }
                for id_, concept in theory.concepts()
            ],
        }
        for theory in state.theories.values()
    ]

    def lines() -> Iterator[str]:
        for theory in state.theories.values():
            yield f"{theory.name} ({theory.pack.author})"
            for id_, concept in theory.concepts():
                yield f"  {concept.name}: {concept.definition}"
                for line in _link_lines(study, _links_to(study, id_)):
                    yield f"    {line}"
        if not state.theories:
            yield "No theory is adopted yet: qualog theory packs"

    show(study, as_json, "theories", data, lines)


def _links_to(study: Study, concept: str) -> list[Link]:
    return [each for each in study.state.links.values() if each.concept == concept]


def _link_lines(study: Study, links: list[Link]) -> Iterator[str]:
    state = study.state
    for each in links:
        found = state.concept(each.concept)
        concept = found[1].name if found else each.concept
        yield f"{each.id[:ID]} [{each.status}] {study.names.anything(each.subject)} → {concept}"
        if each.reason:
            yield f"    {each.reason}"
        for passage in each.evidence[:3]:
            text = state.text(passage.document)[passage.start : passage.end]
            yield f"    {quoted(text)} ({state.documents[passage.document].name})"
        if len(each.evidence) > 3:
            yield f"    and {counted(len(each.evidence) - 3, 'passage')} more"


def _link(study: Study, link: Link) -> dict[str, object]:
    return {
        "id": link.id,
        "subject": link.subject,
        "subject_name": str(study.names.anything(link.subject)),
        "status": link.status,
        "mapper": link.mapper,
        "reason": link.reason,
        "evidence": [
            {
                "document": study.state.documents[each.document].name,
                "start": each.start,
                "end": each.end,
                "quote": study.state.text(each.document)[each.start : each.end],
            }
            for each in link.evidence
        ],
        "made": made(study, link.made),
        "settled": made(study, link.settled) if link.settled else None,
    }
