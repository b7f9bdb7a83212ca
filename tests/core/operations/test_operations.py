"""Verbs check before they decide: what is refused is told, and nothing was decided."""

import pytest

from qualog.decisions.theory import Concept, TheoryPack
from qualog.errors import Ambiguous, BadInput, NotAllowed, NotFound, QualogError
from qualog.material import (
    ImportedCode,
    ImportedCoding,
    ImportedDocument,
    ImportedMemo,
    ImportedTurn,
    Material,
)


@pytest.fixture
def refused(project):
    """Check that a verb is refused with these words, and that nothing was decided."""

    def check(told, verb, *arguments, **how):
        before = project.state.decisions
        with pytest.raises(QualogError, match=told) as error:
            verb(*arguments, **how)
        assert project.state.decisions == before
        return error.value

    return check


def test_codes(project, refused):
    codes = project.codes
    refused("a code 'trust' already", codes.create, "Trust")
    refused("name is empty", codes.create, "  ")
    refused("half a character", codes.create, "x\ud800")
    refused("no code “trsut”. Did you mean “trust”", codes.rename, "trsut", "x")
    refused("a code 'power' already", codes.rename, "trust", "power")
    refused("what is to change", codes.define, "trust")
    refused("cannot come under itself", codes.move, "trust", "trust")
    codes.move("power", "trust")
    refused("cannot come under itself", codes.move, "trust", "power")
    refused("cannot be merged into itself", codes.merge, ["trust"], "trust")
    refused("which codes", codes.merge, [], "trust")
    refused("at least two", codes.split, "trust", ["one"])
    refused("at least two", codes.split, "trust", ["one", "One"])
    refused("a definition for each", codes.split, "trust", ["a", "b"], definitions=["x"])
    refused("is not retired but live", codes.restore, "trust")


def test_codes_that_are_no_longer_in_use(project, refused):
    codes, apply = project.codes, project.codings.apply
    codes.create("faith")
    codes.merge(["faith"], "trust")
    refused("'faith' was merged into 'trust': use that", apply, "faith", "talk", turn=2)
    refused("merged already", codes.merge, ["faith"], "power")
    codes.split("power", ["over", "with"])
    refused("was split into 'over', 'with': use one of them", apply, "power", "talk", turn=2)
    codes.retire("over")
    refused("is retired: restore it first", apply, "over", "talk", turn=2)
    codes.restore("over")
    assert apply("over", "talk", turn=2).code == project.find.code("over").id
    assert codes.create("faith").is_live  # a name that is free again


def test_codings_follow_merges_splits_and_recoding(project):
    first = project.codings.apply("trust", "talk", turn=2)
    second = project.codings.apply("trust", "talk", turn=4)
    project.codes.split("trust", ["in people", "in rules"], recode={first.id: "in people"})
    people, rules = project.find.code("in people"), project.find.code("in rules")
    assert [each.id for each in project.state.codings_of(people.id)] == [first.id]
    assert [each.id for each in project.state.codings_of(project.find.code("trust").id)] == [
        second.id
    ]
    project.codings.recode(second.id, "in rules")
    project.codes.merge(["in people"], "in rules")
    assert len(project.state.codings_of(rules.id)) == 2
    assert project.state.codebook.resolve(people.id) == rules.id


def test_codings(project, refused):
    apply = project.codings.apply
    coding = apply("trust", "talk", quote="I trust them all")
    assert project.state.quote(coding) == "I trust\nthem all"
    assert project.state.pseudonyms(coding) == ["Anna"]
    span = (coding.start, coding.end)
    refused("has the code 'trust' by Ingrid already", apply, "trust", "talk", span=span)
    assert apply("trust", "talk", span=span, by=["Samir"])
    assert apply("trust", "talk", span=span, by=["Ingrid", "Samir"])
    refused("no coding “zzz”", project.codings.remove, "zzz")
    refused("before the start", project.codings.resize, coding.id, span=(5, 5))
    refused("there is no turn 9", apply, "trust", "talk", turn=9)
    refused("quotation is empty", apply, "trust", "talk", quote=" ")
    with pytest.raises(Ambiguous):
        apply("trust", "talk", quote="I")


