"""Imports annotations of web pages onto documents that the project has: Hypothesis, W3C.

An annotation quotes the words that it stands on, with some of those before and after; by them
the passage is found, whatever page they were on. Positions count in the page, not in the
document: they are used only where there is no quotation. Tags are codes, a note is a memo (on
the coding, or where there is no tag on the passage), the author is who annotated.

The document is the one that is called as the last part of the page's address ("intervju1"), or
as its title (`named=title`); `document=…` names the one that all annotations are on. What
`qualog export w3c-annotations` wrote tells documents by their names.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.material import ImportedCoding, ImportedMemo, ImportedMemoOn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.json_values import (
    integer_at,
    list_at,
    read_json,
    text_at,
    value_at,
)
from qualog_plugins.importers.transcripts.dates import milliseconds_of

_MARKS = (b"TextQuoteSelector", b"TextPositionSelector", b"http://www.w3.org/ns/anno.jsonld")
_OWN = "urn:qualog:document:"  # as `qualog export w3c-annotations` calls documents
_TAGGING = ("tagging", "classifying", "oa:tagging", "oa:classifying")


@frozen
class Options:
    """Which document the annotations are on."""

    document: str | None = option(None, help="the document that all annotations are on")
    named: Literal["address", "title"] = option(
        "address", help="whether a document is called as its page's address ends, or as its title"
    )


class WebAnnotations:
    """The importer of annotations of web pages."""

    name = "web-annotations"
    summary = "Annotations from Hypothesis, or W3C (JSON), onto documents that are there"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: JSON that speaks of selectors as the W3C calls them."""
        if path.suffix.lower() not in (".json", ".jsonld"):
            return 0.0
        return 0.9 if any(mark in head for mark in _MARKS) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give a coding for each tag of each annotation, and its note as a memo.

        Raises:
            BadInput: it is no JSON, or holds no annotation.
        """
        annotations = _annotations(read_json(path))
        if not annotations:
            raise BadInput(
                f"{path.name} holds no annotations. Export them from Hypothesis as JSON, or as "
                "the W3C's web annotations."
            )
        reading = _Reading(options)
        for number, each in enumerate(annotations, start=1):
            reading.take(each, f"annotation {number}")
        return Material(
            codings=tuple(reading.codings),
            memos=tuple(reading.memos),
            memos_on=tuple(reading.memos_on),
            dropped=tuple(reading.told()),
        )


@frozen
class _Passage:
    """Where an annotation stands."""

    document: str
    start: int | None
    end: int | None
    quote: str | None
    before: str = ""
    after: str = ""


@define
class _Reading:
    """Reads annotations; remembers in words what of them cannot be read."""

    options: Any
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    memos_on: list[ImportedMemoOn] = field(factory=list)
    dropped: list[str] = field(factory=list)
    replies: int = 0
    pages: int = 0

    def take(self, annotation: Any, place: str) -> None:
        """Take in one annotation."""
        tags, note = _tags(annotation), _note(annotation)
        passages = [
            each for one in list_at(annotation, "target") for each in self._on(one, annotation)
        ]
        together = _creators(annotation)[1:] and " and ".join(_creators(annotation))
        if together:
            self.dropped.append(
                f"{place}: it is by {together} together, which is nobody's own coding"
            )
            return
        if not tags and not note and not _signed(annotation):
            self.dropped.append(f"{place}, which says nothing: it is a mere highlight")
        elif list_at(annotation, "references"):
            self.replies += 1
        elif not passages:
            self.pages += 1
        for passage in passages if not list_at(annotation, "references") else ():
            if not passage.document:
                self.dropped.append(f"{place}: it does not say on which page; name a document")
                continue
            self._marked(annotation, passage, tags, note, place)

    def told(self) -> Iterator[str]:
        """Say what was left behind."""
        yield from self.dropped
        if self.replies:
            yield f"replies to annotations: {self.replies}"
        if self.pages:
            yield f"annotations of no passage of a text: {self.pages}"

    def _marked(
        self, annotation: Any, passage: _Passage, tags: list[str], note: str, place: str
    ) -> None:
        author, dated = _author(annotation), milliseconds_of(text_at(annotation, "created"))
        key = place if tags else ""
        for index, tag in enumerate(tags):
            self.codings.append(
                ImportedCoding(
                    passage.document,
                    passage.start,
                    passage.end,
                    tag,
                    author=author,
                    dated=dated,
                    memo=note if index == 0 else "",
                    quote=passage.quote,
                    place=place,
                    key=key if index == 0 else "",
                    before=passage.before,
                    after=passage.after,
                )
            )
        signed = [(_author(each) or author, text_at(each, "value")) for each in _signed(annotation)]
        if tags:
            self.memos_on += [
                ImportedMemoOn("coding", key, text, writer, dated) for writer, text in signed
            ]
            return
        for writer, text in [*([(author, note)] if note else []), *signed]:
            self.memos.append(
                ImportedMemo(
                    passage.document,
                    text,
                    passage.start,
                    passage.end,
                    writer,
                    dated,
                    passage.quote,
                    passage.before,
                    passage.after,
                )
            )

    def _on(self, target: Any, annotation: Any) -> Iterator[_Passage]:
        """Give the passage of a target: by its words if they are quoted, else by its place."""
        document = self.options.document or self._document(target, annotation)
        places = []
        for each in list_at(target, "selector"):
            kind = text_at(each, "type")
            if kind.endswith("TextQuoteSelector") and text_at(each, "exact"):
                before, after = value_at(each, "prefix"), value_at(each, "suffix")
                yield _Passage(
                    document,
                    None,
                    None,
                    text_at(each, "exact"),
                    before if isinstance(before, str) else "",
                    after if isinstance(after, str) else "",
                )
                return
            if kind.endswith("TextPositionSelector"):
                places.append((integer_at(each, "start"), integer_at(each, "end")))
        for start, end in places[:1]:
            if start is not None and end is not None and 0 <= start < end < 2**53:
                yield _Passage(document, start, end, None)

    def _document(self, target: Any, annotation: Any) -> str:
        title = next((each for each in list_at(annotation, "document", "title")), "")
        if self.options.named == "title" and isinstance(title, str):
            return title.strip()
        page = target if isinstance(target, str) else text_at(target, "source")
        page = page or text_at(target, "source", "id")
        if page.startswith(_OWN):
            return text_at(target, "source", "label").strip() or page.removeprefix(_OWN)
        try:
            return unquote(urlsplit(page).path.rstrip("/").rpartition("/")[2]).strip()
        except ValueError:  # no address
            return ""


def _annotations(found: Any) -> list[Any]:
    """Give the annotations of a file: a list, or a page of one by Hypothesis or the W3C."""
    for key in ("annotations", "rows", "items"):
        if isinstance(value_at(found, key), list):
            return [each for each in found[key] if isinstance(each, dict)]
    if isinstance(value_at(found, "first"), dict):
        return _annotations(found["first"])
    if isinstance(found, list):
        return [each for each in found if isinstance(each, dict) and "target" in each]
    return [found] if isinstance(found, dict) and "target" in found else []


def _tags(annotation: Any) -> list[str]:
    """Give the tags of an annotation: those of Hypothesis, and the bodies of the W3C's."""
    given = [each for each in list_at(annotation, "tags") if isinstance(each, str)]
    for body in list_at(annotation, "body"):
        if any(each in _TAGGING for each in list_at(body, "purpose")):
            given.append(text_at(body, "value"))
    return list(dict.fromkeys(" ".join(each.split()) for each in given if each.strip()))


