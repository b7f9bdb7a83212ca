"""`qualog help` shows the help of any command, as its own --help does."""

import pytest
from tests.cli.everything import commands


@pytest.mark.parametrize("path", [ctx.command_path for ctx in commands()])
def test_help_of_a_command_is_its_own_help(shell, path):
    _, *words = path.split()
    assert shell.qualog("help", *words) == shell.qualog(*words, "--help")


def test_help_alone_is_that_of_the_program(shell):
    assert shell.qualog("help") == shell.qualog("--help")


@pytest.mark.parametrize("words", [("nothing",), ("code", "nothing"), ("codes", "add")])
def test_help_of_what_is_not_there(shell, words):
    problem = shell.fails("help", *words)
    assert problem.startswith(f"Error: There is no command qualog {' '.join(words)}.")


def test_help_can_ask_for_its_own(shell):
    assert "qualog help code add" in shell.qualog("help", "help")
    assert shell.qualog("help", "--help") == shell.qualog("help", "help")
