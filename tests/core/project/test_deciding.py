"""Deciding: one decision, or several in one transaction, by those who may."""

import pytest

from qualog.errors import BadInput, NotAllowed, NotFound
from qualog.project.project import Project


def names(state):
    return [each.name for each in state.codebook.live()]


def entries(project):
    return list(project.log.store.entries())


def test_several_together_are_one_act(project):
    before = project.state.decisions
    with project.together("they belong together", by=["Ingrid", "Samir"]):
        code = project.codes.add("time")
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
        project.codes.add("time")
        project.codings.apply("no such code", "talk", turn=2)
    assert list(project.log.store.entries()) == before
    assert names(project.state) == ["trust", "power"]


def test_the_reason_of_all_is_that_of_the_first_unless_it_has_one(project):
    with project.together("of all"):
        project.codes.add("one", why="its own")
        project.codes.add("two")
    first, second = entries(project)[-2:]
    assert project.log.words(first)["why"] == "its own"
    assert "why" not in project.log.words(second)


def test_one_decision_together_with_none_is_not_marked(project):
    with project.together("why"):
        project.codes.add("one")
    assert entries(project)[-1].together == ""
    before = entries(project)
    with project.together("nothing comes of it"):
        pass
    assert entries(project) == before


def test_what_is_inside_of_another_is_a_part_of_it(project):
    with project.together("outer", by=["Samir"]):
        project.codes.add("one")
        with project.together("inner", by=["Ingrid"]):
            project.codes.add("two")
        project.codes.add("three")
    found = entries(project)[-3:]
    assert len({each.together for each in found}) == 1
    assert {each.authors for each in found} == {project.find.author("Samir").id}
    assert [project.log.words(each).get("why") for each in found] == ["outer", None, None]


def test_each_is_checked_against_those_before_it(project):
    before = project.state.decisions
    with pytest.raises(NotAllowed, match="already a code “one”"), project.together():
        project.codes.add("one")
        project.codes.add("ONE")
    assert project.state.decisions == before
    assert names(project.state) == ["trust", "power"]


def test_what_was_only_going_to_be_written_is_not_in_the_state_afterwards(project):
    with project.together():
        project.codes.add("one")
        made = project.find.code("one").made
        assert names(project.state)[-1] == "one"
    assert project.find.code("one").made.decision == made.decision
    assert project.find.code("one").made.authors == made.authors
    with Project.open(project.path) as again:
        assert again.state == project.state


def test_a_decision_that_cannot_take_effect_is_refused(project):
    from qualog.decisions.codes import CodeRenamed

    with (
        pytest.raises(NotAllowed, match=r"This cannot take effect: .* not there"),
        project.together(),
    ):
        project.decide(CodeRenamed(code="nothing", name="x"))
    assert names(project.state) == ["trust", "power"]


def test_a_decision_has_its_id_at_once_and_in_one_act_none_yet(project):
    id_ = project.codes.rename("trust", "reliance")
    assert id_ == entries(project)[-1].id
    with project.together():
        assert project.codes.rename("reliance", "trust") == ""


def test_nobody_decides_for_others_in_a_blind_round(project):
    project.rounds.open("R1", ["talk"], ["Ingrid", "Samir"], blind=True)
    before = project.state.decisions
    with pytest.raises(NotAllowed, match="Decide for Samir where the project is open for Samir"):
        project.codes.add("voice", by=["Samir"])
    assert project.state.decisions == before
    assert project.codes.add("voice", by=["Ingrid", "Samir"])


def test_a_copy_decides_as_whom_it_is_set_up_for(project):
    project.authors.use("samir")
    assert project.author == (project.find.author("Samir").id,)
    with Project.open(project.path) as again:
        assert again.author == project.author
        assert again.log.replica == project.log.replica
    with pytest.raises(NotFound):
        project.authors.use("Nobody")


def test_a_copy_that_is_set_up_for_nobody_asks_who_decides(project, tmp_path, monkeypatch):
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "elsewhere"))
    with Project.open(project.path) as copy:
        assert copy.author == ()
        with pytest.raises(BadInput, match=r"Who decides this\?.*Ingrid, Samir"):
            copy.codes.add("voice")
        copy.codes.add("voice", by=["Samir"])
    with Project.open(project.path) as again:
        assert again.log.replica == copy.log.replica, "the first decision bound the copy"


def test_how_far_a_copy_came_is_signed_and_kept_when_it_is_closed(project):
    from qualog.log.integrity.signing import check

    project.codes.add("one")
    project.close()
    with Project.open(project.path) as again:
        signed = check(again.log.store)
        assert signed.entries == again.state.decisions
        assert not again.was_put_back
