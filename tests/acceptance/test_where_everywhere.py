"""Whatever lists or counts can be narrowed to a group, or has a reason why not."""

import json

import click
import pytest
from click.testing import CliRunner

from qualog_cli.main import qualog

ALL_OF_IT = {
    "status": "where the study stands, as a whole",
    "read": "one document is named",
    "document origin": "one passage is named",
    "document original": "one document is named",
    "document revisions": "one document is named",
    "discuss show": "one discussion is named",
    "show": "one decision is named",
    "history": "one thing is named",
    "prove": "one decision is named",
    "author list": "authors have no attributes",
    "participant key": "whoever holds it needs all of it",
    "theory show": "concepts and accepted links are the study's",
    "log": "the log is whole, or its chain is not seen to hold",
    "fingerprint": "it binds every decision",
    "checkpoints": "they bind every decision",
    "moments": "a moment is the study's",
    "questions": "what is to be settled is the study's",
}


def commands(group, path=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), {each.name for each in command.params}


def test_each_command_that_reads_is_narrowed_or_says_why_not():
    reading = {name: options for name, options in commands(qualog) if "at" in options}
    assert {name for name, options in reading.items() if "where" not in options} == set(ALL_OF_IT)
    narrowed = {name for name, options in reading.items() if "where" in options}
    assert {"codes", "themes", "plan", "export", "discuss list", "agree", "matrix"} <= narrowed


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("groups")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("QUALOG_CONFIG", str(folder / "config"))
        for words in (
            ("demo", "."),
            ("attribute", "define", "role"),
            ("attribute", "give", "Interviewee 1", "role", "manager"),
            ("attribute", "give", "Interviewee 2", "role", "social worker"),
        ):
            run(*words)
        yield folder


def run(*words):
    answer = CliRunner().invoke(qualog, words, standalone_mode=False)
    if answer.exception is not None:
        raise answer.exception
    return answer.output


WHERE = ("--where", "role = manager")


def test_codes_are_counted_there(study):
    told = json.loads(run("codes", "--json", *WHERE))["codes"]
    whole = json.loads(run("codes", "--json"))["codes"]
    assert [each["name"] for each in told] == [each["name"] for each in whole]
    there = len(json.loads(run("codings", "--json", *WHERE))["codings"])
    used = sum(each["codings"] for each in told)
    assert 0 < used <= there < sum(each["codings"] for each in whole)


def test_the_rest_is_narrowed_too(study):
    assert run("themes", *WHERE).startswith("Where role = manager")
    told = run("attribute", "list", *WHERE)
    assert "manager" in told
    assert "social worker" not in told
    for each in json.loads(run("discuss", "list", "--json", *WHERE))["discussions"]:
        assert each["document"] == "Interview 1"
    for each in json.loads(run("round", "list", "--json", *WHERE))["rounds"]:
        assert each["documents"] == ["Interview 1"]


@pytest.mark.parametrize(
    "format_name", ["report-md", "codings-csv", "sqlite", "qdpx", "w3c-annotations", "brat"]
)
def test_an_export_holds_the_group(study, format_name):
    out = study / f"out-{format_name}"
    told = run("export", format_name, str(out), *WHERE)
    assert "The file leaves out what is not where role = manager" in told


def test_the_report_and_the_table_hold_nothing_of_others(study):
    run("export", "codings-csv", "group.csv", *WHERE)
    told = (study / "group.csv").read_text("utf-8")
    assert "Interview 1" in told
    assert "Interview 2" not in told
