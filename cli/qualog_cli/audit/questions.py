"""Commands on questions: what authors decided without knowing of each other."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any

import click

from qualog.language import message
from qualog.project.project import Project
from qualog.state import Question
from qualog.views.as_of import find_decision
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.options import deciding, reading
from qualog_cli.shared.output import say
from qualog_cli.shared.results import show


@command("questions")
@click.option("--check", is_flag=True, help="Exit with 1 if there are any.")
@reading
@click.pass_context
def questions_command(ctx: click.Context, check: bool, study: Study, as_json: bool) -> None:
    """List the questions raised by decisions that disagree.

    Authors who did not know of each other's decision decided differently, or a decision has no
    effect. Every value is kept; the latest is shown until the question is settled, by a command
    that is listed with it or by a decision of someone who has seen both.

    Examples:
        qualog questions
        qualog questions --check

    See also: settle, merge
    """
    found = study.state.questions
    data = [_question_data(question, study) for question in found]
    show(study, as_json, "questions", data, lambda: _lines(study, found))
    if check and found:
        ctx.exit(1)


@command("settle")
@click.argument("question")
@click.option("--keep", metavar="DECISION", help="The decision whose value holds from now on.")
@deciding
def settle_command(question: str, keep: str | None, project: Project, why: str | None) -> None:
    """Settle a question by choosing the value that holds.

    QUESTION is the id that qualog questions lists it by. Without --keep, nothing changes.

    Examples:
        qualog settle 2eb1.168 --keep 9ab5.21
        qualog settle 2eb1.168

    See also: questions
    """
    settled = project.questions.settle(question, keep, why=why)
    kept = find_decision(project.log.store, keep) if keep is not None else None
    for answered in settled:
        if kept is not None:
            say(message("Settled: {decision}", decision=answered.choice(kept, project.names)))
        else:
            stays = answered.sentence(project.names)
            say(message("Settled, and stays as it is: {question}", question=stays))


def _question_data(question: Question, study: Study) -> dict[str, Any]:
    names = study.names
    return {
        "decision": question.decision,
        "kind": question.kind,
        "what": question.sentence(names),
        "about": question.about,
        "choices": [
            {"decision": decision, "what": question.choice(decision, names)}
            for decision in question.choices
        ],
    }


def _lines(study: Study, found: Sequence[Question]) -> Iterator[object]:
    names = study.names
    for question in found:
        id_ = short_decision(question.decision)
        yield f"{id_}  {question.sentence(names)}"
        for decision in question.choices:
            settle = _settle(id_, "--keep", short_decision(decision))
            value = question.choice(decision, names)
            if decision == question.decision:
                yield f"    {settle}    {message('{value} (shown now)', value=value)}"
            else:
                yield f"    {settle}    {value}"
        if not question.choices:
            yield f"    {_settle(id_)}    {message('it stays as it is')}"
    if not found:
        yield message("There are no questions.")


def _settle(*words: str) -> str:
    return shlex.join(["qualog", "settle", *words])
