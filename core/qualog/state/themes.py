"""Themes and subthemes, as a replay yields them."""

from collections.abc import Iterator

from attrs import frozen

from qualog.state.provenance import Provenance


@frozen
class Relation:
    """What one theme has to do with another."""

    theme: str
    other: str
    relation: str
    made: Provenance


@frozen
class Theme:
    """A theme, or with a parent a subtheme; `codes` are gathered under it, in order."""

    id: str
    name: str
    definition: str
    parent: str | None
    made: Provenance
    codes: tuple[str, ...] = ()
    retired: bool = False


def theme_tree(
    themes: dict[str, Theme], parent: str | None = None, depth: int = 0
) -> Iterator[tuple[int, Theme]]:
    """Yield the themes that hold, each after the theme above it, with its depth.

    What lies under a retired theme is shown under the next theme above that holds.
    """
    for theme in themes.values():
        above = theme_above(themes, theme)
        if not theme.retired and (above.id if above else None) == parent:
            yield depth, theme
            yield from theme_tree(themes, theme.id, depth + 1)


def theme_above(themes: dict[str, Theme], theme: Theme) -> Theme | None:
    """Return the next theme above that holds, so that what a retired one held is not lost."""
    above = themes.get(theme.parent or "")
    while above is not None and above.retired:
        above = themes.get(above.parent or "")
    return above
