"""What acceptance tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.forks import Forks
from tests.acceptance.shell import FORKS, Shell


@pytest.fixture(scope="session", autouse=True)
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the commands of all tests be forks of one program."""
    if not hasattr(os, "fork"):
        yield
        return
    FORKS.append(Forks(tmp_path_factory.mktemp("forks")))
    yield
    FORKS.pop().close()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the demo, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALOG_CONFIG", str(folder / "config"))
        Shell(folder).qualog("demo", ".")
    return folder / "demo.qualog"


@pytest.fixture
def demo(shell: Shell, demo_file: Path) -> Shell:
    """A shell in a folder with the demo's study."""
    shutil.copy(demo_file, shell.folder)
    return shell
