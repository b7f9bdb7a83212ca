"""What acceptance tests share."""

import os
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
