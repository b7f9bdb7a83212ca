"""What tests of the command line share: the demo's study, made once, and a shell beside a copy."""

import pytest
from tests.acceptance.conftest import demo, demo_file, forks, shell
from tests.acceptance.shell import Shell

__all__ = ["demo", "demo_file", "forks", "shell"]  # fixtures of these names


@pytest.fixture
def trust(shell: Shell) -> Shell:
    """A shell in a folder with a small study of two authors, an interview and two codes."""
    shell.qualog("init", "Trust", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    (shell.folder / "talk.txt").write_text("I: Whom do you ask?\nR: Her. She knows.\n", "utf-8")
    shell.qualog("-a", "Ingrid Falk", "import", "talk.txt")
    for code in ("trust", "tröst"):
        shell.qualog("-a", "Ingrid Falk", "code", "add", code)
    return shell