def test_the_same_passage_twice_after_it_was_changed(project, refused):
    codings = project.codings
    coding = codings.apply("trust", "talk", span=(2, 9))
    refused("already", codings.apply, "trust", "talk", span=(2, 9))
    codings.resize(coding.id, span=(3, 8))
    refused("already", codings.apply, "trust", "talk", span=(3, 8))
    again = codings.apply("trust", "talk", span=(2, 9))
    codings.resize(coding.id, span=(4, 8))
    codings.resize(coding.id, span=(3, 8))
    assert [each.id for each in project.state.codings_at(coding.document, 3, 8)] == [coding.id]
    codings.remove(again.id)
    assert codings.apply("trust", "talk", span=(2, 9))


def test_a_line_names_the_participants_that_it_tells_about(project):
    [anna] = project.state.participants
    decision = project.codings.apply("trust", "talk", turn=2, why="says so").made
    line = project.log.store.entry(decision.replica, decision.seq)
    assert line.subjects == anna
    project.memos.write("she hesitates", about="talk")
    memo = list(project.log.store.entries())[-1]
    assert memo.subjects == anna


def test_who_decides(project, refused):
    refused("no author “Nobody”", project.codes.create, "x", by=["Nobody"])
    project.author = ()
    refused("Who decides this", project.codes.create, "x")


def test_people(project, refused):
    refused("author 'ingrid' already", project.authors.add, "ingrid")
    refused("participant 'anna' already", project.participants.add, "anna")
    refused("is no day", project.participants.consent, "Anna", day="last week")
    refused("one participant or one author", project.documents.identify, "talk", "R")
    refused(
        "no speaker 'X'. Its speakers: I, R",
        project.documents.identify,
        "talk",
        "X",
        author="Samir",
    )


def test_themes_and_theory(project, refused):
    project.themes.create("leaning")
    refused("theme 'Leaning' already", project.themes.create, "Leaning")
    refused("cannot come under itself", project.themes.move, "leaning", "leaning")
    refused("is not under", project.themes.unassign, "leaning", ["trust"])
    refused("is not retired", project.themes.restore, "leaning")
    pack = TheoryPack("Dialogue", concepts=(Concept("Thou"), Concept("It")))
    project.theory.adopt(pack)
    refused("adopted already", project.theory.adopt, pack)
    refused("no concept “We”", project.theory.propose, "trust", "We")
    refused("is no code, coding or theme", project.theory.propose, "talk", "Thou")
    link = project.theory.propose("trust", "Thou", reason="listening")
    project.theory.accept(link.id)
    refused("accepted already", project.theory.accept, link.id)


def test_material_comes_in_whole(project):
    text = "R: I trust them. It takes time."
    material = Material(
        documents=(ImportedDocument("two", text, (ImportedTurn(3, 31, "R", 1500),)),),
        codes=(
            ImportedCode("below", parent="above"),
            ImportedCode("above"),
            ImportedCode("Trust", "x"),
        ),
        codings=(
            ImportedCoding("two", 3, 15, "trust", author="Zoe", dated=5, memo="hm"),
            ImportedCoding("two", 17, 31, "time", author="ingrid"),
        ),
        memos=(ImportedMemo("two", "a reply", 3, 15, author="Zoe"), ImportedMemo("two", "whole")),
        dropped=("the footer",),
    )
    result = project.imports.import_(material, importer="test", why="the second interview")
    assert (result.codes, result.codings, result.memos, result.authors) == (3, 2, 3, ("Zoe",))
    assert result.dropped == ("the footer", "the code 'Trust' is there already: left as it is")
    state = project.state
    first, second = state.codings_in(result.documents[0])
    assert state.quote(first) == "I trust them"
    assert first.dated == 5
    assert first.code == project.find.code("trust").id
    assert state.author_names(first.made.authors) == "Zoe"
    assert state.author_names(second.made.authors) == "Ingrid"
    assert state.codebook.path(project.find.code("below").id) == "above / below"
    [turn] = state.documents[result.documents[0]].turns
    assert (turn.speaker, turn.time) == (0, 1500)
    lines = [each for each in project.log.store.entries() if each.together]
    assert len({each.together for each in lines[-8:]}) == 1


