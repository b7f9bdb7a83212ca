"""The command that begins a study."""

from pathlib import Path

import click

from qualog.language import listing, message
from qualog.project.locations import ProjectLocation
from qualog.project.project import Project
from qualog_cli.shared.commands import command
from qualog_cli.shared.files import file_name
from qualog_cli.shared.options import AlsoBefore
from qualog_cli.shared.output import say
from qualog_cli.shared.types import PLACE


@command("init")
@click.argument("name")
@click.option(
    "--author",
    "-a",
    "authors",
    cls=AlsoBefore,
    multiple=True,
    required=True,
    help="An author's name; repeat for each.",
)
@click.option("--aim", metavar="TEXT", help="The aim of the study and its method.")
@click.option(
    "--project",
    "-p",
    cls=AlsoBefore,
    type=PLACE,
    help="The file or URL. Default: NAME.qualog here.",
)
def init_command(
    name: str, authors: tuple[str, ...], aim: str | None, project: ProjectLocation | None
) -> None:
    """Begin a study.

    NAME is what it is called. This copy decides as the first author (see qualog author use).

    Examples:
        qualog init "Trust at work" --author "Ingrid Falk" --author "Samir Haddad"
        qualog init Trust -a Ingrid --aim "Whom do nurses rely on, and why?" -p trust.qualog

    See also: import, author
    """
    place = project or Path(f"{file_name(name)}.qualog")
    with Project.create(place, name, authors) as created:
        if aim:
            created.about.describe(aim, by=authors)
        say(
            message(
                "Began the study “{name}” by {authors}, in {place}.",
                name=name,
                authors=listing(author.name for author in created.state.authors.values()),
                place=created.log.store.name,
            )
        )
    say(message("Next: qualog import TRANSCRIPT"))
