"""Notes and links: memos on what the notes are on, and links told in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from qualog_plugins.importers.refi.codebook import ends_of
from qualog_plugins.importers.refi.elements import child, children, guid_of, made_at, name_of
from qualog_plugins.importers.refi.places import STUDY, Found, RefiPlace
from qualog_plugins.importers.refi.sources import RefiSource, SourceReader

Reference = tuple[str, tuple[str, ...]]
"""The GUID of a thing, and those of the notes on it."""


@define
class NoteReader:
    """Puts each note on what refers to it or is linked with it; otherwise on the study."""

    found: Found
    reader: SourceReader
    _on: dict[str, list[RefiPlace]] = field(factory=dict)
    _lost: int = 0

    def read(self, root: Any, references: Iterable[Reference], used: set[str]) -> None:
        """Read the notes and links of a project; `used` are links that said something else."""
        notes = {guid_of(each): each for each in children(child(root, "Notes"), "Note")}
        self._on = {each: [] for each in notes}
        for id_, refers in references:
            for note in refers:
                self._refer(self.found.places.get(id_), note)
        links = [
            each
            for each in children(child(root, "Links"), "Link")
            if guid_of(each) not in used and not self._joins(each)
        ]
        for id_, element in notes.items():
            self._note(id_, element)
        for link in links:
            self._link(link)
        if self._lost:
            self.found.dropped.append(f"references to notes that are not there: {self._lost}")

    def _refer(self, place: RefiPlace | None, note: str) -> None:
        if note in self._on and place is not None:
            self._on[note].append(place)
        else:
            self._lost += 1

    def _note(self, id_: str, element: Any) -> None:
        name, text = name_of(element), self.reader.note(element)
        if not text:
            self.found.dropped.append("a note that has no text")
            return
        for place in dict.fromkeys(self._on[id_]) or (STUDY,):
            self.found.note(place, text, self.reader.coder(element), made_at(element))
        coded = sum(1 for each in element.iter() if str(each.tag).endswith("}Coding"))
        if coded:
            self.found.dropped.append(f"codings of a note, “{name}”: {coded}")
        self.found.put(id_, RefiPlace("study", "", f"the note “{name}”"))

    def _joins(self, link: Any) -> bool:
        """Put a note on what a link joins it with, if a link does that."""
        origin, end = ends_of(link)
        for note, other in ((origin, end), (end, origin)):
            if note in self._on and other not in self._on and other in self.found.places:
                self._on[note].append(self.found.places[other])
                return True
        return False

    def _link(self, link: Any) -> None:
        """Tell a link in words, as a memo on what it leads from."""
        origin, end = (self.found.places.get(each) for each in ends_of(link))
        if origin is None or end is None:
            self.found.dropped.append(f"a link “{name_of(link)}” from or to what is not there")
            return
        arrow = {"OneWay": "→", "Bidirectional": "↔"}.get(str(link.get("direction")), "–")
        name = f"{name_of(link)}: " if name_of(link) else ""
        self.found.note(origin, f"{name}{origin.words} {arrow} {end.words}", None, None)


def references_in(sources: Iterable[RefiSource]) -> Iterator[Reference]:
    """Give which notes are on sources, selections and codings."""
    for source in sources:
        yield source.guid, source.notes
        for selection in source.selections:
            yield selection.guid, selection.notes
        for coded in (
            *source.codings,
            *(one for each in source.selections for one in each.codings),
        ):
            yield coded.guid, coded.notes
