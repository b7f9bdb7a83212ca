"""What is typed is read or refused, and completed by the shell with the names of the study."""

import click
import pytest
from click.shell_completion import ShellComplete
from tests.cli.everything import commands

from qualog_cli.main import qualog
from qualog_cli.program import COMPLETION, PROGRAM
from qualog_cli.shared import types
from qualog_cli.shared.types import NUMBER, PLACE, SPAN, WHOLE_NUMBER, WholeNumber


def completed(*words):
    """What the shell offers for the last of these words."""
    *before, begun = words
    completer = ShellComplete(qualog, {}, PROGRAM, COMPLETION)
    return [item.value for item in completer.get_completions(list(before), begun)]


@pytest.fixture
def study(demo, monkeypatch):
    """The study of the demo, with a round and an attribute too, in the folder that one is in."""
    author = ("-a", "Ingrid Falk")
    demo.qualog(*author, "attribute", "define", "role")
    demo.qualog(
        *(*author, "round", "open", "first", "-d", "Interview 1"),
        *("-c", "Ingrid Falk", "-c", "Samir Haddad"),
    )
    monkeypatch.chdir(demo.folder)
    return demo


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("sta",), ["status"]),
        (("code", "re"), ["rename", "restore", "retire"]),
        (("status", "--js"), ["--json"]),
        (("--pro",), ["--project"]),
        (("agree", "--unit", "t"), ["turn"]),
        (("help", "code", "ad"), ["add"]),
        (("help", "dis"), ["disagreements", "discuss"]),
        (("apply", "The m"), ["The money", "The manager"]),
        (("apply", "the M"), ["The money", "The manager"]),
        (("apply", "Listening", "Interview 1"), ["Interview 1"]),
        (("codings", "--code", "Case"), ["Caseload"]),
        (("theme", "assign", "Too", ""), None),
        (("theme", "assign", "Too"), ["Too many to meet"]),
        (("codes", "--at", "after"), ["after open coding"]),
        (("log", "--by", "Sam"), ["Samir Haddad"]),
        (("-a", "Ing"), ["Ingrid Falk"]),
        (("code", "add", "x", "-a", "Ing"), ["Ingrid Falk"]),
        (("agree", "--coder", "Sam"), ["Samir Haddad"]),
        (("agree", "--round", ""), ["first"]),
        (("round", "prove", ""), ["first"]),
        (("round", "open", "second", "-d", "Interview 2"), ["Interview 2"]),
        (("discuss", "open", "Interview 3"), ["Interview 3"]),
        (("participant", "withdraw", "Interviewee 2"), ["Interviewee 2"]),
        (("attribute", "give", "Interviewee 1", "r"), ["role"]),
        (("attribute", "give", "Interview 1"), ["Interview 1"]),
        (("history", "Caseload"), ["Caseload"]),
        (("theory", "drop", "Pow"), ["Power and help"]),
        (("theory", "adopt", "street"), ["street-level-bureaucracy"]),
        (("theory", "propose", "--with", ""), ["indicators"]),
        (("import", "--with", "wor"), ["word"]),
        (("export", "qd"), ["qdc", "qdpx"]),
        (("agree", "--measure", "weighted"), ["weighted-kappa"]),
        (("plan", "-m", "fl"), ["fleiss"]),
        (("completion", "f"), ["fish"]),
        (("codes", "--at", "no such"), []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_the_shell_is_offered(study, words, offered):
    if offered is None:
        assert {"Listening", "Caseload"} <= set(completed(*words))
    else:
        assert completed(*words) == offered


def test_the_project_that_is_named_is_read(study, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    project = str(study.folder / "demo.qualog")
    assert completed("apply", "Case") == []
    assert completed("apply", "-p", project, "Case") == ["Caseload"]
    assert completed("-p", project, "apply", "Case") == ["Caseload"]
    monkeypatch.setenv("QUALOG_PROJECT", project)
    assert completed("apply", "Case") == ["Caseload"]


@pytest.mark.parametrize("content", [None, b"", b"broken", b"SQLite format 3\0" + b"\xff" * 5000])
def test_without_a_project_or_with_a_broken_one_nothing_is_offered(
    tmp_path, monkeypatch, capfd, content
):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "bad.qualog").write_bytes(content)
    for words in (("apply", ""), ("read", ""), ("log", "--by", ""), ("codes", "--at", "")):
        assert completed(*words) == []
    assert capfd.readouterr() == ("", "")
    assert completed("sta") == ["status"]


def test_a_code_that_was_merged_into_another_is_not_offered(demo, monkeypatch):
    monkeypatch.chdir(demo.folder)
    assert "Templates and scripts" in demo.qualog("codes", "--all")
    assert completed("apply", "Templ") == []
    assert completed("apply", "Disc") == ["Discretion"]


def test_who_withdrew_is_not_offered(study):
    study.qualog("-a", "Ingrid Falk", "participant", "withdraw", "Interviewee 2", "--yes")
    assert completed("participant", "rename", "Interviewee 2") == []


def test_a_file_is_left_to_the_shell():
    completer = ShellComplete(qualog, {}, PROGRAM, COMPLETION)
    [item] = completer.get_completions(["status", "-p"], "dem")
    assert (item.value, item.type) == ("dem", "file")


NAMED = {
    "AUTHOR": types.AUTHOR,
    "CODE": types.CODE,
    "DOCUMENT": types.DOCUMENT,
    "PARTICIPANT": types.PARTICIPANT,
    "ROUND": types.ROUND,
    "THEME": types.THEME,
}


def test_what_help_calls_a_code_or_a_document_is_completed_as_one_everywhere():
    wrong = [
        f"{ctx.command_path} {param.name}"
        for ctx in commands()
        for param in ctx.command.params
        if (kind := NAMED.get(called(param, ctx))) is not None and param.type is not kind
    ]
    assert wrong == []


def called(param, ctx):
    return param.make_metavar(ctx).strip("[].")


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (SPAN, "120:164", (120, 164)),
        (SPAN, (1, 2), (1, 2)),
        (NUMBER, "0.5", 0.5),
        (NUMBER, 1, 1.0),
        (WHOLE_NUMBER, "12", 12),
        (WHOLE_NUMBER, 12, 12),
        (WholeNumber(least=2, most=4), "2", 2),
        (WholeNumber(least=2, most=4), "4", 4),
    ],
    ids=lambda value: "" if isinstance(value, click.ParamType) else str(value),
)
def test_what_is_read(kind, typed, value):
    assert kind.convert(typed, None, None) == value


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        (SPAN, "120", "“120” is not a span. Write it as START:END, such as 120:164."),
        (SPAN, "a:b", "“a:b” is not a span. Write it as START:END, such as 120:164."),
        (NUMBER, "0,5", "“0,5” is not a number. Write it like 0.2."),
        (WHOLE_NUMBER, "0.5", "“0.5” is not a whole number. Write it like 12."),
        (WholeNumber(least=2, most=4), "1", "1 is too small: take 2 or more."),
        (WholeNumber(least=2, most=4), "5", "5 is too large: take 4 or less."),
    ],
    ids=lambda value: "" if isinstance(value, click.ParamType) else str(value),
)
def test_what_is_refused(kind, typed, problem):
    with pytest.raises(click.BadParameter) as refused:
        kind.convert(typed, None, None)
    assert refused.value.message == problem


def test_a_place_is_a_file_or_a_database(tmp_path):
    assert PLACE.convert("a/trust.qualog", None, None).name == "trust.qualog"
    url = "postgresql://ingrid@db.example.org/studies"
    assert str(PLACE.convert(url, None, None)) == url
