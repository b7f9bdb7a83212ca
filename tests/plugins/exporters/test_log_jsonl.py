"""The log as JSON Lines: in full, or not at all."""

import json

import pytest

from qualog.errors import NotAllowed
from qualog.project.project import Project
from qualog_plugins.exporters.log_jsonl import LogJsonl, qualog_exporters


def write(study, folder):
    exporter, target = LogJsonl(), folder / "out.jsonl"
    assert exporter.write(study, target, exporter.options()) == []
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_the_hook_returns_it():
    assert [exporter.name for exporter in qualog_exporters()] == ["log-jsonl"]


def test_an_earlier_moment_has_fewer_lines(project, tmp_path):
    lines = write(project.at(), tmp_path)
    earlier = write(project.at("first pass"), tmp_path)
    assert 0 < len(earlier) < len(lines)


def test_a_narrowed_study_has_no_log_of_its_own(project, tmp_path):
    study = project.at().narrowed("shift = by night")
    with pytest.raises(NotAllowed, match=r"only be exported in full\. Leave out --where\."):
        write(study, tmp_path)
    assert not list(tmp_path.glob("*.jsonl"))


def test_what_a_blind_round_hides_keeps_the_log_in(project, tmp_path):
    project.rounds.open("apart", ["letter"], coders=["Samir", "Ingrid <b>Falk</b>"], blind=True)
    with Project.open(project.path, viewer=["Samir"]) as seen, pytest.raises(NotAllowed) as caught:
        write(seen.at(), tmp_path)
    assert "“apart”" in str(caught.value)
    assert str(caught.value).endswith(
        "The log holds all that was coded. To export it, close the round first: qualog round close"
    )
