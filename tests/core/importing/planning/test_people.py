"""People: participants whom a file names, and which passages are theirs."""

from tests.core.importing.planning.taking import take

from qualog.material import (
    ImportedAttribution,
    ImportedDocument,
    ImportedMemoOn,
    ImportedValue,
)

TEXT = "Ada said this. Bo said that."


def group_talk(project, *attributions):
    return take(project, documents=(ImportedDocument("group", TEXT),), attributions=attributions)


def test_participants_are_added_wherever_the_file_names_them(project):
    result = take(
        project,
        participants=("Ada", " anna "),
        documents=(ImportedDocument("group", TEXT),),
        attributions=(ImportedAttribution("group", "Bo"),),
        values=(
            ImportedValue("participant", "Cleo", "age", "41"),
            ImportedValue("document", "group", "place", "Lund"),
        ),
        memos_on=(
            ImportedMemoOn("participant", "Dan", "hm"),
            ImportedMemoOn("code", "trust", "hm"),
        ),
    )
    assert result.participants == ("Ada", "Bo", "Cleo", "Dan")
    added = {each.pseudonym: id_ for id_, each in project.state.participants.items()}
    entries = [each for each in project.log.store.entries() if each.kind == "participant-added"]
    assert [each.subjects for each in entries] == list(added.values())
    again = take(project, participants=("ADA",))
    assert again.participants == ()


def test_a_passage_is_attributed_and_can_be_erased_alone(project):
    result = group_talk(
        project, ImportedAttribution("group", "Ada", 0, 14), ImportedAttribution("group", "Bo", 15)
    )
    [id_] = result.documents
    named = {each.pseudonym: each.id for each in project.state.participants.values()}
    assert project.state.documents[id_].subjects_in(0, 5) == {named["Ada"]}
    assert project.state.documents[id_].subjects_in(16, 20) == {named["Bo"]}
    project.participants.withdraw("Ada")
    assert project.state.text(id_) == "█" * 14 + " Bo said that."


def test_a_whole_document_is_attributed_where_no_passage_is_named(project):
    [id_] = group_talk(project, ImportedAttribution("group", "Ada")).documents
    [attribution] = project.state.documents[id_].attributions
    assert (attribution.start, attribution.end) == (0, len(TEXT))
