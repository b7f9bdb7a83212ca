r"""The walk over a Word document's XML: its text, its paragraphs, and where its comments are.

What counts as text, so that anyone can count positions in it:

- the words of `w:t`, with tracked insertions and without tracked deletions and the old place of
  moved text; field instructions are not words;
- one character each: a line, page or column break and a paragraph's end are `\n`, a tab is
  `\t`, a non-breaking hyphen is U+2011; a soft hyphen is nothing;
- a table's cells, row by row, each cell's paragraphs in order.

Text boxes, footnotes and endnotes, headers, footers, formulas and pictures are left out, and
counted: they are beside the talk, not in it.
"""

from collections import defaultdict
from typing import Any

from attrs import Factory, define, frozen

from qualog.language import message
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.transcripts.paragraphs import Paragraph

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

# Whose words are not the text's, with what is said of them; moved text is in its new place.
_MUTED = {
    "del": message("passages of tracked deletions"),
    "moveFrom": None,
    "txbxContent": message("text boxes"),
}
_SKIPPED = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rt"}
    | {"instrText", "delText", "delInstrText", "binData"}
)
_NOTES = {
    "footnoteReference": message("footnotes"),
    "endnoteReference": message("endnotes"),
}
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_ONE_SPACE = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
# Signs that Word's autocorrection takes from the fonts Wingdings and Symbol.
_PICTURE_FONT = {0xF04A: "☺", 0xF04B: "😐", 0xF04C: "☹", 0xF0E0: "→", 0xF0DF: "←", 0xF0B7: "•"}


@define
class Anchors:
    """Where the id of a comment was met, as positions in the text.

    Attributes:
        starts: where ranges begin.
        ends: where ranges end.
        references: where the comment itself is, each with the index of its paragraph.
    """

    starts: list[int] = Factory(list)
    ends: list[int] = Factory(list)
    references: list[tuple[int, int]] = Factory(list)


@frozen
class Body:
    """The text of a document's body and what was met in it.

    Attributes:
        text: the text.
        paragraphs: its paragraphs, in order.
        anchors: where comments are, by their ids.
        left_behind: what is not part of the text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    anchors: dict[str, Anchors]
    left_behind: LeftBehind


def read_body(root: Any, heading_styles: frozenset[str] = frozenset()) -> Body:
    """Return the text of a part with all that was met in it.

    Args:
        root: the root element of the part.
        heading_styles: the ids of the styles that are headings.
    """
    return _Walk(heading_styles).run(root)


def text_of(element: Any) -> str:
    """Return the text of an element, such as a comment, without the last paragraph's end."""
    return read_body(element).text.removesuffix("\n")


def heading_styles(styles: Any | None) -> frozenset[str]:
    """Return the ids of the styles that are headings, whatever language Word is in.

    A style's id is translated ("Rubrik1"); the name behind it ("heading 1") is not.
    """
    found = set()
    for style in styles if styles is not None else ():
        for name in style:
            if word_name(name) == "name":
                value = (word_attribute(name, "val") or "").lower()
                if value == "title" or value.startswith("heading "):
                    found.add(word_attribute(style, "styleId") or "")
    return frozenset(found - {""})


def word_name(element: Any) -> str:
    """Return an element's name if it is one of Word's own, else ""."""
    if not isinstance(element.tag, str):
        return ""  # a comment or a processing instruction of the XML
    namespace, _, name = element.tag[1:].rpartition("}")
    return name if namespace in _WORD else ""


def word_attribute(element: Any, name: str) -> str | None:
    """Return one of Word's own attributes; None where there is none."""
    for namespace in _WORD:
        if (value := element.get(f"{{{namespace}}}{name}")) is not None:
            return str(value)
    return None


class _Walk:
    """Writes the text of a part paragraph by paragraph while it goes through the elements."""

    def __init__(self, heading_styles: frozenset[str]) -> None:
        self._headings = heading_styles
        self._pieces: list[str] = []
        self._length = 0
        self._muted = 0
        self._opened: list[tuple[int, bool]] = []
        self._paragraphs: list[Paragraph] = []
        self._anchors: defaultdict[str, Anchors] = defaultdict(Anchors)
        self._left_behind = LeftBehind()

    def run(self, root: Any) -> Body:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = word_name(element)
            if event == "end":
                self._end(name)
            elif name in _SKIPPED or (not name and self._skips(element)):
                walk.skip_subtree()
            else:
                self._start(name, element)
        return Body(
            "".join(self._pieces),
            tuple(self._paragraphs),
            dict(self._anchors),
            self._left_behind,
        )

    def _start(self, name: str, element: Any) -> None:
        if name in _MUTED:
            kind = _MUTED[name]
            if kind is not None and not self._muted and _has_words(element):
                self._left_behind.add(kind)
            self._muted += 1
        elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            self._anchor(name, word_attribute(element, "id") or "")
        elif self._muted:
            return
        elif name == "p":
            self._opened.append((self._length, _style(element) in self._headings))
        elif name == "t":
            self._add((element.text or "").translate(_ONE_SPACE))
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif name == "sym":
            self._symbol(word_attribute(element, "char") or "")
        elif name in _NOTES:
            self._left_behind.add(_NOTES[name])
        elif name in ("drawing", "pict", "object") and not _holds_text_box(element):
            self._left_behind.add(message("pictures or objects"))

    def _end(self, name: str) -> None:
        if name in _MUTED:
            self._muted -= 1
        elif name == "p" and not self._muted and self._opened:
            start, heading = self._opened.pop()
            self._paragraphs.append(Paragraph(start, self._length, heading))
            self._add("\n")

    def _anchor(self, name: str, comment: str) -> None:
        anchors = self._anchors[comment]
        if name == "commentRangeStart":
            anchors.starts.append(self._length)
        elif name == "commentRangeEnd":
            anchors.ends.append(self._length)
        else:
            anchors.references.append((self._length, len(self._paragraphs)))

    def _symbol(self, code: str) -> None:
        """Add the sign of a symbol font, of which Word keeps the number in that font."""
        try:
            number = int(code, 16)
        except ValueError:
            return
        if number in _PICTURE_FONT:
            self._add(_PICTURE_FONT[number])
        elif 0xE000 <= number <= 0xF8FF or not 0x20 <= number < 0xD800:
            self._left_behind.add(message("signs of a picture font"))
        else:
            self._add(chr(number))

    def _skips(self, element: Any) -> bool:
        """Return whether an element is a formula, or a drawing's second form with the same text."""
        if element.tag == f"{{{_COMPATIBILITY}}}Fallback":
            return True
        if element.tag == f"{{{_MATH}}}oMath":
            self._left_behind.add(message("formulas"), not self._muted)
            return True
        return False

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _style(paragraph: Any) -> str:
    """Return the id of a paragraph's style; "" where it has none."""
    for properties in paragraph:
        if word_name(properties) == "pPr":
            for property_ in properties:
                if word_name(property_) == "pStyle":
                    return word_attribute(property_, "val") or ""
    return ""


def _has_words(element: Any) -> bool:
    return any(
        word_name(part) in ("t", "delText") and (part.text or "").strip() for part in element.iter()
    )


def _holds_text_box(element: Any) -> bool:
    return any(word_name(part) == "txbxContent" for part in element.iter())
