"""Commands on authors: who decides."""

import click

from qualog.language import message
from qualog.project.project import Project
from qualog.views.study import Study
from qualog_cli.shared.commands import group
from qualog_cli.shared.formats import provenance_data, short_id
from qualog_cli.shared.options import deciding, reading
from qualog_cli.shared.output import say, say_decided
from qualog_cli.shared.results import show
from qualog_cli.shared.tables import table
from qualog_cli.shared.types import AUTHOR
from qualog_cli.study.keys import key_command


@group("author")
def author_command() -> None:
    """Add and list authors; choose who decides in this copy.

    An author codes, and makes every other decision of the study. Who is interviewed is a
    participant: qualog participant

    Examples:
        qualog author add "Ada Berg"
        qualog author use "Ada Berg"
    """


author_command.add_command(key_command)


@author_command.command("add")
@click.argument("name")
@deciding
def add_author(name: str, project: Project, why: str | None) -> None:
    """Add an author.

    Examples:
        qualog author add "Ada Berg"
        qualog author add "Ada Berg" --why "codes a third of the interviews from June"
    """
    author = project.authors.add(name, why=why)
    say_decided(message("Added the author {name}", name=author.name), author.made.decision)


@author_command.command("rename")
@click.argument("author", type=AUTHOR)
@click.argument("name")
@deciding
def rename_author(author: str, name: str, project: Project, why: str | None) -> None:
    """Change the name of an author.

    Examples:
        qualog author rename "Samir Haddad" "Samir Haddad Lind"
    """
    renamed = project.authors.rename(author, name, why=why)
    say_decided(message("{author} is now called {name}", author=author, name=name), renamed)


@author_command.command("use")
@click.argument("author", type=AUTHOR)
@deciding
def use_author(author: str, project: Project, why: str | None) -> None:
    """Choose who decides in this copy where no --author is named.

    Nothing is written to the log.

    Examples:
        qualog author use "Samir Haddad"
    """
    name = project.authors.use(author).name
    say(message("In this copy, {author} decides unless another author is named.", author=name))


@author_command.command("list")
@reading
def list_authors(study: Study, as_json: bool) -> None:
    """List the authors.

    Examples:
        qualog author list
    """
    authors = list(study.state.authors.values())
    data = [
        {"id": author.id, "name": author.name, "made": provenance_data(study, author.made)}
        for author in authors
    ]
    rows = [(short_id(author.id), author.name) for author in authors]
    show(study, as_json, "authors", data, lambda: table(rows, ("id", "author")))
