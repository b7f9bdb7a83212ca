"""Taking back, naming moments, and deciding several things in one act."""

import pytest

from qualog.errors import Ambiguous, NotAllowed, NotFound


def last(project):
    return f"{project.log.replica}.{project.state.decisions}"


def names(state):
    return [each.name for each in state.codebook.live()]


def test_undo_and_undo_of_undo(project):
    project.codes.rename("trust", "reliance")
    undone = project.undo(last(project), why="no better")
    assert names(project.state) == ["trust", "power"]
    project.undo(undone)
    assert names(project.state) == ["reliance", "power"]


def test_what_is_undone_cannot_be_undone_again(project):
    renamed = project.codes.rename("trust", "reliance")
    project.undo(renamed)
    with pytest.raises(NotAllowed, match="already been taken back"):
        project.undo(renamed)


def test_the_beginning_cannot_be_undone(project):
    with pytest.raises(NotAllowed, match="cannot be undone: the log itself rests on it"):
        project.undo(f"{project.log.replica}.1")


def test_what_rests_on_a_decision_is_named(project):
    code = project.codes.create("time")
    coding = project.codings.apply("time", "talk", turn=2)
    project.codings.apply("trust", "talk", turn=2)
    project.codings.resize(coding.id, span=(20, 30))
    resting = project.resting_on(code.made.decision)
    assert [each.kind for each in resting] == ["coding-applied", "coding-resized"]
    assert project.resting_on(coding.made.decision)[0].kind == "coding-resized"
    assert project.state.questions == []
    project.undo(code.made.decision)
    assert [each.kind for each in project.state.questions] == ["coding-applied", "coding-resized"]
    assert len(project.state.codings) == 1


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
    project.codes.create("time")
    entry = project.log.store.entry(project.log.replica, project.state.decisions)
    clock.now += 86_400_000
    project.codes.create("later")
    for told in (entry.id, f"{entry.replica[:5]}.{entry.seq}", entry.hash.hex()[:12]):
        study = project.at(told)
        assert names(study.state)[-1] == "time"
        assert study.moment.exact
    assert names(project.at("2 days ago").state) == ["trust", "power"]
    assert not project.at("2 days ago").moment.exact
    assert names(project.at("now").state)[-1] == "later"
    day = f"{__import__('datetime').datetime.fromtimestamp(before / 1000):%Y-%m-%d}"
    assert names(project.at(day).state) == ["trust", "power"]


@pytest.mark.parametrize("told", ["", "the flood", "ffff.1", "0.0", "12345678", "2025-13-45"])
def test_what_is_no_moment(project, told):
    with pytest.raises(NotFound):
        project.at(told)


def test_a_decision_that_is_not_there(project):
    with pytest.raises(NotFound, match="qualog log"):
        project.undo(f"{project.log.replica}.999")


def test_several_together_are_one_act(project):
    before = project.state.decisions
    with project.together("they belong together", by=["Ingrid", "Samir"]):
        code = project.codes.create("time")
        project.codings.apply("time", "talk", turn=2)
        assert project.state.codebook.codes[code.id].name == "time"
    first, second = list(project.log.store.entries())[before:]
    assert first.together == second.together != ""
    assert len(first.authors.split()) == 2
    assert project.log.words(first)["why"] == "they belong together"
    assert project.state.codings


def test_an_act_that_fails_leaves_nothing(project):
    before = list(project.log.store.entries())
    with pytest.raises(NotFound), project.together():
        project.codes.create("time")
        project.codings.apply("no such code", "talk", turn=2)
    assert list(project.log.store.entries()) == before
    assert names(project.state) == ["trust", "power"]


def test_a_replica_that_could_be_two(project, tmp_path, monkeypatch):
    from qualog.project.project import Project

    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "other"))
    with Project.open(project.path, author=["Samir"]) as other:
        other.codes.create("theirs")
        shared = __import__("os").path.commonprefix([project.log.replica, other.log.replica])
        if shared:
            with pytest.raises(Ambiguous):
                other.at(f"{shared}.1")
        study = other.at(f"{other.log.replica}.2")
        assert "theirs" in names(study.state)
