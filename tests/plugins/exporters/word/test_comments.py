"""Texts with comments: what goes out to Word comes in from Word."""

import zipfile
from itertools import combinations

import docx
import pytest

from qualog.errors import NotFound
from qualog.material import ImportedDocument, Material
from qualog_plugins.exporters.word.comments import WordComments
from qualog_plugins.importers.word.importer import Word

INGRID, SAMIR = "Ingrid <b>Falk</b>", "Samir"


def unpacked(target, folder):
    with zipfile.ZipFile(target) as archive:
        archive.extractall(folder)
    return {file.name: file for file in folder.iterdir()}


def read(file):
    return Word().read(file, Word.options(codes="whole"))


def test_what_goes_out_comes_in_again(project, export, tmp_path):
    target, left_out = export(WordComments())
    files = unpacked(target, tmp_path / "texts")
    assert set(files) == {"talk -1-.docx", "letter.docx"}
    assert left_out == [
        "The document “talk <1>” is in the file “talk -1-.docx”, since no file can have its name.",
        "The file leaves out one memo on a text or a passage. To export it: qualog export sqlite",
    ]
    state = project.state
    for name, file in (("talk <1>", "talk -1-.docx"), ("letter", "letter.docx")):
        id_ = project.find.document(name).id
        found = read(files[file])
        (document,) = found.documents
        assert document.text.rstrip("\n") == state.text(id_).rstrip("\n")
        assert sorted((c.start, c.end, c.code, c.author, c.dated) for c in found.codings) == sorted(
            (
                coding.start,
                coding.end,
                state.codebook.name(coding.code),
                state.author_names(coding.made.authors),
                coding.made.milliseconds,
            )
            for coding in state.codings_in(id_)
        )
        assert [(memo.text, document.text[memo.start : memo.end]) for memo in found.memos] == (
            [("sure, or <hoping>?", "I trust them <em>all</em> & more.")] if "talk" in name else []
        )


def test_a_form_feed_is_a_page_break_and_that_is_said(project, export, tmp_path):
    said = "All that is on the first page, by far the longer one.\n\fPage two.\x01"
    project.imports.import_(Material(documents=(ImportedDocument("fed", said),)), importer="test")
    project.codings.apply("voice", "fed", quote="two", by=[SAMIR])
    target, left_out = export(WordComments(), document="fed")
    assert left_out == [
        "A form feed in “fed” is a page break in Word, and would be imported as the end of a "
        "line. To import the file again, name the document with --onto.",
        "A character in “fed” cannot be stored in a Word file; it reads as �.",
    ]
    (file,) = unpacked(target, tmp_path / "texts").values()
    found = read(file)
    assert (
        found.documents[0].text
        == "All that is on the first page, by far the longer one.\n\nPage two.�\n"
    )
    (coding,) = found.codings
    assert said[coding.start : coding.end] == "two"
    project.imports.import_(found, importer="word", onto="fed")


def test_what_word_cannot_hold_is_counted(project, export):
    said = "One\x01 two\r three.\f\fFour"
    project.imports.import_(Material(documents=(ImportedDocument("odd", said),)), importer="test")
    assert export(WordComments(), document="odd")[1] == [
        "The 2 form feeds in “odd” are page breaks in Word, and would be imported as ends of "
        "lines. To import the file again, name the document with --onto.",
        "In “odd”, 2 characters cannot be stored in a Word file; each reads as �.",
    ]


def test_every_overlap_of_passages_is_exact(project, export, tmp_path):
    said = "åb\tc\n\nd 🙂e\n"
    project.imports.import_(Material(documents=(ImportedDocument("all", said),)), importer="test")
    spans = [span for span in combinations(range(len(said)), 2) if said[slice(*span)].strip()]
    for span in spans:
        project.codings.apply("voice", "all", span=span, by=[SAMIR])
    target, _ = export(WordComments(), document="all")
    (file,) = unpacked(target, tmp_path / "texts").values()
    found = read(file)
    assert found.documents[0].text == said
    assert sorted((coding.start, coding.end) for coding in found.codings) == spans


def test_a_stranger_reads_the_comments(export, tmp_path):
    files = unpacked(export(WordComments())[0], tmp_path / "texts")
    comments = list(docx.Document(str(files["letter.docx"])).comments)
    assert [(comment.author, comment.text) for comment in comments] == [
        (INGRID, "Power over"),
        (f"{INGRID} and {SAMIR}", "Power over"),
    ]


def test_the_words_of_others_are_not_in_a_narrowed_text(project, tmp_path):
    project.attributes.define("role")
    project.attributes.give("Anna <i>", "role", "client")
    target = tmp_path / "narrow.zip"
    study = project.at(None).narrowed("role = client")
    WordComments().write(study, target, WordComments.options())
    (file,) = unpacked(target, tmp_path / "texts").values()
    text = read(file).documents[0].text
    assert "How was it?" not in text
    assert "I trust them" in text


def test_the_same_study_is_the_same_bytes(export):
    first = export(WordComments())[0].read_bytes()
    assert export(WordComments())[0].read_bytes() == first


def test_a_document_that_is_not_there_is_an_error(export):
    with pytest.raises(NotFound, match="nowhere"):
        export(WordComments(), document="nowhere")
