"""Themes and subthemes, as a replay yields them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from qualog.decisions import (
    CodesAssigned,
    CodesUnassigned,
    ThemeCreated,
    ThemeDefined,
    ThemeMoved,
    ThemeRenamed,
    ThemeRestored,
    ThemeRetired,
    ThemesRelated,
)
from qualog.state.effects import Made, NoEffect, effect_of, present

if TYPE_CHECKING:
    from qualog.state.state import State


@frozen
class Relation:
    """What one theme has to do with another."""

    theme: str
    other: str
    relation: str
    made: Made


@frozen
class Theme:
    """A theme, or with a parent a subtheme; `codes` are gathered under it, in order."""

    id: str
    name: str
    definition: str
    parent: str | None
    made: Made
    codes: tuple[str, ...] = ()
    retired: bool = False


def theme_tree(
    themes: dict[str, Theme], parent: str | None = None, depth: int = 0
) -> Iterator[tuple[int, Theme]]:
    """Give the themes that hold, each after the theme above it, with its depth."""
    for theme in themes.values():
        above = theme.parent if theme.parent in themes else None
        if above == parent and not theme.retired:
            yield depth, theme
            yield from theme_tree(themes, theme.id, depth + 1)


@effect_of(ThemeCreated)
def _theme_created(state: "State", decision: ThemeCreated, made: Made) -> None:
    state.themes[decision.theme] = Theme(
        decision.theme, decision.name, decision.definition, decision.parent, made
    )


@effect_of(ThemeRenamed)
def _theme_renamed(state: "State", decision: ThemeRenamed, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    state.themes[theme.id] = evolve(theme, name=decision.name)


@effect_of(ThemeDefined)
def _theme_defined(state: "State", decision: ThemeDefined, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    state.themes[theme.id] = evolve(theme, definition=decision.definition)


@effect_of(ThemeMoved)
def _theme_moved(state: "State", decision: ThemeMoved, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    above = decision.parent
    while above is not None:
        if above == theme.id:
            raise NoEffect(f"the theme {theme.name} would come under itself")
        above = present(state.themes, above, "theme").parent
    state.themes[theme.id] = evolve(theme, parent=decision.parent)


@effect_of(ThemeRetired)
def _theme_retired(state: "State", decision: ThemeRetired, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    state.themes[theme.id] = evolve(theme, retired=True)


@effect_of(ThemeRestored)
def _theme_restored(state: "State", decision: ThemeRestored, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    state.themes[theme.id] = evolve(theme, retired=False)


@effect_of(CodesAssigned)
def _codes_assigned(state: "State", decision: CodesAssigned, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    for code in decision.codes:
        present(state.codebook.codes, code, "code")
    codes = tuple(dict.fromkeys((*theme.codes, *decision.codes)))
    state.themes[theme.id] = evolve(theme, codes=codes)


@effect_of(CodesUnassigned)
def _codes_unassigned(state: "State", decision: CodesUnassigned, made: Made) -> None:
    theme = present(state.themes, decision.theme, "theme")
    codes = tuple(code for code in theme.codes if code not in decision.codes)
    state.themes[theme.id] = evolve(theme, codes=codes)


@effect_of(ThemesRelated)
def _themes_related(state: "State", decision: ThemesRelated, made: Made) -> None:
    present(state.themes, decision.theme, "theme")
    present(state.themes, decision.other, "theme")
    state.relations.append(Relation(decision.theme, decision.other, decision.relation, made))
