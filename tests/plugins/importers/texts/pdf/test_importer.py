"""PDF files: paragraphs out of printed lines, and where each line stands."""

import pytest
from tests.plugins.importers.heard import heard, holds_up, read_file
from tests.plugins.importers.pdf_files import printed, remarked
from tests.plugins.importers.seen import left_behind

from qualog.errors import BadInput
from qualog.testing.samples import check_material
from qualog_plugins.importers.texts.pdf.importer import Pdf


@pytest.fixture
def read(tmp_path):
    def read(data, **options):
        path = tmp_path / "talk.pdf"
        path.write_bytes(data)
        return read_file(Pdf(), path, **options)

    return read


def test_lines_that_are_full_go_on_and_labels_begin_anew(read):
    material = read(
        printed(
            [
                (50, 700, "I: How did it all begin, in those days, would you"),
                (50, 688, "say?"),
                (50, 676, "R: We had not one hour for it, and nobody knew the good"),
                (50, 664, "rule of old å."),
                (50, 652, "Short."),
            ]
        )
    )
    assert [(who, words) for who, words, _ in heard(material)] == [
        ("I", "How did it all begin, in those days, would you\nsay?"),
        ("R", "We had not one hour for it, and nobody knew the good rule of old å.\nShort."),
    ]


def test_each_line_keeps_its_page_and_its_place(read):
    material = read(printed([(50, 700, "one line that is long")], [(72, 600, "two")]))
    (document,) = material.documents
    first, second = document.lines
    assert document.text[first.start : first.end] == "one line that is long"
    assert document.text[second.start : second.end] == "two"
    assert (first.page, second.page) == (1, 2)
    assert first.box == pytest.approx((50, 700, 176, 707), abs=4)
    assert second.box == pytest.approx((72, 600, 90, 606), abs=4)


def test_a_hyphen_at_a_line_end_goes_unless_the_word_is_written_with_one(read):
    page = [(50, 700, "R: it is a well-known rule, and the inter-"), (50, 688, "view was well-")]
    page += [(50, 676, "known too, and so was Anna-"), (50, 664, "Lisa, whom they told of it all")]
    told = "it is a well-known rule, and the interview was well-known too, and so was Anna-Lisa,"
    assert heard(read(printed(page)))[0][1].startswith(told)
    document = read(printed(page)).documents[0]
    assert [document.text[line.start : line.end].split()[-1] for line in document.lines] == [
        "inter", "well-", "Anna-", "all",
    ]  # fmt: skip
    assert "inter-\nview" in read(printed(page), join=False).documents[0].text


def test_lines_can_be_kept_as_they_are(read):
    page = [(50, 700, "so it went on and on and"), (50, 688, "on")]
    assert read(printed(page)).documents[0].text == "so it went on and on and on\n"
    assert read(printed(page), join=False).documents[0].text == "so it went on and on and\non\n"


def test_page_numbers_and_line_numbers_and_what_lies_off_the_page_go(read):
    pages = [
        [(300, 20, f"{number}/4"), (50, 700, f"I: words {word}"), (50, 688, "R: yes"),
         (50, 676, f"R: {word}"), (20, 700, "1"), (50, -90, "off")]
        for number, word in enumerate(["one", "two", "three", "four"], start=1)
    ]  # fmt: skip
    material = read(printed(*pages))
    assert "off" not in material.documents[0].text
    assert "/4" not in material.documents[0].text
    assert "headers, footers and page numbers: 4" in left_behind(material)
    assert "lines off the page: 4" in left_behind(material)
    assert "2/4" in read(printed(*pages), headers=True).documents[0].text


