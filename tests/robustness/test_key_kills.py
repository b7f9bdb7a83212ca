"""A program is killed at any step of making a key and beginning a copy: the next one begins it."""

import itertools
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from qualog.log.binding import configuration
from qualog.project.project import Project

STEPS = {"open", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod",
         "fcntl.flock"}  # fmt: skip
"""What is done to files, as Python tells of it before it is done."""


def killed_at(number, act, *arguments):
    """Do something, and be killed before the step of a number that touches the settings."""
    left, settings = number, str(configuration())

    def watch(event, details):
        nonlocal left
        of_settings = details and (event == "fcntl.flock" or str(details[0]).startswith(settings))
        if event in STEPS and of_settings:
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    act(*arguments)


@pytest.fixture
def numbers(request):
    """Return the numbers of the steps at which a program is killed: all of them at night."""
    return itertools.count(1, 1 if request.config.getoption("--nightly") else 4)


def is_killed(number, act, *arguments):
    """Return whether something has as many steps, and was killed at that of a number."""
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=killed_at, args=(number, act, *arguments))
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def decide(file, name):
    with Project.open(file, author=["Ingrid"]) as project:
        project.codes.add(name)
        return project.log.replica


def exchange(file):
    with Project.open(file) as project:
        project.keys.exchange()


def keys():
    return {path.name for path in configuration().glob("keys/*/*.json")}


def test_a_copy_begins_once_whenever_its_first_program_is_killed(tmp_path, monkeypatch, numbers):
    study = tmp_path / "study.qualog"
    Project.create(study, "Study", ["Ingrid"]).close()
    for number in numbers:
        copy = Path(shutil.copy(study, tmp_path / f"copy {number}.qualog"))
        monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / f"settings {number}"))
        killed = is_killed(number, decide, copy, "first")
        with Project.open(copy) as reading:
            bound = reading.log.replica
        replica = decide(copy, "second")
        assert bound in ("", replica)  # what is bound to the place is used
        with Project.open(copy) as project:
            heads = project.log.store.heads()
            assert len(heads) == 2  # the study's, and one of the copy
            assert {code.name for code in project.state.codebook.live()} >= {"second"}
            assert project.verify().fault is None
        assert f"{replica}.json" in keys()
        assert not list(configuration().glob("keys/*/.*"))  # drafts
        if not killed:
            break
    assert number > 20, "the program's steps were not seen"


def test_a_key_is_exchanged_whenever_the_program_is_killed_that_did(tmp_path, monkeypatch, numbers):
    for number in numbers:
        monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / f"settings {number}"))
        place = tmp_path / f"study {number}.qualog"
        Project.create(place, "Study", ["Ingrid"]).close()
        killed = is_killed(number, exchange, place)
        exchange(place)
        with Project.open(place) as project:
            assert project.verify().fault is None
            own = project.log.replica
            ended = {copy.id for copy in project.copies.all() if copy.ended}
            assert ended == project.log.store.heads().keys() - {own}
            assert 2 <= len(project.log.store.heads()) <= 3
        if not killed:
            break
    assert number > 20, "the program's steps were not seen"
