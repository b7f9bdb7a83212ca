"""What lies beside a project after a program was killed, and what is no file at all."""

import os
import shutil
import subprocess
import sys

import pytest

KILLED = """
import os, signal
from qualog import Project
project = Project.open("trust.qualog", author=["Ingrid Falk"])
project.codes.add("of the killed one")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def killed(trust):
    """A folder in which a program was killed after a decision that the project has not got yet."""
    if os.name == "nt":
        pytest.skip("Windows has no such signal")
    subprocess.run([sys.executable, "-c", KILLED], cwd=trust.folder, check=False)
    assert (trust.folder / "trust.qualog-wal").stat().st_size
    return trust


@pytest.mark.parametrize("command", [("status",), ("doctor",), ("backup", "b")])
def test_decisions_that_a_plain_copy_lacks_are_told_of(killed, command):
    answer = killed.run(*command)
    assert "trust.qualog-wal" in answer.out + answer.err
    again = killed.run(*command[:1])
    assert "trust.qualog-wal" not in again.out + again.err  # it is folded in now


def test_the_next_command_folds_them_in(killed):
    killed.qualog("code", "add", "after", "-a", "Ingrid Falk")
    shutil.copy(killed.folder / "trust.qualog", killed.folder / "plain")
    (killed.folder / "trust.qualog").unlink()
    (killed.folder / "plain").rename(killed.folder / "trust.qualog")
    assert "of the killed one" in killed.qualog("codes")


@pytest.fixture
def pipe(trust):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(trust.folder / "pipe")
    return trust


@pytest.mark.parametrize(
    "command",
    [
        ("status", "-p", "pipe"),
        ("-a", "Ingrid Falk", "merge", "pipe"),
        ("-a", "Ingrid Falk", "bundle", "apply", "pipe"),
        ("bundle", "open", "pipe", "new.qualog"),
        ("-a", "Ingrid Falk", "import", "pipe"),
        ("-a", "Ingrid Falk", "import", "--with", "plain-text", "pipe"),
    ],
)
def test_a_pipe_is_refused_and_not_waited_for(pipe, command):
    assert "a pipe or a device" in pipe.fails(*command)


def test_a_bundle_that_is_not_there_is_named_once(trust):
    said = trust.fails("-a", "Ingrid Falk", "bundle", "apply", "nowhere")
    assert said.count("nowhere") == 1


def test_drafts_of_a_killed_program_are_found_and_go_with_the_next_of_that_name(trust):
    abandoned = trust.folder / f".all.qualog-bundle.{'0f' * 8}"
    abandoned.mkdir()
    (abandoned / "all.qualog-bundle").write_text("half")
    assert abandoned.name in trust.qualog("doctor")
    trust.qualog("-a", "Ingrid Falk", "bundle", "create", "all.qualog-bundle")
    assert not abandoned.exists()
    assert abandoned.name not in trust.qualog("doctor")


def test_a_study_that_cannot_be_written_is_backed_up(trust):
    (trust.folder / "trust.qualog").chmod(0o444)
    assert "verified" in trust.qualog("backup", "b")
