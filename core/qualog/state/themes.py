"""Themes and subthemes, as a replay yields them."""

from collections.abc import Iterator

from attrs import frozen

from qualog.state.made import Made


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
