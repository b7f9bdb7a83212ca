"""Imports a text that is coded in itself, as qcoder does: `(QCODE)words(/QCODE){#code}`.

The marks are taken out of the text; what stood between them is coded with each `#code` that
follows. Passages may overlap. A mark without its other half stays in the text, and is reported.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from qualog.language import Sayable, message
from qualog.material import ImportedCoding, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.texts import ProjectTexts
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import kind_of, read_bytes
from qualog_plugins.importers.transcripts.turns import TurnOptions

_OPENS = "(QCODE)"
_MARK = re.compile(r"\(QCODE\)|\(/QCODE\)(?:\{([^{}\n]{0,500})\})?")
_CODE = re.compile(r"#?([^\s,;#]+)")
_SHOWN = 40


@frozen
class Options(TurnOptions):
    """How a text is read."""

    encoding: str | None = option(None, help="text encoding of the file; detected if not given")


class InlineMarkup:
    """The importer of texts with qcoder's marks."""

    name = "qcoder"
    summary = "A text with its codes in it, as qcoder marks them: (QCODE)words(/QCODE){#code}"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is: of a text that opens such a mark."""
        if kind_of(head) or not looks_like_text(head):
            return 0.0
        return 0.9 if _OPENS.encode() in head else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the text without its marks, and what they say as codings.

        Raises:
            BadInput: it is empty, not a text, or not in the encoding that was named.
        """
        data = read_bytes(path)
        found, encoding = decode(data, path, options.encoding)
        markup = _Markup(path.stem)
        text = markup.unmarked(found)
        texts = ProjectTexts(options)
        document = evolve(texts.document(path.stem, text), original=data, encoding=encoding)
        return Material(
            documents=(document,),
            codings=tuple(sorted(markup.codings, key=lambda coding: (coding.start, coding.end))),
            dropped=(*texts.left_behind(), *markup.dropped),
        )


@define
class _Markup:
    """Removes the marks from a text; what they say becomes codings, or is left behind."""

    document: str
    codings: list[ImportedCoding] = field(factory=list)
    dropped: list[Sayable] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _length: int = 0

    def unmarked(self, found: str) -> str:
        """Return the text without those marks that belong together."""
        marks = list(_MARK.finditer(found))
        pairs = self._pairs(marks, found)
        opened: list[int] = []
        position = 0
        for index, mark in enumerate(marks):
            if index not in pairs:
                continue
            self._keep(found[position : mark.start()])
            position = mark.end()
            if mark.group().startswith(_OPENS):
                opened.append(self._length)
            else:
                self._close(opened.pop(), mark)
        self._keep(found[position:])
        return "".join(self._pieces)

    def _pairs(self, marks: list[re.Match[str]], found: str) -> set[int]:
        """Return the indices of the marks that have their other half."""
        opened: list[int] = []
        pairs: set[int] = set()
        alone: list[int] = []
        for index, mark in enumerate(marks):
            if mark.group().startswith(_OPENS):
                opened.append(index)
            elif opened:
                pairs |= {opened.pop(), index}
            else:
                alone.append(index)
        line, position = 1, 0
        for index in sorted([*alone, *opened]):
            # Lines are counted on from the mark before: each character is looked at once.
            line += found.count("\n", position, marks[index].start())
            position = marks[index].start()
            mark_shown = marks[index].group()[:_SHOWN]
            self.dropped.append(
                message("line {line}: {mark} has no other half", line=line, mark=mark_shown)
            )
        return pairs

    def _keep(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _close(self, start: int, mark: re.Match[str]) -> None:
        """Make codings of the passage that a mark closes, one for each of its codes."""
        codes = list(dict.fromkeys(_CODE.findall(mark.group(1) or "")))
        end = self._length
        if not codes:
            self.dropped.append(
                message("the passage {start}:{end}, which has no code", start=start, end=end)
            )
            return
        if start == end:
            self.dropped.append(message("a passage at {start}, which has no words", start=start))
            return
        for code in codes:
            self.codings.append(ImportedCoding(self.document, start, end, code))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [InlineMarkup()]
