"""Operations on themes."""

from collections.abc import Sequence

from qualog.decisions.themes import (
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
from qualog.errors import BadInput, NotAllowed
from qualog.ids import new_id
from qualog.language import message
from qualog.operations.base import Operations
from qualog.operations.checks import is_taken, require_encodable, require_text
from qualog.state import Theme


class Themes(Operations):
    """What the codes say when they are taken together."""

    def add(
        self,
        name: str,
        *,
        definition: str = "",
        parent: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Theme:
        """Create a theme; with a parent, a subtheme."""
        name = self._free_name(name)
        id_ = new_id()
        decision = ThemeCreated(
            theme=id_,
            name=name,
            definition=require_encodable(definition),
            parent=self.find.theme(parent).id if parent else None,
        )
        self.decide(decision, why, by)
        return self.state.themes[id_]

    def rename(
        self, theme: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Rename a theme."""
        found = self.find.theme(theme)
        return self.decide(ThemeRenamed(theme=found.id, name=self._free_name(name)), why, by)

    def define(
        self,
        theme: str,
        definition: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Change the definition of a theme."""
        found = self.find.theme(theme)
        words = require_text(definition, message("A definition cannot be empty."))
        return self.decide(ThemeDefined(theme=found.id, definition=words), why, by)

    def move(
        self,
        theme: str,
        under: str | None,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Make a theme a subtheme of another; a theme of its own if `under` is None."""
        found = self.find.theme(theme)
        parent = self.find.theme(under) if under is not None else None
        above = parent
        while above is not None:
            if above.id == found.id:
                raise NotAllowed("“{theme}” cannot be moved under itself.", theme=found.name)
            above = self.state.themes.get(above.parent or "")
        decision = ThemeMoved(theme=found.id, parent=parent.id if parent else None)
        return self.decide(decision, why, by)

    def assign(
        self,
        theme: str,
        codes: Sequence[str],
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Group codes under a theme."""
        if not codes:
            raise BadInput("Which codes come under the theme?")
        found = self.find.theme(theme)
        ids = tuple(self.find.code(code).id for code in codes)
        return self.decide(CodesAssigned(theme=found.id, codes=ids), why, by)

    def unassign(
        self,
        theme: str,
        codes: Sequence[str],
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Take codes out of a theme."""
        found = self.find.theme(theme)
        ids = tuple(self.find.code(code).id for code in codes)
        for id_ in ids:
            if id_ not in found.codes:
                raise NotAllowed(
                    "“{code}” is not under “{theme}”.",
                    code=self.state.codebook.name(id_),
                    theme=found.name,
                )
        return self.decide(CodesUnassigned(theme=found.id, codes=ids), why, by)

    def relate(
        self,
        theme: str,
        other: str,
        relation: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Record how one theme relates to another."""
        decision = ThemesRelated(
            theme=self.find.theme(theme).id,
            other=self.find.theme(other).id,
            relation=require_text(relation, message("How do the themes relate?")),
        )
        return self.decide(decision, why, by)

    def retire(self, theme: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Retire a theme: it leaves the analysis, and the log keeps it."""
        return self.decide(ThemeRetired(theme=self.find.theme(theme).id), why, by)

    def restore(
        self, theme: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Bring a retired theme back into use."""
        found = self.find.theme(theme)
        if not found.retired:
            raise NotAllowed("“{theme}” is not retired.", theme=found.name)
        return self.decide(ThemeRestored(theme=found.id), why, by)

    def _free_name(self, name: str) -> str:
        name = require_text(name, message("A theme needs a name."))
        themes = (theme.name for theme in self.state.themes.values() if not theme.retired)
        if is_taken(name, themes):
            raise NotAllowed("There is already a theme “{theme}”.", theme=name)
        return name
