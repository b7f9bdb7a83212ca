"""Themes and subthemes: what the codes say, taken together."""

from qualog.decisions.base import Decision, Work, decision, words
from qualog.decisions.names import Names
from qualog.decisions.values import Id
from qualog.language import Message, message


@decision("theme-created")
class ThemeCreated(Decision):
    """A theme is formed; with a `parent`, it is a subtheme of that theme."""

    work = Work.THEMES

    theme: Id
    parent: Id | None = None
    name: str = words()
    definition: str = words(default="")

    def sentence(self, names: Names) -> Message:
        if self.parent is None:
            return message("formed the theme “{name}”", name=self.name)
        return message(
            "formed the subtheme “{name}” under {parent}",
            name=self.name,
            parent=names.theme(self.parent),
        )


@decision("theme-renamed")
class ThemeRenamed(Decision):
    """A theme gets another name."""

    work = Work.THEMES

    theme: Id
    name: str = words()

    def sentence(self, names: Names) -> Message:
        return message("renamed {theme} to “{name}”", theme=names.theme(self.theme), name=self.name)


@decision("theme-defined")
class ThemeDefined(Decision):
    """A theme gets another definition."""

    work = Work.THEMES

    theme: Id
    definition: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "redefined {theme}: “{definition}”",
            theme=names.theme(self.theme),
            definition=self.definition,
        )


@decision("theme-moved")
class ThemeMoved(Decision):
    """A theme becomes a subtheme of another, or a theme of its own."""

    work = Work.THEMES

    theme: Id
    parent: Id | None

    def sentence(self, names: Names) -> Message:
        if self.parent is None:
            return message("made {theme} a theme of its own", theme=names.theme(self.theme))
        return message(
            "moved {theme} under {parent}",
            theme=names.theme(self.theme),
            parent=names.theme(self.parent),
        )


@decision("theme-retired")
class ThemeRetired(Decision):
    """A theme is taken out of use: it leaves the analysis, and the log keeps it."""

    work = Work.THEMES

    theme: Id

    def sentence(self, names: Names) -> Message:
        return message("retired {theme}", theme=names.theme(self.theme))


@decision("theme-restored")
class ThemeRestored(Decision):
    """A retired theme comes back."""

    work = Work.THEMES

    theme: Id

    def sentence(self, names: Names) -> Message:
        return message("brought {theme} back into use", theme=names.theme(self.theme))


@decision("codes-assigned")
class CodesAssigned(Decision):
    """Codes are grouped under a theme."""

    work = Work.THEMES

    theme: Id
    codes: tuple[Id, ...]

    def sentence(self, names: Names) -> Message:
        return message(
            "grouped {codes} under {theme}",
            codes=names.codes(self.codes),
            theme=names.theme(self.theme),
        )


@decision("codes-unassigned")
class CodesUnassigned(Decision):
    """Codes are taken out of a theme."""

    work = Work.THEMES

    theme: Id
    codes: tuple[Id, ...]

    def sentence(self, names: Names) -> Message:
        return message(
            "took {codes} out of {theme}",
            codes=names.codes(self.codes),
            theme=names.theme(self.theme),
        )


@decision("themes-related")
class ThemesRelated(Decision):
    """Two themes are related, in the way that `relation` says."""

    work = Work.THEMES

    theme: Id
    other: Id
    relation: str = words()

    def sentence(self, names: Names) -> Message:
        return message(
            "related {theme} to {other}: “{relation}”",
            theme=names.theme(self.theme),
            other=names.theme(self.other),
            relation=self.relation,
        )
