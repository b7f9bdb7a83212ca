"""Documents as sources: texts, pictures, PDFs and recordings, with what is marked in them."""

from collections.abc import Iterator
from typing import Any

from attrs import define, field

from qualog.decisions.codings import Region
from qualog.language import Sayable, message, plural
from qualog.log.store import Store
from qualog.state import Coding, Document, State
from qualog_plugins.exporters.refi.elements import guid, put, refer, when
from qualog_plugins.exporters.refi.selections import Selections
from qualog_plugins.exporters.refi.variables import Variables
from qualog_plugins.exporters.shared.grouping import codings_by_document
from qualog_plugins.exporters.shared.left_out import nonzero
from qualog_plugins.exporters.shared.originals import original_of

_KINDS = {"image": "Picture", "audio": "Audio", "video": "Video"}
_PDF = "application/pdf"
_SUFFIXES = {"image/jpeg": ".jpg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a"}


@define
class Sources:
    """Puts the documents, and gathers the files that they name.

    Attributes:
        state: the study.
        store: the log, which holds the files that documents were imported from.
        selections: puts what is marked in the documents.
        variables: puts the attributes of the documents.
        only: the authors (ids) whose codings go out; everybody's if None.
        files: what is in the files, by their names.
        unplaced: how many codings of regions have no selection that can say where they are.
        beyond: the names of texts with characters beyond U+FFFF before codings.
    """

    state: State
    store: Store
    selections: Selections
    variables: Variables
    only: tuple[str, ...] | None
    files: dict[str, bytes] = field(factory=dict)
    unplaced: int = 0
    beyond: list[str] = field(factory=list)

    def put(self, parent: Any) -> None:
        """Put all documents."""
        if not self.state.documents:
            return
        sources = put(parent, "Sources")
        codings = codings_by_document(self.state)
        for document in self.state.documents.values():
            self._put_source(
                sources,
                document,
                [
                    coding
                    for coding in codings[document.id]
                    if self.only is None or coding.made.authors == self.only
                ],
            )

    def left_out(self) -> Iterator[Sayable]:
        """Yield what has no place."""
        yield from nonzero(
            plural(
                "One coding of a region is on its whole source: REFI-QDA cannot say where in it.",
                "The codings of {n} regions are on their whole sources: REFI-QDA cannot say "
                "where in them.",
                self.unplaced,
            ),
            plural(
                "The boundaries of one region are rounded to whole pixels or points.",
                "The boundaries of {n} regions are rounded to whole pixels or points.",
                self.selections.rounded,
            ),
        )
        for name in self.beyond:
            yield message(
                "“{document}” has characters beyond U+FFFF, such as emoji, before codings: "
                "programs that count in UTF-16 may show these codings in the wrong place.",
                document=name,
            )
        if any(document.media is None for document in self.state.documents.values()):
            yield message(
                "The project leaves out the times of turns, and the files that texts were "
                "imported from unless they are PDFs. To write such a file: qualog document original"
            )

    def _put_source(self, sources: Any, document: Document, codings: list[Coding]) -> None:
        text = self.state.text(document.id)
        original = original_of(self.state, self.store, document)
        kind = _kind(document, text, original)
        source = put(
            sources,
            f"{kind}Source",
            guid=guid("document", document.id),
            name=document.name,
            creatingUser=self.selections.users.guid(document.made.authors),
            creationDateTime=when(document.made.milliseconds),
        )
        if kind != "Text" and original is not None:
            name = f"{guid('file', document.id)}{_suffix(document, kind)}"
            self.files[name] = original
            source.set("path", f"internal://{name}")
        passages = [coding for coding in codings if _is_passage(coding)]
        regions = [coding for coding in codings if _is_region_of(kind, coding)]
        # The schema wants regions before the text in a PDF, and after it in anything else.
        if kind == "PDF":
            self.selections.put_regions(source, kind, regions)
        if kind == "Text":
            self._put_text(source, document, text, passages)
        elif text:
            within = put(
                source,
                "Representation" if kind == "PDF" else "TextDescription",
                guid=guid("text", document.id),
                name=document.name,
            )
            self._put_text(within, document, text, passages)
        if kind not in ("PDF", "Text"):
            self.selections.put_regions(source, kind, regions)
        for coding in codings:
            if not _is_passage(coding) and not _is_region_of(kind, coding):
                self.unplaced += coding.region not in (None, Region())
                self.selections.put_coding(source, coding)
        for note in self.selections.notes.on.get(document.id, ()):
            refer(source, "NoteRef", note)
        self.variables.put_values(source, document.id)

    def _put_text(self, element: Any, document: Document, text: str, codings: list[Coding]) -> None:
        """Put where the file of a text is, and what is marked in it."""
        name = f"{guid('text', document.id)}.txt"
        self.files[name] = text.encode()
        element.set("plainTextPath", f"internal://{name}")
        last = max((coding.end for coding in codings), default=0)
        if any(character > "\uffff" for character in text[:last]):
            self.beyond.append(document.name)
        self.selections.put_passages(element, document, text, codings)


def _is_passage(coding: Coding) -> bool:
    """Return whether a coding is of words."""
    return coding.region is None and coding.start < coding.end


def _is_region_of(kind: str, coding: Coding) -> bool:
    """Return whether a selection of a kind of source can say where a region is."""
    region = coding.region
    if region is None:
        return False
    match kind:
        case "Text":
            return False
        case "PDF":
            return region.box is not None and region.page is not None
        case "Picture":
            return region.box is not None
        case _:
            return region.begin is not None and region.end is not None


def _kind(document: Document, text: str, original: bytes | None) -> str:
    """Return what the name of a source's element begins with, such as `Text` or `PDF`."""
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
