"""Imports PDF files: their text in paragraphs and turns, and where each line is on paper.

How lines become paragraphs, and what becomes of page numbers, is in `pdf.printed_lines`. Why
pypdfium2: it gives a box for each letter, which pypdf does not, and is small and fast.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from attrs import frozen

from qualog.errors import BadInput
from qualog.language import message, number
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.comments.margin import CommentOptions, material_with_comments
from qualog_plugins.importers.reading.characters import repair_text
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
from qualog_plugins.importers.transcripts.turns import Layout, turns_in

_BEGIN = b"%PDF-"
_HYPHENS = ("\x02", "\ufffe")  # what PDFium gives for a hyphen and the line end after it
_MOST_PAGES = 5_000
_MOST_CHARACTERS = 10_000_000


@frozen
class Options(CommentOptions):
    """How a PDF is read."""

    join: bool = option(True, help="join printed lines into paragraphs; if not, keep each line")
    headers: bool = option(False, help="keep headers, footers and page numbers")


class Pdf:
    """The importer of PDF files."""

    name = "pdf"
    summary = "PDF files with text, and comments as codings by their authors; lines keep their page"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Return how sure it is, from 0 to 1."""
        return 0.95 if _BEGIN in head[:1024] else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Return the file as one document, with its comments as codings and memos.

        Raises:
            BadInput: it is not a PDF, a damaged or locked one, or holds no text.
        """
        data = read_bytes(path)
        if _BEGIN not in data[:1024]:
            raise BadInput("{file} is not a PDF. Check that it is the right file.", file=path.name)
        pages, remarks = _read_pages(data, path)
        if not options.headers:
            pages.leave_out_running_lines()
        if not pages.lines:
            raise BadInput(
                "{file} holds no text: its pages may be pictures. Let a program recognise "
                "the text in them (OCR) first.",
                file=path.name,
            )
        printed = write_out(pages.lines, join=options.join)
        cut = turns_in(printed.text, options, Layout(printed.paragraphs))
        wordless = sum(not remark.text for remark in remarks)
        pages.left_behind.add(message("highlights and notes without a word"), wordless)
        return material_with_comments(
            ImportedDocument(path.stem, printed.text, cut.turns, data, lines=printed.lines),
            [remark.on(printed.text, printed.lines) for remark in remarks if remark.text],
            options,
            left_behind=pages.left_behind.messages(),
            doubtful=cut.doubtful,
        )


def _read_pages(data: bytes, path: Path) -> tuple[Pages, list[Remark]]:
    """Return the lines of all pages, and what people remarked on them.

    Raises:
        BadInput: it is damaged, locked, or too long.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(data)) as document:
            if len(document) > _MOST_PAGES:
                raise BadInput(
                    "{file} has more than {pages} pages. Split it.",
                    file=path.name,
                    pages=number(_MOST_PAGES),
                )
            left = _MOST_CHARACTERS
            pages = Pages([])
            remarks: list[Remark] = []
            for index in range(len(document)):
                with closing(document[index]) as page, closing(page.get_textpage()) as text:
                    pages.pages.append(list(_lines(text, index + 1, left)))
                    remarks += remarks_on(page, text, index + 1)
                    left -= sum(len(line.words) for line in pages.pages[-1])
                    pages.clear(index, page.get_mediabox())
            if left < 0:
                raise BadInput(
                    "{file} holds more text than any transcript. Split it.", file=path.name
                )
            return pages, remarks
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise BadInput(
                "{file} is locked with a password. Save it without one.", file=path.name
            ) from None
        raise BadInput(
            "{file} is damaged or cut off. Copy or download it again, or print it to a new PDF.",
            file=path.name,
        ) from None


def _lines(text: Any, page: int, most: int) -> Iterator[Line]:
    """Yield the lines of a page (from 1), of as many characters as there may be, and one more."""
    words: list[str] = []
    boxes: list[Box] = []
    for index in range(min(text.count_chars(), max(most, 0) + 1)):
        letter = _letter(text, index)
        if letter in _HYPHENS:
            words.append(HYPHEN)
            boxes.append(text.get_charbox(index))
        if letter in ("\r", "\n", *_HYPHENS):
            yield from _line(words, boxes, page)
            words, boxes = [], []
        elif letter:
            words.append(letter)
            if not letter.isspace():
                boxes.append(text.get_charbox(index))
    yield from _line(words, boxes, page)


def _line(words: list[str], boxes: list[Box], page: int) -> Iterator[Line]:
    """Yield the line that letters and their boxes make, if anything of it is seen."""
    line = boxed(repair_text("".join(words)).text.strip(), page, boxes)
    if line is not None:
        yield line


def _letter(text: Any, index: int) -> str:
    """Return a character of a page; "" where PDFium has none for it."""
    from pypdfium2.raw import FPDFText_GetUnicode

    code = FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code < 0x110000 else ""


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Return the importer."""
    return [Pdf()]
