"""Which project a command works on, and for whom it is opened."""

import click
import pytest

from qualog.errors import LogError
from qualog_cli.shared.opening import find_project, named_authors, opened


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
