r"""The walk over the XML of an OpenDocument text: its text, its paragraphs, its comments.

What counts as text, as in `word.walk`: paragraphs and headings, a table's cells row by row; a line
break and a paragraph's end are `\n`, a tab is `\t`, white space is as many spaces as its element
says and otherwise one. Tracked deletions are not text. Notes, text boxes, pictures, formulas and
tables of contents are left out, and counted.
"""

import re
from typing import Any

from attrs import Factory, define

from qualog.language import message
from qualog_plugins.importers.comments.margin import Comment
from qualog_plugins.importers.placing.names import tidy
from qualog_plugins.importers.reading.left_behind import LeftBehind
from qualog_plugins.importers.reading.xml import attribute_of, local_name
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.transcripts.paragraphs import Paragraph

_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_FRAMES = message("pictures, objects or text boxes")
_LEFT_BEHIND = {
    "note": message("footnotes or endnotes"),
    "tracked-changes": message("tracked changes"),
    "frame": _FRAMES,
    "custom-shape": _FRAMES,
    "table-of-content": message("tables of contents"),
}
_SKIPPED = frozenset({"forms", "sequence-decls", "variable-decls", "ruby-text", "scripts"})


@define
class _Annotation:
    """A comment as it was met.

    Attributes:
        start: where its words begin, in the text.
        paragraph: the index of its paragraph.
        element: what it says.
        end: where its words end; None for one at a point.
    """

    start: int
    paragraph: int
    element: Any
    end: int | None = None


@define
class OpenDocumentText:
    """The text of a document and what was met in it.

    Attributes:
        pieces: the text, in the pieces in which it was written.
        length: how many characters they have.
        paragraphs: its paragraphs, in order.
        left_behind: what is not part of the text.
    """

    pieces: list[str] = Factory(list)
    length: int = 0
    paragraphs: list[Paragraph] = Factory(list)
    left_behind: LeftBehind = Factory(LeftBehind)
    _annotations: list[_Annotation] = Factory(list)
    _named: dict[str, _Annotation] = Factory(dict)
    _opened: list[tuple[int, bool]] = Factory(list)  # where paragraphs begin; whether headings
    _space: bool = False  # whether white space was met, to be written if words follow

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    def read(self, root: Any) -> "OpenDocumentText":
        """Add the text of an element; return this object."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = local_name(element)
            if event == "start":
                if self._skips(name, element):
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
        """Return the comments; a reply is on the passage of the comment that it answers."""
        text = self.text
        by_name = {attribute_of(note.element, "name"): note for note in self._annotations}
        comments = []
        for note in self._annotations:
            parent = attribute_of(note.element, "parent-name")
            answered = by_name.get(parent) if parent else None
            contents = {local_name(child): "".join(child.itertext()) for child in note.element}
            comments.append(
                Comment(
                    text=_words(note.element),
                    author=tidy(contents.get("creator", "")) or None,
                    dated=milliseconds_of(contents.get("date")),
                    span=self._span(answered or note, text),
                    reply=answered is not None and answered is not note,
                )
            )
        return comments

    def _span(self, annotation: _Annotation, text: str) -> tuple[int, int] | None:
        start, end = annotation.start, annotation.end
        if end is not None and text[start:end].strip():
            return start, end
        if annotation.paragraph >= len(self.paragraphs):
            return None
        return self.paragraphs[annotation.paragraph].words(text)

    def _skips(self, name: str, element: Any) -> bool:
        """Return whether an element is not text; keep it if it is a comment, else count it."""
        if name == "annotation":
            annotation = _Annotation(self._next_position(), len(self.paragraphs), element)
            self._annotations.append(annotation)
            if id_ := attribute_of(element, "name"):
                self._named[id_] = annotation
            return True
        if name in _LEFT_BEHIND:
            self.left_behind.add(_LEFT_BEHIND[name])
            return True
        return name in _SKIPPED

    def _start(self, name: str, element: Any) -> None:
        if name in ("p", "h"):
            self._opened.append((self.length, name == "h"))
            self._space = False
        elif name == "s":
            self._write_space()
            value = attribute_of(element, "c")
            count = int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1
            self._write(" " * min(count, _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._space = False
            self._write("\t" if name == "tab" else "\n")
        elif name == "annotation-end" and (
            annotation := self._named.get(attribute_of(element, "name"))
        ):
            annotation.end = self.length
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
                self._write_space()
                self._write(part)

    def _next_position(self) -> int:
        """Return where the next word will begin."""
        return self.length + (self._space and self._after_word())

    def _write_space(self) -> None:
        """Write the white space that was met, as one space, if it separates words."""
        if self._space and self._after_word():
            self._write(" ")
        self._space = False

    def _after_word(self) -> bool:
        """Return whether the last thing on the line is not white space."""
        return bool(self.pieces) and not self.pieces[-1].endswith((" ", "\n", "\t"))

    def _write(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def _words(element: Any) -> str:
    """Return what a comment says."""
    text = OpenDocumentText()
    for child in element:
        if local_name(child) in ("p", "h", "list"):
            text.read(child)
    return text.text.strip()
