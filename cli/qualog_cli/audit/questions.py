"""Commands on questions: what authors decided without knowing of each other."""

import shlex
from collections.abc import Iterator

import click

from qualog.project.project import Project
from qualog.state import Question
from qualog.views.as_of import find_decision
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, reading
from qualog_cli.shared.show import short, show


@click.command("questions")
@click.option("--check", is_flag=True, help="Exit with 1 if there is one.")
@reading
@click.pass_context
def questions_command(ctx: click.Context, check: bool, study: Study, as_json: bool) -> None:
    """List what the authors are to settle, with the commands that settle it.

    Authors who did not know of each other decided differently, or a decision has no effect.
    Every value is kept; the latest is shown until the question is settled. A decision that is
    made by someone who has seen both settles it too.
    """
    found = study.state.questions
    show(study, as_json, "questions", found, lambda: _lines(found))
    if check and found:
        ctx.exit(1)


@click.command("settle")
@click.argument("question")
@click.option("--keep", metavar="DECISION", help="The decision whose value holds from now on.")
@deciding
def settle_command(question: str, keep: str | None, project: Project, why: str | None) -> None:
    """Answer QUESTION: say which value holds; without --keep, that all stays as it is shown."""
    settled = project.questions.settle(question, keep, why=why)
    kept = find_decision(project.log.store, keep) if keep is not None else None
    for each in settled:
        told = [choice.what for choice in each.choices if choice.decision == kept]
        click.echo(f"Settled: {told[0]}" if told else f"Settled, and stays so: {each.what}")


def _lines(found: list[Question]) -> Iterator[str]:
    for each in found:
        id_ = short(each.decision)
        yield f"{id_}  {each.what}"
        for choice in each.choices:
            shown = ", as is shown now" if choice.decision == each.decision else ""
            yield f"    {_settle(id_, '--keep', short(choice.decision))}    {choice.what}{shown}"
        if not each.choices:
            yield f"    {_settle(id_)}    it stays as it is"
    if not found:
        yield "No open question."


def _settle(*words: str) -> str:
    return shlex.join(["qualog", "settle", *words])
