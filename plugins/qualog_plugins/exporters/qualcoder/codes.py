"""The codebook as QualCoder has it: codes under codes, themes as categories of codes."""

from collections.abc import Iterator

from attrs import define, field

from qualog.language import Sayable, plural
from qualog.state import State
from qualog.state.themes import theme_above, theme_tree
from qualog_plugins.exporters.qualcoder.tables import Tables, when
from qualog_plugins.exporters.shared.codebook import (
    codes_that_go_out,
    colour,
    left_out_of_codebook,
)
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.importers.refi.wording import describe


@define
class Codes:
    """The codes and themes that go out.

    Attributes:
        tables: where they are written.
        used: the codes (ids).
        numbers: what they are known by there.
        displaced: how often a code is in a theme, but has its one place elsewhere.
    """

    tables: Tables
    used: set[str] = field(init=False)
    numbers: dict[str, int] = field(factory=dict)
    displaced: int = 0

    def __attrs_post_init__(self) -> None:
        self.used = codes_that_go_out(self._state)

    @property
    def _state(self) -> State:
        return self.tables.state

    def put(self) -> None:
        """Put the themes, then the codes: each in a theme, or under another code."""
        category = self._put_themes()
        shown = [pair for pair in self._state.codebook.tree() if pair[1].id in self.used]
        names = self.tables.names(code.name for _, code in shown)
        above: list[int] = []
        branch = -1
        for name, (depth, code) in zip(names, shown, strict=True):
            del above[depth:]
            branch += depth == 0  # a code has the colour of the one at the top of its branch
            number = self.tables.add(
                "code_name",
                name=name,
                memo=describe((code.definition, code.include, code.exclude, code.examples)),
                catid=None if above else category.get(code.id),
                owner=self.tables.owner(code.made.authors),
                date=when(code.made.milliseconds),
                color=colour(branch),
                supercid=above[-1] if above else None,
            )
            self.displaced += bool(above) and code.id in category
            self.numbers[code.id] = number
            above.append(number)

    def _put_themes(self) -> dict[str, int]:
        """Put the themes, and return in which of them each code (an id) is."""
        themes = [theme for _, theme in theme_tree(self._state.themes)]
        names = self.tables.names(theme.name for theme in themes)
        numbers: dict[str, int] = {}
        found: dict[str, int] = {}
        for name, theme in zip(names, themes, strict=True):
            above = theme_above(self._state.themes, theme)
            numbers[theme.id] = self.tables.add(
                "code_cat",
                name=name,
                owner=self.tables.owner(theme.made.authors),
                date=when(theme.made.milliseconds),
                memo=theme.definition,
                supercatid=numbers[above.id] if above is not None else None,
            )
            for code in dict.fromkeys(map(self._state.codebook.resolve, theme.codes)):
                self.displaced += code in found and code in self.used
                found.setdefault(code, numbers[theme.id])
        return found

    def left_out(self) -> Iterator[Sayable]:
        """Yield what of the codebook has no place."""
        yield from nonzero(
            plural(
                "A code has one place in QualCoder, under a code or in a theme: the project "
                "leaves out that one code is in a theme.",
                "A code has one place in QualCoder, under a code or in a theme: the project "
                "leaves out {n} times that a code is in a theme.",
                self.displaced,
            )
        )
        yield from left_out_of_codebook(self._state, self.used)
