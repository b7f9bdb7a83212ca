r"""The walk over a Word document's XML: its text, its paragraphs, its comments' anchors.

What counts as text, so that positions can be told to anyone:

- the words of `w:t`, tracked insertions included and tracked deletions and the old place of
  moved text left out; field instructions are no words;
- one character each: a line, page or column break and a paragraph's end are `\n`, a tab is
  `\t`, a non-breaking hyphen is U+2011; a soft hyphen is nothing;
- a table's cells, row by row, each cell's paragraphs in order;
- text boxes, foot- and endnotes, headers, footers, formulas and pictures are left out, and
  told: they stand beside the talk, not in it.
"""

from collections import Counter, defaultdict
from typing import Any

from attrs import Factory, define, frozen

_WORD = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"

_MUTED = {"del": "passages of tracked deletions", "moveFrom": "", "txbxContent": "text boxes"}
_PASSED = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "rt"}
    | {"instrText", "delText", "delInstrText", "binData"}
)
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_CHARACTERS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011"}
_ONE_SPACE = str.maketrans({"\n": " ", "\r": " ", "\t": " "})
_PICTURE_FONT = {0xF04A: "☺", 0xF04B: "😐", 0xF04C: "☹", 0xF0E0: "→", 0xF0DF: "←", 0xF0B7: "•"}


@frozen
class Paragraph:
    """A paragraph's span, without its end; and whether its style is a heading's."""

    start: int
    end: int
    heading: bool


@define
class Anchors:
    """Where a comment's id was met: the starts and ends of ranges, and references."""

    starts: list[int] = Factory(list)
    ends: list[int] = Factory(list)
    references: list[tuple[int, int]] = Factory(list)  # position, number of the paragraph


@frozen
class Body:
    """The text of a document's body and what was met in it."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    anchors: dict[str, Anchors]
    left_out: dict[str, int]


def read_body(root: Any, heading_styles: frozenset[str] = frozenset()) -> Body:
    """Walk a part from its root, and give its text with all that was met in it."""
    return _Walk(heading_styles).run(root)


def text_of(element: Any) -> str:
    """Give the text of an element, such as one comment, without the last paragraph's end."""
    return read_body(element).text.removesuffix("\n")


def heading_styles(styles: Any | None) -> frozenset[str]:
    """Give the ids of the styles that are headings, whatever language Word is in.

    A style's id is translated ("Rubrik1"); the name behind it ("heading 1") is not.
    """
    found = set()
    for style in styles if styles is not None else ():
        for name in style:
            if local_name(name) == "name":
                told = (attribute(name, "val") or "").lower()
                if told == "title" or told.startswith("heading "):
                    found.add(attribute(style, "styleId") or "")
    return frozenset(found - {""})


def local_name(element: Any) -> str:
    """Give an element's name if it is one of Word's own, else ''."""
    if not isinstance(element.tag, str):
        return ""  # a comment or a processing instruction of the XML
    namespace, _, name = element.tag[1:].rpartition("}")
    return name if namespace in _WORD else ""


def attribute(element: Any, name: str) -> str | None:
    """Give one of Word's own attributes."""
    for namespace in _WORD:
        if (value := element.get(f"{{{namespace}}}{name}")) is not None:
            return str(value)
    return None


class _Walk:
    def __init__(self, heading_styles: frozenset[str]) -> None:
        self._headings = heading_styles
        self._pieces: list[str] = []
        self._length = 0
        self._muted = 0
        self._opened: list[tuple[int, bool]] = []
        self._paragraphs: list[Paragraph] = []
        self._anchors: defaultdict[str, Anchors] = defaultdict(Anchors)
        self._left_out: Counter[str] = Counter()

    def run(self, root: Any) -> Body:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local_name(element)
            if event == "end":
                self._end(name)
            elif name in _PASSED or (not name and self._is_passed(element)):
                walk.skip_subtree()
            else:
                self._start(name, element)
        return Body(
            "".join(self._pieces),
            tuple(self._paragraphs),
            dict(self._anchors),
            dict(self._left_out),
        )

    def _start(self, name: str, element: Any) -> None:
        if name in _MUTED:
            if not self._muted and _MUTED[name] and _has_words(element):
                self._left_out[_MUTED[name]] += 1
            self._muted += 1
        elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            self._anchor(name, attribute(element, "id") or "")
        elif self._muted:
            return
        elif name == "p":
            self._opened.append((self._length, _style(element) in self._headings))
        elif name == "t":
            self._add((element.text or "").translate(_ONE_SPACE))
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif name == "sym":
            self._symbol(attribute(element, "char") or "")
        elif name in _NOTES:
            self._left_out[_NOTES[name]] += 1
        elif name in ("drawing", "pict", "object") and not _holds_text_box(element):
            self._left_out["pictures or objects"] += 1

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
        try:
            number = int(code, 16)
        except ValueError:
            return
        if number in _PICTURE_FONT:
            self._add(_PICTURE_FONT[number])
        elif 0xE000 <= number <= 0xF8FF or not 0x20 <= number < 0xD800:
            self._left_out["signs of a picture font"] += 1
        else:
            self._add(chr(number))

    def _is_passed(self, element: Any) -> bool:
        """Pass over the second form of a drawing, which repeats its text, and formulas."""
        if element.tag == f"{{{_COMPATIBILITY}}}Fallback":
            return True
        if element.tag == f"{{{_MATH}}}oMath":
            self._left_out["formulas"] += not self._muted
            return True
        return False

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _style(paragraph: Any) -> str:
    for properties in paragraph:
        if local_name(properties) == "pPr":
            for each in properties:
                if local_name(each) == "pStyle":
                    return attribute(each, "val") or ""
    return ""


def _has_words(element: Any) -> bool:
    return any(
        local_name(each) in ("t", "delText") and (each.text or "").strip()
        for each in element.iter()
    )


def _holds_text_box(element: Any) -> bool:
    return any(local_name(each) == "txbxContent" for each in element.iter())
