"""Commands on themes."""

from collections.abc import Iterator

import click

from qualog.project.project import Project
from qualog.state import theme_tree
from qualog.views.study import Study
from qualog_cli.shared.options import deciding, narrowing, reading
from qualog_cli.shared.show import ID, counted, decided, made, show


@click.command("themes")
@reading
@narrowing
def themes_command(study: Study, as_json: bool) -> None:
    """Show the themes and subthemes, with their codes; with --where, how often used there."""
    state = study.state
    data = [
        {
            "id": each.id,
            "name": each.name,
            "definition": each.definition,
            "parent": each.parent,
            "retired": each.retired,
            "codes": [state.codebook.name(code) for code in each.codes],
            "relations": [
                {"other": state.themes[relation.other].name, "relation": relation.relation}
                for relation in state.relations
                if relation.theme == each.id and relation.other in state.themes
            ],
            "made": made(study, each.made),
        }
        for each in state.themes.values()
    ]

    def lines() -> Iterator[str]:
        for depth, theme in theme_tree(state.themes):
            pad = "  " * depth
            yield f"{pad}{theme.name}  ({theme.id[:ID]})"
            if theme.definition:
                yield f"{pad}    {theme.definition}"
            for code in theme.codes:
                used = len(state.codings_of(state.codebook.resolve(code)))
                yield f"{pad}    · {state.codebook.name(code)} ({counted(used, 'coding')})"
        for relation in state.relations:
            pair = (state.themes.get(relation.theme), state.themes.get(relation.other))
            if pair[0] and pair[1]:
                yield f"{pair[0].name} → {pair[1].name}: {relation.relation}"
        if not state.themes:
            yield "There is no theme yet: qualog theme add NAME"

    show(study, as_json, "themes", data, lines)


@click.group("theme")
def theme_command() -> None:
    """Add themes and subthemes, gather codes under them, relate them."""


@theme_command.command("add")
@click.argument("name")
@click.option("--definition", "-d", default="", metavar="TEXT", help="What it is about.")
@click.option("--under", metavar="THEME", help="The theme that it is a subtheme of.")
@deciding
def add(name: str, definition: str, under: str | None, project: Project, why: str | None) -> None:
    """Form the theme NAME."""
    theme = project.themes.create(name, definition=definition, parent=under, why=why)
    decided(f"Formed the theme “{theme.name}”", theme.made.decision)


@theme_command.command("rename")
@click.argument("theme")
@click.argument("name")
@deciding
def rename(theme: str, name: str, project: Project, why: str | None) -> None:
    """Give THEME another NAME."""
    decided(f"“{theme}” is called “{name}”", project.themes.rename(theme, name, why=why))


@theme_command.command("define")
@click.argument("theme")
@click.argument("definition")
@deciding
def define(theme: str, definition: str, project: Project, why: str | None) -> None:
    """Put anew what THEME is about."""
    decided(f"Redefined “{theme}”", project.themes.define(theme, definition, why=why))


@theme_command.command("move")
@click.argument("theme")
@click.option("--under", metavar="THEME", help="The theme above; else a theme of its own.")
@deciding
def move(theme: str, under: str | None, project: Project, why: str | None) -> None:
    """Make THEME a subtheme of another, or a theme of its own."""
    decided(f"Moved “{theme}”", project.themes.move(theme, under, why=why))


@theme_command.command("assign")
@click.argument("theme")
@click.argument("codes", nargs=-1, required=True)
@deciding
def assign(theme: str, codes: tuple[str, ...], project: Project, why: str | None) -> None:
    """Gather CODES under THEME."""
    decision = project.themes.assign(theme, codes, why=why)
    decided(f"Gathered {counted(len(codes), 'code')} under “{theme}”", decision)


@theme_command.command("unassign")
@click.argument("theme")
@click.argument("codes", nargs=-1, required=True)
@deciding
def unassign(theme: str, codes: tuple[str, ...], project: Project, why: str | None) -> None:
    """Take CODES out of THEME."""
    decision = project.themes.unassign(theme, codes, why=why)
    decided(f"Took {counted(len(codes), 'code')} out of “{theme}”", decision)


@theme_command.command("relate")
@click.argument("theme")
@click.argument("other")
@click.argument("relation")
@deciding
def relate(theme: str, other: str, relation: str, project: Project, why: str | None) -> None:
    """Say what THEME has to do with OTHER."""
    decision = project.themes.relate(theme, other, relation, why=why)
    decided(f"Related “{theme}” to “{other}”", decision)


@theme_command.command("retire")
@click.argument("theme")
@deciding
def retire(theme: str, project: Project, why: str | None) -> None:
    """Take THEME out of the analysis; history keeps it."""
    decided(f"Retired “{theme}”", project.themes.retire(theme, why=why))


@theme_command.command("restore")
@click.argument("theme")
@deciding
def restore(theme: str, project: Project, why: str | None) -> None:
    """Bring a retired THEME back."""
    decided(f"Restored “{theme}”", project.themes.restore(theme, why=why))
