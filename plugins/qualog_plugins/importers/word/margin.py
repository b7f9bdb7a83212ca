"""The comments in the margin of a Word document: who wrote what, when, and on which words."""

from collections import Counter
from typing import Any, TypeVar

from qualog_plugins.importers.comments.margin import Comment
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.xml import attribute_of
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.paragraphs import Paragraph
from qualog_plugins.importers.word.package import WordPackage
from qualog_plugins.importers.word.walk import Anchors, Body, text_of, word_attribute, word_name

_Value = TypeVar("_Value")


def read_comments(package: WordPackage, body: Body) -> list[Comment]:
    """Return all comments in the order in which the file holds them."""
    root = package.part(package.beside("comments.xml"))
    elements = [element for element in _children(root) if word_name(element) == "comment"]
    spans = _spans(elements, body)
    parents = _parents(elements, package.part(package.beside("commentsExtended.xml")))
    comments = []
    for index, element in enumerate(elements):
        span, wide = spans[_thread_start(index, parents)]
        comments.append(
            Comment(
                text=text_of(element).strip(),
                author=tidy(word_attribute(element, "author") or "") or None,
                dated=milliseconds_of(word_attribute(element, "date")),  # local time, with a Z
                span=span,
                reply=index in parents,
                wide=wide,
            )
        )
    return comments


def _spans(elements: list[Any], body: Body) -> list[tuple[tuple[int, int] | None, bool]]:
    """Return the span of each comment, and whether it is its paragraph's for want of its own.

    Several comments may have one id; then their ranges are taken in order.
    """
    seen: Counter[str] = Counter()
    spans = []
    for element in elements:
        id_ = word_attribute(element, "id") or ""
        anchors = body.anchors.get(id_, Anchors())
        spans.append(_span(anchors, seen[id_], body))
        seen[id_] += 1
    return spans


def _span(anchors: Anchors, index: int, body: Body) -> tuple[tuple[int, int] | None, bool]:
    """Return the span of a comment, the one of this index among those with the same id.

    That is the range that it is on; else, where that has no words, the paragraph of its
    reference; else, the paragraph at either end of its range. The second value is whether it has
    a range and that range has no words.
    """
    start = _nth(anchors.starts, index)
    reference = _nth(anchors.references, index)
    end = _nth(anchors.ends, index)
    if end is None and reference is not None:
        end = reference[0]
    has_range = start is not None and end is not None
    if start is not None and end is not None and body.text[start:end].strip():
        return (start, end), False
    if reference is not None and reference[1] < len(body.paragraphs):
        return body.paragraphs[reference[1]].words(body.text), has_range
    position = start if start is not None else end
    paragraph = None if position is None else _paragraph_at(body.paragraphs, position)
    return (paragraph.words(body.text) if paragraph else None), has_range


def _paragraph_at(paragraphs: tuple[Paragraph, ...], position: int) -> Paragraph | None:
    return next(
        (paragraph for paragraph in paragraphs if paragraph.start <= position <= paragraph.end),
        None,
    )


def _parents(elements: list[Any], extended: Any | None) -> dict[int, int]:
    """Return which comment answers which, by their indices.

    The file names comments by the ids of their paragraphs there.
    """
    owner = {
        id_: index
        for index, element in enumerate(elements)
        for paragraph in element.iter()
        if word_name(paragraph) == "p" and (id_ := attribute_of(paragraph, "paraId"))
    }
    parents = {}
    for element in _children(extended):
        child = owner.get(attribute_of(element, "paraId"))
        parent = owner.get(attribute_of(element, "paraIdParent"))
        if child is not None and parent is not None and child != parent:
            parents[child] = parent
    return parents


def _thread_start(index: int, parents: dict[int, int]) -> int:
    """Return the comment at the beginning of a thread of replies."""
    walked: set[int] = set()  # a damaged file may lead in a circle
    while index in parents and index not in walked:
        walked.add(index)
        index = parents[index]
    return index


def _children(root: Any | None) -> list[Any]:
    return [child for child in root if isinstance(child.tag, str)] if root is not None else []


def _nth(values: list[_Value], index: int) -> _Value | None:
    """Return the value at an index, the last where there are not so many; None if there is none."""
    return values[min(index, len(values) - 1)] if values else None
