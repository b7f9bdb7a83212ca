"""What is not a Word document, and what a hostile one does."""

import io
import zipfile

import pytest
from tests.plugins.importers import docx_files as docx
from tests.plugins.importers.docx_files import comment, make, para, reference, run
from tests.plugins.importers.word.reading import refused, text_of


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"hello", "not a Word document"),
        (b"%PDF-1.7", "a PDF"),
        (b"{\\rtf1 }", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Word document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"PK\x03\x04" + bytes(50), "damaged or cut off"),
        (b"PK", "damaged or cut off"),
    ],
)
def test_what_is_no_word_document(tmp_path, data, told):
    path = tmp_path / "i.docx"
    path.write_bytes(data)
    assert told in refused(path)


def test_every_cut_is_refused(tmp_path):
    whole = make(tmp_path / "whole.docx", para(run("words " * 500))).read_bytes()
    for length in range(2, len(whole), max(1, len(whole) // 60)):
        path = tmp_path / "cut.docx"
        path.write_bytes(whole[:length])
        refused(path)


def test_a_zip_that_is_no_word_document(tmp_path):
    path = tmp_path / "i.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    assert "not a Word document" in refused(path)


@pytest.mark.parametrize("part", ["document", "comments", "commentsExtended", "styles"])
@pytest.mark.parametrize(
    "content",
    [
        "",
        "<w:document>",
        "\x00\x01",
        '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    ],
)
def test_parts_that_are_no_xml_of_word(tmp_path, part, content):
    path = tmp_path / "i.docx"
    make(path, para(run("a"), reference(1)), comment(1, "b"))
    bad = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            if name != f"word/{part}.xml":
                new.writestr(name, old.read(name))
        new.writestr(f"word/{part}.xml", content)
    path.write_bytes(bad.getvalue())
    assert f"word/{part}.xml" in refused(path)


def test_a_bomb_of_tags(tmp_path):
    path = tmp_path / "i.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<w>" + b"<a/>" * 10_100_000 + b"</w>")
    assert "far more than a file of its kind holds. Split it" in refused(path)


def test_a_document_whose_main_part_has_another_name(tmp_path):
    path = tmp_path / "i.docx"
    relations = (
        '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("_rels/.rels", relations)
        package.writestr("word/document2.xml", docx.document(para(run("a"))))
    assert text_of(path) == "a\n"
