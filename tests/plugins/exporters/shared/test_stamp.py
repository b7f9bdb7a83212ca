"""The last decision's hash."""

from qualog.project.project import Project
from qualog_plugins.exporters.shared.stamp import last_hash


def test_it_is_the_hash_of_the_last_decision_at_the_moment(project):
    study = project.at("first pass")
    replica, _, seq = study.last_decision.partition(".")
    assert last_hash(study) == project.log.store.entry(replica, int(seq)).hash.hex()
    assert last_hash(study) != last_hash(project.at())


def test_it_is_empty_before_the_first_decision(tmp_path):
    with Project.create(tmp_path / "s.qualog", "S", ["Ann"]) as project:
        assert last_hash(project.at("1999-01-01")) == ""
