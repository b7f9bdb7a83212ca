r"""The walk over an HTML page: its text as lines, and where its paragraphs and headings begin.

What counts as text:

- what a reader sees: scripts, styles, the fields of forms, drawings, frames and the head of the
  page are left out;
- a block (paragraph, heading, list item, row of a table, division …) is a line, `<br>` ends
  one, and a tab separates the cells of a row;
- white space is one space, except in preformatted text; a non-breaking space stays.

Nothing is fetched, no script is run, and only the entities of HTML itself are known.
"""

import re
from typing import Any

from attrs import frozen


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _names(
    """address article aside blockquote body center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody
    tfoot thead tr ul caption"""
)
_UNSEEN = _names(
    """audio button canvas datalist embed head iframe input map math noscript object option picture
    script select style svg template textarea title video"""
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"[ \t\n\r\f]+")


@frozen
class Page:
    """The text of a page, and what was met in it.

    Attributes:
        text: the text.
        paragraphs: where paragraphs begin, in the text.
        headings: where headings begin.
        marks: positions with the values of `data-timestamp` there, which oTranscribe writes:
            seconds, as text.
        pictures: how many pictures there are.
    """

    text: str
    paragraphs: frozenset[int]
    headings: frozenset[int]
    marks: tuple[tuple[int, str], ...]
    pictures: int


def read_page(markup: str) -> Page | None:
    """Return the text of a page or of a part of one; None if it holds no markup and no words."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(markup.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if root is None else _Walk().run(root)


class _Walk:
    """Writes the text of a page line by line while it goes through the elements."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._space = False  # whether white space was met, to be written if words follow
        self._fresh = True  # whether nothing is on the line yet
        self._opens: str | None = "body"  # the block that the next word opens
        self._preformatted = 0
        self._paragraphs: set[int] = set()
        self._headings: set[int] = set()
        self._marks: list[tuple[int, str]] = []
        self._pictures = 0

    def run(self, root: Any) -> Page:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = str(element.tag).lower()
            if event == "start":
                if name in _UNSEEN:
                    walk.skip_subtree()
                else:
                    self._start(name, element)
            else:
                self._end(name)
                self._add(element.tail or "")
        self._break(None)
        return Page(
            "".join(self._pieces),
            frozenset(self._paragraphs),
            frozenset(self._headings),
            tuple(self._marks),
            self._pictures,
        )

    def _start(self, name: str, element: Any) -> None:
        if name in _BLOCKS:
            self._break(name)
        elif name in ("td", "th"):
            self._cell()
        elif name == "br":
            self._new_line()
        elif name == "img":
            self._pictures += 1
        self._preformatted += name == "pre"
        if (mark := element.get("data-timestamp")) is not None:
            self._marks.append((self._length + self._space, str(mark)))
        self._add(element.text or "")

    def _end(self, name: str) -> None:
        self._preformatted -= name == "pre"
        if name in _BLOCKS:
            self._break("body")

    def _break(self, block: str | None) -> None:
        """End the line; the next words begin a block, or a heading that has had no words yet."""
        if not self._fresh:
            self._new_line()
        if block is None or self._opens not in _HEADINGS or block in _HEADINGS:
            self._opens = block

    def _new_line(self) -> None:
        self._write("\n")
        self._fresh, self._space = True, False

    def _cell(self) -> None:
        if not self._fresh:
            self._write("\t")
            self._space = False

    def _add(self, words: str) -> None:
        if self._preformatted:
            for number, line in enumerate(words.replace("\r", "").split("\n")):
                if number:
                    self._new_line()
                self._words(line)
            return
        for number, part in enumerate(_SPACE.split(words)):
            self._space = self._space or (number > 0 and not self._fresh)
            self._words(part)

    def _words(self, words: str) -> None:
        if not words:
            return
        if self._space and not self._fresh:
            self._write(" ")
        if self._fresh and self._opens is not None:
            self._paragraphs.add(self._length)
            if self._opens in _HEADINGS:
                self._headings.add(self._length)
            self._opens = None
        self._fresh = self._space = False
        self._write(words)

    def _write(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