def _note(annotation: Any) -> str:
    """Give what an annotation says besides its tags, by whom the annotation is by."""
    told = [text_at(annotation, "text"), text_at(annotation, "bodyValue")]
    told += [text_at(body, "value") for body in _remarks(annotation) if not _creators(body)]
    return "\n\n".join(each for each in told if each)


def _signed(annotation: Any) -> list[Any]:
    """Give the bodies besides tags that say themselves by whom they are."""
    return [each for each in _remarks(annotation) if _creators(each) and text_at(each, "value")]


def _remarks(annotation: Any) -> list[Any]:
    return [
        body
        for body in list_at(annotation, "body")
        if not any(each in _TAGGING for each in list_at(body, "purpose"))
    ]


def _author(annotation: Any) -> str | None:
    """Give who annotated: `acct:asa@hypothes.is` is asa."""
    user = text_at(annotation, "user")
    if user:
        return user.removeprefix("acct:").partition("@")[0] or None
    return " and ".join(_creators(annotation)) or None


def _creators(annotation: Any) -> list[str]:
    """Give the names of those who made an annotation or a body."""
    found = []
    for creator in list_at(annotation, "creator"):
        told = creator if isinstance(creator, str) else text_at(creator, "name")
        if told := told or text_at(creator, "nickname") or text_at(creator, "id"):
            found += [told.strip()] if told.strip() else []
    return found


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [WebAnnotations()]
