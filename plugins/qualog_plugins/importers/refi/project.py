"""A whole REFI-QDA project as material: what is marked, once it is known how it was counted."""

from collections.abc import Iterator
from typing import Any

from attrs import define, evolve, field, frozen

from qualog.decisions import Region
from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
    ImportedTurn,
    Material,
)
from qualog_plugins.importers.offsets import Offsets, kept
from qualog_plugins.importers.refi.archive import Archive
from qualog_plugins.importers.refi.cases import Case, VariableReader, read_cases
from qualog_plugins.importers.refi.codebook import CodeReader, SetReader, ends_of
from qualog_plugins.importers.refi.counting import Choice, Counted, Passage, choose_counting
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
from qualog_plugins.importers.refi.sources import (
    Coded,
    Selection,
    Source,
    SourceReader,
    first_page,
)
from qualog_plugins.importers.turns import Layout, find_turns, not_taken

OURS = "Qualog"
"""What the origin of a project begins with that Qualog wrote."""


@frozen
class Place:
    """What a note or a link can be on: a passage or all of a document, or what is no document.

    `words` say what it is to a person.
    """

    on: Any
    about: str
    words: str
    start: int | None = None
    end: int | None = None

    def memo(
        self, text: str, author: str | None, dated: int | None
    ) -> ImportedMemo | ImportedMemoOn:
        """Give a memo on it."""
        if self.on == "document":
            return ImportedMemo(self.about, text, self.start, self.end, author, dated)
        return ImportedMemoOn(self.on, self.about, text, author, dated)


_STUDY = Place("study", "", "the study")


