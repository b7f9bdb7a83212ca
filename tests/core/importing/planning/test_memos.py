"""Memos: on texts and on anything else, each once."""

import pytest
from tests.core.importing.planning.taking import END, START, TEXT, left, take

from qualog.errors import BadInput
from qualog.material import (
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedMemoOn,
    ImportedTheme,
    Material,
)


def test_memos_on_a_text_and_on_a_passage_of_it(project):
    result = take(
        project,
        memos=(
            ImportedMemo("talk", " all of it "),
            ImportedMemo("talk", "here", START, END, "Zoe", 5),
            ImportedMemo("talk", "quoted", quote="They listen"),
            ImportedMemo("talk", "lost", quote="nowhere at all"),
        ),
    )
    assert result.memos == 3
    memos = {each.text: each for each in project.state.memos.values()}
    assert (memos["all of it"].start, memos["all of it"].end) == (None, None)
    assert (memos["here"].start, memos["here"].end, memos["here"].dated) == (START, END, 5)
    assert project.state.author_names(memos["here"].made.authors) == "Zoe"
    assert (memos["quoted"].start, memos["quoted"].end) == (START, END)
    assert left(result)[0].startswith("A memo: “nowhere at all” does not occur in talk")
    subjects = {
        each.subjects for each in project.log.store.entries() if each.kind == "memo-written"
    }
    assert subjects == {project.find.participant("Anna").id}


def test_one_text_on_two_passages_are_two_memos(project):
    here, there = ImportedMemo("talk", "hm", 0, 2), ImportedMemo("talk", "hm", 3, 6)
    assert take(project, memos=(here, there, here)).memos == 2
    assert take(project, memos=(here, there)).memos == 0


def test_a_memo_on_a_corrected_text_lies_where_the_file_says(project):
    better = TEXT.replace("It was fine", "It was very fine indeed")
    project.imports.import_(
        Material((ImportedDocument("x", better),)), importer="test", revises="talk"
    )
    start = better.index("They listen")
    parts = {
        "documents": (ImportedDocument("talk", better),),
        "memos": (ImportedMemo("talk", "hm", start, start + len("They listen")),),
    }
    take(project, **parts)
    [memo] = project.state.memos.values()
    assert project.state.text(memo.about)[memo.start : memo.end] == "They listen"
    assert take(project, **parts).memos == 0


def test_a_memo_without_a_text_is_refused(project):
    with pytest.raises(BadInput, match="A memo in the file has no text"):
        take(project, memos=(ImportedMemo("talk", " "),))


def test_memos_on_what_is_no_document(project):
    parts = {
        "documents": (ImportedDocument("group", "Ada said this. Bo said that."),),
        "codings": (ImportedCoding("group", 0, 3, "said", key="one"),),
        "themes": (ImportedTheme("Talk"),),
        "memos_on": (
            ImportedMemoOn("study", "", "on all"),
            ImportedMemoOn("code", "SAID", "on a code", "Bo", 1000),
            ImportedMemoOn("coding", "one", "on a coding"),
            ImportedMemoOn("theme", "talk", "on a theme"),
            ImportedMemoOn("participant", "Cleo", "on a person"),
            ImportedMemoOn("coding", "two", "on nothing"),
            ImportedMemoOn("code", "no such", "on nothing"),
            ImportedMemoOn("theme", "no such", "on nothing"),
        ),
    }
    result = take(project, **parts)
    assert (result.memos, result.participants) == (5, ("Cleo",))
    assert left(result) == [
        "A memo on a coding has no place: the coding is not there.",
        "A memo on a code has no place: the code is not there.",
        "A memo on a theme has no place: the theme is not there.",
    ]
    state = project.state
    [coding], [theme] = state.codings, state.themes
    named = {each.pseudonym: id_ for id_, each in state.participants.items()}
    memos = {each.text: each for each in state.memos.values()}
    assert {text: each.about for text, each in memos.items()} == {
        "on all": None,
        "on a code": next(each.id for each in state.codebook.live() if each.name == "said"),
        "on a coding": coding,
        "on a theme": theme,
        "on a person": named["Cleo"],
    }
    assert memos["on a code"].dated == 1000
    assert state.author_names(memos["on a code"].made.authors) == "Bo"
    subjects = {
        project.log.words(each)["text"]: each.subjects
        for each in project.log.store.entries()
        if each.kind == "memo-written"
    }
    assert subjects["on a person"] == named["Cleo"]
    assert subjects["on all"] == ""
    assert take(project, **parts).memos == 0


@pytest.mark.parametrize(
    "memo",
    [
        ImportedMemoOn("study", "", "hm"),
        ImportedMemoOn("code", "trust", "hm"),
        ImportedMemoOn("participant", "Anna", "hm"),
    ],
)
def test_a_codebook_with_memos_comes_in_once_too(project, memo):
    """Such a file names no document, from which one would see that it was imported before."""
    parts = {"codes": (ImportedCode("trust"),), "memos_on": (memo,)}
    assert take(project, **parts).memos == 1
    assert take(project, **parts).memos == 0


def test_a_text_of_its_own_keeps_its_memos_apart_from_others(project):
    take(project, memos=(ImportedMemo("talk", "hm"),))
    new = take(
        project, documents=(ImportedDocument("new", TEXT),), memos=(ImportedMemo("new", "hm"),)
    )
    assert new.memos == 1
