"""Documents: new ones, others that are there already, and whose words they are."""

import pytest
from tests.core.importing.planning.taking import END, START, TEXT, WORDS, left, take

from qualog.decisions.codings import Region
from qualog.errors import BadInput, NotAllowed
from qualog.material import (
    ImportedAttribution,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTurn,
    Material,
)
from qualog.text.layout import PrintedLine


def test_a_document_comes_in_with_its_turns_and_its_file(project):
    turns = (ImportedTurn(3, 7, "I", 1000, 2500), ImportedTurn(8, 11), ImportedTurn(12, 13, "I"))
    result = take(
        project,
        documents=(ImportedDocument(" new ", "I: Why? So. x", turns, b"raw", "cp1252"),),
    )
    [document] = [project.state.documents[id_] for id_ in result.documents]
    assert (document.name, document.importer, document.encoding) == ("new", "test", "cp1252")
    assert document.speakers == ("I",)
    assert [turn.speaker for turn in document.turns] == [0, -1, 0]
    assert (document.turns[0].time, document.turns[0].until) == (1000, 2500)
    [stored] = project.log.store.content([document.original.content]).values()
    assert stored.bytes == b"raw"


def test_a_recording_a_picture_and_paper(project):
    lines = (PrintedLine(0, 14, 1, (72.0, 700.5, 200.0, 712.0)),)
    region = Region(page=2, box=(10.0, 20.0, 30.0, 40.0))
    result = take(
        project,
        documents=(
            ImportedDocument("paper", "Ada said this.", lines=lines, media="application/pdf"),
            ImportedDocument("picture", "", original=b"png", media="image/png"),
        ),
        codings=(ImportedCoding("picture", 0, 0, "trust", region=region),),
    )
    state = project.state
    paper, picture = (state.documents[id_] for id_ in result.documents)
    assert state.layout(paper.id) == lines
    assert (picture.media, picture.length, picture.turns) == ("image/png", 0, ())
    [coding] = state.codings_in(picture.id)
    assert coding.region == region
    again = take(project, codings=(ImportedCoding("picture", 0, 0, "trust", region=region),))
    assert (again.codings, again.repeated) == (0, 1)
    elsewhere = ImportedCoding("picture", 0, 0, "trust", region=Region(page=3))
    assert take(project, codings=(elsewhere,)).codings == 1


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (ImportedDocument("talk", "x"), "already a document “talk”, with another text"),
        (ImportedDocument("new", " \n"), "new has no text"),
        (ImportedDocument(" ", "x"), "A document needs a name"),
        (ImportedDocument("new", "x\ud800"), "half a character"),
        (ImportedDocument("new", "abc", (ImportedTurn(1, 9),)), "turns of new overlap, or lie"),
        (
            ImportedDocument("new", "abcdef", (ImportedTurn(0, 4), ImportedTurn(3, 6))),
            "turns of new overlap, or lie",
        ),
        (ImportedDocument("new", "abc", (ImportedTurn(1, 1),)), "turns of new overlap, or lie"),
    ],
)
def test_a_document_that_contradicts_itself_or_the_study(project, document, words):
    before = project.state.decisions
    with pytest.raises((BadInput, NotAllowed), match=words):
        take(project, documents=(document,))
    assert project.state.decisions == before


def test_a_file_has_one_document_of_a_name(project):
    twice = (ImportedDocument("a", TEXT), ImportedDocument("a", TEXT))
    with pytest.raises(NotAllowed, match="The file has two documents called “a”"):
        take(project, documents=twice)


def test_a_document_that_is_there_is_joined(project):
    documents = len(project.state.documents)
    result = take(
        project,
        documents=(ImportedDocument("TALK", TEXT),),
        codings=(ImportedCoding("TALK", START, END, "trust"),),
    )
    assert len(project.state.documents) == documents
    assert (result.documents, result.codings) == ((), 1)
    assert result.joined == (project.find.document("talk").id,)


def test_another_text_of_the_same_name_is_refused(project):
    before = project.state.decisions
    with pytest.raises(NotAllowed, match=r"line 5: .*, most .* / .*, some "):
        take(project, documents=(ImportedDocument("talk", TEXT.replace("most", "some")),))
    assert project.state.decisions == before


def test_a_copy_of_another_name_goes_onto_the_document_that_is_named(project):
    copy = TEXT.replace("\n", "\n\n  ").replace("It was", "It were")
    at = copy.index("fine, I trust")
    lost = copy.index("It were")
    material = Material(
        (ImportedDocument("scan", copy),),
        codings=(
            ImportedCoding("scan", at, copy.index("all."), "trust"),
            ImportedCoding("scan", lost, lost + 12, "power", place="row 7"),
        ),
    )
    result = take(project, material, onto="talk")
    [made] = project.state.codings_in(*result.joined)
    assert project.state.quote(made) == "fine, I trust\nthem"
    [what] = left(result)
    assert what.startswith("row 7: Not all words of")
    with pytest.raises(NotAllowed, match="is not a copy of “talk”"):
        take(project, documents=(ImportedDocument("x", "quite another thing"),), onto="talk")


def test_the_document_that_is_named_goes_before_one_of_the_file_s_name(project):
    take(project, documents=(ImportedDocument("other", "So it is."),))
    result = take(project, documents=(ImportedDocument("talk", "So it is."),), onto="other")
    assert result.joined == (project.find.document("other").id,)


def test_a_document_may_come_in_under_another_name(project):
    material = Material(
        (ImportedDocument("scan", "So it is."),), codings=(ImportedCoding("scan", 0, 2, "trust"),)
    )
    result = take(project, material, name="Interview 9")
    [document] = [project.state.documents[id_] for id_ in result.documents]
    assert document.name == "Interview 9"
    assert len(project.state.codings_in(document.id)) == 1


