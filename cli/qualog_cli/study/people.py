"""Commands on authors and participants."""

from collections.abc import Iterator, Mapping
from typing import Any

import click

from qualog.history.narration import narrate
from qualog.log.erasure import awaited
from qualog.operations.people import Withdrawal
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.show import ID, counted, decided, made, short, show, table
from qualog_cli.sharing.sharing import warn_if_unscrubbed


@click.group("author")
def author_command() -> None:
    """Add authors, list them, say who decides in this copy."""


@author_command.command("add")
@click.argument("name")
@deciding
def add_author(name: str, project: Project, why: str | None) -> None:
    """Add an author."""
    author = project.authors.add(name, why=why)
    decided(f"Added the author {author.name}", author.made.decision)


@author_command.command("rename")
@click.argument("author")
@click.argument("name")
@deciding
def rename_author(author: str, name: str, project: Project, why: str | None) -> None:
    """Call an author something else."""
    decided(f"{author} is called {name}", project.authors.rename(author, name, why=why))


@author_command.command("use")
@click.argument("author")
@deciding
def use_author(author: str, project: Project, why: str | None) -> None:
    """Let this copy decide as AUTHOR where nobody else is named. Nothing is logged."""
    project.set_up_for(author)
    click.echo(f"This copy decides as {project.state.author_names(project.author)}.")


@author_command.command("list")
@reading
def list_authors(study: Study, as_json: bool) -> None:
    """List the authors."""
    authors = list(study.state.authors.values())
    data = [{"id": each.id, "name": each.name, "made": made(study, each.made)} for each in authors]
    rows = [(each.id[:ID], each.name) for each in authors]
    show(study, as_json, "authors", data, lambda: table(rows, ("id", "author")))


@click.group("participant")
def participant_command() -> None:
    """Add participants, note consent and its withdrawal, list them."""


@participant_command.command("add")
@click.argument("pseudonym")
@click.option("--name", help="Who it is. Sealed, erased on withdrawal, never exported by default.")
@deciding
def add_participant(pseudonym: str, name: str | None, project: Project, why: str | None) -> None:
    """Add a participant under a PSEUDONYM."""
    participant = project.participants.add(pseudonym, name=name, why=why)
    decided(f"Added the participant {participant.pseudonym}", participant.made.decision)


@participant_command.command("rename")
@click.argument("participant")
@click.argument("pseudonym")
@deciding
def rename_participant(participant: str, pseudonym: str, project: Project, why: str | None) -> None:
    """Give a participant another pseudonym."""
    decision = project.participants.rename(participant, pseudonym, why=why)
    decided(f"{participant} is called {pseudonym}", decision)


@participant_command.command("consent")
@click.argument("participant")
@click.option("--day", metavar="DATE", help="The day of the consent, such as 2025-03-01.")
@click.option("--terms", metavar="TEXT", help="What they agreed to.")
@deciding
def consent(
    participant: str, day: str | None, terms: str | None, project: Project, why: str | None
) -> None:
    """Note that a participant agreed to take part."""
    decision = project.participants.consent(participant, day=day, terms=terms, why=why)
    decided(f"Noted the consent of {participant}", decision)


@participant_command.command("withdraw")
@click.argument("participant")
@click.option("--day", metavar="DATE", help="The day they withdrew, such as 2025-03-01.")
@click.option("--preview", is_flag=True, help="Only tell what goes.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@deciding
def withdraw(
    participant: str, day: str | None, preview: bool, yes: bool, project: Project, why: str | None
) -> None:
    """Note that a participant withdrew, and erase what they said, for good.

    What goes is told before. It goes from this copy at once, and from every other copy at its
    next merge; exports and backups that were made before are not reached.
    """
    told = project.participants.withdrawal(participant)
    for entry in _what_goes(project, told):
        click.echo(entry, err=not preview)
    if preview:
        return
    if not yes:
        click.confirm("Erase it for good?", abort=True, err=True)
    decision = project.participants.withdraw(participant, day=day, why=why)
    decided("Noted the withdrawal, and erased what they said", decision)
    warn_if_unscrubbed(project.log.store)


def _what_goes(project: Project, told: Withdrawal) -> Iterator[str]:
    gone, state = told.belongings, project.state
    yield f"What goes with {told.participant.pseudonym}:"
    for id_, passages in gone.passages.items():
        if document := state.documents.get(id_):
            characters = sum(end - start for start, end in passages)
            beside = ", beside the words of others" if id_ in gone.shared else ""
            yield f"  {characters:,} of {document.length:,} characters of {document.name}{beside}"
    if not gone.passages:
        yield (
            "  no passage: none is known to be theirs. If they speak in a document, say where "
            "first (qualog document speaker, qualog document attribute)"
        )
    yield f"  {counted(len(gone.codings), 'coding')} on their passages"
    yield f"  {counted(len(gone.memos), 'memo')} about them or their passages"
    if gone.discussions:
        yield f"  {counted(len(gone.discussions), 'discussion')} of their passages"
    spoken = sum(map(len, gone.lines.values()))
    yield f"  the words of {counted(spoken, 'decision')}, pseudonym and name among them"
    if told.repeated:
        yield "What stays, though it seems to repeat their words (qualog redact DECISION):"
    sentences = {each.entry.id: each.sentence for each in narrate(project.at())}
    for each in told.repeated:
        yield f"  {short(each.entry.id)} {sentences[each.entry.id]}"


@participant_command.command("key")
@reading
def key(study: Study, as_json: bool) -> None:
    """Show who is behind each pseudonym, where that was kept. No export ever holds it."""
    people = [each for each in study.state.participants.values() if not each.withdrawn]
    data = [{"id": each.id, "pseudonym": each.pseudonym, "name": each.name} for each in people]
    rows = [(each.pseudonym, each.name or "not kept") for each in people]
    show(study, as_json, "key", data, lambda: table(rows, ("pseudonym", "name")))


@participant_command.command("list")
@reading
@narrowing
def list_participants(study: Study, as_json: bool) -> None:
    """List the participants by their pseudonyms, with consent and documents.

    Of who withdrew, it tells which copies have not confirmed yet that they erased it too.
    """
    state = study.state
    waiting = awaited(study.log.store)
    data = []
    for each in state.participants.values():
        documents = [
            document.name
            for document in state.documents.values()
            if each.id in document.subjects_in(0, document.length)
        ]
        data.append(
            {
                "id": each.id,
                "pseudonym": each.pseudonym,
                "consent": each.consent is not None,
                "consent_day": each.consent.day if each.consent else None,
                "withdrawn": made(study, each.withdrawn) if each.withdrawn else None,
                "not_confirmed_by": list(waiting.get(each.id, ())),
                "documents": documents,
                "made": made(study, each.made),
            }
        )
    rows = [
        (
            str(each["id"])[:ID],
            each["pseudonym"],
            _consent(each),
            ", ".join(map(str, each["documents"])),  # type: ignore[call-overload]
        )
        for each in data
    ]
    headings = ("id", "participant", "consent", "documents")
    show(study, as_json, "participants", data, lambda: table(rows, headings))


def _consent(told: Mapping[str, Any]) -> str:
    if not told["withdrawn"]:
        return told["consent_day"] or ("yes" if told["consent"] else "not noted")
    if not told["not_confirmed_by"]:
        return "withdrawn, erased in all copies"
    return f"withdrawn, not yet erased in {', '.join(r[:4] for r in told['not_confirmed_by'])}"
