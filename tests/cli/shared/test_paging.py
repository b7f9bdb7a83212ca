"""Long texts go through a pager on a terminal, and nowhere else."""

import os
import shutil
import sys

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli.shared import paging
from qualog_cli.shared.output import Heading
from qualog_cli.shared.paging import print_lines

PAGED = "PAGED"


@pytest.fixture
def pager(tmp_path):
    """A pager that shows that it was there, and with which options of less."""
    program = tmp_path / "pager"
    program.write_text(f'#!/bin/sh\necho "{PAGED} $LESS"\ncat\n', "utf-8")
    program.chmod(0o755)
    return str(program)


def test_what_fills_more_than_the_screen_goes_through_the_pager(demo, pager):
    screen = on_terminal(demo.folder, "codes", lines=24, PAGER=pager)
    assert screen.text.startswith(f"{PAGED} -FRX\n")
    assert "Listening" in screen.text
    assert on_terminal(demo.folder, "codes", lines=200, PAGER=pager).text.count(PAGED) == 0


def test_the_pager_gets_the_same_text_as_a_pipe(demo, pager):
    screen = on_terminal(demo.folder, "codes", lines=24, columns=300, PAGER=pager)
    assert screen.plain.split("\n", 1)[1] == demo.qualog("codes")


def test_lines_that_the_terminal_wraps_count_as_often_as_they_are_shown(demo, pager):
    wide = on_terminal(demo.folder, "show", first(demo), columns=300, lines=16, PAGER=pager)
    narrow = on_terminal(demo.folder, "show", first(demo), columns=12, lines=16, PAGER=pager)
    assert PAGED not in wide.text
    assert PAGED in narrow.text


def first(shell):
    return shell.qualog("log").split()[0]


@pytest.mark.parametrize(
    ("before", "environment"),
    [
        (("--no-pager",), {}),
        ((), {"PAGER": ""}),
        ((), {"PAGER": "cat"}),
        ((), {"TERM": "dumb"}),
    ],
    ids=str,
)
def test_no_pager_where_none_is_wanted(demo, pager, before, environment):
    screen = on_terminal(demo.folder, *before, "codes", lines=24, **{"PAGER": pager} | environment)
    assert PAGED not in screen.text
    assert "Listening" in screen.text


def test_no_pager_on_a_pipe_and_none_for_json(demo, pager, monkeypatch):
    monkeypatch.setenv("PAGER", pager)
    assert PAGED not in demo.qualog("codes")
    screen = on_terminal(demo.folder, "log", "--json", lines=24, PAGER=pager)
    assert PAGED not in screen.text


def test_the_options_of_less_that_somebody_chose_stay(demo, pager):
    screen = on_terminal(demo.folder, "codes", lines=24, PAGER=pager, LESS="-S")
    assert screen.text.startswith(f"{PAGED} -S\n")


def test_a_pager_that_is_left_early_is_not_an_error(demo, tmp_path):
    program = tmp_path / "head"
    program.write_text("#!/bin/sh\nhead -1\n", "utf-8")
    program.chmod(0o755)
    screen = on_terminal(demo.folder, "log", lines=24, PAGER=str(program))
    assert screen.code == 0
    assert "Error" not in screen.text


def test_a_pager_shows_marks(demo, pager):
    demo.qualog("-a", "Ingrid Falk", "code", "add", "e\x1b[31mvil")
    screen = on_terminal(demo.folder, "codes", lines=24, PAGER=pager, NO_COLOR="1")
    assert "e␛[31mvil" in screen.text
    assert "\x1b" not in screen.text


def test_lines_are_printed_as_they_come_where_nothing_pages(capsys, monkeypatch):
    """A long log appears at once, and is not held in memory."""
    printed = []
    monkeypatch.setattr(paging, "say", lambda line: printed.append(line))

    def lines():
        yield "one"
        assert printed == ["one"]
        yield Heading("two")

    print_lines(lines())
    assert printed == ["one", "two"]


@pytest.mark.parametrize(("lines", "is_paged"), [(8, False), (9, False), (10, True), (11, True)])
def test_the_prompt_after_the_text_has_a_line_of_the_screen_too(monkeypatch, lines, is_paged):
    paged, said = [], []
    monkeypatch.setattr(paging, "_pages", lambda: True)
    monkeypatch.setattr(paging, "_page", lambda rows: paged.extend(rows))
    monkeypatch.setattr(paging, "say", said.append)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda: os.terminal_size((80, 10)))
    print_lines(map(str, range(lines)))
    assert (paged if is_paged else said) == [str(number) for number in range(lines)]
    assert (said if is_paged else paged) == []


@pytest.mark.parametrize("stream", ["stdin", "stdout"])
def test_both_ends_are_to_be_a_terminal(monkeypatch, stream):
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(getattr(sys, name), "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("PAGER", raising=False)
    assert paging._pages()
    monkeypatch.setattr(getattr(sys, stream), "isatty", lambda: False, raising=False)
    assert not paging._pages()