@define
class ProjectReader:
    """Reads one project; everything that it finds gathers in its lists."""

    archive: Archive
    file: str
    offsets: str
    speakers: bool
    names: list[str]
    places: dict[str, Place] = field(factory=dict)
    documents: list[ImportedDocument] = field(factory=list)
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    memos_on: list[ImportedMemoOn] = field(factory=list)
    attributions: list[ImportedAttribution] = field(factory=list)
    dropped: list[str] = field(factory=list)
    _noted: set[str] = field(factory=set)

    def read(self) -> Material:
        """Give all that the project holds.

        Raises:
            BadInput: how its positions are counted cannot be told.
        """
        root = self.archive.root
        origin = str(root.get("origin") or "")
        ours = origin.startswith(OURS)
        users = _users(child(root, "Users"))
        pages = first_page(child(root, "Sources"))
        reader = SourceReader(
            self.archive, users, users.get(guid(root.get("creatingUserGUID"))), pages
        )
        sources = list(reader.read(child(root, "Sources")))
        choice = choose_counting(
            [_counted(each) for each in sources if each.found is not None],
            "codepoints-crlf1-nobom-exclusive" if ours and self.offsets == "auto" else self.offsets,
            origin,
            self.file,
        )
        codes = CodeReader()
        codes.read(child(child(root, "CodeBook"), "Codes"))
        sets = SetReader(codes)
        sets.read(child(root, "Sets"))
        used = sets.put_under(child(root, "Links"))
        variables = VariableReader()
        variables.read(child(root, "Variables"))
        self._name_places(codes, sets, sources)
        self.dropped += reader.dropped
        cases = list(read_cases(child(root, "Cases")))
        of_cases = {each: case.name for case in cases for each in case.selections}
        for source in sources:
            self._source(source, choice, codes, of_cases)
            if not source.missing:
                variables.take("document", source.name, source.values)
        for case in cases:
            self._case(case, variables)
        for name, members in sets.sources.items():
            there = [each.name for each in sources if each.guid in members and not each.missing]
            variables.is_in(name, there)
        if described(root) and ours:
            self.dropped.append("the aim of the study")
        elif described(root):
            self._add(_STUDY.memo(described(root), None, made_at(root)))
        self._notes(root, reader, codes, sets, sources, used)
        counted = bool(choice.why) and not ours
        return Material(
            documents=tuple(self.documents),
            codes=tuple(codes.codes.values()),
            codings=tuple(self.codings),
            memos=tuple(self.memos),
            memos_on=tuple(self.memos_on),
            themes=tuple(sets.themes.values()),
            participants=tuple(each.name for each in cases if each.name),
            attributions=tuple(self.attributions),
            attributes=tuple(variables.attributes()),
            values=tuple(variables.values),
            how=f"positions counted as {choice.why}" if counted else "",
            samples=choice.samples if counted else (),
            dropped=(
                *codes.told(ours=ours),
                *self.dropped,
                *sets.dropped,
                *variables.dropped,
                *_pages(sources, pages, ours=ours),
                *_graphs(root),
            ),
        )

    def _name_places(self, codes: CodeReader, sets: SetReader, sources: list[Source]) -> None:
        for id_, code in codes.codes.items():
            self.places.setdefault(id_, Place("code", code.name, f"the code “{code.name}”"))
        for id_, theme in sets.themes.items():
            self.places.setdefault(id_, Place("theme", theme.name, f"the set “{theme.name}”"))
        for source in sources:
            if not source.missing:
                self.places.setdefault(
                    source.guid, Place("document", source.name, f"“{source.name}”")
                )

    def _source(
        self, source: Source, choice: Choice, codes: CodeReader, of_cases: dict[str, str]
    ) -> None:
        """Take a source with all that is marked in it."""
        offsets: Offsets | None = None
        text = ""
        if source.found is not None:
            offsets, text = choice.counting.offsets(source.found), kept(source.found)
        if not source.missing:
            turns = self._turns(source, text, offsets)
            self.documents.append(
                ImportedDocument(
                    source.name,
                    text,
                    turns,
                    source.original,
                    source.encoding,
                    media=source.media if not text else None,
                )
            )
        if source.description:
            self._on_source(source, source.description)
        for coded in source.codings:
            whole = _without_edges(text) if text else None
            self._coding(source, coded, codes, whole, None if text else Region(), "all of it")
        for each in source.selections:
            self._selection(source, each, offsets, text, codes, of_cases)

    def _on_source(self, source: Source, text: str) -> None:
        if source.missing:
            self.dropped.append(f"a memo on “{source.name}”, whose text is not there")
        else:
            self._add(self.places[source.guid].memo(text, source.coder, source.dated))

    def _turns(
        self, source: Source, text: str, offsets: Offsets | None
    ) -> tuple[ImportedTurn, ...]:
        if offsets is None:
            return ()
        cut = find_turns(text, Layout(), speakers=self.speakers, names=self.names)
        self.dropped += not_taken(cut)
        times = [
            (position, each.time)
            for each in source.points
            if (position := offsets.position(each.position)) is not None
        ]
        return tuple(_timed(cut.turns, times))

    def _selection(
        self,
        source: Source,
        selection: Selection,
        offsets: Offsets | None,
        text: str,
        codes: CodeReader,
        of_cases: dict[str, str],
    ) -> None:
        """Take a selection with its codings; without any, it is a memo on its passage."""
        span, region = None, None
        place = Place("document", source.name, f"a selection in “{source.name}”")
        at = ""
        if isinstance(selection.marked, Region):
            region = selection.marked
            at = _told(region)
        else:
            marked = selection.marked
            at = f"{marked.start}:{marked.end}"
            span = offsets.span(marked.start, marked.end) if offsets else None
            if span is None and not source.missing:
                told = ", ".join(codes.name(each.code) or "?" for each in selection.codings)
                why = "its text has no such passage" if offsets else "its text is not there"
                self.dropped.append(
                    f"the selection {at} in “{source.name}”{f' ({told})' if told else ''}: {why}"
                )
                return
            if span is not None:
                words = " ".join(text[slice(*span)].split())
                words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
                place = Place("document", source.name, f"“{words}” in “{source.name}”", *span)
        if not source.missing:
            self.places.setdefault(selection.guid, place)
        for coded in selection.codings:
            self._coding(source, coded, codes, span, region, at, selection)
        named = selection.name if region and not selection.name.startswith(at) else ""
        whose = of_cases.get(selection.guid)
        description = "" if selection.description == whose else selection.description
        said = "\n\n".join(each for each in (named, description) if each)
        alone = not (selection.codings or selection.notes or whose)
        if source.missing and (description or alone):
            self.dropped.append(f"a memo on “{source.name}”, whose text is not there")
        elif description or alone:
            where = f" ({at})" if region else ""
            told = said or "marked, without a code"
            self._add(place.memo(f"{told}{where}", selection.coder, selection.dated))

    def _coding(
        self,
        source: Source,
        coded: Coded,
        codes: CodeReader,
        span: tuple[int, int] | None,
        region: Region | None,
        at: str,
        selection: Selection | None = None,
    ) -> None:
        code = codes.name(coded.code)
        if code is None:
            self.dropped.append(f"a coding at {at} in “{source.name}” with no code of the project")
            return
        quote = None
        if source.missing:  # the study may have the text already
            marked = selection.marked if selection else None
            told = selection.name if selection and "…" not in selection.name else ""
            quote = told or None
            span = (marked.start, marked.end) if isinstance(marked, Passage) else None
            if span is None:
                self.dropped.append(f"a coding of all of “{source.name}”, whose text is not there")
                return
        first, last = span or (0, 0)
        self.codings.append(
            ImportedCoding(
                source.name,
                first,
                last,
                code,
                coded.coder,
                coded.dated,
                quote=quote,
                place=f"“{source.name}” {at}",
                region=region,
                key=coded.guid,
            )
        )
        self.places.setdefault(
            coded.guid, Place("coding", coded.guid, f"a coding with “{code}” in “{source.name}”")
        )

    def _case(self, case: Case, variables: VariableReader) -> None:
        """Take a case as a participant; one without a name tells of its only source."""
        if case.codes:
            self.dropped.append(f"codes on the case “{case.name}” itself: {case.codes}")
        if not case.name:
            place = self.places.get(case.sources[0])
            if place is not None and place.on == "document":
                variables.take("document", place.about, case.values)
            return
        place = Place("participant", case.name, case.name)
        self.places.setdefault(case.guid, place)
        if case.description:
            self._add(place.memo(case.description, None, None))
        variables.take("participant", case.name, case.values)
        self._attribute(case)

    def _attribute(self, case: Case) -> None:
        """Say what of the sources is a participant's words."""
        for each in (*case.sources, *case.selections):
            place = self.places.get(each)
            if place is None or place.on != "document":
                self.dropped.append(f"what “{case.name}” said in a source that is not there")
            elif each in case.selections and place.start is None:
                self.dropped.append(f"that {place.words} is of “{case.name}”: it is no text")
            else:
                self.attributions.append(
                    ImportedAttribution(place.about, case.name, place.start, place.end)
                )

    def _notes(
        self,
        root: Any,
        reader: SourceReader,
        codes: CodeReader,
        sets: SetReader,
        sources: list[Source],
        used: set[str],
    ) -> None:
        """Put each note on what refers to it or is linked with it; otherwise on the study."""
        notes = {guid_of(each): each for each in children(child(root, "Notes"), "Note")}
        on: dict[str, list[Place]] = {each: [] for each in notes}
        lost = 0
        for id_, note in self._references(root, codes, sets, sources):
            place = self.places.get(id_)
            if note in on and place is not None:
                on[note].append(place)
            else:
                lost += 1
        links = [
            each
            for each in children(child(root, "Links"), "Link")
            if guid_of(each) not in used and not self._joins(each, on)
        ]
        for id_, element in notes.items():
            text = reader.note(element)
            if not text:
                self.dropped.append("a note that has no text")
                continue
            for place in dict.fromkeys(on[id_]) or (_STUDY,):
                memo = place.memo(text, reader.coder(element), made_at(element))
                self._add(memo)
            coded = sum(1 for each in element.iter() if str(each.tag).endswith("}Coding"))
            if coded:
                self.dropped.append(f"codings of a note, “{name_of(element)}”: {coded}")
            words = f"the note “{name_of(element)}”"
            self.places.setdefault(id_, Place("study", "", words))
        for link in links:
            self._link(link)
        if lost:
            self.dropped.append(f"references to notes that are not there: {lost}")

    def _references(
        self, root: Any, codes: CodeReader, sets: SetReader, sources: list[Source]
    ) -> Iterator[tuple[str, str]]:
        """Give pairs of GUIDs: of what a note is on, and of the note."""
        self.places.setdefault(_PROJECT, _STUDY)
        pairs = [(_PROJECT, notes_of(root)), *codes.notes.items(), *sets.notes.items()]
        for source in sources:
            pairs.append((source.guid, source.notes))
            pairs += [(each.guid, each.notes) for each in source.codings]
            for selection in source.selections:
                pairs.append((selection.guid, selection.notes))
                pairs += [(each.guid, each.notes) for each in selection.codings]
        for id_, notes in pairs:
            for note in notes:
                yield id_, note

    def _joins(self, link: Any, on: dict[str, list[Place]]) -> bool:
        """Put a note on what a link joins it with, if a link does that."""
        origin, end = ends_of(link)
        for note, other in ((origin, end), (end, origin)):
            if note in on and other not in on and other in self.places:
                on[note].append(self.places[other])
                return True
        return False

    def _link(self, link: Any) -> None:
        """Tell a link in words, as a memo on what it leads from."""
        origin, end = (self.places.get(each) for each in ends_of(link))
        if origin is None or end is None:
            self.dropped.append(f"a link “{name_of(link)}” from or to what is not there")
            return
        arrow = {"OneWay": "→", "Bidirectional": "↔"}.get(str(link.get("direction")), "–")
        name = f"{name_of(link)}: " if name_of(link) else ""
        self._add(origin.memo(f"{name}{origin.words} {arrow} {end.words}", None, None))

    def _add(self, memo: ImportedMemo | ImportedMemoOn) -> None:
        if isinstance(memo, ImportedMemo):
            self.memos.append(memo)
        else:
            self.memos_on.append(memo)


