"""The state: texts, files and pages of documents, and which codings stand where."""

import pytest
from tests.core.conftest import TEXT, transcript

from qualog.errors import NotFound
from qualog.material import ImportedDocument, Material
from qualog.text.layout import PrintedLine


def imported(project, **how):
    words = "So we wait.\nAnd we hope."
    document = ImportedDocument("page", words, **how)
    project.imports.import_(Material(documents=(document,)), importer="test")
    return project.find.document("page").id


def test_the_text_and_the_file_of_a_document_are_as_they_were_received(project):
    document = project.find.document("talk").id
    assert project.state.text(document) == TEXT
    assert project.state.original(document) == TEXT.encode()


def test_what_is_not_there_is_named(project):
    with pytest.raises(NotFound, match="There is no document nowhere"):
        project.state.text("nowhere")
    document = project.find.document("talk").id
    with pytest.raises(NotFound, match="has no revision later"):
        project.state.text_of(document, "later")
    with pytest.raises(NotFound, match="No file was kept of “page”"):
        project.state.original(imported(project))


def test_a_file_that_was_erased_is_said_to_be_gone(project):
    document = project.find.document("talk").id
    project.participants.withdraw("Anna")
    with pytest.raises(NotFound, match=r"The file of “.erased.” was erased"):
        project.state.original(document)
    assert "█" in project.state.text(document)


def test_the_bytes_of_words_are_found_in_the_file(project):
    document = project.find.document("talk").id
    start = TEXT.index("trust")
    [piece] = project.state.origin(document).pieces(start, start + len("trust"))
    assert TEXT.encode()[piece.first : piece.last] == b"trust"


def test_the_lines_on_paper_are_those_that_a_passage_stands_in(project):
    lines = (
        PrintedLine(0, 11, 1, (10.0, 20.0, 110.0, 32.0)),
        PrintedLine(12, 24, 2, (10.0, 20.0, 120.0, 32.0)),
    )
    document = imported(project, lines=lines)
    project.codings.apply("trust", "page", quote="we hope")
    project.codings.apply("power", "page", quote="wait.\nAnd")
    project.codings.apply("power", "page", span=(6, 12))  # to the end of the first line's break
    hope, both, first = project.state.codings.values()
    assert [line.page for line in project.state.printed(hope)] == [2]
    assert [line.page for line in project.state.printed(both)] == [1, 2]
    assert [line.page for line in project.state.printed(first)] == [1]
    assert [line.page for line in project.state.layout(document)] == [1, 2]
    talk = project.codings.apply("trust", "talk", turn=2)
    assert project.state.printed(talk) == []


def test_codings_are_found_by_document_in_order_and_by_their_very_place(project):
    late = project.codings.apply("trust", "talk", turn=4)
    early = project.codings.apply("power", "talk", turn=2)
    wide = project.codings.apply("power", "talk", span=(0, len(TEXT)))
    found = project.state.codings_in(early.document)
    assert [coding.id for coding in found] == [wide.id, early.id, late.id]
    again = project.codings.apply("trust", "talk", turn=2, by=["Samir"])
    there = project.state.codings_at(early.document, early.start, early.end)
    assert {coding.id for coding in there} == {early.id, again.id}
    project.codings.resize(early.id, span=(late.start, late.end))
    there = project.state.codings_at(early.document, again.start, again.end)
    assert [coding.id for coding in there] == [again.id]
    project.participants.withdraw("Anna")
    assert project.state.codings_at(early.document, again.start, again.end) == []


def test_the_words_of_another_document_stay_where_one_withdraws(project):
    project.imports.import_(Material(documents=(transcript("other"),)), importer="test")
    project.participants.withdraw("Anna")
    assert project.state.text(project.find.document("other").id) == TEXT