@pytest.mark.parametrize(
    ("material", "told"),
    [
        (Material(documents=(ImportedDocument("talk", "x"),)), "'talk' already"),
        (Material(documents=(ImportedDocument("new", " "),)), "has no text"),
        (Material(documents=(ImportedDocument("new", "x\ud800"),)), "half a character"),
        (
            Material(documents=(ImportedDocument("new", "abc", (ImportedTurn(1, 9),)),)),
            "outside the text",
        ),
        (
            Material(
                documents=(ImportedDocument("new", "abc"),),
                codings=(ImportedCoding("new", 1, 9, "trust"),),
            ),
            "lies outside",
        ),
        (
            Material(codings=(ImportedCoding("new", 1, 9, "trust"),)),
            "neither the file nor the",
        ),
        (
            Material(codes=(ImportedCode("a", parent="b"), ImportedCode("b", parent="a"))),
            "under each other",
        ),
        (Material(codes=(ImportedCode("a", parent="zzz"),)), "which is not there"),
    ],
)
def test_material_that_contradicts_itself_is_refused_whole(project, refused, material, told):
    error = refused(told, project.imports.import_, material, importer="test")
    assert isinstance(error, BadInput | NotAllowed)


def test_memos_are_about_anything(project, refused):
    coding = project.codings.apply("trust", "talk", turn=2)
    for about in ("talk", "trust", coding.id[:8], "Anna", coding.made.decision, None):
        project.memos.write("a thought", about=about)
    assert len({each.about for each in project.state.memos.values()}) == 6
    project.themes.create("talk")
    with pytest.raises(Ambiguous, match=r"document .* theme"):
        project.memos.write("which?", about="talk")
    with pytest.raises(NotFound, match="called “nothing”"):
        project.memos.write("?", about="nothing")
    refused("memo is empty", project.memos.write, " ")
    passage = project.memos.write("here", about=project.find.document("talk").id, turn=4)
    assert (passage.start, passage.end) != (None, None)


def test_what_lies_under_a_retired_theme_is_still_shown(project):
    from qualog.state import theme_tree

    project.themes.create("top")
    project.themes.create("middle", parent="top")
    project.themes.create("below", parent="middle")
    project.themes.retire("middle")
    told = [(depth, theme.name) for depth, theme in theme_tree(project.state.themes)]
    assert told == [(0, "top"), (1, "below")]


def test_turns_of_a_passage(project):
    [document] = project.state.documents.values()
    spans = [(turn.start, turn.end) for turn in document.turns]
    for start in range(document.length):
        for end in range(start + 1, document.length + 1, 7):
            wanted = [n for n, (a, b) in enumerate(spans, 1) if a < end and start < b]
            assert [number for number, _ in document.turns_in(start, end)] == wanted


def test_the_words_of_who_withdrew_are_not_coded_any_more(project):
    stays = project.codings.apply("power", "talk", quote="How was it")
    assert stays.id in project.state.codings
    project.participants.withdraw("Anna")  # the whole document was attributed to her
    assert stays.id not in project.state.codings
    [document] = project.state.documents.values()
    with pytest.raises(NotAllowed, match="withdrew"):
        project.codings.apply("trust", document.id, span=(0, 5))
    with pytest.raises(NotAllowed, match="nothing more is kept"):
        project.participants.consent("[erased]")
