"""What people wrote in the margin of a PDF, and on which words."""

import pytest
from pypdfium2 import PdfDocument
from tests.plugins.importers.pdf_files import printed, remarked

from qualog.text.layout import PrintedLine
from qualog_plugins.importers.texts.pdf.margin import Remark, remarks_on

TEXT = "I: so it was\nB: so they trust us\n"
LINES = (
    PrintedLine(0, 12, 1, (50, 700, 122, 710)),
    PrintedLine(13, 32, 1, (50, 688, 164, 698)),
)


def span(words, bottom, top, page=1):
    remark = Remark("x", None, None, False, page, words, bottom, top)
    return remark.on(TEXT, LINES).span


def test_a_mark_is_on_the_words_under_it():
    assert TEXT[slice(*span("trust us", 689, 697))] == "trust us"
    assert span("so", 689, 697) == (16, 18)  # of the line that is marked, not of the one above
    assert span("was B: so", 689, 709) == (9, 18)


@pytest.mark.parametrize(
    ("words", "bottom", "top", "page"),
    [("none", 689, 697, 1), ("trust", 100, 110, 1), ("trust", 689, 697, 2), ("so", 689, 709, 1)],
)
def test_a_mark_whose_words_are_not_there_once_is_on_none(words, bottom, top, page):
    assert span(words, bottom, top, page) is None


def test_a_note_at_a_point_is_on_the_nearest_line():
    assert span(None, 680, 690) == (13, 32)
    assert span(None, 780, 790) == (0, 12)
    assert span(None, 780, 790, page=2) is None


def remarks(*notes):
    document = PdfDocument(remarked(printed([(50, 700, "I: so it was")]), *notes))
    page = document[0]
    return list(remarks_on(page, page.get_textpage(), 1))


def test_what_a_remark_says_by_whom_and_when():
    [note] = remarks(
        "/Subtype/Text/Rect[50 690 60 700]/Contents(so\\r\\nit is )/T(Ann)"
        "/M(D:20240102040405+01'00)"
    )
    assert (note.text, note.author, note.dated) == ("so\nit is", "Ann", 1704164645000)
    assert (note.words, note.reply, note.bottom, note.top) == (None, False, 690, 700)


def test_the_words_under_a_mark_are_read():
    [mark] = remarks("/Subtype/Highlight/QuadPoints[68 710 80 710 68 700 80 700]/Contents(a)")
    assert (mark.words, mark.author, mark.dated) == ("so", None, None)


def test_pop_ups_links_and_drawings_are_no_remarks():
    kinds = ("Popup", "Link", "Square", "Ink")
    assert remarks(*(f"/Subtype/{kind}/Rect[0 0 9 9]/Contents(no)" for kind in kinds)) == []
