"""Commands that take a decision back, or erase its words."""

from collections.abc import Sequence

import click

from qualog.history.narration import narrate
from qualog.language import message, plural
from qualog.project.project import Project
from qualog.state.questions import Unapplied
from qualog_cli.shared.commands import command
from qualog_cli.shared.erasing import warn_if_unscrubbed
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import confirm, say, say_decided

_MOST = 10
"""So many decisions are named that rest on another; the rest are counted."""


@command("undo")
@click.argument("decision")
@click.option("--yes", "-y", is_flag=True, help="Do not ask, whatever rests on it.")
@deciding
def undo_command(decision: str, yes: bool, project: Project, why: str | None) -> None:
    """Take back a decision; the log keeps both.

    What rests on DECISION, and would have no effect without it, is shown first.

    Examples:
        qualog undo 2eb1.168
        qualog undo 2eb1.168 --why "coded in the wrong interview"

    See also: log, redact
    """
    resting = project.resting_on(decision)
    if resting:
        _say_what_rests(project, decision, resting)
        if not yes:
            confirm(message("Take it back all the same?"))
    reverted = project.undo(decision, why=why)
    say_decided(message("Took back {target}", target=short_decision(decision)), reverted)


def _say_what_rests(project: Project, decision: str, resting: Sequence[Unapplied]) -> None:
    sentences = {
        narrated.entry.id: message(
            "{authors} {sentence}", authors=narrated.authors, sentence=narrated.sentence
        )
        for narrated in narrate(project.at())
    }
    say(
        plural(
            "One decision rests on {target}:",
            "{n} decisions rest on {target}:",
            len(resting),
            target=short_decision(decision),
        ),
        err=True,
    )
    for unapplied in resting[:_MOST]:
        sentence = sentences[unapplied.decision]
        say(f"  {short_decision(unapplied.decision)} {sentence}", err=True)
    if (more := len(resting) - _MOST) > 0:
        say(f"  {plural('and one more', 'and {n} more', more)}", err=True)


@command("redact")
@click.argument("decision")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@deciding
def redact_command(decision: str, yes: bool, project: Project, why: str | None) -> None:
    """Erase the words of one decision, for good.

    They are erased here now, and in every other copy at its next merge. That DECISION was made,
    when and by whom stays in the log.

    Examples:
        qualog redact 2eb1.168
        qualog redact 2eb1.168 --yes --why "names a third person"

    See also: participant withdraw, undo
    """
    target = short_decision(project.find.decision(decision))
    if not yes:
        confirm(message("This cannot be undone. Erase the words of {decision}?", decision=target))
    redacted = project.redact(decision, why=why)
    say_decided(message("The words have been erased"), redacted)
    warn_if_unscrubbed(project.log.store)
