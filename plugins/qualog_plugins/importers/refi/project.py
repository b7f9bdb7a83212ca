"""A whole REFI-QDA project as material."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from qualog.decisions.codings import Region
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedAttribution, Material
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.cases import Case, VariableReader, read_cases
from qualog_plugins.importers.refi.codebook import CodeReader, SetReader
from qualog_plugins.importers.refi.counting import (
    ChosenCounting,
    CountedText,
    Counting,
    RefiPassage,
    choose_counting,
)
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    description_of,
    guid,
    guid_of,
    made_at,
    name_of,
    notes_of,
)
from qualog_plugins.importers.refi.marks import MarkReader
from qualog_plugins.importers.refi.naming import UniqueNames
from qualog_plugins.importers.refi.notes import NoteReader, references_in
from qualog_plugins.importers.refi.places import STUDY, ProjectContents, RefiPlace
from qualog_plugins.importers.refi.source_reader import SourceReader, first_page
from qualog_plugins.importers.refi.sources import RefiSource
from qualog_plugins.importers.transcripts.turns import TurnOptions

OURS = "Qualog"
"""What the origin of a project begins with that Qualog wrote."""

_STUDY = "the study"  # stands for a GUID, which the study has none of


@define
class ProjectReader:
    """Reads one project.

    Attributes:
        archive: its file.
        file: the file's name, for messages.
        offsets: how positions are counted, or "auto".
        options: how texts are cut into turns.
    """

    archive: Archive
    file: str
    offsets: str
    options: TurnOptions
    _contents: ProjectContents = field(factory=ProjectContents)
    _codes: CodeReader = field(factory=CodeReader)
    _variables: VariableReader = field(factory=VariableReader)
    _sets: SetReader = field(init=False)

    def read(self) -> Material:
        """Return all that the project holds.

        Raises:
            BadInput: how its positions are counted cannot be told.
        """
        root, contents = self.archive.root, self._contents
        ours = str(root.get("origin") or "").startswith(OURS)
        users = _users(child(root, "Users"))
        owner = users.get(guid(root.get("creatingUserGUID")))
        pages = first_page(child(root, "Sources"), ours=ours)
        reader = SourceReader(self.archive, users, owner, pages)
        sources = list(reader.read(child(root, "Sources")))
        choice = self._counting(sources, ours=ours)
        used = self._read_codebook(root)
        cases = list(read_cases(child(root, "Cases")))
        # Notes, links and cases name what may come after them: all places are known before.
        self._add_places(sources)
        contents.dropped += reader.dropped
        self._read_marks(sources, cases, choice.counting)
        for case in cases:
            self._add_case(case)
        self._add_groups(sources)
        self._add_description(root, ours=ours)
        references = [
            (_STUDY, notes_of(root)),
            *self._codes.notes.items(),
            *self._sets.notes.items(),
            *references_in(sources),
        ]
        NoteReader(contents, reader).read(root, references, used)
        dropped = (
            *self._codes.left_behind(ours=ours),
            *contents.dropped,
            *self._sets.dropped,
            *self._variables.dropped,
            *_first_page_assumed(sources, pages, ours=ours),
            *_formatted(reader.formatted),
            *_graphs(root),
            *_idle(users, contents),
        )
        return self._material(cases, choice, dropped, ours=ours)

    def _material(
        self,
        cases: Iterable[Case],
        choice: ChosenCounting,
        dropped: tuple[Sayable, ...],
        *,
        ours: bool,
    ) -> Material:
        counted = choice.how is not None and not ours
        return Material(
            documents=tuple(self._contents.documents),
            codes=tuple(self._codes.codes.values()),
            codings=tuple(self._contents.codings),
            memos=tuple(self._contents.memos),
            memos_on=tuple(self._contents.memos_on),
            themes=tuple(self._sets.themes.values()),
            participants=tuple(case.name for case in cases if case.name),
            attributions=tuple(self._contents.attributions),
            attributes=tuple(self._variables.attributes()),
            values=tuple(self._variables.values),
            how=choice.how or "" if counted else "",
            samples=choice.samples if counted else (),
            dropped=dropped,
        )

    def _counting(self, sources: Iterable[RefiSource], *, ours: bool) -> ChosenCounting:
        """Return how positions are counted: in our own files always in the same way."""
        asked = str(Counting()) if ours and self.offsets == "auto" else self.offsets
        texts = [_counted(source) for source in sources if source.found is not None]
        origin = str(self.archive.root.get("origin") or "")
        return choose_counting(texts, asked, origin, self.file)

    def _read_codebook(self, root: Any) -> set[str]:
        """Read codes, sets and variables; return the GUIDs of links that are between sets."""
        self._codes.read(child(child(root, "CodeBook"), "Codes"))
        self._sets = SetReader(self._codes)
        self._sets.read(child(root, "Sets"))
        self._variables.read(child(root, "Variables"))
        return self._sets.put_under(child(root, "Links"))

    def _add_places(self, sources: Iterable[RefiSource]) -> None:
        """Add where notes, links and cases may be."""
        add = self._contents.add_place
        add(_STUDY, STUDY)
        for id_, code in self._codes.codes.items():
            add(id_, RefiPlace("code", code.name, f"the code “{code.name}”"))
        for id_, theme in self._sets.themes.items():
            add(id_, RefiPlace("theme", theme.name, f"the set “{theme.name}”"))
        for source in sources:
            if not source.missing:
                add(source.guid, RefiPlace("document", source.name, f"“{source.name}”"))

    def _read_marks(
        self, sources: Iterable[RefiSource], cases: Iterable[Case], counting: Counting
    ) -> None:
        """Add the sources as documents, with all that is marked in them."""
        whose = {selection: case.name for case in cases for selection in case.selections}
        marks = MarkReader(self._contents, self._codes, counting, whose, self.options)
        for source in sources:
            marks.read(source)
            if not source.missing:
                self._variables.add_values("document", source.name, source.values)

    def _add_case(self, case: Case) -> None:
        """Add a case as a participant; the values of one without a name are its only source's."""
        if case.codes:
            self._contents.dropped.append(
                plural(
                    "one code on the case “{case}” itself",
                    "{n} codes on the case “{case}” itself",
                    case.codes,
                    case=case.name,
                )
            )
        if not case.name:
            source = self._contents.places.get(case.sources[0])
            if source is not None and source.on == "document":
                self._variables.add_values("document", source.about, case.values)
            return
        place = RefiPlace("participant", case.name, case.name)
        self._contents.add_place(case.guid, place)
        if case.description:
            self._contents.add_memo(place, case.description, None, None)
        self._variables.add_values("participant", case.name, case.values)
        for id_ in (*case.sources, *case.selections):
            self._attribute(id_, case)

    def _attribute(self, id_: str, case: Case) -> None:
        """Attribute the words of a source or a selection to a participant."""
        place = self._contents.places.get(id_)
        if place is None or place.on != "document":
            self._contents.dropped.append(
                message("what “{case}” said in a source that is not there", case=case.name)
            )
        elif id_ in case.selections and place.start is None:
            self._contents.dropped.append(
                message(
                    "that {place} is of “{case}”: it is not a text",
                    place=place.words,
                    case=case.name,
                )
            )
        else:
            self._contents.attributions.append(
                ImportedAttribution(place.about, case.name, place.start, place.end)
            )

    def _add_groups(self, sources: Iterable[RefiSource]) -> None:
        """Add the sets of sources, as attributes of their documents."""
        there = [source for source in sources if not source.missing]
        for group, members in self._sets.sources.items():
            names = [source.name for source in there if source.guid in members]
            self._variables.add_group(group, names)

    def _add_description(self, root: Any, *, ours: bool) -> None:
        """Add what is said of the whole project as a memo on the study."""
        description = description_of(root)
        if description and ours:
            self._contents.dropped.append(message("the aim of the study"))
        elif description:
            self._contents.add_memo(STUDY, description, None, made_at(root))


