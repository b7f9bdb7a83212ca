"""Agreement at each stop is what it was then, of what there was then."""

import pytest

from qualog.errors import BadInput
from qualog.history.agreement_over_time import agreement_over_time
from qualog.reliability.agreement import Measurement, agreement
from qualog.reliability.selection import Selection, compare
from qualog_plugins.agreement.units.percent import PercentAgreement

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def coded(project, clock):
    """They agree on one turn; a week later they differ on another, after a redefinition."""
    for author in ("Ingrid", "Samir"):
        project.codings.apply("trust", "talk", turn=2, by=[author])
    project.moments.name("first")
    clock.now += 7 * DAY
    project.codes.define("power", definition="who decides", why="it was too wide")
    project.codings.apply("power", "talk", turn=4)
    project.moments.name("second")
    return project


def over_time(project, along="moments", **selection):
    comparison = compare(project.at(), Selection(unit="turn", **selection))
    return agreement_over_time(comparison, Measurement(PercentAgreement()), along)


def values(stages):
    return [stage.report.overall.value for stage in stages]


def test_each_stop_is_what_it_was_then(coded):
    stages = over_time(coded)
    assert [str(stage.name) for stage in stages] == ["first", "second"]
    assert values(stages) == [1, 0.75]
    for stage in stages:
        then = compare(coded.at(stage.name), Selection(unit="turn"))
        assert stage.report == agreement(then, Measurement(PercentAgreement()))
        assert stage.point.exact


def test_what_changed_the_meaning_of_codes_stands_between(coded):
    first, second = over_time(coded)
    assert first.between == ()
    assert [decision.why for decision in second.between] == ["it was too wide"]
    assert (first.codings, second.codings) == (2, 1)


def test_weeks_end_on_sundays_and_only_those_with_work_are_stops(coded):
    stages = over_time(coded, "weeks")
    assert values(stages) == [1, 0.75]
    assert all(str(stage.name).startswith("week of 20") for stage in stages)
    assert not any(stage.point.exact for stage in stages)


def test_rounds_are_measured_at_their_close_of_their_coders_and_documents(coded, clock):
    coded.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    coded.rounds.close("R1")
    coded.codings.apply("power", "talk", turn=4, by=["Samir"])
    [stage] = over_time(coded, "rounds")
    assert (str(stage.name), stage.report.overall.value) == ("R1", 0.75)
    assert [coder.name for coder in stage.report.coders] == ["Ingrid", "Samir"]


def test_what_was_not_there_yet_is_not_compared_then(coded):
    coded.codes.add("time")
    for author in ("Ingrid", "Samir"):
        coded.codings.apply("time", "talk", turn=4, by=[author])
    coded.moments.name("third")
    stages = over_time(coded, codes=("time",))
    assert values(stages) == [None, None, 1] or values(stages)[-1] == 1
    assert [len(stage.report.codes) for stage in stages] == [0, 0, 1]


def test_a_condition_narrows_every_stop(coded):
    """Else each stop would be of everybody, under a heading that says otherwise."""
    start, _ = coded.documents.passage(coded.find.document("talk"), turn=4)
    coded.attributes.define("role")
    coded.participants.add("Bo")
    coded.documents.attribute("talk", "Bo", span=(start, start + 10))
    coded.attributes.give("Bo", "role", "manager")
    coded.moments.name("third")
    whole, managers = over_time(coded), over_time(coded, where="role = manager")
    assert values(managers)[:2] == [None, None]  # nobody was known to be a manager then
    assert managers[-1].report.overall.units < whole[-1].report.overall.units


@pytest.mark.parametrize(
    ("along", "missing"),
    [
        ("moments", "No point in time has a name yet"),
        ("rounds", "No round has been closed yet"),
        ("weeks", "Nothing has been coded yet"),
    ],
)
def test_without_a_stop_it_is_said_how_to_make_one(project, along, missing):
    with pytest.raises(BadInput, match=missing):
        over_time(project, along)
