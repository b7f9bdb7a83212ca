"""Which project, who decides, and as of when: what most commands ask for."""

import click
import pytest
from tests.cli.everything import commands

from qualog.errors import LogError
from qualog_cli.shared.options import find_project, named_authors, opened


def test_the_one_project_here_or_in_a_folder_above(trust, monkeypatch):
    below = trust.folder / "notes" / "may"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_project(None) == trust.folder / "trust.qualog"
    assert find_project(trust.folder / "other") == trust.folder / "other"


def test_several_projects_are_named_and_one_is_to_be_chosen(tmp_path, monkeypatch):
    for name in ("b", "a"):
        (tmp_path / f"{name}.qualog").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LogError, match=r"several projects: a.qualog and b.qualog.*--project"):
        find_project(None)


def test_a_file_that_is_not_a_project(shell):
    (shell.folder / "bad.qualog").write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    problem = shell.fails("status")
    assert problem.endswith("bad.qualog is not a Qualog project.\n")


def test_damage_that_is_met_at_work_is_said_as_such(trust, monkeypatch):
    monkeypatch.chdir(trust.folder)
    with pytest.raises(LogError, match=r"is damaged: .* Work on with a backup"), opened(None):
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")


def test_who_looks_on_is_named_before_the_command_or_in_the_environment(monkeypatch):
    assert named_authors() == ()
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid Falk; Samir Haddad;")
    assert named_authors() == ("Ingrid Falk", "Samir Haddad")
    ctx = click.Context(click.Command("qualog"))
    ctx.params["authors"] = ("Ada Berg",)
    assert named_authors(ctx) == ("Ada Berg",)


def test_a_project_that_was_put_back_is_warned_of_beside_the_output(trust):
    file = trust.folder / "trust.qualog"
    before = file.read_bytes()
    trust.qualog("-a", "Ingrid Falk", "code", "add", "later")
    file.write_bytes(before)
    answer = trust.run("-a", "Ingrid Falk", "code", "add", "again")
    assert answer.code == 0
    assert "a backup was put back" in answer.err
    assert "backup" not in answer.out


def test_each_command_that_reads_prints_json_and_each_that_decides_takes_a_reason():
    for ctx in commands():
        names = {option for param in ctx.command.params for option in param.opts}
        if "--at" in names:
            assert {"--json", "--project"} <= names, ctx.command_path
        if "--why" in names:
            assert {"--author", "--project"} <= names, ctx.command_path
        if isinstance(ctx.command, click.Group):
            assert names == set(), ctx.command_path


def test_as_of_an_earlier_time_is_said_above_the_text_and_in_the_json(demo):
    text = demo.qualog("codes", "--at", "after open coding")
    assert text.startswith("As of after open coding (exact)\n\n")
    assert not demo.qualog("codes").startswith("As of")
