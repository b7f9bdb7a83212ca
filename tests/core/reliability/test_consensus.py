"""What holds after the discussion: as if each character had been asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.copies import copy_of, exchange

from qualog.material import ImportedDocument, Material
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.consensus import (
    Agreed,
    Settled,
    after_discussion,
    consensus,
    consensus_in,
)
from qualog.reliability.continuum import CodedDocument
from qualog.reliability.selection import Selection, compare
from qualog_plugins.agreement.units.krippendorff import Alpha
from qualog_plugins.agreement.units.percent import PercentAgreement

LENGTH = 9
positions = st.integers(0, LENGTH)
spans = st.lists(
    st.tuples(positions, positions, st.integers(0, 1)).map(
        lambda each: (min(each[:2]), max(each[:2]), each[2])
    ),
    max_size=4,
)
documents = st.builds(
    CodedDocument, st.just(LENGTH), st.dictionaries(st.integers(0, 2), spans, max_size=3)
)
settlements = st.lists(
    st.tuples(positions, positions, spans).map(
        lambda each: Settled(min(each[:2]), max(each[:2]), tuple(each[2]))
    ),
    max_size=3,
)


def at(given_, position):
    """The codes at one character."""
    return {code for start, end, code, *_ in given_ if start <= position < end}


def in_force(settled, position):
    """The index of the last settlement that reaches a character; None where there is none."""
    found = [i for i, each in enumerate(settled) if each.start <= position < each.end]
    return found[-1] if found else None


@settings(deadline=None)
@given(documents, settlements)
def test_each_coder_has_what_was_settled_and_else_their_own(document, settled):
    after = after_discussion(document, settled)
    assert after.length == document.length
    assert after.codings.keys() == document.codings.keys()
    for coder, own in document.codings.items():
        for position in range(LENGTH):
            index = in_force(settled, position)
            wanted = at(own if index is None else settled[index].holds, position)
            assert at(after.codings[coder], position) == wanted


@settings(deadline=None)
@given(documents, settlements)
def test_the_consensus_is_what_all_agree_on_or_was_settled(document, settled):
    found = consensus(document, settled)
    for position in range(LENGTH):
        index = in_force(settled, position)
        if index is not None:
            wanted = at(settled[index].holds, position)
        elif len(document.codings) > 1:
            wanted = set.intersection(*(at(own, position) for own in document.codings.values()))
        else:
            wanted = set()
        assert at(found, position) == wanted
        assert {e.settled for e in found if e.start <= position < e.end} <= {index}
    # Each stretch is as wide as it can be, and there once.
    assert found == sorted(set(found), key=lambda each: each[:3])
    for each in found:
        assert 0 <= each.start < each.end <= LENGTH
        for other in found:
            alike = (each.code, each.settled) == (other.code, other.settled)
            assert not (
                alike and each != other and each.start <= other.end and other.start < each.end
            )


def test_in_words():
    document = CodedDocument(20, {0: [(0, 10, 0)], 1: [(5, 20, 0), (12, 15, 1)]})
    assert consensus(document, []) == [Agreed(5, 10, 0)]
    settled = [Settled(8, 16, ((8, 16, 1),)), Settled(14, 16, ())]
    assert consensus(document, settled) == [Agreed(5, 8, 0), Agreed(8, 14, 1, settled=0)]
    after = after_discussion(document, settled)
    assert after.codings == {
        0: ((0, 8, 0), (8, 14, 1)),
        1: ((5, 8, 0), (16, 20, 0), (8, 14, 1)),
    }


def test_nobody_is_made_a_judge_by_a_discussion():
    document = CodedDocument(10, {0: [(0, 4, 0)]})
    settled = [Settled(2, 6, ((2, 6, 1),))]
    assert consensus(document, []) == []
    assert consensus(document, settled) == [Agreed(2, 6, 1, settled=0)]
    assert after_discussion(document, settled).codings == {0: ((0, 2, 0), (2, 6, 1))}


@pytest.fixture
def coded(project):
    """Ingrid and Samir see two turns alike, and the words on trust otherwise."""
    apply = project.codings.apply
    apply("trust", "talk", quote="I trust them all")
    apply("power", "talk", quote="I trust them all", by=["Samir"])
    for author in ("Ingrid", "Samir"):
        apply("trust", "talk", turn=4, by=[author])
    return project


def compared(project, *, discussed):
    return compare(project.at(), Selection(discussed=discussed))


def measured(project, measure, *, discussed):
    return agreement(compared(project, discussed=discussed), Measurement(measure))


def layer(project):
    state = project.state
    [document] = state.documents
    return [
        (state.text(document)[each.start : each.end], state.codebook.name(each.code))
        for each in consensus_in(state, document)
    ]


def test_agreement_before_and_after(coded):
    length = next(iter(coded.state.documents.values())).length
    before = measured(coded, PercentAgreement(), discussed=False)
    assert before.overall.value == pytest.approx(1 - 16 / length)
    discussion = coded.discussions.open("talk", quote="trust them", topic="trust in whom?")
    unsettled = measured(coded, PercentAgreement(), discussed=True)
    assert (unsettled.overall, unsettled.groups) == (before.overall, before.groups)
    coded.discussions.settle(discussion.id, "one-side", coder="Samir", why="they decide")
    after = measured(coded, PercentAgreement(), discussed=True)
    assert after.overall.value == pytest.approx(1 - 6 / length)
    still = measured(coded, PercentAgreement(), discussed=False)
    assert (still.overall, still.groups) == (before.overall, before.groups)
    alpha = [measured(coded, Alpha(), discussed=each).overall.value for each in (False, True)]
    assert alpha[0] < alpha[1] < 1


def test_a_code_that_came_in_by_discussion_is_measured_too(coded):
    coded.codes.add("time")
    discussion = coded.discussions.open("talk", turn=2)
    coded.discussions.settle(discussion.id, "new-coding", codes=["time"], why="it is of a day")
    before, after = (compared(coded, discussed=each).coded for each in (False, True))
    assert [each.name for each in before.codes] == ["trust", "power"]
    assert [each.name for each in after.codes] == ["trust", "power", "time"]
    report = measured(coded, PercentAgreement(), discussed=True)
    assert report.overall.value == 1
    assert [each.agreement.value for each in report.groups] == [1, 1, 1]


def test_the_layer_of_a_study(coded):
    assert layer(coded) == [("They listen, most days.", "trust")]
    discussion = coded.discussions.open("talk", quote="I trust them")
    coded.discussions.settle(discussion.id, "both", why="both are there")
    settled = [("I trust\nthem", "trust"), ("I trust\nthem", "power")]
    assert layer(coded) == [*settled, ("They listen, most days.", "trust")]
    [document] = coded.state.documents
    first, _, last = consensus_in(coded.state, document)
    assert first.discussion == coded.state.discussions[discussion.id]
    assert last.discussion is None
    assert coded.state.author_names(last.coders) == "Ingrid and Samir"
    coded.codes.merge(["power"], "trust")
    # What one called trust and the other power is now one code, there and beside it.
    assert layer(coded)[:2] == [settled[0], (" all", "trust")]
    coded.discussions.reopen(discussion.id)
    assert layer(coded) == [
        ("I trust\nthem all", "trust"),
        ("They listen, most days.", "trust"),
    ]


def test_what_was_coded_at_one_table_is_agreed_on(project):
    project.codings.apply("trust", "talk", turn=2, by=["Ingrid", "Samir"])
    project.codings.apply("power", "talk", turn=2)
    assert layer(project) == [("It was fine, I trust\nthem all.", "trust")]
    assert compared(project, discussed=True).coded.documents == ()


def test_what_one_alone_coded_is_agreed_on_by_nobody(project):
    project.codings.apply("trust", "talk", turn=2)
    assert layer(project) == []


def test_who_coded_only_what_a_correction_lost_is_still_to_agree(project):
    project.authors.add("Ada")
    for coder in ("Ingrid", "Ada"):
        project.codings.apply("trust", "talk", quote="fine", by=[coder])
    assert layer(project) == [("fine", "trust")]
    project.codings.apply("power", "talk", quote="days", by=["Samir"])
    document = project.find.document("talk")
    text = project.state.text(document.id).replace("most days", "always")
    wording = Material((ImportedDocument("again", text),))
    project.imports.import_(wording, importer="test", revises="talk")
    assert len(project.state.lost_codings) == 1
    assert layer(project) == []


def test_of_passages_that_overlap_the_last_settled_holds(coded):
    wide = coded.discussions.open("talk", turn=2)
    narrow = coded.discussions.open("talk", quote="trust them")
    coded.discussions.settle(narrow.id, "new-coding", codes=[], why="nothing")
    coded.discussions.settle(wide.id, "new-coding", codes=["power"], why="all of it")
    assert layer(coded)[0] == ("It was fine, I trust\nthem all.", "power")
    coded.discussions.reopen(narrow.id)
    coded.discussions.settle(narrow.id, "new-coding", codes=[], why="nothing after all")
    assert layer(coded)[:2] == [("It was fine, I ", "power"), (" all.", "power")]


def test_the_words_of_who_withdrew_are_in_no_figure(coded):
    coded.participants.add("Bo")
    coded.documents.attribute("talk", "Bo", quote="How was it?")
    for author in ("Ingrid", "Samir"):
        coded.codings.apply("power", "talk", quote="How was it?", by=[author])
    hers = coded.discussions.open("talk", quote="I trust them")
    his = coded.discussions.open("talk", quote="How was it?")
    for each in (hers, his):
        coded.discussions.settle(each.id, "new-coding", codes=["trust"], why="so")
    coded.participants.withdraw("Bo")
    assert layer(coded)[0] == ("I trust\nthem", "trust")
    after = compared(coded, discussed=True).coded
    start = hers.start - len("How was it?")
    assert all(
        (start, start + len("I trust them"), 0) in codings
        for codings in after.documents[0].codings.values()
    )
    assert (
        measured(coded, PercentAgreement(), discussed=True).overall.units
        == after.documents[0].length
    )


def test_two_laptops_have_one_consensus(coded, clock):
    discussion = coded.discussions.open("talk", quote="I trust them all")
    samir = copy_of(coded, "Samir")
    clock.now += 1000
    coded.discussions.settle(discussion.id, "one-side", coder="Ingrid", why="it is trust")
    clock.now += 1000
    samir.discussions.settle(discussion.id, "one-side", coder="Samir", why="it is power")
    exchange(coded, samir)
    [question] = coded.state.questions
    assert (
        layer(coded)
        == layer(samir)
        == [
            ("I trust\nthem all", "power"),
            ("They listen, most days.", "trust"),
        ]
    )
    samir.questions.settle(question.decision, question.choices[0])
    exchange(coded, samir)
    assert layer(coded)[0] == layer(samir)[0] == ("I trust\nthem all", "trust")
    samir.close()
