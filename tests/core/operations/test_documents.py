"""Documents: named, read, coded in full, and whose words they are."""

import pytest

from qualog.errors import NotAllowed


def test_a_document_is_renamed(project, refused):
    project.documents.rename("talk", " Interview 1 ")
    assert [each.name for each in project.state.documents.values()] == ["Interview 1"]
    refused("A document needs a name", project.documents.rename, "Interview 1", " ")
    refused("already a document “interview 1”", project.documents.rename, "Interview 1",
            "interview 1")  # fmt: skip


def test_a_document_is_removed_with_its_codings(project):
    project.codings.apply("trust", "talk", turn=2)
    project.documents.remove("talk")
    assert not project.state.documents
    assert not project.state.codings


def test_who_conducted_and_who_transcribed_it_and_when(project, refused):
    documents = project.documents
    documents.held("talk", ["Ingrid", "Samir"], day="2025-03-01")
    documents.transcribed("talk", ["Samir"], day="2025-03-09")
    [found] = project.state.documents.values()
    names = {each.id: each.name for each in project.state.authors.values()}
    assert [names[id_] for id_ in found.interviewers] == ["Ingrid", "Samir"]
    assert [names[id_] for id_ in found.transcribers] == ["Samir"]
    assert (found.held_on, found.transcribed_on) == ("2025-03-01", "2025-03-09")
    refused("is not a day", documents.held, "talk", ["Ingrid"], day="May")
    refused("is not a day", documents.transcribed, "talk", ["Ingrid"], day="May")
    refused("no author “Eva”", documents.held, "talk", ["Eva"])
    refused("no author “Eva”", documents.transcribed, "talk", ["Eva"])


def test_a_document_is_read_and_coded_in_full_or_in_part(project, refused):
    project.documents.mark_read("talk", by=["Samir"])
    project.documents.coded("talk")
    project.documents.coded("talk", passages=[(0, 5), (6, 9)], by=["Samir"])
    [found] = project.state.documents.values()
    assert [project.state.author_names(each.authors) for each in found.readings] == ["Samir"]
    assert [each.passages for each in found.coded] == [(), ((0, 5), (6, 9))]
    refused("lies outside talk", project.documents.coded, "talk", passages=[(0, 9999)])


def test_a_speaker_is_one_participant_or_one_author(project, refused):
    identify = project.documents.speaker
    refused("Name one participant or one author", identify, "talk", "R")
    refused("Name one participant or one author", identify, "talk", "R", participant="Anna",
            author="Samir")  # fmt: skip
    refused("talk has no speaker “X”. Its speakers are: I and R", identify, "talk", "X",
            author="Samir")  # fmt: skip
    identify("talk", "r", participant="Anna")
    identify("talk", "I", author="Samir")
    [found] = project.state.documents.values()
    assert found.identified == {
        found.speakers.index("R"): project.find.participant("Anna").id,
        found.speakers.index("I"): project.find.author("Samir").id,
    }


def test_a_document_without_speakers_says_so(project, refused):
    from qualog.material import ImportedDocument, Material

    project.imports.import_(Material((ImportedDocument("note", "so"),)), importer="test")
    refused("note has no speakers", project.documents.speaker, "note", "R", author="Samir")


def test_entries_on_speakers_and_passages_name_whom_they_are_about(project, last):
    anna = project.find.participant("Anna").id
    project.documents.speaker("talk", "R", participant="Anna")
    assert last()[0].subjects == anna
    project.documents.speaker("talk", "I", author="Samir")
    assert last()[0].subjects == ""
    project.documents.attribute("talk", "Anna", quote="They listen")
    assert last()[0].subjects == anna


@pytest.mark.parametrize("span", [(0, 5), (9, 14), (3, 14), (20, 30), (0, 30)])
def test_wherever_a_passage_begins_and_ends_it_goes_alone(project, span):
    """A text is kept in parts after its turns: a passage may begin or end with one, or within."""
    text = project.state.text(project.find.document("talk").id)
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", span=span)
    project.participants.withdraw("Bo")
    start, end = span
    after = project.state.text(project.find.document("talk").id)
    assert after == text[:start] + "█" * (end - start) + text[end:]


def test_a_passage_that_is_attributed_can_be_erased_alone(project):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", quote="They listen")
    project.participants.withdraw("Bo")
    text = project.state.text(project.find.document("talk").id)
    assert "█" * len("They listen") in text
    assert text.count("█") == len("They listen")
    assert text.startswith("I: How was it?")
    assert text.endswith(", most days.\n")


def test_a_passage_that_is_a_part_of_the_text_already_is_not_cut_again(project, last):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", quote="They listen")
    parts = project.find.document("talk").parts
    project.documents.attribute("talk", "Bo", quote="They listen")
    assert project.find.document("talk").parts == parts
    assert project.log.store.entry(*_place(last()[0].id)) is not None
    project.documents.attribute("talk", "Bo")
    assert project.find.document("talk").parts == parts


def test_a_whole_document_is_attributed_where_no_passage_is_named(project):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo")
    document = project.find.document("talk")
    bo = project.find.participant("Bo").id
    assert bo in document.subjects_in(0, 1)
    assert bo in document.subjects_in(document.length - 1, document.length)


def test_words_of_who_withdrew_are_no_passage_any_more(project):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", span=(3, 14))
    project.participants.withdraw("Bo")
    document = project.find.document("talk")
    assert project.documents.passage(document, span=(14, 20)) == (14, 20)
    for span in ((3, 14), (0, 4), (13, 20)):
        with pytest.raises(NotAllowed, match="of talk has words of a participant who withdrew"):
            project.documents.passage(document, span=span)


def _place(id_):
    replica, _, seq = id_.partition(".")
    return replica, int(seq)
