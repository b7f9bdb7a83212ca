"""A study at a moment: the last decision's hash."""

from qualog.project.project import Project


def test_it_has_the_hash_of_the_last_decision_at_the_moment(project):
    project.moments.name("first pass")
    project.codes.add("later")
    study = project.at("first pass")
    replica, _, seq = study.last_decision.partition(".")
    assert study.last_hash == project.log.store.entry(replica, int(seq)).hash.hex()
    assert study.last_hash != project.at().last_hash


def test_there_is_no_hash_before_the_first_decision(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as project:
        assert project.at("1999-01-01").last_hash == ""
