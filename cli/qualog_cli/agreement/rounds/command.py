"""The commands on rounds."""

import click

from qualog.language import Sayable, message
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog.reliability.nouns import counted_documents
from qualog.state import Round, State
from qualog.views.study import Study
from qualog_cli.agreement.rounds.listing import narrowed_rounds, round_data, round_table
from qualog_cli.agreement.rounds.proof import proof_data, proof_lines
from qualog_cli.shared.commands import group
from qualog_cli.shared.opening import named_authors, opened
from qualog_cli.shared.options import JSON, PROJECT, deciding, narrowing, reading
from qualog_cli.shared.output import print_json, say, say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.types import AUTHOR, DOCUMENT, ROUND


@group("round")
def round_command() -> None:
    """Run independent (optionally blind) coding rounds, and prove that they were.

    Examples:
        qualog round open first -d "Interview 1" -c "Ingrid Falk" -c "Samir Haddad" --blind
        qualog round close first
        qualog round prove first

    See also: agree, disagreements, discuss
    """


@round_command.command("open")
@click.argument("name")
@click.option(
    "--document",
    "-d",
    "documents",
    type=DOCUMENT,
    multiple=True,
    required=True,
    help="A document of the round; repeat for several.",
)
@click.option(
    "--coder",
    "-c",
    "coders",
    type=AUTHOR,
    multiple=True,
    required=True,
    help="A coder of the round; repeat for each.",
)
@click.option("--blind", is_flag=True, help="Hide others' codings from each coder until the close.")
@deciding
def open_round(
    name: str,
    documents: tuple[str, ...],
    coders: tuple[str, ...],
    blind: bool,
    project: Project,
    why: str | None,
) -> None:
    """Open the round NAME: two or more coders code the same documents independently.

    While a blind round is open, no command and no export shows anything that another coder coded
    in its documents. Let each coder work in a copy of their own: only then can 'qualog round
    prove' show that they coded independently.

    Examples:
        qualog round open first -d "Interview 1" -c "Ingrid Falk" -c "Samir Haddad"
        qualog round open second -d "Interview 2" -c "Ingrid Falk" -c "Samir Haddad" --blind
    """
    coded_before = _coded_before(project, documents, coders) if blind else []
    round_ = project.rounds.open(name, documents, coders, blind=blind, why=why)
    say_decided(str(_opened(project.state, round_)), round_.opened.decision)
    for document in coded_before:
        say(
            message(
                "{document} has already been coded by one of them. That is hidden from the others "
                "from now on; but copies that bring in the round hold it, so the log will not show "
                "that they coded without having seen it.",
                document=document,
            ),
            err=True,
        )


def _opened(state: State, round_: Round) -> Sayable:
    coders = state.author_names(round_.coders)
    documents = counted_documents(len(round_.documents))
    if round_.blind:
        return message(
            "Opened the blind round “{round}” of {coders} in {documents}",
            round=round_.name,
            coders=coders,
            documents=documents,
        )
    return message(
        "Opened the round “{round}” of {coders} in {documents}",
        round=round_.name,
        coders=coders,
        documents=documents,
    )


def _coded_before(
    project: Project, documents: tuple[str, ...], coders: tuple[str, ...]
) -> list[str]:
    """Return the names of documents that a coder has coded already, as far as is shown here."""
    who = {project.find.author(coder).id for coder in coders}
    coded = {
        coding.document
        for coding in project.state.codings.values()
        if not who.isdisjoint(coding.made.authors)
    }
    found = (project.find.document(document) for document in documents)
    return [document.name for document in found if document.id in coded]


@round_command.command("close")
@click.argument("round_", type=ROUND, metavar="ROUND")
@deciding
def close_round(round_: str, project: Project, why: str | None) -> None:
    """Close ROUND: everything that was coded in it is shown from now on.

    Examples:
        qualog round close first
        qualog round close first --why "both have coded it in full"
    """
    decision = project.rounds.close(round_, why=why)
    say_decided(str(message("Closed the round “{round}”", round=round_)), decision)


@round_command.command("list")
@reading
@narrowing
def list_rounds(study: Study, as_json: bool) -> None:
    """List the rounds, and which documents their coders have coded in full.

    With --where, the rounds that such documents are in, with these alone.

    Examples:
        qualog round list
        qualog round list --json
    """
    rounds = list(narrowed_rounds(study))
    data = [round_data(study, round_) for round_ in rounds]
    show(study, as_json, "rounds", data, lambda: round_table(study.state, rounds))


@round_command.command("prove")
@click.argument("round_", type=ROUND, metavar="ROUND")
@PROJECT
@JSON
@click.pass_context
def prove_round(
    ctx: click.Context, round_: str, project: ProjectLocation | None, as_json: bool
) -> None:
    """Show from the log whether the coders of ROUND coded independently; exit with 1 if not.

    A coder's decisions are independent of another's if each was made in a copy of the study that
    held no coding of the other's in the round's documents. What was removed later counts too.

    Examples:
        qualog round prove first
        qualog round prove first --json
    """
    with opened(project, viewer=named_authors()) as found:
        proof = found.rounds.prove(round_)
        state = found.state
        if as_json:
            print_json({"proof": proof_data(state, proof)})
        else:
            for line in proof_lines(state, proof):
                say(line)
    if not proof.holds:
        ctx.exit(1)