def test_the_very_text_of_another_document_is_noticed_if_it_is_long(project):
    long, short = "It is what I said the first time. " * 6, "It is so."
    take(project, documents=(ImportedDocument("one", long), ImportedDocument("brief", short)))
    assert len(long) >= 200
    again = take(project, documents=(ImportedDocument("two", long), ImportedDocument("b", short)))
    assert again.twins == ("one",)
    other = long[:-2] + "!" + long[-1]
    assert take(project, documents=(ImportedDocument("three", other),)).twins == ()


def test_codings_name_a_document_of_the_study_also_by_its_file(project):
    result = take(
        project, codings=(ImportedCoding(" TALK.docx", None, None, "trust", quote=WORDS),)
    )
    assert result.codings == 1


def test_what_has_no_place_is_left_behind_with_its_reason(project):
    there = ImportedCoding("TALK.docx", None, None, "trust", quote="It was fine,  I trust them")
    twice = ImportedCoding("talk", None, None, "trust", quote="I", place="row 3")
    wrong = ImportedCoding("talk", 3, 8, "trust", quote="Hello", place="row 4")
    outside = ImportedCoding("talk", 3, 8000, "trust", quote="x", place="row 5")
    nowhere = ImportedCoding("tlak", None, None, "trust", quote="x", place="row 6")
    unplaced = ImportedCoding("tlak", None, None, "trust", quote="x")
    result = take(project, codings=(there, twice, wrong, outside, nowhere, unplaced))
    assert result.codings == 1
    reasons = left(result)
    assert reasons[0].startswith("row 3: “I” occurs 4 times in talk: character 0 “…")
    assert reasons[1] == "row 4: talk does not read “Hello” at 3:8, but “How w”."
    assert reasons[2].startswith("row 5: 3:8000 lies outside talk")
    assert reasons[3] == "row 6: The document “tlak” is neither in the file nor in the study."
    assert reasons[4] == "The document “tlak” is neither in the file nor in the study."


def test_a_place_in_the_file_s_own_text_must_be_right(project):
    own = ImportedDocument("new", "abc")
    for marked in (
        {"codings": (ImportedCoding("new", 1, 9, "trust"),)},
        {"memos": (ImportedMemo("new", "hm", 1, 9),)},
    ):
        with pytest.raises(BadInput, match="1:9 lies outside new"):
            take(project, documents=(own,), **marked)
    quoted = ImportedCoding("new", None, None, "trust", quote="xyz", place="row 1")
    assert left(take(project, documents=(own,), codings=(quoted,)))[0].startswith("row 1: “xyz”")


def test_nothing_more_is_kept_of_who_withdrew(project):
    take(project, documents=(ImportedDocument("other", "R: Something else was said.\n"),))
    project.participants.add("Bo")
    project.documents.attribute("other", "Bo", quote="Something else")
    project.participants.withdraw("Bo")
    spoken = ImportedCoding("other", 3, 12, "trust", place="row 2")
    fine = ImportedCoding("other", 18, 21, "trust")
    result = take(project, codings=(spoken, fine))
    assert result.codings == 1
    [what] = left(result)
    assert what == "row 2: 3:12 of other has words of a participant who withdrew."
    with pytest.raises(NotAllowed, match="with another text"):
        take(project, documents=(ImportedDocument("other", "R: Something else was said.\n"),))


def test_whose_words_they_are_is_noted_of_new_documents(project):
    project.participants.add("Bo")
    bo = project.find.participant("Bo").id
    [what] = left(take(project, documents=(ImportedDocument("talk", TEXT),), participant="Bo"))
    assert what.endswith("To say it: qualog document attribute")
    result = take(
        project,
        documents=(ImportedDocument("new", TEXT),),
        codings=(ImportedCoding("new", START, END, "trust"),),
        participant="Bo",
    )
    assert left(result) == []
    [document] = [each for each in project.state.documents.values() if each.name == "new"]
    assert document.subjects_in(0, 5) == {bo}
    entries = {each.kind: each for each in project.log.store.entries()}
    for kind in ("document-imported", "passage-attributed", "coding-applied"):
        assert entries[kind].subjects == bo, kind


def test_whose_words_the_file_says_of_a_document_that_is_there_is_left_behind(project):
    attribution = ImportedAttribution("talk", "Anna", 0, 5)
    result = take(project, documents=(ImportedDocument("talk", TEXT),), attributions=(attribution,))
    assert len(left(result)) == 1
    other = take(
        project,
        documents=(ImportedDocument("talk", TEXT), ImportedDocument("new", "So it is.")),
        attributions=(ImportedAttribution("new", "Anna", 0, 5),),
    )
    assert left(other) == []


def test_a_decision_of_the_file_names_whom_it_may_tell_about(project):
    take(
        project,
        documents=(ImportedDocument("group", "Ada said this. Bo said that."),),
        attributions=(
            ImportedAttribution("group", "Ada", 0, 14),
            ImportedAttribution("group", "Bo", 15, 28),
        ),
        codings=(
            ImportedCoding("group", 0, 14, "a"),
            ImportedCoding("group", 14, 15, "b"),
            ImportedCoding("group", 10, 20, "c"),
        ),
    )
    named = {each.pseudonym: id_ for id_, each in project.state.participants.items()}
    subjects = [
        set(each.subjects.split())
        for each in project.log.store.entries()
        if each.kind == "coding-applied"
    ]
    ada, bo = named["Ada"], named["Bo"]
    assert subjects == [{ada}, set(), {ada, bo}]
