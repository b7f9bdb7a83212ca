"""The command that shows the themes."""

from collections.abc import Iterator
from typing import Any

from qualog.language import message, plural
from qualog.state import Theme, theme_tree
from qualog.views.study import Study
from qualog_cli.shared.commands import command
from qualog_cli.shared.formats import provenance_data, short_id
from qualog_cli.shared.options import narrowing, reading
from qualog_cli.shared.results import show


@command("themes")
@reading
@narrowing
def themes_command(study: Study, as_json: bool) -> None:
    """Show the themes with their codes.

    Each code has how often it is used; with --where, how often there. To change themes: qualog
    theme

    Examples:
        qualog themes
        qualog themes --at "before the report"

    See also: theme, codes
    """
    data = [_theme_data(study, theme) for theme in study.state.themes.values()]
    show(study, as_json, "themes", data, lambda: _lines(study))


def _theme_data(study: Study, theme: Theme) -> dict[str, Any]:
    state = study.state
    return {
        "id": theme.id,
        "name": theme.name,
        "definition": theme.definition,
        "parent": theme.parent,
        "retired": theme.retired,
        "codes": [state.codebook.name(code) for code in theme.codes],
        "relations": [
            {"other": state.themes[relation.other].name, "relation": relation.relation}
            for relation in state.relations
            if relation.theme == theme.id and relation.other in state.themes
        ],
        "made": provenance_data(study, theme.made),
    }


def _lines(study: Study) -> Iterator[object]:
    state = study.state
    for depth, theme in theme_tree(state.themes):
        for line in _entry(study, theme):
            yield f"{'  ' * depth}{line}"
    for relation in state.relations:
        one, other = state.themes.get(relation.theme), state.themes.get(relation.other)
        if one and other:
            yield message(
                "{one} → {other}: {relation}",
                one=one.name,
                other=other.name,
                relation=relation.relation,
            )
    if not state.themes:
        yield message("There are no themes yet: qualog theme add NAME")


def _entry(study: Study, theme: Theme) -> Iterator[object]:
    state = study.state
    yield message("{name}  ({id})", name=theme.name, id=short_id(theme.id))
    if theme.definition:
        yield f"    {theme.definition}"
    for code in theme.codes:
        used = len(state.codings_of(state.codebook.resolve(code)))
        yield "    " + str(
            message(
                "· {name} ({codings})",
                name=state.codebook.name(code),
                codings=plural("one coding", "{n} codings", used),
            )
        )
