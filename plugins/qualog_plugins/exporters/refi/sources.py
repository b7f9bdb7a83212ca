"""Documents as sources: texts as files, with codings and memos on exactly their characters.

What other programs call a selection is a passage with what one coder gave it: some take the
coder from the selection, so that each coder has their own.
"""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.decisions.codings import Region
from qualog.log.store import Store
from qualog.state import Coding, Document, State
from qualog_plugins.exporters.refi.elements import beginning, describe, guid, put, refer, when
from qualog_plugins.exporters.refi.notes import Notes
from qualog_plugins.exporters.refi.people import Users
from qualog_plugins.exporters.refi.variables import Variables, said_by, words_guid

_KINDS = {"image": "Picture", "audio": "Audio", "video": "Video"}
_PDF = "application/pdf"
_SUFFIXES = {"image/jpeg": ".jpg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a"}
_CORNERS = ("firstX", "firstY", "secondX", "secondY")


@define
class Sources:
    """Puts the documents, and gathers the files that they name."""

    state: State
    store: Store
    users: Users
    notes: Notes
    variables: Variables
    only: tuple[str, ...] | None
    files: dict[str, bytes] = field(factory=dict)
    unplaced: int = 0
    rounded: int = 0
    beyond: list[str] = field(factory=list)

    def put(self, parent: Any) -> None:
        """Put all documents."""
        if not self.state.documents:
            return
        sources = put(parent, "Sources")
        codings: dict[str, list[Coding]] = {id_: [] for id_ in self.state.documents}
        for coding in self.state.codings.values():
            if self.only is None or coding.made.authors == self.only:
                codings[coding.document].append(coding)
        for document in self.state.documents.values():
            self._source(sources, document, codings[document.id])

    def told(self) -> Iterator[str]:
        """Say what has no place."""
        if self.unplaced:
            yield f"where in their source codings of regions are: {self.unplaced}"
        if self.rounded:
            yield f"fractions of pixels and points in regions: {self.rounded}"
        for name in self.beyond:
            yield (
                f"nothing of “{name}”, but it has characters beyond U+FFFF (such as emoji) before "
                "codings: programs that count in UTF-16 may show these elsewhere"
            )
        others = sum(each.media is None for each in self.state.documents.values())
        if others:
            yield "the files that texts came from, where they are no PDFs; times of turns"

    def _source(self, sources: Any, document: Document, codings: list[Coding]) -> None:
        text = self.state.text(document.id)
        original = self._original(document)
        kind = _kind(document, text, original)
        source = put(
            sources,
            f"{kind}Source",
            guid=guid("document", document.id),
            name=document.name,
            creatingUser=self.users.guid(document.made.authors),
            creationDateTime=when(document.made.milliseconds),
        )
        if kind != "Text" and original is not None:
            name = f"{guid('file', document.id)}{_suffix(document, kind)}"
            self.files[name] = original
            source.set("path", f"internal://{name}")
        whole = [each for each in codings if not self._is_placed(each, kind)]
        regions = [each for each in codings if each.region is not None and each not in whole]
        passages = [each for each in codings if each.region is None and each not in whole]
        if kind == "PDF":
            self._regions(source, kind, regions)
        if kind == "Text":
            self._text(source, document, text, passages)
        elif text:
            within = put(
                source,
                "Representation" if kind == "PDF" else "TextDescription",
                guid=guid("text", document.id),
                name=document.name,
            )
            self._text(within, document, text, passages)
        if kind not in ("PDF", "Text"):
            self._regions(source, kind, regions)
        for coding in whole:
            self._coding(source, coding)
        for note in self.notes.on.get(document.id, ()):
            refer(source, "NoteRef", note)
        self.variables.put_values(source, document.id)

    def _text(self, element: Any, document: Document, text: str, codings: list[Coding]) -> None:
        """Put where a text's file is, and what is marked in it."""
        name = f"{guid('text', document.id)}.txt"
        self.files[name] = text.encode()
        element.set("plainTextPath", f"internal://{name}")
        last = max((each.end for each in codings), default=0)
        if any(character > "\uffff" for character in text[:last]):
            self.beyond.append(document.name)
        for first, *others in _together(codings):
            user, id_ = self.users.guid(first.made.authors), guid("selection", first.id)
            edges = first.start, first.end
            selection = _passage(element, id_, text, edges, user, _made(first))
            for coding in (first, *others):
                self._coding(selection, coding)
        for marked in self.notes.passages.get(document.id, ()):
            memo, edges = marked.memo, (marked.start, marked.end)
            user = self.users.guid(memo.made.authors)
            selection = _passage(element, guid("memo", memo.id), text, edges, user, marked.made)
            describe(selection, memo.text)
        user = self.users.guid(document.made.authors)
        for participant in self.state.participants.values():
            for edges in said_by(document, participant):
                id_, made = words_guid(document, participant, *edges), document.made.milliseconds
                selection = _passage(element, id_, text, edges, user, made)
                describe(selection, participant.pseudonym)

    def _regions(self, source: Any, kind: str, codings: list[Coding]) -> None:
        for first, *others in _together(codings):
            region = first.region or Region()
            marks: dict[str, int] = {}
            if region.box is not None:
                marks = {name: round(at) for name, at in zip(_CORNERS, region.box, strict=True)}
                self.rounded += tuple(marks.values()) != region.box
            if kind == "PDF":
                marks["page"] = (region.page or 1) - 1
            if kind in ("Audio", "Video"):
                marks = {"begin": region.begin or 0, "end": region.end or 0}
            selection = put(
                source,
                f"{kind}Selection",
                guid=guid("selection", first.id),
                name=", ".join(f"{name} {mark}" for name, mark in marks.items()),
                creatingUser=self.users.guid(first.made.authors),
                creationDateTime=when(_made(first)),
                **{name: str(mark) for name, mark in marks.items()},
            )
            for coding in (first, *others):
                self._coding(selection, coding)

    def _coding(self, parent: Any, coding: Coding) -> None:
        element = put(
            parent,
            "Coding",
            guid=guid("coding", coding.id),
            creatingUser=self.users.guid(coding.made.authors),
            creationDateTime=when(_made(coding)),
        )
        refer(element, "CodeRef", guid("code", self.state.codebook.resolve(coding.code)))
        for note in self.notes.on.get(coding.id, ()):
            refer(element, "NoteRef", note)

    def _is_placed(self, coding: Coding, kind: str) -> bool:
        """Say whether a selection can say where a coding is; if not, it is on the source."""
        region = coding.region
        if region is None or region == Region():
            return region is None and coding.start < coding.end
        placed = {
            "Text": False,
            "PDF": region.box is not None and region.page is not None,
            "Picture": region.box is not None,
        }.get(kind, region.begin is not None and region.end is not None)
        self.unplaced += not placed
        return placed

    def _original(self, document: Document) -> bytes | None:
        """Give the file of what is no text alone; not where it holds words of who withdrew."""
        if document.original is None or self.state.withdrawn_passages(document.id):
            return None
        stored = self.store.content([document.original.content])
        found = stored.get(document.original.content)
        return found.bytes if found is not None else None


