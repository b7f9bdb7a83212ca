"""Leaks: where else in a log somebody's words are repeated."""

import pytest

from qualog.material import ImportedDocument, Material
from qualog.privacy.leaks import leaks
from qualog.privacy.withdrawal import belongings


def repeated(project, name):
    """What repeats somebody's words: the kind of the decision, and the words."""
    found = belongings(project.log.store, project.find.participant(name).id)
    store, state = project.log.store, project.state
    return [
        (leak.entry.kind, leak.words)
        for leak in leaks(store, state, found.passages, leave_out=found.lines)
    ]


def test_four_words_in_a_row_are_a_quotation(interview):
    interview.codes.add("x", definition="As she says: nobody EVER asks us, and so on.")
    interview.codes.add("y", definition="nobody ever asks them")
    assert repeated(interview, "Anna") == [("code-created", "nobody ever asks us")]
    assert repeated(interview, "Bo") == []


def test_a_short_text_is_one_where_it_is_repeated_whole(interview):
    interview.codes.add("Nobody ever")
    interview.codes.add("Nobody")  # one word is nobody's own
    interview.codes.add("nobody else", definition="nobody ever comes")
    assert repeated(interview, "Anna") == [("code-created", "nobody ever")]


def test_words_that_others_said_too_tell_of_nobody(interview):
    interview.codes.add("My time")
    assert repeated(interview, "Bo") == [("code-created", "my time")]
    interview.documents.attribute("group", "Anna", quote="to work here?")
    interview.codes.add("work here")
    assert ("code-created", "work here") in repeated(interview, "Anna")


def test_the_same_words_elsewhere_in_the_material_are_no_quotation(interview):
    interview.codes.add("My time")
    other = ImportedDocument("letter", "It is my time.")
    interview.imports.import_(Material((other,)), importer="test")
    assert repeated(interview, "Bo") == []


def test_a_decision_is_named_once_however_often_it_repeats_their_words(interview):
    interview.codes.add("Nobody ever", definition="as in: some of us do")
    assert len(repeated(interview, "Anna")) == 1


def test_what_goes_anyway_need_not_be_named(interview):
    interview.codings.apply("time", "group", quote="asks us", why="nobody ever asks us")
    assert repeated(interview, "Anna") == []
    interview.memos.write("nobody ever asks us, she says")
    assert repeated(interview, "Anna") == [("memo-written", "nobody ever asks us")]


def test_words_in_lists_and_packs_are_looked_at(interview):
    interview.codes.add("x", examples=["one", "some of us do"])
    assert repeated(interview, "Anna") == [("code-created", "some of us do")]


def test_a_passage_within_their_turn_leaves_the_rest_of_the_turn_theirs(interview):
    interview.documents.attribute("group", "Bo", quote="them")
    interview.codes.add("My time")
    assert repeated(interview, "Bo") == [("code-created", "my time")]


def test_only_the_entries_that_are_named_are_left_out_and_not_those_of_another_copy(interview):
    memo = interview.memos.write("nobody ever asks us, she says")
    store, state = interview.log.store, interview.state
    passages = belongings(store, interview.find.participant("Anna").id).passages
    replica, _, seq = memo.made.decision.partition(".")
    assert not list(leaks(store, state, passages, leave_out={replica: [int(seq)]}))
    [leak] = leaks(store, state, passages, leave_out={"0" * 16: [int(seq)]})
    assert leak.entry.id == memo.made.decision


@pytest.mark.parametrize("text", ["My time. {} {}", "{} my time {}", "{} {} My time."])
def test_what_others_say_before_between_or_after_their_words_is_no_quotation(interview, text):
    said = ("now it is my time to go", "as my time is over")
    others = ImportedDocument("letter", text.format(*said))
    interview.imports.import_(Material((others,)), importer="test")
    for words in said:
        interview.documents.attribute("letter", "Anna", quote=words)
    interview.codes.add("My time")
    interview.codes.add("Time is over")
    assert repeated(interview, "Anna") == [("code-created", "time is over")]
