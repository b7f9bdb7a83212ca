"""The codebook as REFI-QDA has it: codes under codes, themes as sets."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.language import Sayable, message, plural
from qualog.state import Code, State, Theme
from qualog.state.themes import theme_above, theme_tree
from qualog_plugins.exporters.refi.elements import describe, guid, put, refer
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.importers.refi.wording import describe as as_description
from qualog_plugins.importers.refi.wording import read_description

# Colours that most people tell apart, the colour-blind among them: Tol, P. (2021). Colour
# schemes. SRON/EPS/TN/09-002, 3.2, "muted".
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
        used = {book.resolve(coding.code) for coding in self.state.codings.values()}
        used |= {code.id for code in book.live()}
        for id_ in list(used):
            # What is above a code goes out with it, or the code would have no place in the tree.
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
                color=_COLOURS[number % len(_COLOURS)],
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
        codes = self.state.codebook.codes.values()
        for code in codes:
            if code.id in self._used and not code.is_live:
                yield message(
                    "The code “{code}” is out of use, but codings have it: in the file it looks "
                    "like one in use.",
                    code=code.name,
                )
        relations = {
            (relation.theme, relation.other, relation.relation) for relation in self.state.relations
        }
        yield from nonzero(
            plural(
                "The file leaves out one code that was merged, split or retired.",
                "The file leaves out {n} codes that were merged, split or retired.",
                sum(code.id not in self._used for code in codes),
            ),
            plural(
                "The file leaves out one relationship between themes.",
                "The file leaves out {n} relationships between themes.",
                len(relations),
            ),
        )


def _definition(code: Code) -> tuple[str, str, str, tuple[str, ...]]:
    """Return a code's definition, when to apply it and when not, and its typical examples."""
    return code.definition, code.include, code.exclude, code.examples
