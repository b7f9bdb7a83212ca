"""Notes and links: memos on what the notes are on, and links in words."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from qualog.language import message, plural
from qualog_plugins.importers.refi.codebook import ends_of
from qualog_plugins.importers.refi.elements import child, children, guid_of, made_at, name_of
from qualog_plugins.importers.refi.places import STUDY, ProjectContents, RefiPlace
from qualog_plugins.importers.refi.source_reader import SourceReader
from qualog_plugins.importers.refi.sources import RefiSource

Reference = tuple[str, tuple[str, ...]]
"""The GUID of a thing, and those of the notes on it."""


@define
class NoteReader:
    """Puts each note on what refers to it or is linked with it; otherwise on the study."""

    contents: ProjectContents
    reader: SourceReader
    _on: dict[str, list[RefiPlace]] = field(factory=dict)
    _lost: int = 0

    def read(self, root: Any, references: Iterable[Reference], used: set[str]) -> None:
        """Read the notes and links of a project.

        Args:
            root: the project.
            references: which notes are on what.
            used: the GUIDs of links that said something else.
        """
        notes = {guid_of(element): element for element in children(child(root, "Notes"), "Note")}
        self._on = {note: [] for note in notes}
        for id_, notes_on_it in references:
            for note in notes_on_it:
                self._refer(self.contents.places.get(id_), note)
        # All notes are put on what they are linked with before any of them becomes a memo.
        links = [
            link
            for link in children(child(root, "Links"), "Link")
            if guid_of(link) not in used and not self._joins(link)
        ]
        for id_, element in notes.items():
            self._add_note(id_, element)
        for link in links:
            self._add_link(link)
        if self._lost:
            self.contents.dropped.append(
                plural(
                    "one reference to a note that is not there",
                    "{n} references to notes that are not there",
                    self._lost,
                )
            )

    def _refer(self, place: RefiPlace | None, note: str) -> None:
        if note in self._on and place is not None:
            self._on[note].append(place)
        else:
            self._lost += 1

    def _add_note(self, id_: str, element: Any) -> None:
        name, text = name_of(element), self.reader.note(element)
        if not text:
            self.contents.dropped.append(message("a note that has no text"))
            return
        for place in dict.fromkeys(self._on[id_]) or (STUDY,):
            self.contents.add_memo(place, text, self.reader.coder(element), made_at(element))
        coded = sum(str(inner.tag).endswith("}Coding") for inner in element.iter())
        if coded:
            self.contents.dropped.append(
                plural(
                    "one coding of the note “{note}”",
                    "{n} codings of the note “{note}”",
                    coded,
                    note=name,
                )
            )
        self.contents.add_place(id_, RefiPlace("study", "", f"the note “{name}”"))

    def _joins(self, link: Any) -> bool:
        """Put a note on what a link joins it with; return whether the link does that."""
        origin, end = ends_of(link)
        for note, other in ((origin, end), (end, origin)):
            if note in self._on and other not in self._on and other in self.contents.places:
                self._on[note].append(self.contents.places[other])
                return True
        return False

    def _add_link(self, link: Any) -> None:
        """Add a link in words, as a memo on what it leads from."""
        origin, end = (self.contents.places.get(id_) for id_ in ends_of(link))
        if origin is None or end is None:
            self.contents.dropped.append(
                message("a link “{name}” from or to what is not there", name=name_of(link))
            )
            return
        arrow = {"OneWay": "→", "Bidirectional": "↔"}.get(str(link.get("direction")), "–")
        name = f"{name_of(link)}: " if name_of(link) else ""
        self.contents.add_memo(origin, f"{name}{origin.words} {arrow} {end.words}", None, None)


def references_in(sources: Iterable[RefiSource]) -> Iterator[Reference]:
    """Yield which notes are on sources, selections and codings."""
    for source in sources:
        yield source.guid, source.notes
        for selection in source.selections:
            yield selection.guid, selection.notes
        for coding in (
            *source.codings,
            *(coding for selection in source.selections for coding in selection.codings),
        ):
            yield coding.guid, coding.notes