_PROJECT = "the project"
_SHOWN = 60


def _users(users: Any) -> dict[str, str]:
    """Give the users' names by GUID; two of one name are told apart."""
    from qualog_plugins.importers.refi.naming import Names

    names = Names("coder")
    return {guid_of(each): names.unique(name_of(each)) for each in children(users, "User")}


def _counted(source: Source) -> Counted:
    marked = (each.marked for each in source.selections)
    passages = tuple(each for each in marked if isinstance(each, Passage))
    return Counted(source.found or "", passages)


def _without_edges(text: str) -> tuple[int, int]:
    """Give the span of a text without the white space around it."""
    start = len(text) - len(text.lstrip())
    return start, len(text.rstrip())


def _timed(turns: tuple[ImportedTurn, ...], times: list[tuple[int, int]]) -> Iterator[ImportedTurn]:
    """Give each turn the time of the sync point that it begins at or after."""
    for turn in turns:
        before = [time for position, time in times if position <= turn.start]
        yield evolve(turn, time=before[-1]) if before and turn.time is None else turn


def _told(region: Region) -> str:
    """Say in words where a region is."""
    if region.begin is not None and region.end is not None:
        return f"{region.begin / 1000:.2f}–{region.end / 1000:.2f} s"
    box = ", ".join(f"{each:g}" for each in region.box or ())
    return f"{f'page {region.page}, ' if region.page is not None else ''}{box}"


def _pages(sources: list[Source], first: int, *, ours: bool) -> Iterator[str]:
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
