"""Many files in one go: each whole or not at all, each told of, and all summed up."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from qualog.importing import imports
from qualog.project.project import Project
from qualog_cli.main import qualog


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Project.create(tmp_path / "s.qualog", "S", ["Ann"]).close()
    Path("talks").mkdir()
    for number in range(6):
        Path(f"talks/talk{number}.txt").write_text(f"I: Why {number}?\nR: So.\n", "utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(qualog, arguments, standalone_mode=False)


def documents():
    with Project.open(Path("s.qualog")) as project:
        return [each.name for each in project.state.documents.values()]


def test_it_is_summed_up_and_known_the_second_time(folder):
    said = run("import", "talks").output.splitlines()
    assert said[-1] == "Imported 6 of 6 files: 6 new documents."
    Path("talks/talk7.txt").write_text("I: Another one.\n", "utf-8")
    told = run("import", "talks").output.splitlines()
    assert told[-1] == "Imported 7 of 7 files: one new document; 6 already there."
    assert "“talk0” is already there with the same text" in told[0]


def test_the_same_file_under_another_name_is_noticed(folder):
    long = "R: It is what I said the first time, and I say it once more.\n" * 9
    Path("one.txt").write_text(long, "utf-8")
    Path("two.txt").write_text(long, "utf-16")
    run("import", "one.txt")
    told = run("import", "two.txt").output
    assert "Its text is that of “one”, word for word. Was the file imported before?" in told
    assert documents() == ["one", "two"]


def test_stopped_midway_it_leaves_whole_files_and_goes_on(folder, monkeypatch):
    read = imports.read_material

    def stopping(importer, path, options, **how):
        if path.name == "talk3.txt":
            raise KeyboardInterrupt
        return read(importer, path, options, **how)

    with monkeypatch.context() as patched:
        patched.setattr(imports, "read_material", stopping)
        stopped = run("import", "talks")
    assert stopped.output.splitlines()[-1] == "Imported 3 of 6 files: 3 new documents."
    assert "the same command goes on" in str(stopped.exception)
    assert documents() == ["talk0", "talk1", "talk2"]
    told = run("import", "talks").output
    assert told.splitlines()[-1] == "Imported 6 of 6 files: 3 new documents; 3 already there."


def test_a_bar_is_shown_on_a_terminal_and_nowhere_else(folder):
    mine, theirs = pty.openpty()
    program = Path(sys.executable).with_name("qualog")
    out = folder / "out.txt"
    with out.open("wb") as file:
        subprocess.run([program, "import", "talks"], stdout=file, stderr=theirs, check=True)
    os.close(theirs)
    assert b"Importing" in os.read(mine, 10_000)
    os.close(mine)
    assert "\r" not in out.read_text("utf-8")
    assert len(out.read_text("utf-8").splitlines()) == 7
    assert "Importing" not in run("import", "talks").output


def test_nothing_is_imported_where_who_conducted_it_is_not_known(shell):
    shell.qualog("init", "Study", "--author", "Ingrid")
    (shell.folder / "talk.txt").write_text("I: Why?\n", "utf-8")
    for wrong in (("--interviewer", "Nobody"), ("--held", "soon"), ("--transcriber", "Nobody")):
        shell.fails("import", "talk.txt", *wrong)
    assert json.loads(shell.qualog("documents", "--json"))["documents"] == []


def test_the_encoding_of_a_table_is_shown_and_recorded(shell):
    shell.qualog("init", "Study", "--author", "Ingrid")
    (shell.folder / "people.csv").write_bytes("case;ort\nÅsa;Malmö\n".encode("cp1252"))
    assert "read as cp1252" in shell.qualog("import", "people.csv")
    assert "read as cp1252" in shell.qualog("log")
