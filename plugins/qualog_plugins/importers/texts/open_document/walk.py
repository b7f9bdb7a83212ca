r"""The walk over an OpenDocument text's XML: its text, its paragraphs, its annotations' words.

What counts as text, as in `docx`: paragraphs and headings, a table's cells row by row; a line
break and a paragraph's end are `\n`, a tab is `\t`, white space is as many spaces as it says
and otherwise one. Tracked deletions are no text. Notes, text boxes, pictures, formulas and
tables of contents are left out, and told.
"""

import re
from collections import Counter
from typing import Any

from attrs import Factory, define

from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.word.margin import Comment
from qualog_plugins.importers.word.walk import Paragraph

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_LEFT_OUT = {
    "note": "foot- or endnotes",
    "tracked-changes": "tracked changes",
    "frame": "pictures, objects or text boxes",
    "custom-shape": "pictures, objects or text boxes",
    "table-of-content": "tables of contents",
}
_SKIPPED = frozenset({"forms", "sequence-decls", "variable-decls", "ruby-text", "scripts"})


@define
class _Annotation:
    """An annotation as it was met: where it begins, where it ends, and what it says."""

    start: int
    paragraph: int
    element: Any
    end: int | None = None


@define
class WriterText:
    """The text of a document and what was met in it."""

    pieces: list[str] = Factory(list)
    length: int = 0
    paragraphs: list[Paragraph] = Factory(list)
    left_out: Counter[str] = Factory(Counter)
    _annotations: list[_Annotation] = Factory(list)
    _named: dict[str, _Annotation] = Factory(dict)
    _opened: list[tuple[int, bool]] = Factory(list)
    _space: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def read(self, root: Any) -> "WriterText":
        """Walk the element from which the text begins."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = _name(element)
            if event == "start":
                if self._is_passed(name, element):
                    walk.skip_subtree()
                else:
                    self._start(name, element)
                continue
            if event == "end" and name in ("p", "h"):
                self._close()
            if element is not root:
                self._add(element.tail or "")
        return self

    def comments(self) -> list[Comment]:
        """Give the annotations; a reply stands on the passage that it answers."""
        text = self.text
        by_name = {_value(each.element, "name"): each for each in self._annotations}
        found = []
        for each in self._annotations:
            answered = by_name.get(_value(each.element, "parent-name")) if _reply(each) else None
            told = {_name(child): "".join(child.itertext()) for child in each.element}
            found.append(
                Comment(
                    text=_said(each.element),
                    author=" ".join(told.get("creator", "").split()) or None,
                    dated=milliseconds_of(told.get("date")),
                    span=self._span(answered or each, text),
                    reply=answered is not None and answered is not each,
                )
            )
        return found

    def _span(self, annotation: _Annotation, text: str) -> tuple[int, int] | None:
        start, end = annotation.start, annotation.end
        if end is not None and text[start:end].strip():
            return start, end
        if annotation.paragraph >= len(self.paragraphs):
            return None
        paragraph = self.paragraphs[annotation.paragraph]
        words = text[paragraph.start : paragraph.end]
        start = paragraph.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return (start, end) if start < end else None

    def _is_passed(self, name: str, element: Any) -> bool:
        if name == "annotation":
            met = _Annotation(self._here(), len(self.paragraphs), element)
            self._annotations.append(met)
            if called := _value(element, "name"):
                self._named[called] = met
            return True
        if name in _LEFT_OUT:
            self.left_out[_LEFT_OUT[name]] += 1
            return True
        return name in _SKIPPED

    def _start(self, name: str, element: Any) -> None:
        if name in ("p", "h"):
            self._opened.append((self.length, name == "h"))
            self._space = False
        elif name == "s":
            self._flush()
            told = _value(element, "c")
            count = int(told) if told.isascii() and told.isdigit() and len(told) < 5 else 1
            self._write(" " * min(count, _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._space = False
            self._write("\t" if name == "tab" else "\n")
        elif name == "annotation-end" and (met := self._named.get(_value(element, "name"))):
            met.end = self.length
        self._add(element.text or "")

    def _close(self) -> None:
        if self._opened:
            start, heading = self._opened.pop()
            self.paragraphs.append(Paragraph(start, self.length, heading))
            self._space = False
            self._write("\n")

    def _add(self, words: str) -> None:
        if not words or not self._opened:
            return
        for number, part in enumerate(_SPACE.split(words)):
            self._space = self._space or number > 0
            if part:
                self._flush()
                self._write(part)

    def _here(self) -> int:
        """Give where the next word will stand."""
        return self.length + (self._space and self._within())

    def _flush(self) -> None:
        if self._space and self._within():
            self._write(" ")
        self._space = False

    def _within(self) -> bool:
        """Say whether something stands on the line already that is no space."""
        return bool(self.pieces) and not self.pieces[-1].endswith((" ", "\n", "\t"))

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def _reply(annotation: _Annotation) -> bool:
    return bool(_value(annotation.element, "parent-name"))


def _said(element: Any) -> str:
    lines = WriterText()
    for child in element:
        if _name(child) in ("p", "h", "list"):
            lines.read(child)
    return lines.text.strip()


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""
