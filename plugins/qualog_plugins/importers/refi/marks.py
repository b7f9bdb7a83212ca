"""Taking sources with all that is marked in them, once it is known how positions were counted."""

from collections.abc import Iterator

from attrs import evolve, frozen

from qualog.decisions.codings import Region
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn
from qualog_plugins.importers.placing.offsets import Offsets, kept
from qualog_plugins.importers.refi.codebook import CodeReader
from qualog_plugins.importers.refi.counting import Counting
from qualog_plugins.importers.refi.places import Found, RefiPlace
from qualog_plugins.importers.refi.sources import Coded, RefiSource, Selection
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, labels_left_behind

_SHOWN = 60


@frozen
class _Mark:
    """Where a coding or a memo is: a span of the kept text, or a region; `at` tells it."""

    at: str
    place: RefiPlace
    span: tuple[int, int] | None = None
    region: Region | None = None
    quote: str | None = None


@frozen
class Taking:
    """Takes sources into what is found; `whose` are participants by the selections they said."""

    found: Found
    codes: CodeReader
    counting: Counting
    whose: dict[str, str]
    speakers: bool
    names: list[str]

    def take(self, source: RefiSource) -> None:
        """Take a source with all that is marked in it."""
        found, text = self.found, ""
        offsets: Offsets | None = None
        if source.found is not None:
            offsets, text = self.counting.offsets(source.found), kept(source.found)
        if not source.missing:
            found.documents.append(
                ImportedDocument(
                    source.name,
                    text,
                    self._turns(source, text, offsets),
                    source.original,
                    source.encoding,
                    media=source.media if not text else None,
                )
            )
        if source.description:
            place = RefiPlace("document", source.name, f"“{source.name}”")
            self._note(source, place, source.description, source.coder, source.dated)
        for coded in source.codings:
            self._coding(source, coded, _all_of(source, text))
        boxes = 0
        for each in source.selections:
            mark = self._mark(source, each, offsets, text)
            if mark is not None:
                self._selection(source, each, mark)
                boxes += each.area is not None and mark.span is not None
        if boxes:
            found.dropped.append(f"boxes around words that are marked in “{source.name}”: {boxes}")

    def _turns(
        self, source: RefiSource, text: str, offsets: Offsets | None
    ) -> tuple[ImportedTurn, ...]:
        if offsets is None:
            return ()
        cut = find_turns(text, Layout(), speakers=self.speakers, names=self.names)
        self.found.dropped += map(str, labels_left_behind(cut.doubtful))
        times = [
            (position, each.time)
            for each in source.points
            if (position := offsets.position(each.position)) is not None
        ]
        return tuple(_timed(cut.turns, times))

    def _mark(
        self, source: RefiSource, selection: Selection, offsets: Offsets | None, text: str
    ) -> _Mark | None:
        """Give where a selection is; None, and a word on it, where its text has no such place."""
        marked = selection.marked
        if isinstance(marked, Region):
            return _in(source, marked)
        at = f"{marked.start}:{marked.end}"
        if source.missing:  # the study may have the text already
            quote = selection.name if "…" not in selection.name else ""
            place = RefiPlace("document", source.name, at, marked.start, marked.end)
            return _Mark(at, place, (marked.start, marked.end), quote=quote or None)
        span = offsets.span(marked.start, marked.end) if offsets else None
        if span is None and selection.area is not None:
            return _in(source, selection.area)
        if span is None:
            told = ", ".join(self.codes.name(each.code) or "?" for each in selection.codings)
            why = "its text has no such passage" if offsets else "its text is not there"
            self.found.dropped.append(
                f"the selection {at} in “{source.name}”{f' ({told})' if told else ''}: {why}"
            )
            return None
        words = " ".join(text[slice(*span)].split())
        words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        return _Mark(
            at, RefiPlace("document", source.name, f"“{words}” in “{source.name}”", *span), span
        )

    def _selection(self, source: RefiSource, selection: Selection, mark: _Mark) -> None:
        """Take a selection with its codings; without any, it is a memo on its passage."""
        if not source.missing:
            self.found.put(selection.guid, mark.place)
        for coded in selection.codings:
            self._coding(source, coded, mark)
        whose = self.whose.get(selection.guid)
        said = selection.description or (selection.words if mark.region is not None else "")
        said = "" if said == whose else said
        if not said and (selection.codings or selection.notes or whose):
            return
        said = said or "marked, without a code"
        if mark.region is not None:
            named = selection.name and f"{selection.name}: "
            said = f"{named}{said} ({mark.at})"
        self._note(source, mark.place, said, selection.coder, selection.dated)

    def _note(
        self, source: RefiSource, place: RefiPlace, text: str, author: str | None, dated: int | None
    ) -> None:
        if source.missing:
            self.found.dropped.append(f"a memo on “{source.name}”, whose text is not there")
        else:
            self.found.note(place, text, author, dated)

    def _coding(self, source: RefiSource, coded: Coded, mark: _Mark) -> None:
        code = self.codes.name(coded.code)
        told = f"“{source.name}” {mark.at}"
        if code is None:
            self.found.dropped.append(f"a coding with no code of the project: {told}")
            return
        if mark.span is None and mark.region is None:
            self.found.dropped.append(f"a coding of all of “{source.name}”, which is not there")
            return
        start, end = mark.span or (0, 0)
        self.found.codings.append(
            ImportedCoding(
                source.name,
                start,
                end,
                code,
                coded.coder,
                coded.dated,
                quote=mark.quote,
                place=told,
                region=mark.region,
                key=coded.guid,
            )
        )
        place = RefiPlace("coding", coded.guid, f"a coding with “{code}” in “{source.name}”")
        self.found.put(coded.guid, place)


def _in(source: RefiSource, region: Region) -> _Mark:
    """Give the mark that is a region of a source."""
    at = _told(region)
    return _Mark(at, RefiPlace("document", source.name, f"{at} in “{source.name}”"), region=region)


def _all_of(source: RefiSource, text: str) -> _Mark:
    """Give the mark that is a whole source."""
    place = RefiPlace("document", source.name, f"“{source.name}”")
    if text:
        return _Mark("all of it", place, _without_edges(text))
    return _Mark("all of it", place, region=None if source.missing else Region())


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
