"""Imports annotations of web pages onto documents that the project has: Hypothesis, W3C.

An annotation quotes the words that it is on, with some of those before and after; by them the
passage is found, whatever page they were on. Positions count in the page, not in the
document: they are used only where there is no quotation. Tags are codes, a note is a memo (on
the coding, or where there is no tag on the passage), the author is who annotated.

The document is the one that is called as the last part of the page's address ("intervju1"), or
as its title (`named=title`); `document=…` names the one that all annotations are on. What
`qualog export w3c-annotations` writes names documents as the project does.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from attrs import define, field, frozen

from qualog.errors import BadInput
from qualog.language import Sayable, listing, message, plural
from qualog.material import ImportedCoding, ImportedMemo, ImportedMemoOn, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.json_values import (
    integer_at,
    list_at,
    read_json,
    text_at,
    value_at,
)
from qualog_plugins.importers.transcripts.dates import milliseconds_of

_TELLING = (b"TextQuoteSelector", b"TextPositionSelector", b"http://www.w3.org/ns/anno.jsonld")
_OWN = "urn:qualog:document:"  # as `qualog export w3c-annotations` calls documents
_PURPOSES = ("tagging", "classifying", "oa:tagging", "oa:classifying")


@frozen
class Options:
    """Which document the annotations are on."""

    document: str | None = option(None, help="the document that all annotations are on")
    named: Literal["address", "title"] = option(
        "address", help="what names the document: the end of the page's address, or its title"
    )


class WebAnnotations:
    """The importer of annotations of web pages."""

    name = "web-annotations"
    summary = "Annotations from Hypothesis or W3C (JSON), onto documents that the project has"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of JSON with selectors as the W3C calls them."""
        if path.suffix.lower() not in (".json", ".jsonld"):
            return 0.0
        return 0.9 if any(mark in head for mark in _TELLING) else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return a coding for each tag of each annotation, and its note as a memo.

        Raises:
            BadInput: it is not JSON, or holds no annotation.
        """
        annotations = _annotations(read_json(path))
        if not annotations:
            raise BadInput(
                "{file} holds no annotations. Export them from Hypothesis as JSON, or as W3C web "
                "annotations.",
                file=path.name,
            )
        reader = _AnnotationReader(options)
        for number, annotation in enumerate(annotations, start=1):
            reader.read(annotation, message("annotation {number}", number=number))
        return Material(
            codings=tuple(reader.codings),
            memos=tuple(reader.memos),
            memos_on=tuple(reader.memos_on),
            dropped=tuple(reader.left_behind()),
        )


@frozen
class _Passage:
    """What an annotation is on: words of a document, with those around them, or a span."""

    document: str
    start: int | None
    end: int | None
    quote: str | None
    before: str = ""
    after: str = ""

    def memo(self, text: str, author: str | None, dated: int | None) -> ImportedMemo:
        """Return a memo on it."""
        return ImportedMemo(
            self.document,
            text,
            self.start,
            self.end,
            author,
            dated,
            self.quote,
            self.before,
            self.after,
        )


@define
class _AnnotationReader:
    """Reads annotations.

    Attributes:
        options: which document the annotations are on.
        dropped: the annotations that could not be read.
        replies: how many are replies to others.
        pages: how many are on no passage.
    """

    options: Any
    codings: list[ImportedCoding] = field(factory=list)
    memos: list[ImportedMemo] = field(factory=list)
    memos_on: list[ImportedMemoOn] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    replies: int = 0
    pages: int = 0

    def read(self, annotation: Any, place: Sayable) -> None:
        """Read one annotation."""
        passages = [
            passage
            for target in list_at(annotation, "target")
            for passage in self._passages(target, annotation)
        ]
        creators = _creators(annotation)
        is_reply = bool(list_at(annotation, "references"))
        if len(creators) > 1:
            self.dropped.append(
                message(
                    "{place}, which {coders} made jointly: it is nobody's own coding",
                    place=place,
                    coders=listing(creators),
                )
            )
            return
        if not (_tags(annotation) or _note(annotation) or _signed(annotation)):
            self.dropped.append(
                message("{place}, which says nothing: it is only a highlight", place=place)
            )
        elif is_reply:
            self.replies += 1
        elif not passages:
            self.pages += 1
        for passage in passages if not is_reply else ():
            if passage.document:
                self._add(annotation, passage, place)
            else:
                self.dropped.append(
                    message(
                        "{place}, which does not say which page it is on; name its document "
                        "with -o document=…",
                        place=place,
                    )
                )

    def left_behind(self) -> Iterator[Sayable]:
        """Yield what was left behind."""
        yield from self.dropped
        if self.replies:
            yield plural("one reply to an annotation", "{n} replies to annotations", self.replies)
        if self.pages:
            yield plural(
                "one annotation of no passage of a text",
                "{n} annotations of no passage of a text",
                self.pages,
            )

    def _add(self, annotation: Any, passage: _Passage, place: Sayable) -> None:
        """Add what an annotation says of a passage: codings, or memos where it has no tag."""
        tags, note = _tags(annotation), _note(annotation)
        author, dated = _author(annotation), milliseconds_of(text_at(annotation, "created"))
        signed = [(_author(body) or author, text_at(body, "value")) for body in _signed(annotation)]
        if not tags:
            for writer, text in [*([(author, note)] if note else []), *signed]:
                self.memos.append(passage.memo(text, writer, dated))
            return
        key = str(place)
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
                    place=key,
                    key=key if index == 0 else "",
                    before=passage.before,
                    after=passage.after,
                )
            )
        self.memos_on += [
            ImportedMemoOn("coding", key, text, writer, dated) for writer, text in signed
        ]

    def _passages(self, target: Any, annotation: Any) -> Iterator[_Passage]:
        """Yield the passage of a target: by its words if they are quoted, else by its span."""
        document = self.options.document or self._document(target, annotation)
        spans = []
        for selector in list_at(target, "selector"):
            kind = text_at(selector, "type")
            if kind.endswith("TextQuoteSelector") and text_at(selector, "exact"):
                before, after = value_at(selector, "prefix"), value_at(selector, "suffix")
                yield _Passage(
                    document,
                    None,
                    None,
                    text_at(selector, "exact"),
                    before if isinstance(before, str) else "",
                    after if isinstance(after, str) else "",
                )
                return
            if kind.endswith("TextPositionSelector"):
                spans.append((integer_at(selector, "start"), integer_at(selector, "end")))
        for start, end in spans[:1]:
            if start is not None and end is not None and 0 <= start < end < 2**53:
                yield _Passage(document, start, end, None)

    def _document(self, target: Any, annotation: Any) -> str:
        """Return the name of the document that a page is; "" where its address says nothing."""
        title = next(iter(list_at(annotation, "document", "title")), "")
        if self.options.named == "title" and isinstance(title, str):
            return title.strip()
        page = target if isinstance(target, str) else text_at(target, "source")
        page = page or text_at(target, "source", "id")
        if page.startswith(_OWN):
            return text_at(target, "source", "label").strip() or page.removeprefix(_OWN)
        try:
            return unquote(urlsplit(page).path.rstrip("/").rpartition("/")[2]).strip()
        except ValueError:  # not an address
            return ""


def _annotations(found: Any) -> list[Any]:
    """Return the annotations of a file: a list, or a page of one by Hypothesis or the W3C."""
    for key in ("annotations", "rows", "items"):
        if isinstance(value_at(found, key), list):
            return [item for item in found[key] if isinstance(item, dict)]
    if isinstance(value_at(found, "first"), dict):
        return _annotations(found["first"])
    if isinstance(found, list):
        return [item for item in found if isinstance(item, dict) and "target" in item]
    return [found] if isinstance(found, dict) and "target" in found else []


def _tags(annotation: Any) -> list[str]:
    """Return the tags of an annotation: those of Hypothesis, and the bodies of the W3C's."""
    tags = [tag for tag in list_at(annotation, "tags") if isinstance(tag, str)]
    tags += [text_at(body, "value") for body in list_at(annotation, "body") if _is_tag(body)]
    return list(dict.fromkeys(tidy(tag) for tag in tags if tag.strip()))


