"""Imports PDF files: their text in paragraphs and turns, and where each line stands on paper.

How lines become paragraphs, and what becomes of page numbers, says `printed`. pypdfium2 reads
the file: it gives a box for each letter, which pypdf does not, and is small and fast.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.characters import mended
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.texts.pdf.margin import Remark, remarks_on
from qualog_plugins.importers.texts.pdf.printed_lines import (
    HYPHEN,
    Box,
    Line,
    Pages,
    boxed,
    write_out,
)
from qualog_plugins.importers.transcripts.turns import Layout, find_turns, not_taken, split_names
from qualog_plugins.importers.word.coded_comments import CodedComments, CommentOptions

_BEGIN = b"%PDF-"
_HYPHENS = ("\x02", "\ufffe")  # how PDFium tells a hyphen at a line's end, which it ends
_MOST_PAGES = 5_000
_MOST = 10_000_000


@frozen
class Options(CommentOptions):
    """How a PDF is read."""

    join: bool = option(True, help="join printed lines to paragraphs; if not, keep each line")
    headers: bool = option(False, help="keep headers, footers and page numbers")


class Pdf:
    """The importer of PDF files."""

    name = "pdf"
    summary = "PDF files with text, its lines' places, and comments as codings by their authors"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        return 0.95 if _BEGIN in head[:1024] else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, cut into turns.

        Raises:
            BadInput: it is no PDF, a damaged or locked one, or holds no text.
        """
        data = read_bytes(path)
        if _BEGIN not in data[:1024]:
            raise BadInput(f"{path.name} is no PDF. Check that it is the right file.")
        pages, remarks = _pages(data, path)
        if not options.headers:
            pages.leave_out_running_lines()
        if not pages.lines:
            raise BadInput(
                f"{path.name} holds no text: its pages may be pictures. Let a program recognise "
                "the text in them (OCR) first."
            )
        printed = write_out(pages.lines, join=options.join)
        layout = Layout(printed.paragraphs)
        names = split_names(options.names)
        cut = find_turns(printed.text, layout, speakers=options.speakers, names=names)
        margin = CodedComments(path.stem, options.codes, options.long_comments)
        for remark in remarks:
            if remark.text:
                margin.take(remark.placed(printed.text, printed.lines))
            else:
                pages.left_out["highlights and notes without a word"] += 1
        told = (f"{what}: {count}" for what, count in pages.left_out.items() if count)
        return Material(
            documents=(
                ImportedDocument(path.stem, printed.text, cut.turns, data, lines=printed.lines),
            ),
            codings=tuple(margin.codings),
            memos=tuple(margin.memos),
            dropped=(*told, *margin.dropped, *not_taken(cut)),
        )


def _pages(data: bytes, path: Path) -> tuple[Pages, list[Remark]]:
    """Give the lines of all pages, and what people remarked on them."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > _MOST_PAGES:
                raise BadInput(f"{path.name} has more than {_MOST_PAGES} pages. Split it.")
            left = _MOST
            found = Pages([])
            remarks: list[Remark] = []
            for number in range(len(document)):
                with closing(document[number]) as page, closing(page.get_textpage()) as text:
                    found.pages.append(list(_lines(text, number + 1, left)))
                    remarks += remarks_on(page, text, number + 1)
                    left -= sum(len(line.words) for line in found.pages[-1])
                    found.clear(number, page.get_mediabox())
            if left < 0:
                raise BadInput(f"{path.name} holds more text than any transcript. Split it.")
            return found, remarks
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput(f"{path.name} is locked with a password. Save it without.") from None
        raise BadInput(
            f"{path.name} is damaged or cut off. Copy or download it again, or print it to a new "
            "PDF."
        ) from None


def _lines(text: Any, number: int, most: int) -> Iterator[Line]:
    words: list[str] = []
    boxes: list[Box] = []
    for index in range(min(text.count_chars(), max(most, 0) + 1)):
        letter = _letter(text, index)
        if letter in _HYPHENS:
            words.append(HYPHEN)
            boxes.append(text.get_charbox(index))
        if letter in ("\r", "\n", *_HYPHENS):
            yield from _line(words, boxes, number)
            words, boxes = [], []
        elif letter:
            words.append(letter)
            if not letter.isspace():
                boxes.append(text.get_charbox(index))
    yield from _line(words, boxes, number)


def _line(words: list[str], boxes: list[Box], page: int) -> Iterator[Line]:
    line = boxed(mended("".join(words)).text.strip(), page, boxes)
    if line is not None:
        yield line


def _letter(text: Any, index: int) -> str:
    from pypdfium2.raw import FPDFText_GetUnicode

    code = FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code < 0x110000 else ""


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Pdf()]
