"""Processes that decide first in a fresh copy, all at once: they make one chain with one key."""

import multiprocessing
import shutil

import pytest
from tests.acceptance.shell import Shell

from qualog.log.integrity.verification import verify
from qualog.project.project import Project

AT_ONCE = 2
TIMES = 20


def decide(file, number, barrier):
    barrier.wait()
    with Project.open(file, author=["Ingrid"]) as project:
        project.codes.add(f"code {number}")


@pytest.fixture
def study(tmp_path):
    Project.create(tmp_path / "study.qualog", "Study", ["Ingrid"]).close()
    return tmp_path / "study.qualog"


def test_they_make_one_chain_with_one_key(study):
    fork = multiprocessing.get_context("fork")
    for attempt in range(TIMES):
        copy = study.with_name(f"copy {attempt}.qualog")
        shutil.copy(study, copy)
        barrier = fork.Barrier(AT_ONCE)
        deciders = [
            fork.Process(target=decide, args=(copy, number, barrier)) for number in range(AT_ONCE)
        ]
        for decider in deciders:
            decider.start()
        for decider in deciders:
            decider.join(60)
        assert [decider.exitcode for decider in deciders] == [0] * AT_ONCE
        with Project.open(copy) as project:
            assert len(project.state.codebook.live()) == AT_ONCE
            assert len(project.log.store.heads()) == 2  # that of the study, and the copy's
            assert verify(project.log.store).fault is None


def test_forty_at_once_are_one_chain_too(study):
    copy = study.with_name("copy.qualog")
    shutil.copy(study, copy)
    fork = multiprocessing.get_context("fork")
    barrier = fork.Barrier(40)
    deciders = [fork.Process(target=decide, args=(copy, number, barrier)) for number in range(40)]
    for decider in deciders:
        decider.start()
    for decider in deciders:
        decider.join(120)
    assert {decider.exitcode for decider in deciders} == {0}
    said = Shell(copy.parent).qualog("-p", "copy.qualog", "verify")
    assert "The log checks out" in said
    with Project.open(copy) as project:
        assert len(project.state.codebook.live()) == 40
        assert len(project.log.store.heads()) == 2
