"""What of a Word document counts as text."""

import zipfile

import pytest
from tests.plugins.importers import docx_files as docx
from tests.plugins.importers.docx_files import make, para, run
from tests.plugins.importers.word.reading import text_of


@pytest.mark.shared
def test_real_moved_text_is_read_once(shared):
    assert text_of(shared / "interop" / "docx" / "pandoc_track_changes_move.docx") == (
        "Here is some text.\n\nHere is the text to be moved.\n\nHere is some more text.\n\n\n\n\n"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (para(run("a"), "<w:r><w:tab/></w:r>", run("b")), "a\tb\n"),
        (para(run("a"), "<w:r><w:br/><w:cr/></w:r>", run("b")), "a\n\nb\n"),
        (para(run("a"), '<w:r><w:br w:type="page"/></w:r>', run("b")), "a\nb\n"),
        (para(run("a"), "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>", run("b")), "a\u2011b\n"),
        (para(run("a"), f"<w:ins>{run('b')}</w:ins>"), "ab\n"),
        (para(run("a"), "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", run("c")), "ac\n"),
        (
            para(run("a"), f"<w:moveFrom>{run('b')}</w:moveFrom><w:moveTo>{run('c')}</w:moveTo>"),
            "ac\n",
        ),
        (para("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("a")), "a\n"),
        (para("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", run("a")), "a\n"),
        (
            para(f"<w:hyperlink>{run('a')}</w:hyperlink><w:smartTag>{run('b')}</w:smartTag>"),
            "ab\n",
        ),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{para(run('a'))}</w:sdtContent></w:sdt>", "a\n"),
        (para(run("a&#13;&#10;b\nc😀")), "a  b c😀\n"),
        (para('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', run("a")), "☺a\n"),
        (para("<!-- no words --><?pi no?>", run("a")), "a\n"),
    ],
)  # fmt: skip
def test_what_counts_as_text(tmp_path, body, text):
    assert text_of(make(tmp_path / "i.docx", body)) == text


def test_tables_are_read_cell_by_cell(tmp_path):
    cells = "".join(f"<w:tc>{para(run(each))}{para(run(each * 2))}</w:tc>" for each in "ab")
    body = f"{para(run('before'))}<w:tbl><w:tr>{cells}</w:tr></w:tbl>{para(run('after'))}"
    assert text_of(make(tmp_path / "i.docx", body)) == "before\na\naa\nb\nbb\nafter\n"


def test_a_strict_document_is_read(tmp_path):
    path = tmp_path / "i.docx"
    with zipfile.ZipFile(path, "w") as package:
        strict = docx.NAMESPACES.replace(docx.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        package.writestr("word/document.xml", docx.document(para(run("å")), strict))
    assert text_of(path) == "å\n"
