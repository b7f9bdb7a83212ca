"""The codebook as REFI-QDA has it: codes under codes, themes as sets."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.state import Code, State, Theme
from qualog.state.themes import theme_above, theme_tree
from qualog_plugins.exporters.refi.elements import describe, guid, put, refer
from qualog_plugins.importers.refi.wording import describe as in_one
from qualog_plugins.importers.refi.wording import read_description

# Colours that are told apart by most, colour-blind people among them (Paul Tol's "muted").
_COLOURS = (
    "#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255",
    "#AA4499",
)  # fmt: skip


@define
class Book:
    """Which codes and themes go out: those in use, and old ones that codings still have."""

    state: State
    _used: set[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        book = self.state.codebook
        used = {book.resolve(each.code) for each in self.state.codings.values()}
        used |= {code.id for code in book.live()}
        for id_ in list(used):
            while (found := book.codes.get(id_)) is not None and found.parent:
                id_ = book.resolve(found.parent)
                if id_ in used:
                    break
                used.add(id_)
        self._used = used

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
        """Give the theme that a theme is a part of."""
        return theme_above(self.state.themes, theme)

    def put_codes(self, parent: Any, notes: dict[str, list[str]]) -> None:
        """Put the codes, each in the one above it; `notes` are GUIDs by what they are on."""
        above: list[Any] = []
        number = -1
        codes = put(parent, "Codes")
        for depth, code in self.state.codebook.tree():
            del above[depth:]
            number += depth == 0
            if code.id not in self._used:
                continue  # nor is anything under it
            element = put(
                above[-1] if above else codes,
                "Code",
                guid=guid("code", code.id),
                name=code.name,
                isCodable="true",
                color=_COLOURS[number % len(_COLOURS)],
            )
            describe(element, in_one(definition_of(code)))
            for note in notes.get(code.id, ()):
                refer(element, "NoteRef", note)
            above.append(element)

    def put_sets(self, parent: Any, notes: dict[str, list[str]], *, key: str) -> None:
        """Put the themes as sets; `key` is the attribute that a member is named by."""
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

    def told(self) -> Iterator[str]:
        """Say what of the codebook has no place."""
        for code in self.codes:
            if read_description(in_one(definition_of(code))) != definition_of(code):
                yield f"where the definition of “{code.name}” ends and what to include begins"
        for code in self.state.codebook.codes.values():
            if code.id in self._used and not code.is_live:
                yield f"that the code “{code.name}”, which codings still have, is {code.status}"
        gone = sum(1 for code in self.state.codebook.codes.values() if code.id not in self._used)
        if gone:
            yield f"codes that were merged, split or retired: {gone}"
        related = {(each.theme, each.other, each.relation) for each in self.state.relations}
        if related:
            yield f"how themes relate to each other: {len(related)}"


def definition_of(code: Code) -> tuple[str, str, str, tuple[str, ...]]:
    """Give a code's definition with what belongs to it."""
    return code.definition, code.include, code.exclude, code.examples
