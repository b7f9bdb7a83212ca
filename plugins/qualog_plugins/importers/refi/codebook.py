"""Codes and sets: code sets become themes, sets of sources attributes of their documents."""

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field

from qualog.language import Sayable, message, plural
from qualog.material import ImportedCode, ImportedTheme
from qualog_plugins.importers.refi.elements import (
    children,
    description_of,
    guid,
    guid_of,
    name_of,
    notes_of,
    target,
)
from qualog_plugins.importers.refi.naming import UniqueNames
from qualog_plugins.importers.refi.wording import read_description

UNDER = "subtheme of"
"""The name of a link from a set to the set that it is a part of."""

_MEMBERS = ("MemberCode", "MemberSource", "MemberNote")


@define
class CodeReader:
    """Reads a codebook.

    Attributes:
        codes: the codes, by GUID.
        notes: the GUIDs of the notes on each.
        folders: how many codes are folders, with which nothing may be coded.
        colours: how many have a colour.
    """

    codes: dict[str, ImportedCode] = field(factory=dict)
    notes: dict[str, tuple[str, ...]] = field(factory=dict)
    folders: int = 0
    colours: int = 0
    _names: UniqueNames = field(factory=lambda: UniqueNames("code"))

    def read(self, codes: Any) -> None:
        """Read all codes, each before those under it."""
        waiting: list[tuple[Any, ImportedCode | None]] = [
            (element, None) for element in children(codes, "Code")
        ]
        while waiting:
            element, above = waiting.pop(0)
            parent = above.name if above else ""
            name = self._names.unique(name_of(element), above=parent)
            definition, include, exclude, examples = read_description(description_of(element))
            code = ImportedCode(name, definition, include, exclude, examples, parent or None)
            self.codes.setdefault(guid_of(element), code)
            self.notes.setdefault(guid_of(element), notes_of(element))
            self.folders += str(element.get("isCodable")).strip() in ("false", "0")
            self.colours += element.get("color") is not None
            waiting += [(inner, code) for inner in children(element, "Code")]

    def name(self, code: str) -> str | None:
        """Return what the code of a GUID is called; None if there is no such code."""
        found = self.codes.get(code)
        return found.name if found else None

    def left_behind(self, *, ours: bool) -> Iterator[Sayable]:
        """Yield what was changed and left behind; our own files have colours, but not the study."""
        for name in self._names.changed:
            yield message(
                "the name of a code that has none, or that of another code: "
                "it is called “{name}” here",
                name=name,
            )
        if self.folders:
            yield plural(
                "that nothing may be coded with a code that is a folder (one code)",
                "that nothing may be coded with a code that is a folder ({n} codes)",
                self.folders,
            )
        if self.colours and not ours:
            yield plural(
                "the colours of codes (one code)", "the colours of codes ({n} codes)", self.colours
            )


@define
class SetReader:
    """Reads sets.

    Attributes:
        codes: the codebook.
        themes: the sets that are themes, by GUID.
        notes: the GUIDs of the notes on each.
        sources: the GUIDs of the members of sets of sources, by name.
        dropped: what was left behind.
    """

    codes: CodeReader
    themes: dict[str, ImportedTheme] = field(factory=dict)
    notes: dict[str, tuple[str, ...]] = field(factory=dict)
    sources: dict[str, list[str]] = field(factory=dict)
    dropped: list[Sayable] = field(factory=list)

    def read(self, sets: Any) -> None:
        """Read all sets; one without members is a theme that has no codes yet."""
        for element in children(sets, "Set"):
            name, description = name_of(element) or "unnamed set", description_of(element)
            of = {kind: list(map(target, children(element, kind))) for kind in _MEMBERS}
            if of["MemberSource"]:
                self.sources.setdefault(name, []).extend(of["MemberSource"])
            if of["MemberCode"] or not of["MemberSource"]:
                found = (self.codes.name(code) for code in of["MemberCode"])
                codes = tuple(dict.fromkeys(code for code in found if code))
                self.themes[guid_of(element)] = ImportedTheme(name, description, codes=codes)
                self.notes[guid_of(element)] = tuple(of["MemberNote"])
            elif description or of["MemberNote"]:
                self.dropped.append(
                    message("what is said of the set of sources “{name}”", name=name)
                )

    def put_under(self, links: Any) -> set[str]:
        """Put themes under others where a link says so; return the GUIDs of those links."""
        used = set()
        for link in children(links, "Link"):
            lower, upper = ends_of(link)
            if (
                name_of(link) == UNDER
                and {lower, upper} <= self.themes.keys()
                and not self._is_above(lower, upper)
            ):
                parent = self.themes[upper].name
                self.themes[lower] = evolve(self.themes[lower], parent=parent)
                used.add(guid_of(link))
        return used

    def _is_above(self, theme: str, other: str) -> bool:
        """Return whether a theme is the other one, or lies above it."""
        by_name = {known.name.casefold(): known for known in self.themes.values()}
        wanted, found = self.themes[theme].name.casefold(), self.themes[other]
        for _ in range(len(self.themes)):
            if found.name.casefold() == wanted:
                return True
            above = by_name.get((found.parent or "").casefold())
            if above is None:
                return False
            found = above
        return True


def ends_of(link: Any) -> tuple[str, str]:
    """Return the GUIDs of what a link leads from and to."""
    return guid(link.get("originGUID")), guid(link.get("targetGUID"))
