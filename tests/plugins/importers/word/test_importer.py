"""Word documents: their text in turns, and what is left behind of them."""

from pathlib import Path

import pytest
from tests.plugins.importers import docx_files as docx
from tests.plugins.importers.docx_files import make, para, run
from tests.plugins.importers.seen import left_behind
from tests.plugins.importers.word.reading import read, refused

from qualog.options import describe_options, read_options
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.texts.plain_text import PlainText
from qualog_plugins.importers.word.importer import Word, qualog_importers


def test_it_is_what_the_hook_gives():
    (importer,) = qualog_importers()
    assert isinstance(importer, Importer)
    assert importer.name == "word"
    assert [each.name for each in describe_options(importer.options)] == [
        "speakers", "names", "codes", "long-comments",
    ]  # fmt: skip
    given = read_options(
        importer.options, {"long-comments": "code", "codes": "tags"}, owner="importer 'word'"
    )
    assert (given.long_comments, given.codes) == ("code", "tags")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["David", "Jessica", "Sam"])
def test_a_word_file_and_its_plain_text_have_the_same_speakers(shared, name):
    folder = shared / "interop" / "transcripts" / "sheffield_nc"
    word = read(folder / f"{name}.docx").documents[0]
    plain = PlainText().read(folder / f"{name}.txt", PlainText.options()).documents[0]
    said = [(turn.speaker, word.text[turn.start : turn.end].split()) for turn in word.turns]
    assert said == [
        (turn.speaker, plain.text[turn.start : turn.end].split()) for turn in plain.turns
    ]
    assert word.name == name
    assert word.original == (folder / f"{name}.docx").read_bytes()


def test_what_stands_beside_the_talk_is_left_out_and_told(tmp_path):
    box = f"<w:txbxContent>{para(run('in a box'))}</w:txbxContent>"
    body = para(
        run("said"),
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:drawing/></w:r>',
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        "<m:oMath><m:r><m:t>x</m:t></m:r><w:r><w:t>y</w:t></w:r></m:oMath>",
    )
    header = f"<w:hdr {docx.NAMESPACES}>{para(run('Interview 3'))}</w:hdr>"
    path = make(tmp_path / "i.docx", body, header1=header, header2=f"<w:hdr {docx.NAMESPACES}/>")
    material = read(path)
    assert material.documents[0].text == "said\n"
    assert set(left_behind(material)) == {
        "text boxes: 1",
        "footnotes: 1",
        "pictures or objects: 1",
        "passages of tracked deletions: 1",
        "formulas: 1",
        "page headers with text: 1",
    }


def test_speakers_and_headings(tmp_path):
    styles = (
        f'<w:styles {docx.NAMESPACES}><w:style w:styleId="Rubrik1"><w:name w:val="heading 1"/>'
        "</w:style></w:styles>"
    )
    body = (
        para(run("Intervju 3"))
        + para(run("I:"), "<w:r><w:tab/></w:r>", run("Why?"))
        + para(run("R: So."))
        + para(run("And so."))
        + para(run("Second part"), style="Rubrik1")
        + para(run("They sit down."))
        + para(run("R: Yes. [0:05]"))
    )
    document = read(make(tmp_path / "i.docx", body, styles=styles)).documents[0]
    assert [(t.speaker, document.text[t.start : t.end], t.time) for t in document.turns] == [
        (None, "Intervju 3", None),
        ("I", "Why?", None),
        ("R", "So.\nAnd so.", None),
        (None, "Second part", None),
        (None, "They sit down.", None),
        ("R", "Yes.", 5_000),
    ]


def test_prose_is_cut_at_words_own_paragraphs(tmp_path):
    body = para(run("One."), "<w:r><w:br/></w:r>", run("Still one.")) + para() + para(run("Two."))
    document = read(make(tmp_path / "i.docx", body)).documents[0]
    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        "One.\nStill one.",
        "Two.",
    ]


def test_a_document_without_words_is_refused(tmp_path):
    assert "holds no text" in refused(make(tmp_path / "i.docx", para() + para(run(" "))))


@pytest.mark.parametrize(
    ("name", "head", "sure"),
    [
        ("i.docx", b"PK\x03\x04\x14\x00", 0.9),
        ("i.DOCX", b"PK\x03\x04\x14\x00", 0.9),
        ("i.zip", b"PK\x03\x04\x14\x00", 0.0),
        ("i.bin", b"PK\x03\x04....word/document.xml", 0.6),
        ("i.docx", b"hello", 0.0),
        ("i.txt", b"I: hello", 0.0),
        ("i.png", b"\x89PNG\r\n\x1a\n", 0.0),
        ("i.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0.1),
    ],
)
def test_how_sure_it_is(name, head, sure):
    assert Word().sniff(Path(name), head) == sure
