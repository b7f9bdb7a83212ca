"""Themes, which codes are grouped under them, and how they relate to each other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qualog.tables.table import CodeId, DecisionId, Flag, Table, ThemeId, Time, made
from qualog.views.study import Study


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
    retired: Flag
    made: Time
    decision: DecisionId


class ThemeCodeRow(NamedTuple):
    """That a code is grouped under a theme.

    Attributes:
        theme: the theme.
        code: the code.
    """

    theme: ThemeId
    code: CodeId


class ThemeRelationRow(NamedTuple):
    """How a theme relates to another.

    Attributes:
        theme: the theme.
        other: the other theme.
        relation: how it relates to that, in the authors' words.
    """

    theme: ThemeId
    other: ThemeId
    relation: str


def _themes(study: Study) -> Iterator[ThemeRow]:
    themes = study.state.themes
    for theme in themes.values():
        yield ThemeRow(
            id=theme.id,
            name=theme.name,
            definition=theme.definition,
            parent=theme.parent if theme.parent in themes else None,
            retired=int(theme.retired),
            **made(theme.made),
        )


def _theme_codes(study: Study) -> Iterator[ThemeCodeRow]:
    for theme in study.state.themes.values():
        for code in dict.fromkeys(map(study.state.codebook.resolve, theme.codes)):
            yield ThemeCodeRow(theme.id, code)


def _theme_relations(study: Study) -> Iterable[ThemeRelationRow]:
    return dict.fromkeys(
        ThemeRelationRow(relation.theme, relation.other, relation.relation)
        for relation in study.state.relations
        if {relation.theme, relation.other} <= study.state.themes.keys()
    )


TABLES = (
    Table("themes", ThemeRow, _themes),
    Table("theme_codes", ThemeCodeRow, _theme_codes),
    Table("theme_relations", ThemeRelationRow, _theme_relations),
)
