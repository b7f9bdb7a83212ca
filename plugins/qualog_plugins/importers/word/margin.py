"""The comments in a Word document's margin: who wrote what, when, and on which words."""

from collections import Counter
from typing import Any, TypeVar

from attrs import frozen

from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.word.package import Package
from qualog_plugins.importers.word.walk import (
    Anchors,
    Body,
    Paragraph,
    attribute,
    local_name,
    text_of,
)

_Value = TypeVar("_Value")


@frozen
class Comment:
    """One comment; `span` is None where it stands on no words of the text.

    A reply stands on the passage of the comment that it answers. `wide` is whether it stands on
    its paragraph, since the words that it was on are none of the text (deleted, or a picture).
    """

    text: str
    author: str | None
    dated: int | None
    span: tuple[int, int] | None
    reply: bool
    wide: bool = False


def read_comments(package: Package, body: Body) -> list[Comment]:
    """Give all comments in the order in which the file holds them."""
    root = package.part(package.beside("comments.xml"))
    elements = [each for each in _children(root) if local_name(each) == "comment"]
    spans = _spans(elements, body)
    parents = _parents(elements, package.part(package.beside("commentsExtended.xml")))
    return [
        Comment(
            text=text_of(element).strip(),
            author=" ".join((attribute(element, "author") or "").split()) or None,
            dated=milliseconds_of(attribute(element, "date")),  # Word writes local time with a Z
            span=spans[_thread_start(index, parents)][0],
            reply=index in parents,
            wide=spans[_thread_start(index, parents)][1],
        )
        for index, element in enumerate(elements)
    ]


def _spans(elements: list[Any], body: Body) -> list[tuple[tuple[int, int] | None, bool]]:
    """Find each comment's words, and whether they are its paragraph's for want of its own.

    Ids may be double, then ranges are taken in their order.
    """
    seen: Counter[str] = Counter()
    spans = []
    for element in elements:
        comment = attribute(element, "id") or ""
        anchors = body.anchors.get(comment, Anchors())
        spans.append(_span(anchors, seen[comment], body))
        seen[comment] += 1
    return spans


def _span(anchors: Anchors, turn: int, body: Body) -> tuple[tuple[int, int] | None, bool]:
    start = _nth(anchors.starts, turn)
    reference = _nth(anchors.references, turn)
    end = _nth(anchors.ends, turn)
    if end is None and reference is not None:
        end = reference[0]
    has_range = start is not None and end is not None
    if start is not None and end is not None and body.text[start:end].strip():
        return (start, end), False
    if reference is not None and reference[1] < len(body.paragraphs):
        return _words(body.paragraphs[reference[1]], body.text), has_range
    position = start if start is not None else end
    if position is None:
        return None, False
    return _words(_paragraph_at(body.paragraphs, position), body.text), has_range


def _paragraph_at(paragraphs: tuple[Paragraph, ...], position: int) -> Paragraph | None:
    return next((each for each in paragraphs if each.start <= position <= each.end), None)


def _words(paragraph: Paragraph | None, text: str) -> tuple[int, int] | None:
    """Give a paragraph's span without the white space around it; None if it has no words."""
    if paragraph is None:
        return None
    words = text[paragraph.start : paragraph.end]
    start = paragraph.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if start < end else None


def _parents(elements: list[Any], extended: Any | None) -> dict[int, int]:
    """Tell which comment answers which: the file names comments by their paragraphs' ids."""
    owner = {
        value: index
        for index, element in enumerate(elements)
        for paragraph in element.iter()
        if local_name(paragraph) == "p" and (value := _by_ending(paragraph, "paraId"))
    }
    parents = {}
    for each in _children(extended):
        child = owner.get(_by_ending(each, "paraId"))
        parent = owner.get(_by_ending(each, "paraIdParent"))
        if child is not None and parent is not None and child != parent:
            parents[child] = parent
    return parents


def _thread_start(index: int, parents: dict[int, int]) -> int:
    walked: set[int] = set()
    while index in parents and index not in walked:
        walked.add(index)
        index = parents[index]
    return index


def _children(root: Any | None) -> list[Any]:
    return [each for each in root if isinstance(each.tag, str)] if root is not None else []


def _by_ending(element: Any, name: str) -> str:
    """Give an attribute by its name alone: each year of Word has another namespace for it."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _nth(values: list[_Value], index: int) -> _Value | None:
    return values[min(index, len(values) - 1)] if values else None
