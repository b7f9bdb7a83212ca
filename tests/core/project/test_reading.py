"""Reading: the study now and at a moment, as it is shown to whoever looks."""

from datetime import datetime

import pytest
from tests.core.copies import copy_of

from qualog.errors import Ambiguous, NotAllowed, NotFound
from qualog.log.log import Log
from qualog.project.project import Project


def names(state):
    return [each.name for each in state.codebook.live()]


@pytest.fixture
def blind(project):
    """A blind round in which Samir has coded."""
    project.codings.apply("power", "talk", turn=2, by=["Samir"])
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    return project


def coders(state):
    return {state.author_names(each.made.authors) for each in state.codings.values()}


def test_what_others_coded_in_a_blind_round_is_in_nothing_that_is_shown(blind):
    own = blind.codings.apply("trust", "talk", turn=4)
    assert coders(blind.state) == coders(blind.at().state) == {"Ingrid"}
    assert blind.blinding.count == 1
    [round_] = blind.at().hidden
    assert round_.round == "R1"
    entries = {entry.kind for entry in blind.seen.store.entries()}
    whole = [entry for entry in blind.log.store.entries() if entry.kind == "coding-applied"]
    shown = [entry for entry in blind.seen.store.entries() if entry.kind == "coding-applied"]
    assert "coding-applied" in entries
    assert (len(whole), len(shown)) == (2, 1)
    assert blind.find.coding(own.id).id == own.id
    with pytest.raises(NotFound):
        blind.find.coding(next(iter(set(whole) - set(shown))).id)


def test_it_is_shown_when_the_round_is_closed(blind):
    assert coders(blind.state) == set()
    blind.rounds.close("R1")
    assert coders(blind.state) == {"Samir"}
    assert blind.blinding is None
    assert blind.at().hidden == ()
    assert blind.seen.store is blind.log.store


def test_who_looks_may_be_others_than_who_decides(blind):
    with Project.open(blind.path, author=["Ingrid"], viewer=["Samir"]) as samir:
        assert coders(samir.state) == {"Samir"}
    with Project.open(blind.path) as ingrid:
        assert coders(ingrid.state) == set()
    copy = copy_of(blind, "Samir")
    assert coders(copy.state) == {"Samir"}
    copy.close()


def test_who_is_not_known_is_shown_nothing_of_the_round(blind):
    blind.author = ()
    assert coders(blind.state) == set()


def test_a_moment_before_the_round_hides_what_is_hidden_now(project):
    coding = project.codings.apply("power", "talk", turn=2, by=["Samir"])
    project.moments.name("before")
    assert coders(project.at("before").state) == {"Samir"}
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    study = project.at("before")
    assert coders(study.state) == set()
    assert study.hidden
    assert coders(project.at(coding.made.decision).state) == set()


def test_what_another_process_decided_is_in_the_state(project):
    assert names(project.state) == ["trust", "power"]
    with Project.open(project.path, author=["Samir"]) as other:
        other.codes.add("voice")
    assert names(project.state) == ["trust", "power", "voice"]
    assert names(project.at().state) == ["trust", "power", "voice"]


def test_a_named_moment_stays_what_it_was(project):
    project.moments.name("before")
    project.codes.rename("trust", "reliance")
    study = project.at("before")
    assert names(study.state) == ["trust", "power"]
    assert study.moment.exact
    with pytest.raises(NotAllowed, match="already"):
        project.moments.name("Before")


def test_moments_of_all_sorts(project, clock):
    before = clock.now
    clock.now += 3 * 86_400_000
    project.codes.add("time")
    entry = project.log.store.entry(project.log.replica, project.state.decisions)
    clock.now += 86_400_000
    project.codes.add("later")
    for told in (entry.id, f"{entry.replica[:5]}.{entry.seq}", entry.hash.hex()[:12]):
        study = project.at(told)
        assert names(study.state)[-1] == "time"
        assert study.moment.exact
    assert names(project.at("2 days ago").state) == ["trust", "power"]
    assert not project.at("2 days ago").moment.exact
    assert names(project.at("now").state)[-1] == "later"
    day = f"{datetime.fromtimestamp(before / 1000):%Y-%m-%d}"
    assert names(project.at(day).state) == ["trust", "power"]


@pytest.mark.parametrize("told", ["", "the flood", "ffff.1", "0.0", "12345678", "2025-13-45"])
def test_what_is_no_moment(project, told):
    with pytest.raises(NotFound):
        project.at(told)


def test_a_copy_that_could_be_two(project):
    for replica in ("abcd000000000000", "abce000000000000"):
        other = Project(Log(project.log.store, replica, project.log.clock), project.author)
        other.codes.add(replica)
    with pytest.raises(Ambiguous):
        project.at("abc.2")
    assert names(project.at("abcd.2").state)[-1] == "abcd000000000000"
