"""The sources of a REFI-QDA project and what is marked in them, before positions are read.

A text, a picture, a PDF or a recording is one source each; a transcript of a recording is a
source of its own. The text of a PDF and the words on a picture are the text of their source.
"""

import mimetypes
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, evolve, field, frozen

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog_plugins.importers.reading.encoding import decode_as_found
from qualog_plugins.importers.refi.archive import MOST_KEPT, Archive
from qualog_plugins.importers.refi.counting import RefiPassage
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    described,
    guid,
    guid_of,
    local_name,
    made_at,
    name_of,
    notes_of,
    said,
    target,
    whole,
)
from qualog_plugins.importers.refi.naming import Names

_CUT_SHORT = re.compile(r"\s*…?(?: \(\d+\))?\Z")
_MARK = b"\xef\xbb\xbf"
_MEDIA = {
    "PictureSource": "image/png",
    "PDFSource": "application/pdf",
    "AudioSource": "audio/mpeg",
    "VideoSource": "video/mp4",
}
_TEXT_OF = {"PictureSource": "TextDescription", "PDFSource": "Representation"}
_AREAS = ("PictureSelection", "PDFSelection")
_STRETCHES = ("AudioSelection", "VideoSelection")
_CORNERS = ("firstX", "firstY", "secondX", "secondY")
_MOST_SECONDS = 10**9


@frozen
class Coded:
    """A coding: the GUIDs of itself and of its code, who made it and when, and its notes."""

    guid: str
    code: str
    coder: str | None
    dated: int | None
    notes: tuple[str, ...]


@frozen
class Selection:
    """What is marked: a passage in the file's own counting, or a region of what is no text.

    `area` is where the words of a passage stand, if the file marks that too; `words` are what a
    region shows.
    """

    guid: str
    name: str
    description: str
    marked: RefiPassage | Region
    codings: tuple[Coded, ...]
    notes: tuple[str, ...]
    coder: str | None
    dated: int | None
    words: str = ""
    area: Region | None = None


@frozen
class SyncPoint:
    """Where in a transcript a time of the recording is, in the file's own counting."""

    position: int
    time: int


@frozen
class RefiSource:
    """One source; `found` is its text with line ends as they are, None where there is none."""

    guid: str
    name: str
    found: str | None = None
    encoding: str | None = None
    original: bytes | None = None
    media: str | None = None
    description: str = ""
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coded, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()
    points: tuple[SyncPoint, ...] = ()
    coder: str | None = None
    dated: int | None = None

    @property
    def missing(self) -> bool:
        """Whether it is a text that the file does not hold."""
        return self.found is None and self.media is None


