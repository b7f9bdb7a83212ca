"""Who judged only some passages has judged just these: the rest is missing, and no "no code"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reliability.continua import documents, side_by_side
from tests.core.reliability.studies import measured

from qualog.errors import BadInput
from qualog.plugins.registry import installed_plugins
from qualog.reliability.gathering import coded_study
from qualog.reliability.spans import by_character
from qualog_plugins.agreement.units.krippendorff import Alpha
from qualog_plugins.agreement.units.percent import PercentAgreement


@pytest.fixture
def coded(project):
    """Ingrid coded it all, Samir the second turn alone; the text has four turns."""
    project.codings.apply("trust", "talk", turn=2)
    project.codings.apply("power", "talk", turn=4)
    project.codings.apply("trust", "talk", turn=2, by=["Samir"])
    return project


def percent(project, unit="turn"):
    return measured(project.state, PercentAgreement(), unit=unit).overall


def turn(project, number):
    document = project.find.document("talk")
    return project.documents.passage(document, turn=number)


def test_a_part_is_compared_and_the_rest_is_missing(coded):
    assert (percent(coded).units, percent(coded).value) == (4, 0.75)
    coded.documents.coded("talk", passages=[turn(coded, 1)], by=["Samir"])
    # the turn that was said, and the one that was marked
    assert (percent(coded).units, percent(coded).value) == (2, 1)
    coded.documents.coded("talk", passages=[turn(coded, 4)], by=["Samir"])
    assert (percent(coded).units, percent(coded).value) == (3, pytest.approx(2 / 3))
    coded.documents.coded("talk", by=["Samir"])
    assert (percent(coded).units, percent(coded).value) == (4, 0.75)


def test_what_somebody_marked_with_others_is_not_judged_by_them_alone(coded):
    coded.documents.coded("talk", passages=[turn(coded, 1)], by=["Samir"])
    coded.codings.apply("power", "talk", turn=4, by=["Ingrid", "Samir"])
    assert percent(coded).units == 2


def test_by_character_too(coded):
    coded.documents.coded("talk", passages=[turn(coded, 1)], by=["Samir"])
    spans = [turn(coded, 1), turn(coded, 2)]
    assert percent(coded, "character").units == sum(end - start for start, end in spans)


def test_measures_of_spans_leave_out_who_judged_a_part(coded):
    measure = installed_plugins().measures().named("u-alpha").plugin
    assert measured(coded.state, measure).overall.value is not None
    coded.documents.coded("talk", passages=[turn(coded, 1)], by=["Samir"])
    report = measured(coded.state, measure)
    assert report.overall.value is None
    assert report.left_out.in_part == 1


def test_what_is_no_passage_is_refused(coded):
    with pytest.raises(BadInput, match="lies outside"):
        coded.documents.coded("talk", passages=[(0, 9_999)])


def test_who_judged_what_is_gathered(coded):
    coded.documents.coded("talk", passages=[turn(coded, 1), turn(coded, 2)], by=["Samir"])
    [document] = coded_study(coded.state).documents
    assert list(document.unjudged) == [1]


@settings(deadline=None, max_examples=50)
@given(st.lists(documents(), max_size=2))
def test_what_nobody_judged_twice_counts_for_nothing(found):
    agreement = Alpha().measure(by_character(side_by_side(found)), Alpha.options())
    judged_by_two = sum(
        1
        for each in found
        for at in range(each.length)
        if sum(
            coder in each.codings and not any(s <= at < e for s, e in each.unjudged.get(coder, ()))
            for coder in range(3)
        )
        >= 2
    )
    assert agreement.units == judged_by_two
