"""What was put aside counts in nothing that is said of agreement."""

import pytest
from tests.core.copies import copy_of
from tests.core.trusting import end, last, meet

from qualog.history.agreement_over_time import agreement_over_time
from qualog.reliability.agreement import Measurement
from qualog.reliability.independence import independence
from qualog.reliability.selection import Selection, compare
from qualog_plugins.agreement.units.percent import PercentAgreement


@pytest.fixture
def copies(project, clock):
    """A round that Ingrid and Samir coded apart, and a laptop of hers that saw both and went on."""
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"])
    samir = copy_of(project, "Samir", clock)
    project.codings.apply("trust", "talk", turn=2)
    samir.codings.apply("trust", "talk", turn=2)
    meet(project, samir)
    stolen = copy_of(project, "Ingrid", clock)
    stolen.codes.add("hers")
    before = last(stolen)
    stolen.codings.apply("power", "talk", turn=4)
    clock.now += 7 * 24 * 60 * 60 * 1000  # what somebody does there later is the week after
    stolen.codings.apply("hers", "talk", turn=4)
    stolen.codes.define("power", definition="who decides")
    meet(project, samir, stolen)
    return project, samir, stolen.log.replica, before


def put_aside(project, samir, stolen, before):
    for author in (project, samir):
        end(author, stolen, before)
    meet(project, samir)


def is_independent(project):
    [round_] = project.state.rounds.values()
    return independence(project.log.store, project.state, round_).holds


def stages(project, along):
    comparison = compare(project.at(), Selection(unit="turn"))
    found = agreement_over_time(comparison, Measurement(PercentAgreement()), along)
    return [(stage.codings, len(stage.between)) for stage in found]


def test_coders_are_independent_if_only_what_was_put_aside_says_otherwise(copies):
    project, *_ = copies
    assert not is_independent(project)
    put_aside(*copies)
    assert is_independent(project)


def test_a_week_in_which_all_was_put_aside_is_none(copies):
    project, *_ = copies
    assert stages(project, "weeks") == [(3, 0), (1, 1)]
    put_aside(*copies)
    assert stages(project, "weeks") == [(3, 0)]  # as it was that week: nobody had ended it yet


def test_what_was_put_aside_by_then_is_not_between_two_moments(copies):
    project, *_ = copies
    put_aside(*copies)
    project.moments.name("put aside")
    assert stages(project, "moments") == [(2, 0)]
