"""Codings: each comes in once, with its coder, its day and its memo."""

from tests.core.importing.planning.taking import END, START, TEXT, WORDS, left, take

from qualog.material import (
    ImportedCoding,
    ImportedDocument,
    ImportedJudgement,
    ImportedMemo,
    ImportedMemoOn,
    Material,
)


def coding(code="trust", **how):
    return ImportedCoding("talk", START, END, code, **how)


def test_a_second_coder_of_the_same_text(project):
    result = take(project, codings=(coding(), coding("power", memo="hm")), coder="Zoe")
    assert (result.codings, result.repeated, result.memos) == (2, 0, 1)
    made = list(project.state.codings.values())
    assert {project.state.author_names(each.made.authors) for each in made} == {"Zoe"}
    assert [project.state.quote(each) for each in made] == [WORDS] * 2


def test_the_same_file_again_adds_nothing(project):
    parts = {
        "documents": (ImportedDocument("talk", TEXT),),
        "codings": (coding(memo="hm"), coding("power")),
        "memos": (ImportedMemo("talk", "of all of it"), ImportedMemo("talk", "here", START, END)),
        "judged": (ImportedJudgement("talk"), ImportedJudgement("talk", passages=((0, 5),))),
    }
    first = take(project, coder="Zoe", **parts)
    before = project.state.decisions
    again = take(project, coder="Zoe", **parts)
    assert (first.codings, first.repeated, first.memos) == (2, 0, 3)
    assert (again.codings, again.repeated, again.memos) == (0, 2, 0)
    assert project.state.decisions == before
    other = take(project, coder="Yan", **parts)
    assert (other.codings, other.repeated, other.memos) == (2, 0, 3)


def test_the_same_coding_twice_in_a_file_comes_in_once(project):
    result = take(project, codings=(coding(), coding(), coding("power")))
    assert (result.codings, result.repeated) == (2, 1)


def test_the_same_file_again_after_the_text_was_corrected(project):
    take(project, codings=(coding(),))
    better = TEXT.replace("fine", "very fine")
    correction = Material((ImportedDocument("x", better),))
    project.imports.import_(correction, importer="test", revises="talk")
    old = take(project, documents=(ImportedDocument("talk", TEXT),), codings=(coding(),))
    assert (old.codings, old.repeated) == (0, 1)
    moved = ImportedCoding("talk", None, None, "trust", quote=WORDS)
    new = take(project, documents=(ImportedDocument("talk", better),), codings=(moved,))
    assert (new.codings, new.repeated) == (0, 1)


def test_a_coding_keeps_its_day(project):
    take(project, codings=(coding(dated=5, memo="hm"),))
    [made] = project.state.codings.values()
    [memo] = project.state.memos.values()
    assert (made.dated, memo.dated, memo.about) == (5, 5, made.id)


def test_codings_and_their_memos_are_about_whom_the_passage_is_about(project):
    before = len(list(project.log.store.entries()))
    take(project, codings=(coding(memo="her words"),))
    anna = project.find.participant("Anna").id
    entries = list(project.log.store.entries())[before:]
    assert {entry.kind: entry.subjects for entry in entries} == {
        "coding-applied": anna,
        "memo-written": anna,
    }


def test_a_memo_finds_the_coding_that_it_names_by_its_key(project):
    result = take(
        project,
        codings=(coding(key="one"), coding("power", key="two")),
        memos_on=(ImportedMemoOn("coding", "two", "hm"), ImportedMemoOn("coding", "three", "ah")),
    )
    [memo] = project.state.memos.values()
    assert project.state.codebook.name(project.state.codings[memo.about].code) == "power"
    assert left(result) == ["A memo on a coding has no place: the coding is not there."]


def test_what_a_coder_judged_is_said_once(project):
    judged = (ImportedJudgement("talk", "Zoe"), ImportedJudgement("talk", "Zoe", ((0, 14),)))
    take(project, judged=judged)
    take(project, judged=judged)
    [document] = project.state.documents.values()
    assert [each.passages for each in document.coded] == [(), ((0, 14),)]
    assert {project.state.author_names(each.made.authors) for each in document.coded} == {"Zoe"}
    take(project, judged=(ImportedJudgement("talk", "Zoe", ((20, 30),)),))
    assert len(project.state.documents[document.id].coded) == 3
    take(project, judged=(ImportedJudgement("talk", "Yan"),))
    assert len(project.state.documents[document.id].coded) == 4
