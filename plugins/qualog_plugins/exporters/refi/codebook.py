"""The codebook as REFI-QDA has it: codes under codes, themes as sets."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.language import Sayable, message
from qualog.state import Code, State, Theme
from qualog.state.themes import theme_above, theme_tree
from qualog_plugins.exporters.refi.elements import describe, guid, put, refer
from qualog_plugins.exporters.shared.codebook import (
    codes_that_go_out,
    colour,
    left_out_of_codebook,
)
from qualog_plugins.importers.refi.wording import describe as as_description
from qualog_plugins.importers.refi.wording import read_description


@define
class Book:
    """Which codes and themes go out: those in use, and old ones that codings still have."""

    state: State
    _used: set[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._used = codes_that_go_out(self.state)

    def __contains__(self, code: str) -> bool:
        return code in self._used

    @property
    def codes(self) -> list[Code]:
        """The codes that go out."""
        return [code for _, code in self.state.codebook.tree() if code.id in self._used]

    @property
    def themes(self) -> list[Theme]:
        """The themes that go out, each after the one above it."""
        return [theme for _, theme in theme_tree(self.state.themes)]

    def above(self, theme: Theme) -> Theme | None:
        """Return the theme that a theme is a part of."""
        return theme_above(self.state.themes, theme)

    def put_codes(self, parent: Any, notes: dict[str, list[str]]) -> None:
        """Put the codes, each in the one above it.

        Args:
            parent: the element to put them under.
            notes: the GUIDs of the notes on each thing (an id).
        """
        above: list[Any] = []
        number = -1
        codes = put(parent, "Codes")
        for depth, code in self.state.codebook.tree():
            del above[depth:]
            number += depth == 0  # a code has the colour of the one at the top of its branch
            if code.id not in self._used:
                continue  # nor is anything under it
            element = put(
                above[-1] if above else codes,
                "Code",
                guid=guid("code", code.id),
                name=code.name,
                isCodable="true",
                color=colour(number),
            )
            describe(element, as_description(_definition(code)))
            for note in notes.get(code.id, ()):
                refer(element, "NoteRef", note)
            above.append(element)

    def put_sets(self, parent: Any, notes: dict[str, list[str]], *, key: str) -> None:
        """Put the themes as sets.

        Args:
            parent: the element to put them under.
            notes: the GUIDs of the notes on each thing (an id).
            key: the attribute that names a member, which is another in each of the two schemas.
        """
        if not self.themes:
            return
        sets = put(parent, "Sets")
        for theme in self.themes:
            element = put(sets, "Set", guid=guid("theme", theme.id), name=theme.name)
            describe(element, theme.definition)
            for code in dict.fromkeys(map(self.state.codebook.resolve, theme.codes)):
                if code in self._used:
                    put(element, "MemberCode", **{key: guid("code", code)})
            for note in notes.get(theme.id, ()):
                refer(element, "MemberNote", note)

    def left_out(self) -> Iterator[Sayable]:
        """Yield what of the codebook has no place."""
        for code in self.codes:
            if read_description(as_description(_definition(code))) != _definition(code):
                yield message(
                    "A code has a single text in REFI-QDA; in that of “{code}” it is not seen any "
                    "more where the definition ends and when to apply the code begins.",
                    code=code.name,
                )
        yield from left_out_of_codebook(self.state, self._used)


def _definition(code: Code) -> tuple[str, str, str, tuple[str, ...]]:
    """Return a code's definition, when to apply it and when not, and its typical examples."""
    return code.definition, code.include, code.exclude, code.examples