@define
class SourceReader:
    """Reads the sources of a project; `users` are names by GUID, `owner` is whose project it is."""

    archive: Archive
    users: dict[str, str]
    owner: str | None
    first_page: int
    dropped: list[str] = field(factory=list)
    formatted: int = 0
    _names: Names = field(factory=lambda: Names("source"))

    def read(self, sources: Any) -> Iterator[RefiSource]:
        """Give all sources, transcripts after their recordings."""
        for element in sources if sources is not None else ():
            kind = local_name(element)
            if kind == "TextSource":
                yield self._text(element)
            elif kind in _MEDIA:
                yield self._medium(element, kind)
                for transcript in children(element, "Transcript"):
                    yield self._text(transcript)

    def note(self, element: Any) -> str:
        """Give the text of a note, after its title where the text does not begin with that."""
        found, _ = self._words(element)
        name, text = _CUT_SHORT.sub("", name_of(element)), (found or "").strip()
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        told = "\n\n".join(each for each in (described(element), text) if each)
        if not name or " ".join(told.split()).startswith(" ".join(name.split())):
            return told
        return f"{name}\n\n{told}".rstrip()

    def coder(self, element: Any, *others: str | None) -> str | None:
        """Give who made something: by its own word, else the first that others say."""
        named = guid(element.get("creatingUser"))
        return next((each for each in (self.users.get(named), *others) if each), None)

    def _text(self, element: Any) -> RefiSource:
        name = self._names.unique(name_of(element), _stem(element.get("plainTextPath")))
        found, encoding = self._words(element)
        if found is not None and _is_blank(found):
            self.dropped.append(f"“{name}”, which has no text")
            found = None
        elif found is None:
            self.dropped.append(f"the text of “{name}”: it is not in the file")
        source = self._source(element, RefiSource(guid_of(element), name, found, encoding))
        return evolve(
            source,
            selections=tuple(self._selections(element, source)),
            points=tuple(_points(element)),
        )

    def _medium(self, element: Any, kind: str) -> RefiSource:
        path = str(element.get("path") or "")
        current = str(element.get("currentPath") or "")
        name = self._names.unique(name_of(element), _stem(current) or _stem(path))
        original = self.archive.source(path, MOST_KEPT)
        if original is None:
            self.dropped.append(
                f"the file of “{name}”: it is not in the project, or larger than "
                f"{MOST_KEPT // 1024 // 1024} MB; what is marked in it is kept"
            )
        words = child(element, _TEXT_OF.get(kind, ""))
        found, encoding = self._words(words) if words is not None else (None, None)
        if found is not None and _is_blank(found):
            found = None
        media = _media(kind, name, path, current)
        source = self._source(
            element,
            RefiSource(guid_of(element), name, found, encoding, original, media),
        )
        marked = [*self._selections(element, source), *self._selections(words, source)]
        return evolve(
            source,
            selections=tuple(_joined(marked)),
            codings=(*source.codings, *self._codings(words, source.coder, source.dated)),
        )

    def _source(self, element: Any, source: RefiSource) -> RefiSource:
        coder, dated = self.coder(element, self.owner), made_at(element)
        return evolve(
            source,
            description=described(element),
            codings=tuple(self._codings(element, coder, dated)),
            notes=notes_of(element),
            values=tuple(children(element, "VariableValue")),
            coder=coder,
            dated=dated,
        )

    def _words(self, element: Any) -> tuple[str | None, str | None]:
        """Give a text with its byte order mark and line ends as they are, and its encoding."""
        self.formatted += bool(element.get("richTextPath"))
        content = child(element, "PlainTextContent")
        if content is not None and content.text:
            return str(content.text), None
        path = str(element.get("plainTextPath") or "")
        data = self.archive.source(path) if path else None
        if data is None:
            return None, None
        try:
            text, encoding = decode_as_found(data, Path(_stem(path)))
        except BadInput as error:
            self.dropped.append(str(error).rstrip("."))
            return None, None
        if data.startswith(_MARK) and not text.startswith("\ufeff"):
            text = "\ufeff" + text
        return text, encoding

    def _selections(self, element: Any, source: RefiSource) -> Iterator[Selection]:
        for each in element if element is not None else ():
            kind = local_name(each)
            if not kind.endswith("Selection"):
                continue
            marked = self._marked(each, kind, element)
            if marked is None:
                self.dropped.append(f"a {kind} in “{source.name}” that does not say where it is")
                continue
            coder, dated = self.coder(each, source.coder), made_at(each)
            yield Selection(
                guid_of(each),
                name_of(each),
                described(each),
                marked,
                tuple(self._codings(each, coder, dated)),
                notes_of(each),
                coder,
                dated,
                words=said(child(child(each, "Representation"), "PlainTextContent")),
            )

    def _marked(self, element: Any, kind: str, within: Any) -> RefiPassage | Region | None:
        if kind in _AREAS:
            corners = [whole(element, each) for each in _CORNERS]
            if any(each is None for each in corners):
                return None
            x1, y1, x2, y2 = (float(each or 0) for each in corners)
            page = whole(element, "page") if kind == "PDFSelection" else None
            box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            return Region(page=None if page is None else page - self.first_page + 1, box=box)
        if kind in _STRETCHES:
            begin, end = whole(element, "begin"), whole(element, "end")
            if begin is None or end is None or not 0 <= begin <= end < _MOST_SECONDS:
                return None
            return Region(begin=begin, end=end)
        if kind == "TranscriptSelection":
            at = {guid_of(each): whole(each, "position") for each in children(within, "SyncPoint")}
            start = at.get(guid(element.get("fromSyncPoint")))
            end = at.get(guid(element.get("toSyncPoint")))
        else:
            start, end = whole(element, "startPosition"), whole(element, "endPosition")
        quoted = str(element.get("name") or "")
        return None if start is None or end is None else RefiPassage(start, end, quoted)

    def _codings(self, element: Any, coder: str | None, dated: int | None) -> Iterator[Coded]:
        for each in children(element, "Coding"):
            made = made_at(each)
            yield Coded(
                guid_of(each),
                target(child(each, "CodeRef")),
                self.coder(each, coder),
                dated if made is None else made,
                notes_of(each),
            )


def first_page(sources: Any, *, ours: bool) -> int:
    """Give from what number pages are counted: 0 in our own and where any is 0, else 1."""
    pages = (
        whole(each, "page")
        for source in children(sources, "PDFSource")
        for each in children(source, "PDFSelection")
    )
    return 0 if ours or 0 in pages else 1


def _joined(marked: list[Selection]) -> Iterator[Selection]:
    """Give passages with the areas that they stand on, which have their GUIDs, and all else."""
    passages = {each.guid for each in marked if isinstance(each.marked, RefiPassage)}
    areas = {each.guid: each for each in marked if isinstance(each.marked, Region) and each.guid}
    for each in marked:
        area = areas.get(each.guid) if each.guid in passages else None
        if area is None:
            yield each
        elif isinstance(area.marked, Region) and each is not area:
            yield _on(each, area, area.marked)


def _on(passage: Selection, area: Selection, region: Region) -> Selection:
    """Give a passage with what is said of the area that it stands on."""
    there = {(each.code, each.coder) for each in passage.codings}
    more = (each for each in area.codings if (each.code, each.coder) not in there)
    return evolve(
        passage,
        description=passage.description or area.description,
        codings=(*passage.codings, *more),
        notes=tuple(dict.fromkeys((*passage.notes, *area.notes))),
        words=area.words,
        area=region,
    )


def _points(element: Any) -> Iterator[SyncPoint]:
    for each in children(element, "SyncPoint"):
        position, time = whole(each, "position"), whole(each, "timeStamp")
        if position is not None and time is not None and 0 <= time < _MOST_SECONDS:
            yield SyncPoint(position, time)


def _media(kind: str, *names: str) -> str:
    """Give the type of a medium by a file's name, if that is of the kind that the file says."""
    usual = _MEDIA[kind]
    guesses: Iterable[str | None] = (mimetypes.guess_type(name)[0] for name in names)
    family = usual.partition("/")[0]
    return next((each for each in guesses if each and each.startswith(family + "/")), usual)


def _is_blank(text: str) -> bool:
    return not text.removeprefix("\ufeff").strip()


def _stem(path: Any) -> str:
    return PurePosixPath(str(path or "").replace("\\", "/")).name
