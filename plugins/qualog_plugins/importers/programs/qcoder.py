"""Imports a text that is coded in itself, as qcoder does: `(QCODE)words(/QCODE){#code}`.

The marks are taken out of the text; what stood between them is coded with each `#code` that
follows. Passages may lie in each other. A mark without its other half stays in the text, and is
told.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from qualog.material import ImportedCoding, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.placing.texts import Texts
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

    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class InlineMarkup:
    """The importer of texts with qcoder's marks."""

    name = "qcoder"
    summary = "A text with its codes in it: (QCODE)words(/QCODE){#code}"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is: a text that opens such a mark."""
        if kind_of(head) or not looks_like_text(head):
            return 0.0
        return 0.9 if _OPENS.encode() in head else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the text without its marks, and what they say as codings.

        Raises:
            BadInput: it is empty, no text, or not in the encoding that was named.
        """
        found, _ = decode(read_bytes(path), path, options.encoding)
        reading = _Reading(path.stem)
        text = reading.through(found)
        texts = Texts(options)
        document = texts.document(path.stem, text)
        return Material(
            documents=(document,),
            codings=tuple(sorted(reading.codings, key=lambda each: (each.start, each.end))),
            dropped=(*texts.told(), *reading.dropped),
        )


@define
class _Reading:
    """Goes through a text; remembers where marks opened, and in words what fits nothing."""

    document: str
    codings: list[ImportedCoding] = field(factory=list)
    dropped: list[str] = field(factory=list)
    _pieces: list[str] = field(factory=list)
    _length: int = 0

    def through(self, found: str) -> str:
        """Give the text without those marks that belong together."""
        marks = list(_MARK.finditer(found))
        pairs = self._pairs(marks, found)
        opened: list[int] = []
        at = 0
        for index, mark in enumerate(marks):
            if index not in pairs:
                continue
            self._keep(found[at : mark.start()])
            at = mark.end()
            if mark.group().startswith(_OPENS):
                opened.append(self._length)
            else:
                self._close(opened.pop(), mark)
        self._keep(found[at:])
        return "".join(self._pieces)

    def _pairs(self, marks: list[re.Match[str]], found: str) -> set[int]:
        """Give the marks that have their other half; the others are told."""
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
        line, at = 1, 0
        for index in sorted([*alone, *opened]):
            line += found.count("\n", at, marks[index].start())
            at = marks[index].start()
            self.dropped.append(f"line {line}: {marks[index].group()[:_SHOWN]} has no other half")
        return pairs

    def _keep(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _close(self, start: int, mark: re.Match[str]) -> None:
        codes = list(dict.fromkeys(_CODE.findall(mark.group(1) or "")))
        if not codes or start == self._length:
            what = "no words" if codes else "no code"
            self.dropped.append(f"a passage that has {what}, at {start}:{self._length}")
            return
        for code in codes:
            self.codings.append(ImportedCoding(self.document, start, self._length, code))


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [InlineMarkup()]
