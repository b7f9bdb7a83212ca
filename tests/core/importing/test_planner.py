"""Material that comes in more than once: one text from several coders, and the same file again."""

import pytest

from qualog.errors import BadInput, NotAllowed
from qualog.material import (
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    Material,
)

TEXT = "I: How was it?\nR: It was fine, I trust\nthem all.\nI: Why?\nR: They listen, most days.\n"
WORDS = "They listen"
START = TEXT.index(WORDS)


def coded(*codings, text=TEXT, name="talk", memos=()):
    return Material((ImportedDocument(name, text),), codings=codings, memos=memos)


def coding(code="trust", document="talk", **how):
    return ImportedCoding(document, START, START + len(WORDS), code, **how)


def take(project, material, **how):
    return project.imports.import_(material, importer="test", **how)


def test_a_second_coder_of_the_same_text(project):
    documents = len(project.state.documents)
    result = take(project, coded(coding(), coding("power", memo="hm")), coder="Zoe")
    assert len(project.state.documents) == documents
    assert (result.documents, result.codings, result.repeated) == ((), 2, 0)
    [joined] = result.joined
    made = project.state.codings_in(joined)
    assert {project.state.author_names(each.made.authors) for each in made} == {"Zoe"}
    assert [project.state.quote(each) for each in made] == [WORDS] * 2


def test_the_file_says_who_coded_before_the_importer_does(project):
    take(project, coded(coding(author="Ann"), coding()), coder="Zoe")
    names = {a.name for a in project.state.authors.values()}
    assert {"Ann", "Zoe"} <= names


def test_the_same_file_again_adds_nothing(project):
    memo = ImportedMemo("talk", "of all of it")
    material = coded(coding(memo="hm"), coding("power"), memos=(memo,))
    first = take(project, material, coder="Zoe")
    before = project.state.decisions
    again = take(project, material, coder="Zoe")
    assert (first.codings, first.repeated, first.memos) == (2, 0, 2)
    assert (again.codings, again.repeated, again.memos) == (0, 2, 0)
    assert project.state.decisions == before
    other = take(project, material, coder="Yan")
    assert (other.codings, other.repeated) == (2, 0)


def test_a_merged_code_counts_as_what_it_became(project):
    project.codes.create("relying")
    take(project, coded(coding("relying")))
    project.codes.merge(["relying"], "trust")
    assert take(project, coded(coding("relying"))).repeated == 1
    assert take(project, coded(coding("trust"))).repeated == 1


def test_another_text_of_the_same_name_is_refused(project):
    before = project.state.decisions
    with pytest.raises(NotAllowed, match=r"in line 5 it has '.*, most .* the file has '.*, some "):
        take(project, coded(coding(), text=TEXT.replace("most", "some")))
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
    [left] = result.dropped
    assert left.startswith("row 7: not all words of")
    with pytest.raises(NotAllowed, match="not a copy of this text"):
        take(project, coded(text="quite another thing", name="x"), onto="talk")


def test_quotations_of_a_document_that_is_there(project):
    there = ImportedCoding("TALK.docx", None, None, "trust", quote="It was fine,  I trust them")
    twice = ImportedCoding("talk", None, None, "trust", quote="I", place="row 3")
    wrong = ImportedCoding("talk", 3, 8, "trust", quote="Hello", place="row 4")
    outside = ImportedCoding("talk", 3, 8000, "trust", quote="x", place="row 5")
    nowhere = ImportedCoding("tlak", None, None, "trust", quote="x", place="row 6")
    result = take(project, Material(codings=(there, twice, wrong, outside, nowhere)))
    assert result.codings == 1
    told = "\n".join(result.dropped)
    for each in ("row 3: 'I' is there", "row 4: talk has at 3:8", "row 5:", "row 6:"):
        assert each in told
    assert "How w" in told  # what the text has there
    with pytest.raises(BadInput, match="has a place in the study: row 6"):
        take(project, Material(codings=(nowhere,)))


def test_what_many_rows_lack_is_not_told_of_each(project):
    rows = [ImportedCoding("x", 1, 2, "trust", place=f"row {n}") for n in range(60)]
    told = take(project, Material(codings=(coding(), *rows))).dropped
    assert len(told) == 21
    assert told[-1] == "and 40 more that have no place"


def test_codings_are_about_whom_the_passage_is_about(project):
    before = len(list(project.log.store.entries()))
    take(project, coded(coding(memo="her words")))
    anna = project.find.participant("Anna").id
    lines = list(project.log.store.entries())[before:]
    assert {line.kind: line.subjects for line in lines} == {
        "coding-applied": anna,
        "memo-written": anna,
    }


def test_nothing_more_is_kept_of_who_withdrew(project):
    take(project, coded(text="R: Something else was said.\n", name="other"))
    project.participants.add("Bo")
    project.documents.attribute("other", "Bo", quote="Something else")
    project.participants.withdraw("Bo")
    spoken = ImportedCoding("other", 3, 12, "trust", place="row 2")
    fine = ImportedCoding("other", 18, 21, "trust")
    result = take(project, Material(codings=(spoken, fine)))
    assert result.codings == 1
    [told] = result.dropped
    assert told.startswith("row 2: 3:12 of other holds the words of a participant who withdrew")
    with pytest.raises(NotAllowed, match="its text is another"):
        take(project, coded(text="R: Something else was said.\n", name="other"))


def test_whose_words_they_are_is_noted_of_new_documents(project):
    project.participants.add("Bo")
    told = take(project, coded(coding()), participant="Bo").dropped
    assert len(told) == 1
    assert "qualog document attribute" in told[0]
    take(project, coded(coding(), name="new"), participant="Bo")
    [document] = [each for each in project.state.documents.values() if each.name == "new"]
    assert document.subjects_in(0, 5) == {project.find.participant("Bo").id}


def test_one_document_for_one_name(project):
    two = Material((ImportedDocument("a", TEXT), ImportedDocument("b", TEXT)))
    for how in ({"name": "c"}, {"onto": "talk"}):
        with pytest.raises(BadInput, match="has 2 documents"):
            take(project, two, **how)
    twice = Material((ImportedDocument("a", TEXT), ImportedDocument("a", TEXT)))
    with pytest.raises(NotAllowed, match="has a document 'a' already"):
        take(project, twice)
