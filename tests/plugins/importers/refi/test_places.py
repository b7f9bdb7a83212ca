"""What a memo may be on: passages, documents, and what is not a document."""

from qualog.material import ImportedMemo, ImportedMemoOn
from qualog_plugins.importers.refi.places import STUDY, ProjectContents, RefiPlace

PASSAGE = RefiPlace("document", "talk", "“trust” in “talk”", 3, 8)


def test_a_memo_on_a_passage_has_its_span_and_another_has_not():
    contents = ProjectContents()
    contents.add_memo(PASSAGE, "hm", "Ann", 7)
    contents.add_memo(STUDY, "aim", None, None)
    assert contents.memos == [ImportedMemo("talk", "hm", 3, 8, "Ann", 7)]
    assert contents.memos_on == [ImportedMemoOn("study", "", "aim", None, None)]


def test_of_two_things_with_one_guid_the_first_keeps_it():
    contents = ProjectContents()
    for guid, place in [("a", PASSAGE), ("a", STUDY), ("", STUDY)]:
        contents.add_place(guid, place)
    assert contents.places == {"a": PASSAGE}
