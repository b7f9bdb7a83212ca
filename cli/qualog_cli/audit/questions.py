"""Commands on questions: what authors decided without knowing of each other."""

import shlex
from collections.abc import Iterator
from typing import Any

import click

from qualog.language import message
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
    data = [_data(question, study) for question in found]
    show(study, as_json, "questions", data, lambda: _lines(study, found))
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
    for answered in settled:
        if kept is not None:
            click.echo(
                message("Settled: {decision}", decision=answered.choice(kept, project.names))
            )
        else:
            stays = answered.sentence(project.names)
            click.echo(message("Settled, and stays as it is: {question}", question=stays))


def _data(question: Question, study: Study) -> dict[str, Any]:
    names = study.names
    return {
        "decision": question.decision,
        "kind": question.kind,
        "what": str(question.sentence(names)),
        "about": question.about,
        "choices": [
            {"decision": decision, "what": str(question.choice(decision, names))}
            for decision in question.choices
        ],
    }


def _lines(study: Study, found: list[Question]) -> Iterator[str]:
    names = study.names
    for question in found:
        id_ = short(question.decision)
        yield f"{id_}  {question.sentence(names)}"
        for decision in question.choices:
            shown = ", as is shown now" if decision == question.decision else ""
            command = _settle(id_, "--keep", short(decision))
            yield f"    {command}    {question.choice(decision, names)}{shown}"
        if not question.choices:
            yield f"    {_settle(id_)}    it stays as it is"
    if not found:
        yield "No open question."


def _settle(*words: str) -> str:
    return shlex.join(["qualog", "settle", *words])
