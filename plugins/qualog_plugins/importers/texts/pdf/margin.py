"""What people wrote into a PDF's margin: comments on highlighted words, and notes at a place.

A highlight (or underline, strikeout) stands on the words under it; a note at a point stands on
the line that is nearest. Pop-ups repeat what they belong to, and links, forms and drawings are
no comments.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from qualog.text.layout import PrintedLine
from qualog.text.quoting import quotations
from qualog_plugins.importers.reading.characters import mended
from qualog_plugins.importers.transcripts.dates import milliseconds_of
from qualog_plugins.importers.word.margin import Comment

_NOTES = (1, 3)  # FPDF_ANNOT_TEXT, FPDF_ANNOT_FREETEXT
_MARKS = (9, 10, 11, 12)  # highlight, underline, squiggly line, strikeout
_MOST = 100_000  # of a page
_PARTED = re.compile("[\x02\ufffe]\\s*")  # a word at a line's end, as PDFium tells it
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?")


@frozen
class Remark:
    """One remark: what it says, by whom, when, and where it stands.

    `words` are those under the mark, None for a note at a point; `bottom` and `top` are in points.
    """

    text: str
    author: str | None
    dated: int | None
    reply: bool
    page: int
    words: str | None
    bottom: float
    top: float

    def placed(self, text: str, lines: Sequence[PrintedLine]) -> Comment:
        """Give the remark as a comment on its words in the text that was made of the pages."""
        return Comment(self.text, self.author, self.dated, self._span(text, lines), self.reply)

    def _span(self, text: str, lines: Sequence[PrintedLine]) -> tuple[int, int] | None:
        here = [each for each in lines if each.page == self.page and each.start < each.end]
        if self.words is None:
            middle = (self.bottom + self.top) / 2
            nearest = min(here, key=lambda each: _away(each, middle), default=None)
            return (nearest.start, nearest.end) if nearest else None
        under = [each for each in here if each.box[1] < self.top and self.bottom < each.box[3]]
        if not under:
            return None
        start, end = min(each.start for each in under), max(each.end for each in under)
        found = quotations(text, self.words, start, end)
        return found[0] if len(found) == 1 else None


def remarks_on(page: Any, words: Any, number: int) -> Iterator[Remark]:
    """Give what people remarked on a page.

    Args:
        page: the page, as pypdfium2 has it.
        words: its text page.
        number: the page's number from 1.
    """
    from pypdfium2 import raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        mark = raw.FPDFPage_GetAnnot(page, index)
        if not mark:
            continue
        kind = raw.FPDFAnnot_GetSubtype(mark)
        if kind in (*_NOTES, *_MARKS):
            parts = list(_parts(mark)) if kind in _MARKS else []
            under = _PARTED.sub("", " ".join(words.get_text_bounded(*each) for each in parts))
            boxes = parts or [_rectangle(mark)]
            yield Remark(
                _said(mark, b"Contents"),
                _said(mark, b"T") or None,
                _dated(_said(mark, b"CreationDate") or _said(mark, b"M")),
                bool(raw.FPDFAnnot_HasKey(mark, b"IRT")),
                number,
                mended(under).text.strip() if kind in _MARKS else None,
                min(each[1] for each in boxes),
                max(each[3] for each in boxes),
            )
        raw.FPDFPage_CloseAnnot(mark)


def _away(line: PrintedLine, height: float) -> float:
    return abs((line.box[1] + line.box[3]) / 2 - height)


def _parts(mark: Any) -> Iterator[tuple[float, float, float, float]]:
    """Give the boxes of a mark, one for each line: left, bottom, right, top."""
    from pypdfium2 import raw

    corners = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(mark), _MOST)):
        if raw.FPDFAnnot_GetAttachmentPoints(mark, index, corners):
            across = (corners.x1, corners.x2, corners.x3, corners.x4)
            up = (corners.y1, corners.y2, corners.y3, corners.y4)
            yield min(across), min(up), max(across), max(up)


def _rectangle(mark: Any) -> tuple[float, float, float, float]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(mark, box)
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _said(mark: Any, key: bytes) -> str:
    from ctypes import c_ushort

    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(mark, key, buffer, size)
    told = bytes(buffer).decode("utf-16-le", "replace").partition("\x00")[0]
    return told.replace("\r\n", "\n").replace("\r", "\n").strip()


def _dated(told: str) -> int | None:
    match = _DATE.match(told)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone, more = match.groups()
    ahead = f"{zone}:{more or '00'}" if zone else "+00:00"
    return milliseconds_of(f"{year}-{month}-{day}T{hour}:{minute}:{second}{ahead}")
