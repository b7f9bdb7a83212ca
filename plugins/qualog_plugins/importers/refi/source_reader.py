"""Reads the sources of a REFI-QDA project and what is marked in them, before positions are read.

A text, a picture, a PDF or a recording is one source each; a transcript of a recording is a
source of its own. The text of a PDF and the words on a picture are the text of their source.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, evolve, field

from qualog.decisions.codings import Region
from qualog.errors import BadInput
from qualog.language import Sayable, message
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.placing.offsets import stored_text
from qualog_plugins.importers.reading.encoding import decode_as_found
from qualog_plugins.importers.refi.archive import MOST_KEPT, Archive
from qualog_plugins.importers.refi.counting import RefiPassage
from qualog_plugins.importers.refi.elements import (
    child,
    children,
    description_of,
    guid,
    guid_of,
    integer_of,
    local_name,
    made_at,
    name_of,
    notes_of,
    target,
    text_of,
)
from qualog_plugins.importers.refi.naming import UniqueNames
from qualog_plugins.importers.refi.sources import RefiCoding, RefiSelection, RefiSource, SyncPoint

_CUT_SHORT = re.compile(r"\s*…?(?: \(\d+\))?\Z")  # how programs end a title that they cut
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
_MOST_TIME = 10**9  # milliseconds; no recording is as long


@define
class SourceReader:
    """Reads the sources of a project.

    Attributes:
        archive: the project's file.
        users: the users' names, by GUID.
        owner: whose project it is.
        first_page: the number that the first page of a PDF has.
        dropped: what was left behind.
        formatted: how many texts are there as formatted files too.
    """

    archive: Archive
    users: dict[str, str]
    owner: str | None
    first_page: int
    dropped: list[Sayable] = field(factory=list)
    formatted: int = 0
    _names: UniqueNames = field(factory=lambda: UniqueNames("source"))

    def read(self, sources: Any) -> Iterator[RefiSource]:
        """Yield all sources, transcripts after their recordings."""
        for element in sources if sources is not None else ():
            kind = local_name(element)
            if kind == "TextSource":
                yield self._text(element)
            elif kind in _MEDIA:
                yield self._medium(element, kind)
                for transcript in children(element, "Transcript"):
                    yield self._text(transcript)

    def note(self, element: Any) -> str:
        """Return the text of a note, after its title where the text does not begin with that."""
        found, _ = self._words(element)
        name, words = _CUT_SHORT.sub("", name_of(element)), stored_text((found or "").strip())
        text = "\n\n".join(filter(None, (description_of(element), words)))
        if not name or tidy(text).startswith(tidy(name)):
            return text
        return f"{name}\n\n{text}".rstrip()

    def coder(self, element: Any, *others: str | None) -> str | None:
        """Return who made something: by its own word, else the first that others say."""
        user = guid(element.get("creatingUser"))
        return next((name for name in (self.users.get(user), *others) if name), None)

    def _text(self, element: Any) -> RefiSource:
        name = self._names.unique(name_of(element), _file_name(element.get("plainTextPath")))
        found, encoding = self._words(element)
        if found is None:
            self.dropped.append(message("the text of “{name}”: it is not in the file", name=name))
        elif _is_blank(found):
            self.dropped.append(message("“{name}”, which has no text", name=name))
            found = None
        source = self._described(element, RefiSource(guid_of(element), name, found, encoding))
        return evolve(
            source,
            selections=tuple(self._selections(element, source)),
            points=tuple(_points(element)),
        )

    def _medium(self, element: Any, kind: str) -> RefiSource:
        path = str(element.get("path") or "")
        current = str(element.get("currentPath") or "")
        name = self._names.unique(name_of(element), _file_name(current) or _file_name(path))
        original = self.archive.source(path, MOST_KEPT)
        if original is None:
            self.dropped.append(
                message(
                    "the file of “{name}”: it is not in the project, or larger than {most} MB; "
                    "what is marked in it is kept",
                    name=name,
                    most=MOST_KEPT // 1024 // 1024,
                )
            )
        words = child(element, _TEXT_OF.get(kind, ""))
        found, encoding = self._words(words) if words is not None else (None, None)
        if found is not None and _is_blank(found):
            found = None
        media = _media(kind, name, path, current)
        source = self._described(
            element, RefiSource(guid_of(element), name, found, encoding, original, media)
        )
        marked = [*self._selections(element, source), *self._selections(words, source)]
        return evolve(
            source,
            selections=tuple(_joined(marked)),
            codings=(*source.codings, *self._codings(words, source.coder, source.dated)),
        )

    def _described(self, element: Any, source: RefiSource) -> RefiSource:
        """Return a source with what is said of all of it."""
        coder, dated = self.coder(element, self.owner), made_at(element)
        return evolve(
            source,
            description=description_of(element),
            codings=tuple(self._codings(element, coder, dated)),
            notes=notes_of(element),
            values=tuple(children(element, "VariableValue")),
            coder=coder,
            dated=dated,
        )

    def _words(self, element: Any) -> tuple[str | None, str | None]:
        """Return a text with its byte order mark and line ends as they are, and its encoding."""
        self.formatted += bool(element.get("richTextPath"))
        content = child(element, "PlainTextContent")
        if content is not None and content.text:
            return str(content.text), None
        path = str(element.get("plainTextPath") or "")
        data = self.archive.source(path) if path else None
        if data is None:
            return None, None
        try:
            text, encoding = decode_as_found(data, Path(_file_name(path)))
        except BadInput as error:
            self.dropped.append(error.message)
            return None, None
        if data.startswith(_MARK) and not text.startswith("\ufeff"):
            text = "\ufeff" + text
        return text, encoding

    def _selections(self, element: Any, source: RefiSource) -> Iterator[RefiSelection]:
        for inner in element if element is not None else ():
            kind = local_name(inner)
            if not kind.endswith("Selection"):
                continue
            marked = self._marked(inner, kind, element)
            if marked is None:
                self.dropped.append(
                    message(
                        "a {kind} in “{document}” that does not say where it is",
                        kind=kind,
                        document=source.name,
                    )
                )
                continue
            coder, dated = self.coder(inner, source.coder), made_at(inner)
            yield RefiSelection(
                guid_of(inner),
                name_of(inner),
                description_of(inner),
                marked,
                tuple(self._codings(inner, coder, dated)),
                notes_of(inner),
                coder,
                dated,
                words=text_of(child(child(inner, "Representation"), "PlainTextContent")),
            )

    def _marked(self, element: Any, kind: str, within: Any) -> RefiPassage | Region | None:
        """Return what a selection marks; None where it does not say."""
        if kind in _AREAS:
            return self._area(element, kind)
        if kind in _STRETCHES:
            return _stretch(element)
        if kind == "TranscriptSelection":
            positions = {
                guid_of(point): integer_of(point, "position")
                for point in children(within, "SyncPoint")
            }
            start = positions.get(guid(element.get("fromSyncPoint")))
            end = positions.get(guid(element.get("toSyncPoint")))
        else:
            start, end = integer_of(element, "startPosition"), integer_of(element, "endPosition")
        quote = str(element.get("name") or "")
        return None if start is None or end is None else RefiPassage(start, end, quote)

    def _area(self, element: Any, kind: str) -> Region | None:
        """Return a part of a page or of a picture, whichever corners the file names."""
        corners = [integer_of(element, name) for name in _CORNERS]
        if any(corner is None for corner in corners):
            return None
        x1, y1, x2, y2 = (float(corner or 0) for corner in corners)
        page = integer_of(element, "page") if kind == "PDFSelection" else None
        box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        return Region(page=None if page is None else page - self.first_page + 1, box=box)

    def _codings(self, element: Any, coder: str | None, dated: int | None) -> Iterator[RefiCoding]:
        """Yield the codings of an element, by whoever made it where they do not say by whom."""
        for coding in children(element, "Coding"):
            made = made_at(coding)
            yield RefiCoding(
                guid_of(coding),
                target(child(coding, "CodeRef")),
                self.coder(coding, coder),
                dated if made is None else made,
                notes_of(coding),
            )


def first_page(sources: Any, *, ours: bool) -> int:
    """Return from what number pages are counted: 0 in our own and where any is 0, else 1."""
    pages = (
        integer_of(selection, "page")
        for source in children(sources, "PDFSource")
        for selection in children(source, "PDFSelection")
    )
    return 0 if ours or 0 in pages else 1


def _stretch(element: Any) -> Region | None:
    """Return a stretch of a recording, in milliseconds; None if it is none."""
    begin, end = integer_of(element, "begin"), integer_of(element, "end")
    if begin is None or end is None or not 0 <= begin <= end < _MOST_TIME:
        return None
    return Region(begin=begin, end=end)


def _joined(marked: list[RefiSelection]) -> Iterator[RefiSelection]:
    """Yield passages with the areas that they are on, which have their GUIDs, and all else."""
    passages = {mark.guid for mark in marked if isinstance(mark.marked, RefiPassage)}
    areas = {mark.guid: mark for mark in marked if isinstance(mark.marked, Region) and mark.guid}
    for mark in marked:
        area = areas.get(mark.guid) if mark.guid in passages else None
        if area is None:
            yield mark
        elif isinstance(area.marked, Region) and mark is not area:
            yield _on(mark, area, area.marked)


def _on(passage: RefiSelection, area: RefiSelection, region: Region) -> RefiSelection:
    """Return a passage with what is said of the area that it is on."""
    there = {(coding.code, coding.coder) for coding in passage.codings}
    more = (coding for coding in area.codings if (coding.code, coding.coder) not in there)
    return evolve(
        passage,
        description=passage.description or area.description,
        codings=(*passage.codings, *more),
        notes=tuple(dict.fromkeys((*passage.notes, *area.notes))),
        words=area.words,
        area=region,
    )


def _points(element: Any) -> Iterator[SyncPoint]:
    for point in children(element, "SyncPoint"):
        position, time = integer_of(point, "position"), integer_of(point, "timeStamp")
        if position is not None and time is not None and 0 <= time < _MOST_TIME:
            yield SyncPoint(position, time)


def _media(kind: str, *names: str) -> str:
    """Return the type of a medium by a file's name, if that is of the kind that the file says."""
    usual = _MEDIA[kind]
    guesses = (mimetypes.guess_type(name)[0] for name in names)
    family = usual.partition("/")[0]
    return next((type_ for type_ in guesses if type_ and type_.startswith(family + "/")), usual)


def _is_blank(text: str) -> bool:
    return not text.removeprefix("\ufeff").strip()


def _file_name(path: Any) -> str:
    return PurePosixPath(str(path or "").replace("\\", "/")).name
