"""Reads sources with all that is marked in them, once it is known how positions were counted."""

from collections.abc import Iterator

from attrs import evolve, frozen

from qualog.decisions.codings import Region
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn
from qualog_plugins.importers.placing.offsets import Offsets, stored_text
from qualog_plugins.importers.placing.passages import no_such_passage, shortened
from qualog_plugins.importers.refi.codebook import CodeReader
from qualog_plugins.importers.refi.counting import Counting
from qualog_plugins.importers.refi.places import ProjectContents, RefiPlace
from qualog_plugins.importers.refi.sources import RefiCoding, RefiSelection, RefiSource
from qualog_plugins.importers.transcripts.turns import TurnOptions, labels_left_behind, turns_in


@frozen
class _Mark:
    """Where a coding or a memo is.

    Attributes:
        where: what to call it in messages.
        place: what a note on it is on.
        span: a span of the stored text.
        region: a region of what is not a text.
        quote: the words of a passage whose text the project lacks.
    """

    where: Sayable
    place: RefiPlace
    span: tuple[int, int] | None = None
    region: Region | None = None
    quote: str | None = None


@frozen
class MarkReader:
    """Reads what is marked in sources.

    Attributes:
        contents: what is read.
        codes: the codebook.
        counting: how positions are counted.
        whose: the participants whose words selections are, by the selection's GUID.
        options: how texts are cut into turns.
    """

    contents: ProjectContents
    codes: CodeReader
    counting: Counting
    whose: dict[str, str]
    options: TurnOptions

    def read(self, source: RefiSource) -> None:
        """Read a source with all that is marked in it."""
        text = ""
        offsets: Offsets | None = None
        if source.found is not None:
            offsets, text = self.counting.offsets(source.found), stored_text(source.found)
        if not source.missing:
            self._add_document(source, text, offsets)
        if source.description:
            place = RefiPlace("document", source.name, f"“{source.name}”")
            self._add_memo(source, place, source.description, source.coder, source.dated)
        for coding in source.codings:
            self._add_coding(source, coding, _all_of(source, text))
        boxes = 0
        for selection in source.selections:
            mark = self._mark(source, selection, offsets, text)
            if mark is not None:
                self._add_selection(source, selection, mark)
                boxes += selection.area is not None and mark.span is not None
        if boxes:
            self.contents.dropped.append(
                plural(
                    "one box around words that are marked in “{document}”",
                    "{n} boxes around words that are marked in “{document}”",
                    boxes,
                    document=source.name,
                )
            )

    def _add_document(self, source: RefiSource, text: str, offsets: Offsets | None) -> None:
        document = ImportedDocument(
            source.name,
            text,
            self._turns(source, text, offsets),
            source.original,
            source.encoding,
            media=source.media if not text else None,
        )
        self.contents.documents.append(document)

    def _turns(
        self, source: RefiSource, text: str, offsets: Offsets | None
    ) -> tuple[ImportedTurn, ...]:
        if offsets is None:
            return ()
        cut = turns_in(text, self.options)
        self.contents.dropped += labels_left_behind(cut.doubtful)
        times = [
            (position, point.time)
            for point in source.points
            if (position := offsets.position(point.position)) is not None
        ]
        return tuple(_timed(cut.turns, times))

    def _mark(
        self, source: RefiSource, selection: RefiSelection, offsets: Offsets | None, text: str
    ) -> _Mark | None:
        """Return where a selection is; None, and leave it behind, if its text has no such place."""
        marked = selection.marked
        if isinstance(marked, Region):
            return _in_region(source, marked)
        where = f"{marked.start}:{marked.end}"
        if source.missing:  # the study may have the text already
            quote = selection.name if "…" not in selection.name else ""
            place = RefiPlace("document", source.name, where, marked.start, marked.end)
            return _Mark(where, place, (marked.start, marked.end), quote=quote or None)
        span = offsets.span(marked.start, marked.end) if offsets else None
        if span is None and selection.area is not None:
            return _in_region(source, selection.area)
        if span is None:
            reason = (
                no_such_passage(marked.start, marked.end)
                if offsets
                else message("its text is not there")
            )
            self.contents.dropped.append(self._unplaced(source, selection, where, reason))
            return None
        words = shortened(text[slice(*span)])
        place = RefiPlace("document", source.name, f"“{words}” in “{source.name}”", *span)
        return _Mark(where, place, span)

    def _unplaced(
        self, source: RefiSource, selection: RefiSelection, where: str, reason: Sayable
    ) -> Sayable:
        codes = [self.codes.name(coding.code) or "?" for coding in selection.codings]
        if not codes:
            return message(
                "the selection {where} in “{document}”: {reason}",
                where=where,
                document=source.name,
                reason=reason,
            )
        return message(
            "the selection {where} in “{document}” ({codes}): {reason}",
            where=where,
            document=source.name,
            codes=listing(codes),
            reason=reason,
        )

    def _add_selection(self, source: RefiSource, selection: RefiSelection, mark: _Mark) -> None:
        """Add a selection with its codings; without any, it is a memo on its passage."""
        if not source.missing:
            self.contents.add_place(selection.guid, mark.place)
        for coding in selection.codings:
            self._add_coding(source, coding, mark)
        whose = self.whose.get(selection.guid)
        text = selection.description or (selection.words if mark.region is not None else "")
        if text == whose:
            text = ""
        if not text and (selection.codings or selection.notes or whose):
            return
        text = text or "marked, without a code"
        if mark.region is not None:
            name = f"{selection.name}: " if selection.name else ""
            text = f"{name}{text} ({mark.where})"
        self._add_memo(source, mark.place, text, selection.coder, selection.dated)

    def _add_memo(
        self, source: RefiSource, place: RefiPlace, text: str, author: str | None, dated: int | None
    ) -> None:
        if source.missing:
            self.contents.dropped.append(
                message("a memo on “{document}”, whose text is not there", document=source.name)
            )
        else:
            self.contents.add_memo(place, text, author, dated)

    def _add_coding(self, source: RefiSource, coding: RefiCoding, mark: _Mark) -> None:
        code = self.codes.name(coding.code)
        where = message("“{document}” {where}", document=source.name, where=mark.where)
        if code is None:
            self.contents.dropped.append(
                message("a coding with no code of the project: {where}", where=where)
            )
            return
        if mark.span is None and mark.region is None:
            self.contents.dropped.append(
                message("a coding of all of “{document}”, which is not there", document=source.name)
            )
            return
        start, end = mark.span or (0, 0)
        self.contents.codings.append(
            ImportedCoding(
                source.name,
                start,
                end,
                code,
                coding.coder,
                coding.dated,
                quote=mark.quote,
                place=str(where),
                region=mark.region,
                key=coding.guid,
            )
        )
        place = RefiPlace("coding", coding.guid, f"a coding with “{code}” in “{source.name}”")
        self.contents.add_place(coding.guid, place)


