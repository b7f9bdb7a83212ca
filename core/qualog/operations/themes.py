"""Verbs for themes."""

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
from qualog.operations.base import Operations, require_text
from qualog.state import Theme


class Themes(Operations):
    """What the codes, taken together, say."""

    def create(
        self,
        name: str,
        *,
        definition: str = "",
        parent: str | None = None,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> Theme:
        """Form a theme, or with a parent a subtheme."""
        name = self._free_name(name)
        id_ = new_id()
        decision = ThemeCreated(
            theme=id_,
            name=name,
            definition=definition,
            parent=self.find.theme(parent).id if parent else None,
        )
        self.decide(decision, why, by)
        return self.state.themes[id_]

    def rename(
        self, theme: str, name: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Give a theme another name."""
        decision = ThemeRenamed(theme=self.find.theme(theme).id, name=self._free_name(name))
        return self.decide(decision, why, by)

    def define(
        self,
        theme: str,
        definition: str,
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Put anew what a theme is about."""
        decision = ThemeDefined(
            theme=self.find.theme(theme).id, definition=require_text(definition, "definition")
        )
        return self.decide(decision, why, by)

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
        above = self.find.theme(under) if under is not None else None
        each = above
        while each is not None:
            if each.id == found.id:
                raise NotAllowed(f"'{found.name}' cannot come under itself.")
            each = self.state.themes.get(each.parent or "")
        return self.decide(ThemeMoved(theme=found.id, parent=above.id if above else None), why, by)

    def assign(
        self,
        theme: str,
        codes: Sequence[str],
        *,
        why: str | None = None,
        by: Sequence[str] | None = None,
    ) -> str:
        """Gather codes under a theme."""
        if not codes:
            raise BadInput("Say which codes come under the theme.")
        decision = CodesAssigned(
            theme=self.find.theme(theme).id, codes=tuple(self.find.code(each).id for each in codes)
        )
        return self.decide(decision, why, by)

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
        ids = tuple(self.find.code(each).id for each in codes)
        for id_ in ids:
            if id_ not in found.codes:
                name = self.state.codebook.name(id_)
                raise NotAllowed(f"'{name}' is not under '{found.name}'.")
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
        """Say what one theme has to do with another."""
        decision = ThemesRelated(
            theme=self.find.theme(theme).id,
            other=self.find.theme(other).id,
            relation=require_text(relation, "relation"),
        )
        return self.decide(decision, why, by)

    def retire(self, theme: str, *, why: str | None = None, by: Sequence[str] | None = None) -> str:
        """Take a theme out of the analysis; history keeps it."""
        return self.decide(ThemeRetired(theme=self.find.theme(theme).id), why, by)

    def restore(
        self, theme: str, *, why: str | None = None, by: Sequence[str] | None = None
    ) -> str:
        """Bring a retired theme back."""
        found = self.find.theme(theme)
        if not found.retired:
            raise NotAllowed(f"'{found.name}' is not retired.")
        return self.decide(ThemeRestored(theme=found.id), why, by)

    def _free_name(self, name: str) -> str:
        name = require_text(name, "theme's name")
        if any(
            each.name.casefold() == name.casefold() and not each.retired
            for each in self.state.themes.values()
        ):
            raise NotAllowed(f"There is a theme '{name}' already.")
        return name
