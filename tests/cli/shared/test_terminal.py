"""Colour goes to a terminal that wants it, and nowhere else."""

import sys

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli.shared.terminal import colour, columns

NAMES = ("NO_COLOR", "TERM", "CLICOLOR_FORCE")


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, None),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm"}, None),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, None),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_the_environment_says_whether_to_colour(monkeypatch, environment, wanted):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert colour() is wanted


def test_only_a_terminal_has_columns(monkeypatch):
    assert columns() is None  # pytest reads the output
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "33")
    assert columns() == 33


@pytest.mark.parametrize("words", [("--help",), ("codes", "--help"), ("documents",), ("codses",)])
def test_colour_on_a_terminal_but_not_with_no_color_and_not_on_a_pipe(demo, words):
    coloured = on_terminal(demo.folder, *words)
    plain = on_terminal(demo.folder, *words, NO_COLOR="1")
    piped = demo.run(*words)
    assert coloured.is_coloured
    assert not plain.is_coloured
    assert "\x1b" not in piped.out + piped.err
    assert coloured.plain == plain.text


def test_colour_that_is_forced_goes_to_a_pipe_too(demo, monkeypatch):
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    assert "\x1b[" in demo.qualog("documents")
    assert "\x1b[" in demo.run("codses").err
    assert "\x1b" not in demo.qualog("documents", "--json")


def test_json_has_no_colour_on_a_terminal_either(demo):
    screen = on_terminal(demo.folder, "documents", "--json")
    assert not screen.is_coloured
    assert screen.text == demo.qualog("documents", "--json")
