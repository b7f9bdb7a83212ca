"""The group of commands on theories."""

from collections.abc import Iterator
from typing import Any

import click

from qualog.errors import PluginError
from qualog.language import listing, message, paragraph, plural
from qualog.options import split_assignments
from qualog.plugins.registry import installed_plugins
from qualog.plugins.theory_packs import read_installed
from qualog.project.project import Project
from qualog.state.theory import Theory
from qualog.views.study import Study
from qualog_cli.codebook.links import link_data, link_lines, links_to
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import short_id
from qualog_cli.shared.options import JSON, deciding, reading
from qualog_cli.shared.output import print_json, say, say_decided, warn
from qualog_cli.shared.paging import print_lines
from qualog_cli.shared.plugin_help import PluginCommand
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import MAPPER, THEORY, THEORY_PACK


@group("theory")
def theory_command() -> None:
    """Read the material through theories: propose and settle links.

    A theory has concepts. A link says that a code, a coding or a theme is an instance of one; it is
    proposed by a person or by a theory mapper, and accepted or rejected by people.

    Examples:
        qualog theory packs
        qualog theory adopt i-and-thou
        qualog theory propose --theory "I and Thou"
        qualog theory show
    """


@theory_command.command("packs")
@JSON
def packs(as_json: bool) -> None:
    """List the theory packs that are installed.

    Examples:
        qualog theory packs
        qualog theory packs --json
    """
    rows = []
    for pack in installed_plugins().theories():
        try:
            rows.append((pack.called, read_installed(pack).summary))
        except PluginError as error:
            warn(error)
    if as_json:
        print_json({"packs": [{"name": name, "summary": summary} for name, summary in rows]})
    else:
        print_lines(table(rows, ("pack", "theory")))


@theory_command.command("adopt")
@click.argument("pack", type=THEORY_PACK)
@deciding
def adopt(pack: str, project: Project, why: str | None) -> None:
    """Start using a theory.

    PACK is the name of a theory pack (qualog theory packs), or a TOML file of your own.

    Examples:
        qualog theory adopt i-and-thou
        qualog theory adopt my-theory.toml --why "the course that both authors took"
    """
    theory = project.theory.adopt(pack, why=why)
    concepts = listing(concept.name for _, concept in theory.concepts())
    say(message("Started using the theory “{name}”.", name=theory.name))
    say(message("Its concepts: {names}", names=concepts))


@theory_command.command("drop")
@click.argument("theory", type=THEORY)
@deciding
def drop(theory: str, project: Project, why: str | None) -> None:
    """Stop using a theory.

    Examples:
        qualog theory drop "Power and help"
    """
    dropped = project.theory.drop(theory, why=why)
    say_decided(message("Stopped using the theory “{name}”", name=theory), dropped)


@theory_command.command(
    "propose",
    cls=PluginCommand,
    plugins=lambda: installed_plugins().mappers(),
    chosen=lambda name: installed_plugins().mappers().named(name),
    by="mapper",
    title="Theory mappers",
)
@click.argument("subject", required=False)
@click.argument("concept", required=False)
@click.option(
    "--with",
    "mapper",
    type=MAPPER,
    default="indicators",
    show_default=True,
    help="The theory mapper. Its options: --with NAME --help",
)
@click.option(
    "-o", "assignments", multiple=True, metavar="KEY=VALUE", help="An option of the mapper."
)
@click.option("--theory", "theory_name", type=THEORY, help="Just this theory.")
@click.option("--reason", metavar="TEXT", default="", help="What speaks for the link.")
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
    """Propose links to theory: one of your own, or those that a theory mapper finds.

    With SUBJECT (a code, coding or theme) and CONCEPT, the link between them is proposed. Without
    them, a theory mapper looks through the coding and proposes links with their evidence. People
    accept or reject what is proposed.

    Examples:
        qualog theory propose Listening Turning --reason "she puts the pen away"
        qualog theory propose --theory "Street-level bureaucracy"

    See also: theory accept, theory reject
    """
    if subject is not None:
        if concept is None:
            raise click.UsageError("Which concept? Name it too, or neither of them.")
        link = project.theory.propose(subject, concept, reason=reason, why=why)
        said = message("Proposed the link {link}", link=short_id(link.id))
        say_decided(said, link.made.decision)
        return
    adopted = [theory.name for theory in project.state.theories.values()]
    if not adopted:
        say(_no_theory())
    for theory in [theory_name] if theory_name else adopted:
        _propose_with(project, mapper, theory, split_assignments(assignments), why)


def _propose_with(
    project: Project,
    mapper: str,
    theory: str,
    options: dict[str, str],
    why: str | None,
) -> None:
    links = project.theory.propose_with(mapper, theory, options=options, why=why)
    name = project.find.theory(theory).name
    say(
        plural(
            "{theory}: one new proposal",
            "{theory}: {n} new proposals",
            len(links),
            theory=name,
        )
    )
    for line in link_lines(project.at(), links):
        say(f"  {line}")


@theory_command.command("accept")
@click.argument("link")
@deciding
def accept(link: str, project: Project, why: str | None) -> None:
    """Accept a proposed link.

    LINK is the beginning of its id, as qualog theory show lists it.

    Examples:
        qualog theory accept 3f9a1c22 --why "both say it of themselves"
    """
    say_decided(
        message("Accepted the link {link}", link=link), project.theory.accept(link, why=why)
    )


@theory_command.command("reject")
@click.argument("link")
@deciding
def reject(link: str, project: Project, why: str | None) -> None:
    """Reject a proposed link; the log keeps it.

    LINK is the beginning of its id, as qualog theory show lists it.

    Examples:
        qualog theory reject 3f9a1c22 --why "the word alone, not the matter"
    """
    say_decided(
        message("Rejected the link {link}", link=link), project.theory.reject(link, why=why)
    )


@theory_command.command("show")
@reading
def show_theories(study: Study, as_json: bool) -> None:
    """Show the theories in use, with their concepts and links.

    Examples:
        qualog theory show
        qualog theory show --at "before the report"
    """
    data = [_theory_data(study, theory) for theory in study.state.theories.values()]
    show(study, as_json, "theories", data, lambda: _lines(study))


def _theory_data(study: Study, theory: Theory) -> dict[str, Any]:
    return {
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
                "links": [link_data(study, link) for link in links_to(study, id_)],
            }
            for id_, concept in theory.concepts()
        ],
    }


def _lines(study: Study) -> Iterator[object]:
    for theory in study.state.theories.values():
        yield message("{name} ({author})", name=theory.name, author=theory.pack.author)
        for id_, concept in theory.concepts():
            yield f"  {concept.name}: {concept.definition}"
            for line in link_lines(study, links_to(study, id_)):
                yield f"    {line}"
    if not study.state.theories:
        yield _no_theory()


def _no_theory() -> object:
    return paragraph(
        message("No theory is in use yet."),
        message("To see which Qualog brings along: qualog theory packs."),
        message("To start using one: qualog theory adopt PACK"),
    )
