"""Sentences on the material."""

from tests.plugins.exporters.report.methods.conftest import methods

from qualog.material import ImportedDocument, Material


def add(project, *names):
    documents = tuple(ImportedDocument(name, "So we wait.") for name in names)
    project.imports.import_(Material(documents=documents), importer="test")


def test_one_of_each_is_said_in_words(empty):
    add(empty, "talk")
    empty.participants.add("Anna")
    assert methods(empty).startswith(
        "The material consists of one document (11 characters), with one participant. "
    )


def test_large_numbers_have_separators(empty):
    document = ImportedDocument("long", "so it goes " * 1_000)
    empty.imports.import_(Material(documents=(document,)), importer="test")
    assert "(11,000 characters)" in methods(empty)


def test_who_withdrew_is_counted_apart(project):
    project.participants.withdraw("Bo")
    assert (
        "with one participant. One more participant withdrew their consent. What was said has "
        "been erased and is in no figure here. "
    ) in methods(project)


def test_who_conducted_and_transcribed_is_one_sentence_for_each(empty):
    add(empty, "first", "second", "third")
    empty.documents.held("first", ["Ingrid"])
    empty.documents.held("second", ["Ingrid"])
    empty.documents.transcribed("first", ["Ingrid"])
    empty.documents.held("third", ["Ingrid", "Samir"])
    empty.documents.transcribed("third", ["Samir"])
    assert (
        "Ingrid conducted 2 interviews and transcribed one recording. "
        "Ingrid and Samir conducted one interview. "
        "Samir transcribed one recording. "
    ) in methods(empty)


def test_a_reading_after_the_coding_is_not_one_before(project):
    project.documents.mark_read("letter")
    assert (
        "Before its coding began, one document was read through in full. "
        "After its coding had begun, one document was read through in full. "
    ) in methods(project)


def test_several_readings_are_counted(empty):
    add(empty, "first", "second")
    empty.documents.mark_read("first")
    empty.documents.mark_read("second")
    assert "Before their coding began, 2 documents were read through in full. " in methods(empty)
