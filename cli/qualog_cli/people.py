"""Commands on authors and participants."""

import click

from qualog.project import Project
from qualog.study import Study
from qualog_cli.options import deciding, reading
from qualog_cli.show import ID, decided, made, show, table


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
    """Add participants, note consent, list them."""


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


@participant_command.command("list")
@reading
def list_participants(study: Study, as_json: bool) -> None:
    """List the participants by their pseudonyms, with consent and documents."""
    state = study.state
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
                "documents": documents,
                "made": made(study, each.made),
            }
        )
    rows = [
        (
            str(each["id"])[:ID],
            each["pseudonym"],
            each["consent_day"] or ("yes" if each["consent"] else "not noted"),
            ", ".join(map(str, each["documents"])),  # type: ignore[call-overload]
        )
        for each in data
    ]
    headings = ("id", "participant", "consent", "documents")
    show(study, as_json, "participants", data, lambda: table(rows, headings))
