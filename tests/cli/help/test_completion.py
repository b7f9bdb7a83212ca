"""`qualog completion` prints what a shell needs, and how it is put to use."""

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli.help.shells import SHELLS


@pytest.mark.parametrize("shell_name", SHELLS)
def test_the_script_says_in_its_first_lines_where_it_goes(shell, shell_name):
    script = shell.qualog("completion", shell_name)
    first, second, third, *_ = script.splitlines()
    assert first == f"# Completion of qualog for {shell_name}."
    assert second.startswith("# ")
    assert f"qualog completion {shell_name}" in second
    assert third == ""
    assert "_QUALOG_COMPLETE" in script
    assert "%(" not in script


def test_the_script_is_the_same_on_a_terminal(shell):
    screen = on_terminal(shell.folder, "completion", "bash")
    assert screen.text == shell.qualog("completion", "bash")


def test_the_shells_are_those_that_the_help_promises(shell):
    assert "{" + "|".join(SHELLS) + "}" in shell.qualog("completion", "--help")
    assert list(SHELLS) == ["bash", "zsh", "fish", "powershell"]
