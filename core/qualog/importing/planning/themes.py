"""Themes: those that a file groups codes under, each after the one above it."""

from attrs import define, field

from qualog.decisions.themes import CodesAssigned, ThemeCreated
from qualog.errors import BadInput
from qualog.ids import new_id
from qualog.importing.planning.codebook import CodebookPlanner
from qualog.importing.planning.plan import ImportPlan
from qualog.language import listing, message
from qualog.material import ImportedTheme
from qualog.operations.checks import require_text


@define
class ThemePlanner:
    """Creates the themes that the study does not have, and groups codes under them.

    Attributes:
        plan: the import.
        codebook: the codes that the file describes or uses.
        added: how many themes are new.
    """

    plan: ImportPlan
    codebook: CodebookPlanner
    added: int = field(default=0, init=False)
    _ids: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        themes = self.plan.state.themes.values()
        self._ids = {theme.name.casefold(): theme.id for theme in themes if not theme.retired}

    def create(self, themes: tuple[ImportedTheme, ...]) -> None:
        """Create the themes of a file, and group codes under them; a code may be new.

        Raises:
            BadInput: themes lie under each other, or under one that is not there.
        """
        for name in dict.fromkeys(name for theme in themes for name in theme.codes):
            self.codebook.code(name, self.plan.by)
        waiting = list(themes)
        while waiting:
            coming = {theme.name.casefold() for theme in waiting}
            ready = [theme for theme in waiting if (theme.parent or "").casefold() not in coming]
            if not ready:
                names = listing(f"“{theme.name}”" for theme in waiting)
                raise BadInput("The themes {themes} lie under each other.", themes=names)
            for theme in ready:
                self._assign(theme, self._theme(theme))
            waiting = [theme for theme in waiting if theme not in ready]

    def find(self, name: str) -> str:
        """Return the id of a theme; "" if neither the study nor the file has it."""
        return self._ids.get(name.casefold(), "")

    def _theme(self, theme: ImportedTheme) -> str:
        """Return the id of a theme, which is created if it is not there."""
        name = require_text(theme.name, message("A theme needs a name."))
        if theme.parent and not self.find(theme.parent):
            raise BadInput(
                "“{theme}” lies under “{parent}”, which is not there.",
                theme=name,
                parent=theme.parent,
            )
        if not self.find(name):
            decision = ThemeCreated(
                theme=new_id(),
                name=name,
                definition=theme.definition,
                parent=self.find(theme.parent) if theme.parent else None,
            )
            self._ids[name.casefold()] = decision.theme
            self.added += 1
            self.plan.decide(decision)
        return self.find(name)

    def _assign(self, theme: ImportedTheme, id_: str) -> None:
        codes = tuple(dict.fromkeys(map(self.codebook.find, theme.codes)))
        themes = self.plan.state.themes
        if set(codes) - set(themes[id_].codes if id_ in themes else ()):
            self.plan.decide(CodesAssigned(theme=id_, codes=codes))
