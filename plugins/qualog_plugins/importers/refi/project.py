"""A whole REFI-QDA project as material."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.decisions.codings import Region
from qualog.material import ImportedAttribution, Material
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.cases import Case, VariableReader, read_cases
from qualog_plugins.importers.refi.codebook import CodeReader, SetReader
from qualog_plugins.importers.refi.counting import Counted, Counting, RefiPassage, choose_counting
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    described,
    guid,
    guid_of,
    made_at,
    name_of,
    notes_of,
)
from qualog_plugins.importers.refi.marks import Taking
from qualog_plugins.importers.refi.naming import Names
from qualog_plugins.importers.refi.notes import NoteReader, references_in
from qualog_plugins.importers.refi.places import STUDY, Found, RefiPlace
from qualog_plugins.importers.refi.sources import RefiSource, SourceReader, first_page

OURS = "Qualog"
"""What the origin of a project begins with that Qualog wrote."""

_STUDY = "the study"


@define
class ProjectReader:
    """Reads one project; `offsets` is how positions are counted, or "auto"."""

    archive: Archive
    file: str
    offsets: str
    speakers: bool
    names: list[str]
    found: Found = field(factory=Found)

    def read(self) -> Material:
        """Give all that the project holds.

        Raises:
            BadInput: how its positions are counted cannot be told.
        """
        root, found = self.archive.root, self.found
        origin = str(root.get("origin") or "")
        ours = origin.startswith(OURS)
        users = _users(child(root, "Users"))
        owner = users.get(guid(root.get("creatingUserGUID")))
        pages = first_page(child(root, "Sources"), ours=ours)
        reader = SourceReader(self.archive, users, owner, pages)
        sources = list(reader.read(child(root, "Sources")))
        asked = str(Counting()) if ours and self.offsets == "auto" else self.offsets
        texts = [_counted(each) for each in sources if each.found is not None]
        choice = choose_counting(texts, asked, origin, self.file)
        codes = CodeReader()
        codes.read(child(child(root, "CodeBook"), "Codes"))
        sets = SetReader(codes)
        sets.read(child(root, "Sets"))
        used = sets.put_under(child(root, "Links"))
        variables = VariableReader()
        variables.read(child(root, "Variables"))
        cases = list(read_cases(child(root, "Cases")))
        self._put_places(codes, sets, sources)
        found.dropped += reader.dropped
        whose = {each: case.name for case in cases for each in case.selections}
        taking = Taking(found, codes, choice.counting, whose, self.speakers, self.names)
        for source in sources:
            taking.take(source)
            if not source.missing:
                variables.take("document", source.name, source.values)
        for case in cases:
            self._case(case, variables)
        for name, members in sets.sources.items():
            there = [each.name for each in sources if each.guid in members and not each.missing]
            variables.is_in(name, there)
        if described(root) and ours:
            found.dropped.append("the aim of the study")
        elif described(root):
            found.note(STUDY, described(root), None, made_at(root))
        references = [(_STUDY, notes_of(root)), *codes.notes.items(), *sets.notes.items()]
        NoteReader(found, reader).read(root, [*references, *references_in(sources)], used)
        counted = bool(choice.why) and not ours
        return Material(
            documents=tuple(found.documents),
            codes=tuple(codes.codes.values()),
            codings=tuple(found.codings),
            memos=tuple(found.memos),
            memos_on=tuple(found.memos_on),
            themes=tuple(sets.themes.values()),
            participants=tuple(each.name for each in cases if each.name),
            attributions=tuple(found.attributions),
            attributes=tuple(variables.attributes()),
            values=tuple(variables.values),
            how=f"positions counted as {choice.why}" if counted else "",
            samples=choice.samples if counted else (),
            dropped=(
                *codes.told(ours=ours),
                *found.dropped,
                *sets.dropped,
                *variables.dropped,
                *_pages(sources, pages, ours=ours),
                *([f"texts as formatted files: {reader.formatted}"] if reader.formatted else []),
                *_graphs(root),
                *_idle(users, found),
            ),
        )

    def _put_places(self, codes: CodeReader, sets: SetReader, sources: list[RefiSource]) -> None:
        """Keep where notes, links and cases may be, before any of them is read."""
        self.found.put(_STUDY, STUDY)
        for id_, code in codes.codes.items():
            self.found.put(id_, RefiPlace("code", code.name, f"the code “{code.name}”"))
        for id_, theme in sets.themes.items():
            self.found.put(id_, RefiPlace("theme", theme.name, f"the set “{theme.name}”"))
        for each in sources:
            if not each.missing:
                self.found.put(each.guid, RefiPlace("document", each.name, f"“{each.name}”"))

    def _case(self, case: Case, variables: VariableReader) -> None:
        """Take a case as a participant; one without a name tells of its only source."""
        if case.codes:
            self.found.dropped.append(f"codes on the case “{case.name}” itself: {case.codes}")
        if not case.name:
            place = self.found.places.get(case.sources[0])
            if place is not None and place.on == "document":
                variables.take("document", place.about, case.values)
            return
        place = RefiPlace("participant", case.name, case.name)
        self.found.put(case.guid, place)
        if case.description:
            self.found.note(place, case.description, None, None)
        variables.take("participant", case.name, case.values)
        self._attribute(case)

    def _attribute(self, case: Case) -> None:
        """Say what of the sources is a participant's words."""
        for each in (*case.sources, *case.selections):
            place = self.found.places.get(each)
            if place is None or place.on != "document":
                self.found.dropped.append(f"what “{case.name}” said in a source that is not there")
            elif each in case.selections and place.start is None:
                self.found.dropped.append(f"that {place.words} is of “{case.name}”: it is no text")
            else:
                self.found.attributions.append(
                    ImportedAttribution(place.about, case.name, place.start, place.end)
                )


def _users(users: Any) -> dict[str, str]:
    """Give the users' names by GUID; two of one name are told apart."""
    names = Names("coder")
    return {guid_of(each): names.unique(name_of(each)) for each in children(users, "User")}


def _counted(source: RefiSource) -> Counted:
    marked = (each.marked for each in source.selections)
    passages = tuple(each for each in marked if isinstance(each, RefiPassage))
    return Counted(source.found or "", passages)


def _pages(sources: list[RefiSource], first: int, *, ours: bool) -> Iterator[str]:
    on_pages = any(
        isinstance(each.marked, Region) and each.marked.page is not None
        for source in sources
        for each in source.selections
    )
    if on_pages and not ours:
        yield f"nothing, but pages are taken as counted from {first}: the file does not say"


def _graphs(root: Any) -> Iterator[str]:
    graphs = len(list(children(child(root, "Graphs"), "Graph")))
    if graphs:
        yield f"graphs: {graphs}"


def _idle(users: dict[str, str], found: Found) -> Iterator[str]:
    made = {each.author for each in found.codings}
    made |= {each.author for each in found.memos} | {each.author for each in found.memos_on}
    idle = [each for each in users.values() if each not in made]
    if idle:
        yield f"users who coded nothing: {len(idle)} ({', '.join(idle)})"
