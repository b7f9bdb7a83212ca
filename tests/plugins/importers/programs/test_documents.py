"""The documents of a project in a database, by the numbers that the program gives them."""

import pytest

from qualog_plugins.importers.placing.passages import MarkedPassage
from qualog_plugins.importers.programs.documents import ProjectDocuments
from qualog_plugins.importers.transcripts.turns import TurnOptions


@pytest.fixture
def documents():
    return ProjectDocuments(TurnOptions())


def test_documents_are_found_by_their_numbers(documents):
    assert documents.add(7, "talk.txt", "\ufeffI trust\r\nthem").document.name == "talk"
    assert documents.add(None, "", "so").document.name == "file None"
    assert documents.sources[7].document.text == "I trust\nthem"
    assert [document.name for document in documents.documents] == ["talk", "file None"]
    assert documents.left_behind() == ()


def test_a_file_without_text_is_left_behind_unless_it_is_something_else(documents):
    assert documents.add(1, "empty", " \n") is None
    assert documents.add(2, "map.png", "", "image/png").document.media == "image/png"
    assert list(documents.sources) == [2]
    assert list(map(str, documents.left_behind())) == ["the file “empty”, which has no text"]


def test_a_journal_entry_is_a_document_that_nobody_speaks_in(documents):
    documents.add(1, "Journal: Day", "talk")
    documents.add_journal("Journal: Day", "A: hi\r\nB: so\r\n")
    documents.add_journal("Journal: Night", " ")
    [_, entry] = documents.documents
    assert (entry.name, entry.text, entry.turns) == ("Journal: Day (2)", "A: hi\nB: so\n", ())
    assert list(documents.sources) == [1, -2]


def test_a_passage_that_has_no_place_is_left_behind_with_where_it_is(documents):
    source = documents.add(1, "talk", "I trust them")
    assert documents.span(source, MarkedPassage(2, 7, "trust"), "coding 1") == (2, 7)
    assert documents.span(source, MarkedPassage(2, 99), "coding 2") is None
    assert list(map(str, documents.left_behind())) == ["coding 2: its text has no passage 2:99"]


def test_what_a_project_left_behind_stands_among_what_its_documents_did():
    dropped = ["the memo on the case"]
    documents = ProjectDocuments(TurnOptions(), dropped)
    documents.add(1, "empty", "")
    assert len(dropped) == 2
    assert documents.left_behind() == tuple(dropped)
