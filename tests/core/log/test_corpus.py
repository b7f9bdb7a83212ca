"""Logs that earlier versions wrote: each opens, verifies and replays as it did then."""

import shutil
from pathlib import Path

import pytest

from qualog.decisions import known_kinds
from qualog.history.narration import narrate
from qualog.project import Project

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus").glob("*.qualog"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_log_of_an_earlier_version(path, tmp_path):
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    with Project.open(copy) as project:
        found = project.verify()
        assert found.fault is None
        assert project.state.unknown == {}
        assert project.state.decisions == found.lines
        assert all(each.decision is not None for each in narrate(project.at()))


def test_what_the_first_version_wrote(tmp_path):
    copy = tmp_path / "0.1.0.qualog"
    shutil.copy(CORPUS[0], copy)
    with Project.open(copy) as project:
        state = project.at("here").state
        assert (state.name, state.aim) == ("The study", "What makes a meeting good?")
        assert [each.name for each in state.authors.values()] == ["Ingrid", "Samir H"]
        assert [each.pseudonym for each in state.participants.values()] == ["Bea"]
        [document] = state.documents.values()
        assert state.text(document.id).startswith("I: How was it?\nR: It was fine, I trust\n")
        assert [each.name for each in state.codebook.live()] == [
            "power",
            "time",
            "on people",
            "on rules",
        ]
        assert [each.name for each in state.themes.values()] == ["leaning", "being ruled"]
        assert {each.status for each in state.links.values()} == {"accepted", "rejected"}
        kinds = {line.kind for line in project.log.store.lines()}
        assert len(kinds) == 48
        assert kinds <= set(known_kinds())
