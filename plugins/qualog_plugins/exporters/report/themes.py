"""Themes: a section for each, with its codes and subthemes in it."""

from attrs import frozen

from qualog.state import State, Theme, theme_above
from qualog_plugins.exporters.report.codes import CodeSection, CodeSections
from qualog_plugins.exporters.report.memos import MemoTexts
from qualog_plugins.exporters.report.theory import Links, LinkSection


@frozen
class Relation:
    """How a theme relates to another, in the authors' words."""

    theme: str
    text: str


@frozen
class ThemeSection:
    """A theme: what it means, what is linked to it, its codes, and its subthemes."""

    name: str
    definition: str
    links: tuple[LinkSection, ...]
    relations: tuple[Relation, ...]
    memos: tuple[str, ...]
    codes: tuple[CodeSection, ...]
    subthemes: tuple["ThemeSection", ...]


@frozen
class ThemeSections:
    """Makes the sections of themes."""

    state: State
    codes: CodeSections
    links: Links
    memos: MemoTexts

    def under(self, parent: str | None) -> tuple[ThemeSection, ...]:
        """Return the themes under a theme (an id), or the topmost if None."""
        return tuple(
            self._section(theme)
            for theme in self.state.themes.values()
            if not theme.retired and self._above(theme) == parent
        )

    def _above(self, theme: Theme) -> str | None:
        above = theme_above(self.state.themes, theme)
        return above.id if above else None

    def _section(self, theme: Theme) -> ThemeSection:
        book = self.state.codebook
        codes = dict.fromkeys(book.resolve(code) for code in theme.codes)
        return ThemeSection(
            name=theme.name,
            definition=theme.definition,
            links=self.links.accepted(theme.id),
            relations=self._relations(theme),
            memos=self.memos.get(theme.id, ()),
            codes=tuple(self.codes.section(book.codes[code]) for code in codes),
            subthemes=self.under(theme.id),
        )

    def _relations(self, theme: Theme) -> tuple[Relation, ...]:
        themes = self.state.themes
        relations = (
            Relation(themes[relation.other].name, relation.relation)
            for relation in self.state.relations
            if relation.theme == theme.id and not themes[relation.other].retired
        )
        return tuple(dict.fromkeys(relations))