@pytest.mark.shared
def test_a_real_interview(shared):
    path = shared / "interop" / "pdf" / "PDPilot_P1.pdf"
    material = read_file(Pdf(), path)
    (document,) = material.documents
    assert document.text.startswith("Interview\nDan: Okay. So now you can stop sharing")
    assert {line.page for line in document.lines} == {1, 2, 3, 4, 5}
    assert {turn.speaker for turn in document.turns} == {None, "Dan", "Participant"}
    assert "we tend to use ICE plots." in document.text
    assert "headers, footers and page numbers: 5" in left_behind(material)
    check_material(material)
    first = document.lines[1]
    assert (document.text[first.start : first.start + 10], first.page) == ("Dan: Okay.", 1)
    assert 780 < first.box[1] < first.box[3] < 810
    with_headers = read_file(Pdf(), path, headers=True).documents[0].text
    assert with_headers.split()[:3] == ["1/5", "Interview", "Dan:"]


@pytest.mark.shared
def test_a_real_table_keeps_its_rows(shared):
    path = shared / "interop" / "pdf" / "PDPilot_code-system.pdf"
    (document,) = read_file(Pdf(), path).documents
    lines = document.text.splitlines()
    assert {line.page for line in document.lines} == {1}
    assert lines[2].split()[-1] == "293"
    assert lines[3].startswith("Explainability purposes")


def test_a_page_without_text_says_what_to_do(read):
    with pytest.raises(BadInput, match="OCR"):
        read(printed([]))


@pytest.mark.parametrize("part", [6, 40, 200, 500])
def test_half_a_file(tmp_path, part):
    path = tmp_path / "a.pdf"
    path.write_bytes(printed([(50, 700, "I: hello you")])[:part])
    holds_up(Pdf(), path)


@pytest.mark.parametrize("data", [b"", b"I: hi", b"%PDF-", b"%PDF-1.4\n" + b"\x00" * 1000])
def test_what_is_no_pdf_is_refused(read, data):
    with pytest.raises(BadInput, match=r"talk\.pdf"):
        read(data)


TALK = printed([(50, 700, "I: so it was"), (50, 688, "B: then they trust us"), (50, 676, "I: so")])
MADE = "D:20240102040405+01'00'"
OVER = "/QuadPoints[{0} 698 {1} 698 {0} 688 {1} 688]/Rect[{0} 688 {1} 698]"


def marked(kind, left, right, more):
    """Mark letters of the second line, each of which is 6 points wide."""
    return f"/Subtype/{kind}" + OVER.format(50 + 6 * left, 50 + 6 * right) + more


def test_comments_are_codings_by_their_authors_on_what_is_marked(tmp_path):
    path = tmp_path / "talk.pdf"
    notes = (
        marked(
            "Highlight", 13, 18, "/Contents(trust)/T(Ann)/CreationDate(D:20240102040405+01'00')"
        ),
        marked("Underline", 3, 12, "/Contents(They say it of the team.)/T(Bo)/M(D:20240102)"),
        marked("Highlight", 3, 7, ""),
        "/Subtype/Text/Rect[300 677 310 687]/Contents(#end so it goes)/T(Ann)",
        "/Subtype/Popup/Rect[0 0 9 9]/Contents(no)",
        "/Subtype/Link/Rect[0 0 9 9]/Contents(no)",
    )
    path.write_bytes(remarked(TALK, *notes))
    material = Pdf().read(path, Pdf.options())
    text = material.documents[0].text
    assert [
        (each.code, text[each.start : each.end], each.author, each.dated, each.memo)
        for each in material.codings
    ] == [
        ("trust", "trust", "Ann", 1704164645000, ""),
        ("end", "I: so", "Ann", None, "so it goes"),
    ]
    assert [(each.text, text[each.start : each.end], each.author) for each in material.memos] == [
        ("They say it of the team.", "then they", "Bo")
    ]
    assert left_behind(material)[0] == "highlights and notes without a word: 1"


def test_a_mark_on_no_words_is_told_and_a_memo(tmp_path):
    path = tmp_path / "talk.pdf"
    far = "/Subtype/Highlight/QuadPoints[300 90 400 90 300 80 400 80]/Rect[300 80 400 90]"
    path.write_bytes(remarked(TALK, f"{far}/Contents(lost)/T(Ann)"))
    material = Pdf().read(path, Pdf.options())
    [memo] = material.memos
    assert (memo.text, memo.start, memo.author) == ("lost", None, "Ann")
    assert "it is on no words of the text" in left_behind(material)[0]
