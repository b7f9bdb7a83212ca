"""The text of HTML in which a program stores documents, as the text that Qualog keeps.

No word is changed; where a paragraph, a line or a cell ends and the text itself has no line break
there, one is put in.
"""

from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

from attrs import define, field, frozen

from qualog_plugins.importers.reading.characters import plain_line_ends

_BREAKING = {
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_SILENT = {"head", "script", "style", "template", "title"}


@frozen
class HtmlText:
    """A text that was HTML.

    Attributes:
        found: the text between the tags.
        text: the same with the line breaks that were put in.
        breaks: the positions in `found` before which they were put in, in order.
    """

    found: str
    text: str
    breaks: tuple[int, ...] = ()

    def bytes_before(self) -> "array[int]":
        """Return for each position of `found` how many bytes of UTF-8 are before it."""
        return array("q", accumulate(map(_width, self.found), initial=0))

    def span(self, start: int, end: int, before: "array[int]") -> tuple[int, int] | None:
        """Return the span in `text` of the bytes `[start, end)` in UTF-8 of `found`.

        None if they lie outside, or begin or end within a character. `before` is what
        `bytes_before` returns.
        """
        first, last = bisect_left(before, start), bisect_left(before, end)
        if not 0 <= start < end <= before[-1]:
            return None
        if before[first] != start or before[last] != end:
            return None
        return first + bisect_right(self.breaks, first), last + bisect_left(self.breaks, last)


def read_html(markup: str) -> HtmlText:
    """Return the text of a piece of HTML, be it well-formed or not."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, encoding="utf-8")
    # Within a <div> no white space is lost before the first tag.
    data = f"<div>{_without_nul(plain_line_ends(markup))}</div>".encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return HtmlText("", "")
    walk = _Walk()
    if root is not None:
        walk.run(root)
    return walk.result()


@define
class _Walk:
    """Goes through the tags in order, without recursion, as they may lie in each other deeply."""

    pieces: list[str] = field(factory=list)
    kept: list[str] = field(factory=list)
    breaks: list[int] = field(factory=list)
    length: int = 0
    breaking: bool = False

    def run(self, root: Any) -> None:
        """Add all text below an element."""
        from lxml import etree

        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                silent += name in _SILENT
                self.breaking = self.breaking or name in _BREAKING
                self._add("" if silent else element.text)
                continue
            if event == "end":
                silent -= name in _SILENT
                self.breaking = self.breaking or name in _BREAKING
            self._add("" if silent else element.tail)

    def result(self) -> HtmlText:
        """Return the text that was added."""
        return HtmlText("".join(self.pieces), "".join(self.kept), tuple(self.breaks))

    def _add(self, text: str | None) -> None:
        if not text:
            return
        before = self.kept[-1] if self.kept else ""
        if self.breaking and before and not (before.endswith("\n") or text.startswith("\n")):
            self.breaks.append(self.length)
            self.kept.append("\n")
        self.breaking = False
        self.pieces.append(text)
        self.kept.append(text)
        self.length += len(text)


def _without_nul(markup: str) -> str:
    """Return markup with `�` for NUL, which ends a text for libxml2."""
    return markup.replace("\x00", "\ufffd")


def _width(character: str) -> int:
    """Return how many bytes a character has in UTF-8."""
    point = ord(character)
    return 1 if point < 0x80 else 2 if point < 0x800 else 3 if point < 0x10000 else 4
