"""Memos: on anything in the study, revised, removed, and gone with whom they tell about."""

import pytest

from qualog.errors import Ambiguous, NotFound


def test_memos_are_about_anything(project):
    coding = project.codings.apply("trust", "talk", turn=2)
    for about in ("talk", "trust", coding.id[:8], "Anna", coding.made.decision, None):
        project.memos.write("a thought", about=about)
    assert len({each.about for each in project.state.memos.values()}) == 6
    project.themes.add("talk")
    with pytest.raises(Ambiguous, match=r"document .* theme"):
        project.memos.write("which?", about="talk")
    with pytest.raises(NotFound, match="called “nothing”"):
        project.memos.write("?", about="nothing")


def test_a_memo_may_be_about_a_passage(project):
    passage = project.memos.write("here", about="talk", turn=4)
    document = project.find.document("talk")
    assert (passage.start, passage.end) == (document.turns[3].start, document.turns[3].end)
    quoted = project.memos.write("there", about="talk", quote="It was fine")
    assert project.state.text(document.id)[quoted.start : quoted.end] == "It was fine"
    spanned = project.memos.write("from", about="talk", span=(0, 2))
    assert (spanned.start, spanned.end) == (0, 2)
    whole = project.memos.write("all of it", about="talk")
    assert (whole.start, whole.end) == (None, None)


def test_a_memo_is_revised_and_removed(project, refused):
    memo = project.memos.write(" a thought ")
    assert memo.text == "a thought"
    project.memos.revise(memo.id[:8], "a better one")
    assert project.state.memos[memo.id].text == "a better one"
    refused("A memo needs a text", project.memos.write, " ")
    refused("A memo needs a text", project.memos.revise, memo.id, "")
    project.memos.remove(memo.id)
    assert not project.state.memos


def test_a_memo_names_whom_it_may_tell_about(project, last):
    anna = project.find.participant("Anna").id
    coding = project.codings.apply("trust", "talk", turn=2)
    discussion = project.discussions.open("talk", turn=4)
    about_memo = project.memos.write("hm", about="talk")
    for about, subjects in (
        (None, ""),
        ("trust", ""),
        ("Anna", anna),
        ("talk", anna),
        (coding.id, anna),
        (discussion.id, anna),
        (about_memo.id, anna),
    ):
        memo = project.memos.write("a thought", about=about)
        assert last()[0].subjects == subjects, about
        project.memos.revise(memo.id, "another")
        assert last()[0].subjects == subjects, about


def test_a_memo_on_a_passage_is_about_who_speaks_there(project, last):
    project.participants.add("Bo")
    from qualog.material import ImportedAttribution, ImportedDocument, Material

    project.imports.import_(
        Material(
            (ImportedDocument("group", "Ada said this. Bo said that."),),
            attributions=(
                ImportedAttribution("group", "Ada", 0, 14),
                ImportedAttribution("group", "Bo", 15, 28),
            ),
        ),
        importer="test",
    )
    project.memos.write("his", about="group", quote="Bo said that.")
    assert last()[0].subjects == project.find.participant("Bo").id
