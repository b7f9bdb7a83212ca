"""Themes, which codes are grouped under them, and how they relate to each other."""

from collections.abc import Iterator
from typing import NamedTuple

from qualog.state import State
from qualog_plugins.exporters.sqlite.table import CodeId, DecisionId, Table, ThemeId, made


class ThemeRow(NamedTuple):
    """A theme or subtheme.

    Attributes:
        id: its id.
        name: what it is called.
        definition: what it means.
        parent: the theme that it is a subtheme of.
        retired: 1 if it was retired, else 0.
        made: when it was formed.
        decision: the decision that did it.
    """

    id: str
    name: str
    definition: str
    parent: ThemeId | None
    retired: int
    made: str
    decision: DecisionId


class ThemeCodeRow(NamedTuple):
    """That a code is grouped under a theme."""

    theme: ThemeId
    code: CodeId


class ThemeRelationRow(NamedTuple):
    """How a theme relates to another, in the authors' words."""

    theme: ThemeId
    other: ThemeId
    relation: str


def theme_tables(state: State) -> Iterator[Table]:
    """Yield the tables of themes."""
    yield Table("themes", ThemeRow, _themes(state))
    yield Table(
        "theme_codes",
        ThemeCodeRow,
        [
            ThemeCodeRow(theme.id, code)
            for theme in state.themes.values()
            for code in dict.fromkeys(map(state.codebook.resolve, theme.codes))
        ],
    )
    relations = (
        ThemeRelationRow(relation.theme, relation.other, relation.relation)
        for relation in state.relations
        if {relation.theme, relation.other} <= state.themes.keys()
    )
    yield Table("theme_relations", ThemeRelationRow, dict.fromkeys(relations))


def _themes(state: State) -> Iterator[ThemeRow]:
    for theme in state.themes.values():
        yield ThemeRow(
            id=theme.id,
            name=theme.name,
            definition=theme.definition,
            parent=theme.parent if theme.parent in state.themes else None,
            retired=int(theme.retired),
            **made(theme.made),
        )
