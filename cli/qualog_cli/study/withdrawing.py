"""The command by which a participant withdraws, and what it shows before anything is erased."""

from collections.abc import Iterator

import click

from qualog.history.narration import narrate
from qualog.language import Sayable, message, number, plural
from qualog.operations.people import Withdrawal
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.erasing import warn_if_unscrubbed
from qualog_cli.shared.formats import short_decision
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import confirm, say, say_decided
from qualog_cli.shared.types import PARTICIPANT


@command("withdraw")
@click.argument("participant", type=PARTICIPANT)
@click.option("--day", metavar="DATE", help="The day they withdrew, such as 2025-03-01.")
@click.option("--preview", is_flag=True, help="Only show what would be erased.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@deciding
def withdraw_command(
    participant: str, day: str | None, preview: bool, yes: bool, project: Project, why: str | None
) -> None:
    """Note that a participant withdrew, and erase what they said, for good.

    What is erased is shown first. It is erased in this copy at once, and in every other copy at its
    next merge; exports and backups that were made before are not reached.

    Examples:
        qualog participant withdraw "Interviewee 1" --preview
        qualog participant withdraw "Interviewee 1" --day 2025-06-02

    See also: redact, participant list
    """
    withdrawal = project.participants.withdrawal(participant)
    for line in _erased(project, withdrawal):
        say(line, err=not preview)
    if preview:
        return
    if not yes:
        confirm(message("This cannot be undone. Erase?"))
    withdrawn = project.participants.withdraw(participant, day=day, why=why)
    say_decided(message("The withdrawal has been noted and the words erased"), withdrawn)
    warn_if_unscrubbed(project.log.store)


def _erased(project: Project, withdrawal: Withdrawal) -> Iterator[object]:
    name = withdrawal.participant.pseudonym
    yield message("If {participant} withdraws, this is erased:", participant=name)
    for part in (*_passages(project, withdrawal), *_written_about_them(withdrawal)):
        yield f"  {part}"
    if withdrawal.repeated:
        yield message("This stays, though it seems to repeat their words (qualog redact DECISION):")
        sentences = {decision.entry.id: decision.sentence for decision in narrate(project.at())}
        for repeated in withdrawal.repeated:
            id_ = repeated.entry.id
            yield f"  {short_decision(id_)} {sentences[id_]}"


def _written_about_them(withdrawal: Withdrawal) -> Iterator[Sayable]:
    erased = withdrawal.belongings
    if erased.codings:
        yield plural(
            "one coding of their passages", "{n} codings of their passages", len(erased.codings)
        )
    else:
        yield message("no codings of their passages")
    if erased.memos:
        yield plural(
            "one memo about them or their passages",
            "{n} memos about them or their passages",
            len(erased.memos),
        )
    else:
        yield message("no memos about them or their passages")
    if erased.discussions:
        yield plural(
            "one discussion of their passages",
            "{n} discussions of their passages",
            len(erased.discussions),
        )
    yield plural(
        "the words of one decision, the pseudonym and the name among them",
        "the words of {n} decisions, the pseudonym and the name among them",
        sum(map(len, erased.lines.values())),
    )


def _passages(project: Project, withdrawal: Withdrawal) -> Iterator[Sayable]:
    erased = withdrawal.belongings
    for id_, passages in erased.passages.items():
        document = project.state.documents.get(id_)
        if document is None:
            continue
        sizes = {
            "characters": number(sum(end - start for start, end in passages)),
            "all": number(document.length),
            "document": document.name,
        }
        if id_ in erased.shared:
            yield message(
                "{characters} of {all} characters in {document} (others' words stay)", **sizes
            )
        else:
            yield message("{characters} of {all} characters in {document}", **sizes)
    if not erased.passages:
        yield message(
            "no passage: none is known to be theirs. If they speak in a document, say so first "
            "(qualog document speaker, qualog document attribute)"
        )
