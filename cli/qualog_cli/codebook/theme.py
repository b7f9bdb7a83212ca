"""The group of commands that change themes."""

import click

from qualog.language import message, plural
from qualog.project.project import Project
from qualog_cli.codebook.themes import themes_command
from qualog_cli.shared.commands import group
from qualog_cli.shared.options import deciding
from qualog_cli.shared.output import say_decided
from qualog_cli.shared.types import CODE, THEME


@group("theme")
def theme_command() -> None:
    """Develop themes and subthemes, group codes under them, relate them.

    To show the themes: qualog themes

    Examples:
        qualog theme add "Leaning on each other"
        qualog theme assign "Leaning on each other" Listening "Being open"
    """


theme_command.add_command(themes_command, "list")


@theme_command.command("add")
@click.argument("name")
@click.option("--definition", "-d", default="", metavar="TEXT", help="What it is about.")
@click.option("--under", type=THEME, help="The theme that it is a subtheme of.")
@deciding
def add(name: str, definition: str, under: str | None, project: Project, why: str | None) -> None:
    """Add a theme.

    Examples:
        qualog theme add "Leaning on each other"
        qualog theme add "At the door" --under "Too many to meet" -d "where the meeting begins"
    """
    theme = project.themes.add(name, definition=definition, parent=under, why=why)
    say_decided(message("Added the theme “{name}”", name=theme.name), theme.made.decision)


@theme_command.command("rename")
@click.argument("theme", type=THEME)
@click.argument("name")
@deciding
def rename(theme: str, name: str, project: Project, why: str | None) -> None:
    """Change the name of a theme.

    Examples:
        qualog theme rename "Too many to meet" "More than can be met"
    """
    renamed = project.themes.rename(theme, name, why=why)
    say_decided(message("Renamed “{old}” to “{new}”", old=theme, new=name), renamed)


@theme_command.command("define")
@click.argument("theme", type=THEME)
@click.argument("definition")
@deciding
def define(theme: str, definition: str, project: Project, why: str | None) -> None:
    """Change what a theme is about.

    Examples:
        qualog theme define "Too many to meet" "How numbers take the place of persons"
    """
    defined = project.themes.define(theme, definition, why=why)
    say_decided(message("Redefined “{theme}”", theme=theme), defined)


@theme_command.command("move")
@click.argument("theme", type=THEME)
@click.option("--under", type=THEME, help="The theme above. Default: none.")
@deciding
def move(theme: str, under: str | None, project: Project, why: str | None) -> None:
    """Make a theme a subtheme of another, or a theme of its own.

    Examples:
        qualog theme move "Too many to meet"
    """
    moved = project.themes.move(theme, under, why=why)
    if under:
        said = message("“{theme}” is now a subtheme of “{parent}”", theme=theme, parent=under)
    else:
        said = message("“{theme}” is now a theme of its own", theme=theme)
    say_decided(said, moved)


@theme_command.command("assign")
@click.argument("theme", type=THEME)
@click.argument("codes", nargs=-1, required=True, type=CODE)
@deciding
def assign(theme: str, codes: tuple[str, ...], project: Project, why: str | None) -> None:
    """Group codes under a theme.

    Examples:
        qualog theme assign "Too many to meet" "The manager" "The room"
    """
    assigned = project.themes.assign(theme, codes, why=why)
    said = plural(
        "Grouped one code under “{theme}”",
        "Grouped {n} codes under “{theme}”",
        len(codes),
        theme=theme,
    )
    say_decided(said, assigned)


@theme_command.command("unassign")
@click.argument("theme", type=THEME)
@click.argument("codes", nargs=-1, required=True, type=CODE)
@deciding
def unassign(theme: str, codes: tuple[str, ...], project: Project, why: str | None) -> None:
    """Remove codes from a theme; the codes stay in the codebook.

    Examples:
        qualog theme unassign "Too many to meet" Caseload
    """
    unassigned = project.themes.unassign(theme, codes, why=why)
    said = plural(
        "Removed one code from “{theme}”",
        "Removed {n} codes from “{theme}”",
        len(codes),
        theme=theme,
    )
    say_decided(said, unassigned)


@theme_command.command("relate")
@click.argument("theme", type=THEME)
@click.argument("other", type=THEME)
@click.argument("relation")
@deciding
def relate(theme: str, other: str, relation: str, project: Project, why: str | None) -> None:
    """Relate a theme to another.

    Examples:
        qualog theme relate "Too many to meet" "Leaning on each other" "leaves no time for"
    """
    related = project.themes.relate(theme, other, relation, why=why)
    say_decided(message("Related “{theme}” to “{other}”", theme=theme, other=other), related)


@theme_command.command("retire")
@click.argument("theme", type=THEME)
@deciding
def retire(theme: str, project: Project, why: str | None) -> None:
    """Retire a theme; the log keeps it.

    Examples:
        qualog theme retire "Too many to meet"
    """
    say_decided(message("Retired “{theme}”", theme=theme), project.themes.retire(theme, why=why))


@theme_command.command("restore")
@click.argument("theme", type=THEME)
@deciding
def restore(theme: str, project: Project, why: str | None) -> None:
    """Bring a retired theme back into use.

    Examples:
        qualog theme restore "Too many to meet"
    """
    restored = project.themes.restore(theme, why=why)
    say_decided(message("“{theme}” is in use again", theme=theme), restored)
