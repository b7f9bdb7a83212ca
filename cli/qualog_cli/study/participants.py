"""Commands on participants: pseudonyms and consent."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import click

from qualog.language import Sayable, listing, message
from qualog.log.erasure import awaited
from qualog.privacy.withdrawal import withdrawn_in
from qualog.project.project import Project
from qualog.state import Participant
from qualog.views.study import Study
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import provenance_data, short_copy, short_id
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import PARTICIPANT
from qualog_cli.study.withdrawing import withdraw_command

_NOBODY: Final = message("There are no participants. To add one: qualog participant add PSEUDONYM")


@group("participant")
def participant_command() -> None:
    """Add and list participants; note their consent and its withdrawal.

    Participants are whom the study is about. They appear under pseudonyms everywhere.

    Examples:
        qualog participant add "Interviewee 6"
        qualog participant consent "Interviewee 6" --day 2025-03-01
    """


participant_command.add_command(withdraw_command)


@participant_command.command("add")
@click.argument("pseudonym")
@click.option("--name", help="Who it is. Sealed; erased on withdrawal; in no export by default.")
@deciding
def add_participant(pseudonym: str, name: str | None, project: Project, why: str | None) -> None:
    """Add a participant under a pseudonym.

    Examples:
        qualog participant add "Interviewee 6"
        qualog participant add "Interviewee 6" --name "Karin Ek"
    """
    participant = project.participants.add(pseudonym, name=name, why=why)
    said = message("Added the participant {name}", name=participant.pseudonym)
    say_decided(said, participant.made.decision)


@participant_command.command("rename")
@click.argument("participant", type=PARTICIPANT)
@click.argument("pseudonym")
@deciding
def rename_participant(participant: str, pseudonym: str, project: Project, why: str | None) -> None:
    """Change the pseudonym of a participant.

    Examples:
        qualog participant rename "Interviewee 1" "Interviewee A"
    """
    renamed = project.participants.rename(participant, pseudonym, why=why)
    say_decided(message("{old} is now called {new}", old=participant, new=pseudonym), renamed)


@participant_command.command("consent")
@click.argument("participant", type=PARTICIPANT)
@click.option("--day", metavar="DATE", help="The day of the consent, such as 2025-03-01.")
@click.option("--terms", metavar="TEXT", help="What they agreed to.")
@deciding
def consent(
    participant: str, day: str | None, terms: str | None, project: Project, why: str | None
) -> None:
    """Note that a participant agreed to take part.

    Examples:
        qualog participant consent "Interviewee 1" --day 2025-01-20
        qualog participant consent "Interviewee 1" --terms "recording, quotation under pseudonym"
    """
    noted = project.participants.consent(participant, day=day, terms=terms, why=why)
    say_decided(message("Noted the consent of {participant}", participant=participant), noted)


@participant_command.command("key")
@reading
def show_key(study: Study, as_json: bool) -> None:
    """Show the pseudonym key: who is behind each pseudonym, where that was kept.

    No export ever holds it.

    Examples:
        qualog participant key
    """
    people = [person for person in study.state.participants.values() if not person.withdrawn]
    data = [
        {"id": person.id, "pseudonym": person.pseudonym, "name": person.name} for person in people
    ]
    rows = [(person.pseudonym, person.name or message("not kept")) for person in people]
    headings = ("pseudonym", "name")
    show(study, as_json, "key", data, lambda: _listed(rows, headings))


@participant_command.command("list")
@reading
@narrowing
def list_participants(study: Study, as_json: bool) -> None:
    """List the participants by their pseudonyms, with consent and documents.

    For those who withdrew, it shows which copies have not yet confirmed that they erased the words
    too, and whether nothing is erased here: where only a copy says so that this one does not accept
    or that had ended.

    Examples:
        qualog participant list
        qualog participant list --json
    """
    waiting = awaited(study.log.store)
    held = study.state.withdrawn - withdrawn_in(study.log.store, study.log.replica)
    people = list(study.state.participants.values())
    data = [
        {
            **_participant_data(study, person, tuple(waiting.get(person.id, ()))),
            "held": person.id in held,
        }
        for person in people
    ]
    rows = [
        (
            short_id(participant.id),
            participant.pseudonym,
            message("withdrawn, but held: nothing is erased here")
            if participant.id in held
            else _consent(study, participant, tuple(waiting.get(participant.id, ()))),
            listing(_documents_of(study, participant)),
        )
        for participant in people
    ]
    headings = ("id", "participant", "consent", "documents")
    show(study, as_json, "participants", data, lambda: _listed(rows, headings))


def _listed(rows: Sequence[Sequence[object]], headings: Sequence[object]) -> Iterable[object]:
    return table(rows, headings) if rows else [_NOBODY]


def _participant_data(
    study: Study, participant: Participant, not_confirmed_by: tuple[str, ...]
) -> dict[str, Any]:
    consent, withdrawn = participant.consent, participant.withdrawn
    return {
        "id": participant.id,
        "pseudonym": participant.pseudonym,
        "consent": consent is not None,
        "consent_day": consent.day if consent else None,
        "withdrawn": provenance_data(study, withdrawn) if withdrawn else None,
        "not_confirmed_by": list(not_confirmed_by),
        "documents": _documents_of(study, participant),
        "made": provenance_data(study, participant.made),
    }


def _documents_of(study: Study, participant: Participant) -> list[str]:
    return [
        document.name
        for document in study.state.documents.values()
        if participant.id in document.subjects_in(0, document.length)
    ]


def _consent(study: Study, participant: Participant, not_confirmed_by: tuple[str, ...]) -> Sayable:
    if participant.withdrawn:
        if not not_confirmed_by and study.state.ended.held:
            return message("withdrawn, erased in all copies that have not ended")
        if not not_confirmed_by:
            return message("withdrawn, erased in all copies")
        copies = listing(short_copy(replica) for replica in not_confirmed_by)
        return message("withdrawn, not yet erased in {copies}", copies=copies)
    if participant.consent is None:
        return message("not noted")
    return participant.consent.day or message("yes")
