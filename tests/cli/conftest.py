"""What tests of the command line share: the demo's study, made once, and a shell beside a copy."""

import shutil
from pathlib import Path

import pytest
from tests.acceptance.conftest import forks, shell
from tests.acceptance.shell import Shell

__all__ = ["forks", "shell"]  # fixtures of these names


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


@pytest.fixture
def trust(shell: Shell) -> Shell:
    """A shell in a folder with a small study of two authors, an interview and two codes."""
    shell.qualog("init", "Trust", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    (shell.folder / "talk.txt").write_text("I: Whom do you ask?\nR: Her. She knows.\n", "utf-8")
    shell.qualog("-a", "Ingrid Falk", "import", "talk.txt")
    for code in ("trust", "tröst"):
        shell.qualog("-a", "Ingrid Falk", "code", "add", code)
    return shell