def _passage(parent: Any, id_: str, text: str, edges: tuple[int, int], user: str, made: int) -> Any:
    """Put a selection of a text, named by its first words."""
    start, end = edges
    return put(
        parent,
        "PlainTextSelection",
        guid=id_,
        name=beginning(text[start:end]),
        startPosition=str(start),
        endPosition=str(end),
        creatingUser=user,
        creationDateTime=when(made),
    )


def _kind(document: Document, text: str, original: bytes | None) -> str:
    if document.media == _PDF or (original or b"").startswith(b"%PDF"):
        return "PDF"
    kind = _KINDS.get((document.media or "").partition("/")[0], "Text")
    return "Text" if text and kind in ("Audio", "Video") else kind


def _suffix(document: Document, kind: str) -> str:
    from mimetypes import guess_extension

    media = document.media or _PDF
    if kind == "PDF":
        return ".pdf"
    return _SUFFIXES.get(media) or guess_extension(media) or ".bin"


def _together(codings: list[Coding]) -> list[list[Coding]]:
    """Give codings of one passage by the same coders together, in the order of the text."""
    found: dict[object, list[Coding]] = {}
    for each in sorted(codings, key=lambda each: (each.start, each.end)):
        place = (each.start, each.end, each.region, each.made.authors)
        found.setdefault(place, []).append(each)
    return list(found.values())


def _made(coding: Coding) -> int:
    return coding.made.milliseconds if coding.dated is None else coding.dated
