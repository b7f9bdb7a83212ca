"""Themes: what the codes, taken together, say; with subthemes under them."""

from qualog.decisions.base import Decision, decision, words


@decision("theme-created")
class ThemeCreated(Decision):
    """A theme is formed; with a `parent`, it is a subtheme of that theme."""

    theme: str
    parent: str | None = None
    name: str = words()
    definition: str = words(default="")


@decision("theme-renamed")
class ThemeRenamed(Decision):
    """A theme gets another name."""

    theme: str
    name: str = words()


@decision("theme-defined")
class ThemeDefined(Decision):
    """What a theme is about is put anew."""

    theme: str
    definition: str = words()


@decision("theme-moved")
class ThemeMoved(Decision):
    """A theme becomes a subtheme of another, or a theme of its own."""

    theme: str
    parent: str | None


@decision("theme-retired")
class ThemeRetired(Decision):
    """A theme does not hold: it leaves the analysis, and history keeps it."""

    theme: str


@decision("theme-restored")
class ThemeRestored(Decision):
    """A retired theme comes back."""

    theme: str


@decision("codes-assigned")
class CodesAssigned(Decision):
    """Codes are gathered under a theme."""

    theme: str
    codes: tuple[str, ...]


@decision("codes-unassigned")
class CodesUnassigned(Decision):
    """Codes are taken out of a theme."""

    theme: str
    codes: tuple[str, ...]


@decision("themes-related")
class ThemesRelated(Decision):
    """Two themes have to do with each other, in the way that `relation` says."""

    theme: str
    other: str
    relation: str = words()
