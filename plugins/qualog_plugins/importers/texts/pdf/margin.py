"""What people wrote in the margin of a PDF: comments on highlighted words, and notes at a point.

A highlight (or underline, strikeout) is on the words under it; a note at a point is on the nearest
line. Pop-ups repeat what they belong to, and links, forms and drawings are not comments.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from qualog.text.layout import PrintedLine
from qualog.text.quoting import quotations
from qualog_plugins.importers.comments.margin import Comment
from qualog_plugins.importers.reading.characters import plain_line_ends, repair_text
from qualog_plugins.importers.texts.pdf.printed_lines import Box
from qualog_plugins.importers.transcripts.dates import milliseconds_of

_NOTES = (1, 3)  # FPDF_ANNOT_TEXT, FPDF_ANNOT_FREETEXT
_MARKS = (9, 10, 11, 12)  # highlight, underline, squiggly line, strikeout
_MOST = 100_000  # marks of a page, and boxes of a mark
_HYPHENATION = re.compile("[\x02\ufffe]\\s*")  # what PDFium gives for a hyphen and a line end
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?")


@frozen
class Remark:
    """A comment as it is on its page.

    Attributes:
        text: what it says.
        author: who wrote it; None where the file does not say.
        dated: when, in milliseconds of UTC since 1970; None where the file does not say.
        reply: whether it answers another.
        page: the number of its page, from 1.
        words: the words under its mark; None for a note at a point.
        bottom: the lower end of its mark, in points from the bottom of the page.
        top: the upper end, likewise.
    """

    text: str
    author: str | None
    dated: int | None
    reply: bool
    page: int
    words: str | None
    bottom: float
    top: float

    def on(self, text: str, lines: Sequence[PrintedLine]) -> Comment:
        """Return it as a comment on its words in the text that was made of the pages."""
        return Comment(self.text, self.author, self.dated, self._span(text, lines), self.reply)

    def _span(self, text: str, lines: Sequence[PrintedLine]) -> tuple[int, int] | None:
        here = [line for line in lines if line.page == self.page and line.start < line.end]
        if self.words is None:
            middle = (self.bottom + self.top) / 2
            nearest = min(here, key=lambda line: _distance(line, middle), default=None)
            return (nearest.start, nearest.end) if nearest else None
        under = [line for line in here if line.box[1] < self.top and self.bottom < line.box[3]]
        if not under:
            return None
        start, end = min(line.start for line in under), max(line.end for line in under)
        found = quotations(text, self.words, start, end)
        return found[0] if len(found) == 1 else None


def remarks_on(page: Any, words: Any, number: int) -> Iterator[Remark]:
    """Yield what people remarked on a page.

    Args:
        page: the page, as pypdfium2 has it.
        words: its text page.
        number: the page's number, from 1.
    """
    from pypdfium2 import raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        mark = raw.FPDFPage_GetAnnot(page, index)
        if not mark:
            continue
        kind = raw.FPDFAnnot_GetSubtype(mark)
        if kind in (*_NOTES, *_MARKS):
            lines = list(_line_boxes(mark)) if kind in _MARKS else []
            under = _HYPHENATION.sub("", " ".join(words.get_text_bounded(*box) for box in lines))
            boxes = lines or [_rectangle(mark)]
            yield Remark(
                _value(mark, b"Contents"),
                _value(mark, b"T") or None,
                _date(_value(mark, b"CreationDate") or _value(mark, b"M")),
                bool(raw.FPDFAnnot_HasKey(mark, b"IRT")),
                number,
                repair_text(under).text.strip() if kind in _MARKS else None,
                min(box[1] for box in boxes),
                max(box[3] for box in boxes),
            )
        raw.FPDFPage_CloseAnnot(mark)


def _distance(line: PrintedLine, height: float) -> float:
    """Return how far the middle of a line is above or below a height, in points."""
    return abs((line.box[1] + line.box[3]) / 2 - height)


def _line_boxes(mark: Any) -> Iterator[Box]:
    """Yield the boxes of a mark, one for each line."""
    from pypdfium2 import raw

    corners = raw.FS_QUADPOINTSF()
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(mark), _MOST)):
        if raw.FPDFAnnot_GetAttachmentPoints(mark, index, corners):
            across = (corners.x1, corners.x2, corners.x3, corners.x4)
            up = (corners.y1, corners.y2, corners.y3, corners.y4)
            yield min(across), min(up), max(across), max(up)


def _rectangle(mark: Any) -> Box:
    """Return the box around a mark."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(mark, box)
    return box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)


def _value(mark: Any, key: bytes) -> str:
    """Return the text of a mark under a key; "" where there is none."""
    from ctypes import c_ushort

    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(mark, key, None, 0)
    buffer = (c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(mark, key, buffer, size)
    value = bytes(buffer).decode("utf-16-le", "replace").partition("\x00")[0]
    return plain_line_ends(value).strip()


def _date(value: str) -> int | None:
    """Return a date as PDF writes it, D:20240102030405+01'00, in milliseconds of UTC."""
    match = _DATE.match(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, hours, minutes = match.groups()
    offset = f"{hours}:{minutes or '00'}" if hours else "+00:00"
    return milliseconds_of(f"{year}-{month}-{day}T{hour}:{minute}:{second}{offset}")
