"""Control and escape sequences of anybody's words are shown as marks, and never sent."""

import json
import unicodedata

import attrs
import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.terminals import on_terminal

from qualog.language import message
from qualog_cli.shared.output import (
    Heading,
    confirm,
    print_json,
    rendered,
    say,
    say_decided,
    say_error,
    visible,
    warn,
)

ATTACK = "a\x1b[2J\x1b]0;title\x07\x9b31m\x00\x7f\rb"
"""Clears the screen, names the window, rings, turns red, and writes over the line."""

SHOWN = "a␛[2J␛]0;title␇\\x9b31m␀␡␍b"


def controls(text):
    return {letter for letter in text if unicodedata.category(letter) == "Cc"} - {"\n", "\t"}


def test_each_control_character_has_a_mark():
    assert visible(ATTACK) == SHOWN
    assert visible("two\nlines\tand a tab") == "two\nlines\tand a tab"


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_nothing_that_is_visible_holds_a_control_character(text):
    assert controls(visible(text)) == set()
    assert visible(text).replace("\n", "") == visible(visible(text)).replace("\n", "")


@pytest.mark.parametrize("printing", [say, warn, say_error, lambda text: say_decided(text, text)])
def test_whatever_prints_shows_marks(capsys, printing):
    printing(ATTACK)
    captured = capsys.readouterr()
    printed = captured.out + captured.err
    assert SHOWN in printed
    assert controls(printed) == set()


def test_what_goes_beside_the_output(capsys):
    say("output")
    say("beside", err=True)
    warn("warning")
    say_error("problem")
    assert capsys.readouterr() == ("output\n", "beside\nwarning\nError: problem\n")


def test_a_heading_is_bold_where_colour_is_and_the_same_text(capsys):
    assert rendered(Heading("code\x1b")) == click.style("code␛", bold=True)
    assert rendered("code") == "code"
    say(Heading("code"))
    assert capsys.readouterr().out == "code\n"


def test_a_decision_is_said_with_its_short_id(capsys):
    say_decided(message("Closed the round “{round}”", round="first"), "7f3a9c21d04e5b68.12")
    assert capsys.readouterr().out == "Closed the round “first” (7f3a.12).\n"


def test_a_question_shows_marks_and_goes_beside_the_output(monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(click, "confirm", lambda text, **how: asked.append((text, how)))
    confirm(ATTACK)
    assert asked == [(SHOWN, {"abort": True, "err": True})]


@attrs.frozen
class Kept:
    name: str
    number: int


def test_json_is_of_plain_values(capsys):
    data = {
        "kept": Kept("å", 1),
        "said": message("{n} codings", n=2),
        "pair": ("a", None),
        "bytes": b"\xff",
        "set": frozenset({1}),
        "nested": [{"deep": Kept("b", 2)}],
    }
    print_json(data)
    assert json.loads(capsys.readouterr().out) == {
        "kept": {"name": "å", "number": 1},
        "said": "2 codings",
        "pair": ["a", None],
        "bytes": "ff",
        "set": [1],
        "nested": [{"deep": {"name": "b", "number": 2}}],
    }


@given(text=st.text(st.characters(exclude_categories=("Cs",))))
def test_json_sends_no_control_character_and_loses_none(text):
    lines = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(click, "echo", lines.append)
        print_json({"text": text})
    assert controls("".join(lines)) == set()
    assert json.loads("".join(lines)) == {"text": text}


def test_names_quotations_files_and_errors_send_no_sequence_to_a_terminal(shell):
    folder = shell.folder
    evil = "e\x1b[31mvil\x9b"
    shell.qualog("init", f"S{evil}", "--author", f"A{evil}", "-p", "evil.qualog")
    (folder / f"{evil}.txt").write_text(f"I: Why{evil}?\nR: So{evil} it is.\n", "utf-8")
    shell.qualog("import", f"{evil}.txt", "--name", f"D{evil}")
    shell.qualog("code", "add", f"C{evil}", "-d", f"means {evil}")
    shell.qualog("apply", f"C{evil}", f"D{evil}", "--turn", "2", "--why", f"because {evil}")
    shell.qualog("memo", "write", f"M{evil}")
    shell.qualog("theme", "add", f"T{evil}")
    shell.qualog("moment", f"P{evil}")
    for words in (
        ("status",),
        ("codes",),
        ("codings",),
        ("documents",),
        ("read", f"D{evil}"),
        ("log",),
        ("history", f"C{evil}"),
        ("memo", "list"),
        ("themes",),
        ("moments",),
        ("author", "list"),
        ("search", "vil"),
        ("matrix", "documents"),
        ("verify",),
        ("doctor",),
        ("codes", "--json"),
        ("codings", "--json"),
        ("read", f"D{evil}", "--json"),
        ("import", f"{evil}.txt", "--name", f"Again{evil}"),
        ("import", f"no{evil}.txt"),
        ("read", f"no{evil}"),
        ("codes", "--at", f"no{evil}"),
        (f"no{evil}",),
        ("codes", f"--no{evil}"),
        ("agree", "--unit", f"no{evil}"),
        ("help", f"no{evil}"),
        ("export", "codings-csv", f"no{evil}/x.csv"),
    ):
        answer = shell.run(*words)
        assert controls(answer.out + answer.err) == set(), words
    screen = on_terminal(folder, "codes", NO_COLOR="1")
    assert "e␛[31mvil\\x9b" in screen.text
    assert controls(screen.text) == set()


def test_a_prompt_sends_no_sequence_to_a_terminal(shell):
    evil = "e\x1b[31mvil"
    shell.qualog("init", "S", "--author", "A")
    shell.qualog("participant", "add", f"P{evil}")
    screen = on_terminal(
        shell.folder, "participant", "withdraw", f"P{evil}", keys="n\r", after="[y/N]", NO_COLOR="1"
    )
    assert "Pe␛[31mvil" in screen.text
    assert controls(screen.text) == set()