def _users(users: Any) -> dict[str, str]:
    """Return the users' names by GUID; two of one name are told apart."""
    names = UniqueNames("coder")
    return {guid_of(user): names.unique(name_of(user)) for user in children(users, "User")}


def _counted(source: RefiSource) -> CountedText:
    marked = (selection.marked for selection in source.selections)
    passages = tuple(mark for mark in marked if isinstance(mark, RefiPassage))
    return CountedText(source.found or "", passages)


def _first_page_assumed(
    sources: Iterable[RefiSource], first: int, *, ours: bool
) -> Iterator[Sayable]:
    """Yield from what number pages were taken to be counted, where any are."""
    on_pages = any(
        isinstance(selection.marked, Region) and selection.marked.page is not None
        for source in sources
        for selection in source.selections
    )
    if on_pages and not ours:
        yield message(
            "from what number pages are counted, which the file does not say: {first} was assumed",
            first=first,
        )


def _formatted(count: int) -> Iterator[Sayable]:
    if count:
        yield plural("one text as a formatted file", "{n} texts as formatted files", count)


def _graphs(root: Any) -> Iterator[Sayable]:
    graphs = len(list(children(child(root, "Graphs"), "Graph")))
    if graphs:
        yield plural("one graph", "{n} graphs", graphs)


def _idle(users: dict[str, str], contents: ProjectContents) -> Iterator[Sayable]:
    """Yield the users who made nothing that was imported."""
    made = {coding.author for coding in contents.codings}
    made |= {memo.author for memo in contents.memos}
    made |= {memo.author for memo in contents.memos_on}
    idle = [name for name in users.values() if name not in made]
    if idle:
        yield plural(
            "one user who coded nothing: {users}",
            "{n} users who coded nothing: {users}",
            len(idle),
            users=listing(idle),
        )