def _is_tag(body: Any) -> bool:
    return any(purpose in _PURPOSES for purpose in list_at(body, "purpose"))


def _note(annotation: Any) -> str:
    """Return what an annotation says besides its tags, in the words of whoever made it."""
    texts = [text_at(annotation, "text"), text_at(annotation, "bodyValue")]
    texts += [text_at(body, "value") for body in _remarks(annotation) if not _creators(body)]
    return "\n\n".join(filter(None, texts))


def _signed(annotation: Any) -> list[Any]:
    """Return the bodies besides tags that name who wrote them."""
    return [body for body in _remarks(annotation) if _creators(body) and text_at(body, "value")]


def _remarks(annotation: Any) -> list[Any]:
    return [body for body in list_at(annotation, "body") if not _is_tag(body)]


def _author(annotation: Any) -> str | None:
    """Return who annotated: `acct:asa@hypothes.is` is asa."""
    user = text_at(annotation, "user")
    if user:
        return user.removeprefix("acct:").partition("@")[0] or None
    return " and ".join(_creators(annotation)) or None


def _creators(annotation: Any) -> list[str]:
    """Return the names of those who made an annotation or a body."""
    names = []
    for creator in list_at(annotation, "creator"):
        name = creator if isinstance(creator, str) else text_at(creator, "name")
        names.append((name or text_at(creator, "nickname") or text_at(creator, "id")).strip())
    return [name for name in names if name]


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [WebAnnotations()]
