"""Codes and sets: code sets become themes, sets of sources attributes of their documents."""

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field

from qualog.material import ImportedCode, ImportedTheme
from qualog_plugins.importers.refi.elements import (
    children,
    described,
    guid,
    guid_of,
    name_of,
    notes_of,
    target,
)
from qualog_plugins.importers.refi.naming import Names
from qualog_plugins.importers.refi.wording import read_description

UNDER = "subtheme of"
"""The name of a link from a set to the set that it is a part of."""


@define
class CodeReader:
    """Reads a codebook; remembers what each code is called, by GUID."""

    codes: dict[str, ImportedCode] = field(factory=dict)
    notes: dict[str, tuple[str, ...]] = field(factory=dict)
    folders: int = 0
    colours: int = 0
    _names: Names = field(factory=lambda: Names("code"))

    def read(self, codes: Any) -> None:
        """Read all codes, each before those under it."""
        waiting: list[tuple[Any, ImportedCode | None]] = [
            (each, None) for each in children(codes, "Code")
        ]
        while waiting:
            element, above = waiting.pop(0)
            parent = above.name if above else ""
            name = self._names.unique(name_of(element), above=parent)
            definition, include, exclude, examples = read_description(described(element))
            code = ImportedCode(name, definition, include, exclude, examples, parent or None)
            self.codes.setdefault(guid_of(element), code)
            self.notes.setdefault(guid_of(element), notes_of(element))
            self.folders += str(element.get("isCodable")).strip() in ("false", "0")
            self.colours += element.get("color") is not None
            waiting += [(each, code) for each in children(element, "Code")]

    def name(self, code: str) -> str | None:
        """Give what a code is called; None if there is no such code."""
        found = self.codes.get(code)
        return found.name if found else None

    def told(self, *, ours: bool) -> Iterator[str]:
        """Say what was changed and left behind."""
        for name in self._names.changed:
            yield f"the name of a code that another code has, or that has none: it is “{name}” here"
        if self.folders:
            yield f"that nothing may be coded with a code that is a folder: {self.folders}"
        if self.colours and not ours:
            yield f"the colours of codes: {self.colours}"


@define
class SetReader:
    """Reads sets; remembers which of them are themes."""

    codes: CodeReader
    themes: dict[str, ImportedTheme] = field(factory=dict)
    notes: dict[str, tuple[str, ...]] = field(factory=dict)
    sources: dict[str, list[str]] = field(factory=dict)
    dropped: list[str] = field(factory=list)

    def read(self, sets: Any) -> None:
        """Read all sets; one without members is a theme that has no codes yet."""
        for element in children(sets, "Set"):
            name = name_of(element) or "unnamed set"
            of = {kind: [target(each) for each in children(element, kind)] for kind in _MEMBERS}
            if of["MemberSource"]:
                self.sources.setdefault(name, []).extend(of["MemberSource"])
            if of["MemberCode"] or not of["MemberSource"]:
                found = (self.codes.name(code) for code in of["MemberCode"])
                codes = tuple(dict.fromkeys(code for code in found if code))
                self.themes[guid_of(element)] = ImportedTheme(name, described(element), codes=codes)
                self.notes[guid_of(element)] = tuple(of["MemberNote"])
            elif described(element) or of["MemberNote"]:
                self.dropped.append(f"what is said of the set of sources “{name}”")

    def put_under(self, links: Any) -> set[str]:
        """Put themes under others where a link says so; give the GUIDs of those links."""
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
        """Say whether a theme is the other one, or lies above it."""
        by_name = {each.name.casefold(): each for each in self.themes.values()}
        wanted, found = self.themes[theme].name.casefold(), self.themes[other]
        for _ in range(len(self.themes)):
            if found.name.casefold() == wanted:
                return True
            above = by_name.get((found.parent or "").casefold())
            if above is None:
                return False
            found = above
        return True


_MEMBERS = ("MemberCode", "MemberSource", "MemberNote")


def ends_of(link: Any) -> tuple[str, str]:
    """Give the GUIDs of what a link leads from and to."""
    return guid(link.get("originGUID")), guid(link.get("targetGUID"))
