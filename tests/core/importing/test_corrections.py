"""A corrected transcript: what was marked moves with its words, or is asked about."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.conftest import HandClock
from tests.core.copies import copy_of, exchange, what

from qualog.decisions.discussions import Holding
from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.errors import BadInput, NotAllowed
from qualog.material import ImportedCoding, ImportedDocument, ImportedTurn, Material
from qualog.plugins.protocols import Proposal
from qualog.project.project import Project

TEXT = "I: How was it?\nR: It was fine, I trust\nthem all.\nI: Why?\nR: They listen, most days.\n"
BETTER = TEXT.replace("How was it?", "So, how was it for you?").replace("most", "on most")


def turns_of(text):
    found = list(re.finditer(r"^(\w+): ", text, re.MULTILINE))
    ends = [*(each.start() for each in found[1:]), len(text)]
    return tuple(
        ImportedTurn(each.end(), end - (text[end - 1] == "\n"), each[1])
        for each, end in zip(found, ends, strict=True)
    )


def correct(project, text, document="talk", **how):
    wording = ImportedDocument("talk 2", text, turns_of(text), original=text.encode())
    how.setdefault("importer", "test")
    return project.imports.import_(Material((wording,)), revises=document, **how)


def quotes(project):
    state = project.state
    return sorted(
        (state.codebook.name(each.code), state.quote(each)) for each in state.codings.values()
    )


def asked(project):
    return [each for each in project.state.questions if each.kind == "passage-corrected"]


def test_what_is_marked_moves_with_its_words(project):
    fine = project.codings.apply("trust", "talk", quote="It was fine")
    days = project.codings.apply("power", "talk", quote="They listen")
    memo = project.memos.write("hm", about="talk", quote="most days")
    talk = project.discussions.open("talk", quote="I trust")
    project.discussions.settle(talk.id, "new-coding", codes=["trust"], why="so it is")
    project.documents.coded("talk", passages=[(0, 14)])
    project.documents.speaker("talk", "R", participant="Anna")
    theory = project.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"),)))
    evidence = Evidence(days.document, days.start, days.end)
    [link] = project.theory.take_proposals(
        "mapper", [Proposal(days.code, theory.concept_ids[0], (evidence,))]
    )
    document = project.state.documents[fine.document]
    [said] = document.attributions
    result = correct(project, BETTER, why="heard it again")
    state = project.state
    assert result.revised == (document.id,)
    assert state.text(document.id) == BETTER
    assert quotes(project) == [("power", "They listen"), ("trust", "It was fine")]
    found = state.memos[memo.id]
    assert BETTER[found.start : found.end] == "most days"
    moved = state.discussions[talk.id]
    assert state.quote(moved) == "I trust"
    assert moved.holds == (Holding(moved.start, moved.end, fine.code),)
    [judged] = state.documents[document.id].coded
    assert [BETTER[s:e] for s, e in judged.passages] == ["I: So, how was it for you?"]
    [place] = state.links[link.id].evidence
    assert BETTER[place.start : place.end] == "They listen"
    now = state.documents[document.id]
    assert now.speakers_in(moved.start, moved.end) == [said.participant]
    assert BETTER[now.turns[0].start : now.turns[0].end] == "So, how was it for you?"
    assert (now.attributions[0].start, now.attributions[0].end) == (0, len(BETTER))
    assert not asked(project)
    assert state.text_of(document.id, None) == TEXT


def test_what_comes_after_a_correction_is_of_the_corrected_text(project):
    correct(project, BETTER)
    project.codings.apply("trust", "talk", quote="for you")
    memo = project.memos.write("hm", about="talk", quote="So, how")
    assert quotes(project) == [("trust", "for you")]
    correct(project, BETTER.replace("So, how", "And so, how"))
    assert quotes(project) == [("trust", "for you")]
    found = project.state.memos[memo.id]
    assert project.state.text(memo.about)[found.start : found.end] == "And so, how"


def test_a_coding_whose_words_are_gone_is_asked_about_and_never_lost(project):
    gone = project.codings.apply("trust", "talk", quote="I trust\nthem all")
    project.codings.apply("power", "talk", quote="They listen")
    correct(project, TEXT.replace(", I trust\nthem all", ""))
    assert quotes(project) == [("power", "They listen")]
    [question] = asked(project)
    assert question.about == gone.id
    assert "“I trust them all” in “talk”, coded as the code “trust” by Ingrid" in what(
        project, question
    )
    assert "is no longer there since Ingrid corrected the text" in what(project, question)
    project.codings.resize(gone.id, quote="It was fine")
    assert not asked(project)
    assert quotes(project) == [("power", "They listen"), ("trust", "It was fine")]


def test_a_coding_of_which_little_is_left_is_asked_about(project):
    project.codings.apply("trust", "talk", quote="fine, I trust\nthem all")
    correct(project, TEXT.replace("fine, I trust\nthem", "bad, and I can't stand\nthem"))
    [question] = asked(project)
    assert "reads “bad, and I can't stand them all” since" in what(project, question)
    project.questions.settle(question.decision, why="still about trust")
    assert not asked(project)
    correct(project, project.state.text(next(iter(project.state.documents))) + "R: Yes.\n")
    assert not asked(project)  # what was answered is not asked again for a change elsewhere


def test_a_removed_coding_asks_nothing(project):
    gone = project.codings.apply("trust", "talk", quote="I trust\nthem all")
    correct(project, TEXT.replace(", I trust\nthem all", ""))
    project.codings.remove(gone.id)
    assert not asked(project)
    assert not project.state.lost_codings


def test_the_same_text_is_no_correction(project):
    before = project.state.decisions
    result = correct(project, TEXT)
    assert result.revised == ()
    assert len(result.joined) == 1
    assert project.state.decisions == before


def test_codings_that_come_with_the_corrected_text_lie_in_it(project):
    project.codings.apply("trust", "talk", quote="It was fine")
    start = BETTER.index("for you")
    wording = ImportedDocument("x", BETTER)
    codings = (
        ImportedCoding("x", start, start + 7, "power"),
        ImportedCoding("x", *[BETTER.index("It was"), BETTER.index("fine") + 4], "trust"),
    )
    material = Material((wording,), codings=codings)
    result = project.imports.import_(material, importer="test", revises="talk")
    assert (result.codings, result.repeated) == (1, 1)
    assert quotes(project) == [("power", "for you"), ("trust", "It was fine")]


def test_a_copy_that_was_coded_before_the_correction_lands_where_its_words_are(project):
    correct(project, BETTER)
    start = TEXT.index("They listen")
    material = Material(
        (ImportedDocument("talk", TEXT),),
        codings=(ImportedCoding("talk", start, start + 11, "power", author="Zoe"),),
    )
    project.imports.import_(material, importer="test")
    assert quotes(project) == [("power", "They listen")]
    assert project.imports.import_(material, importer="test").repeated == 1


def test_new_and_lost_speakers(project):
    project.documents.speaker("talk", "R", participant="Anna")
    project.authors.add("Zoe")
    correct(project, "X: Hm.\n" + TEXT)
    project.documents.speaker("talk", "X", author="Zoe")
    document = next(iter(project.state.documents.values()))
    text = project.state.text(document.id)
    who = [document.identified.get(turn.speaker) for turn in document.turns]
    anna = next(iter(project.state.participants))
    zoe = project.find.author("Zoe").id
    assert document.speakers == ("I", "R", "X")
    assert who == [zoe, None, anna, None, anna]
    correct(project, text.replace("X: Hm.\n", ""))
    document = next(iter(project.state.documents.values()))
    assert document.identified == {1: anna}


def test_words_that_are_put_back_are_where_they_were(project):
    project.codings.apply("trust", "talk", quote="I trust\nthem all")
    correct(project, TEXT.replace(", I trust\nthem all", ""))
    assert not quotes(project)
    correct(project, TEXT)
    assert quotes(project) == [("trust", "I trust\nthem all")]
    assert not asked(project)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"name": "other"}, "keeps its name"),
        ({"onto": "talk"}, "--revises"),
        ({"participant": "Anna"}, "document attribute"),
    ],
)
def test_what_does_not_go_with_a_correction(project, how, message):
    with pytest.raises(BadInput, match=message):
        correct(project, BETTER, **how)


def test_another_text_is_no_correction(project):
    before = project.state.decisions
    with pytest.raises(NotAllowed, match="is not a correction of “talk”, but another text"):
        correct(project, "X: Something else entirely, of which nothing was said.\n")
    assert project.state.decisions == before


def test_a_correction_can_be_taken_back(project):
    project.codings.apply("trust", "talk", quote="I trust\nthem all")
    correct(project, TEXT.replace(", I trust\nthem all", ""))
    made = next(iter(project.state.documents.values())).revisions[-1].made
    later = project.codings.apply("power", "talk", quote="They listen")
    project.undo(made.decision)
    assert quotes(project) == [("trust", "I trust\nthem all")]
    [question] = project.state.questions
    assert "the corrected text of “talk” that it was made in is not there" in what(
        project, question
    )
    assert later.id not in project.state.every_coding


def test_codings_of_a_copy_that_did_not_know_of_the_correction(project):
    with copy_of(project, "Samir") as other:
        gone = other.codings.apply("trust", "talk", quote="I trust\nthem all")
        other.codings.apply("power", "talk", quote="They listen")
        correct(project, BETTER.replace(", I trust\nthem all", ""))
        exchange(project, other)
        for each in (project, other):
            assert quotes(each) == [("power", "They listen")]
            [question] = asked(each)
            assert question.about == gone.id
        other.codings.resize(gone.id, quote="It was fine")
        exchange(project, other)
        assert (
            quotes(project)
            == quotes(other)
            == [
                ("power", "They listen"),
                ("trust", "It was fine"),
            ]
        )
        assert not asked(project)


def test_two_corrections_that_did_not_know_of_each_other(project, clock):
    project.codings.apply("trust", "talk", quote="I trust\nthem all")
    with copy_of(project, "Samir") as other:
        correct(project, TEXT.replace("How was", "Well, how was"))
        project.codings.apply("power", "talk", quote="Well, how")
        clock.now += 1000
        correct(other, TEXT.replace("most days", "on most days"))
        other.codings.apply("power", "talk", quote="on most days")
        exchange(project, other)
        for each in (project, other):
            [document] = each.state.documents.values()
            assert each.state.text(document.id) == TEXT.replace("most days", "on most days")
            [question] = [q for q in each.state.questions if q.kind == "document-text"]
            assert len(question.choices) == 2
            assert ("power", "on most days") in quotes(each)
            assert ("trust", "I trust\nthem all") in quotes(each)
        [question] = [q for q in project.state.questions if q.kind == "document-text"]
        first = next(each for each in question.choices if each != question.decision)
        project.questions.settle(question.decision, keep=first)
        exchange(project, other)
        for each in (project, other):
            [document] = each.state.documents.values()
            assert each.state.text(document.id) == TEXT.replace("How was", "Well, how was")
            assert ("power", "Well, how") in quotes(each)
            assert ("trust", "I trust\nthem all") in quotes(each)
            assert not [q for q in each.state.questions if q.kind == "document-text"]


def test_earlier_moments_have_the_earlier_text(project):
    project.codings.apply("trust", "talk", quote="It was fine")
    project.moments.name("before")
    correct(project, BETTER)
    before = project.at("before").state
    [document] = before.documents
    assert before.text(document) == TEXT
    assert [before.quote(each) for each in before.codings.values()] == ["It was fine"]


def test_a_withdrawal_takes_every_wording_along(project):
    project.documents.speaker("talk", "R", participant="Anna")
    project.codings.apply("trust", "talk", quote="It was fine")
    correct(project, BETTER)
    project.participants.withdraw("Anna")
    store = project.log.store
    [document] = project.state.documents.values()
    for revision in document.revisions:
        text = project.state.text_of(document.id, revision.id)
        assert not set(text) - {"█"}  # the whole talk was attributed to her
        assert not set(store.content([revision.original.content]))
    assert not project.state.codings


def test_a_speaker_whose_label_is_corrected_is_the_same_person(project):
    project.documents.speaker("talk", "R", participant="Anna")
    correct(project, TEXT.replace("R: ", "Anna: "))
    [document] = project.state.documents.values()
    anna = next(iter(project.state.participants))
    assert document.speakers == ("I", "Anna")
    assert document.identified == {1: anna}


def test_a_passage_of_one_in_a_corrected_text_goes_alone(project):
    project.participants.add("Bo")
    project.documents.attribute("talk", "Bo", quote="They listen")
    correct(project, BETTER)
    project.participants.withdraw("Bo")
    [document] = project.state.documents
    text = project.state.text(document)
    assert text == BETTER.replace("They listen", "█" * len("They listen"))


def test_a_speaker_who_turns_out_to_be_two_stays_the_first(project):
    project.documents.speaker("talk", "R", participant="Anna")
    correct(project, TEXT.replace("R: It", "Anna: It").replace("R: They", "Bo: They"))
    [document] = project.state.documents.values()
    anna = next(iter(project.state.participants))
    assert document.speakers == ("I", "Anna", "Bo")
    assert document.identified == {1: anna}


def test_words_that_a_correction_gave_to_nobody_go_with_who_said_them(tmp_path):
    """A label that is put differently for a part of the turns is nobody that is known."""
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid"], clock=HandClock()) as project:
        project.participants.add("Anna")
        project.participants.add("Ben")
        wording = ImportedDocument("talk", TEXT, turns_of(TEXT))
        project.imports.import_(Material((wording,)), importer="test")
        project.documents.speaker("talk", "R", participant="Anna")
        project.documents.speaker("talk", "I", participant="Ben")
        correct(project, TEXT.replace("R: It was", "Q: It was").replace("I: Why", "R: Why"))
        project.participants.withdraw("Anna")
        [document] = project.state.documents.values()
        for revision in document.revisions:
            text = project.state.text_of(document.id, revision.id)
            assert "It was fine" not in text
            assert "They listen" not in text
            assert "How was it?" in text


def test_words_of_who_withdrew_do_not_come_back(tmp_path):
    with Project.create(tmp_path / "s.qualog", "Study", ["Ingrid"], clock=HandClock()) as project:
        project.participants.add("Anna")
        project.participants.add("Ben")
        wording = ImportedDocument("talk", TEXT, turns_of(TEXT))
        project.imports.import_(Material((wording,)), importer="test")
        project.documents.speaker("talk", "R", participant="Anna")
        project.documents.speaker("talk", "I", participant="Ben")
        project.participants.withdraw("Anna")
        [document] = project.state.documents
        with pytest.raises(NotAllowed, match="where a participant spoke who withdrew"):
            correct(project, BETTER.replace("How", "Why"), document=document)
        blank = project.state.text(document)
        assert "█" in blank
        correct(project, blank.replace("How was it?", "How was it for you?"), document=document)
        assert "How was it for you?" in project.state.text(document)


edits = st.lists(
    st.tuples(
        st.integers(0, 15),
        st.lists(st.sampled_from(["ja", "trust", "fine", "they"]), max_size=3),
    ),
    max_size=4,
)


@settings(max_examples=12, deadline=None)
@given(edits, st.integers(0, 14), st.integers(1, 4))
def test_a_passage_that_no_edit_touched_reads_as_before(tmp_path_factory, changes, first, length):
    words = TEXT.split()
    kept = range(first, min(first + length, len(words)))
    other = list(words)
    for place, new in changes:
        if place < len(words) and place not in kept:
            other[place] = " ".join(new)
    path = tmp_path_factory.mktemp("corrected") / "s.qualog"
    text, better = " ".join(words), " ".join(each for each in other if each)
    with Project.create(path, "Study", ["Ingrid"], clock=HandClock()) as project:
        project.codes.add("trust")
        wording = ImportedDocument("talk", text)
        project.imports.import_(Material((wording,)), importer="test")
        start = len(" ".join(words[:first])) + bool(first)
        quote = " ".join(words[first : kept.stop])
        coding = project.codings.apply("trust", "talk", span=(start, start + len(quote)))
        try:
            project.imports.import_(
                Material((ImportedDocument("new", better),)), importer="test", revises="talk"
            )
        except NotAllowed:
            return
        found = project.state.every_coding[coding.id]
        moved = project.state.quote(found)
        assert moved == quote or asked(project) or quote in moved