def _in_region(source: RefiSource, region: Region) -> _Mark:
    """Return the mark that is a region of a source."""
    where = _shown(region)
    return _Mark(
        where, RefiPlace("document", source.name, f"{where} in “{source.name}”"), region=region
    )


def _all_of(source: RefiSource, text: str) -> _Mark:
    """Return the mark that is a whole source."""
    place, where = RefiPlace("document", source.name, f"“{source.name}”"), message("all of it")
    if text:
        return _Mark(where, place, _without_margins(text))
    return _Mark(where, place, region=None if source.missing else Region())


def _without_margins(text: str) -> tuple[int, int]:
    """Return the span of a text without the white space around it."""
    start = len(text) - len(text.lstrip())
    return start, len(text.rstrip())


def _timed(turns: tuple[ImportedTurn, ...], times: list[tuple[int, int]]) -> Iterator[ImportedTurn]:
    """Yield each turn with the time of the sync point that it begins at or after."""
    for turn in turns:
        before = [time for position, time in times if position <= turn.start]
        yield evolve(turn, time=before[-1]) if before and turn.time is None else turn


def _shown(region: Region) -> str:
    """Return where a region is: seconds of a recording, or a page and the corners of a box."""
    if region.begin is not None and region.end is not None:
        return f"{region.begin / 1000:.2f}–{region.end / 1000:.2f} s"
    box = ", ".join(f"{corner:g}" for corner in region.box or ())
    return f"{f'page {region.page}, ' if region.page is not None else ''}{box}"
