"""The key of a copy, as it is shown, exported and brought in from a shell."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminals import on_terminal
from tests.folders import ROOT

PHRASE = "six words have nothing to do"


@pytest.fixture
def passphrase(tmp_path, monkeypatch):
    (tmp_path / "phrase").write_text(f"{PHRASE}\n", "utf-8")
    monkeypatch.setenv("QUALOG_PASSPHRASE_FILE", str(tmp_path / "phrase"))


def test_letters_are_those_that_the_list_of_copies_shows(trust):
    shown = trust.qualog("author", "key", "show")
    letters = shown.splitlines()[0].partition(": ")[2]
    assert letters in trust.qualog("copies")
    assert ".json" in shown


def test_without_a_terminal_the_passphrase_is_in_a_file(trust):
    said = trust.fails("author", "key", "export", "k")
    assert "QUALOG_PASSPHRASE_FILE" in said
    assert not (trust.folder / "k").exists()


def test_a_passphrase_file_that_cannot_be_read_is_named(trust, monkeypatch):
    monkeypatch.setenv("QUALOG_PASSPHRASE_FILE", "nowhere")
    assert "nowhere" in trust.fails("author", "key", "export", "k")


def test_a_lost_machine_is_replaced_by_its_exported_key(trust, passphrase, tmp_path, monkeypatch):
    trust.qualog("author", "key", "export", "ingrid.qualog-key")
    shutil.copy(trust.folder / "trust.qualog", trust.folder / "new.qualog")
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "new machine"))
    here = ("-p", "new.qualog")
    trust.qualog(*here, "author", "use", "Ingrid Falk")
    said = trust.qualog(*here, "author", "key", "import", "ingrid.qualog-key")
    assert "The letters of this copy" in said
    assert "(replaced), says Ingrid Falk" in trust.qualog(*here, "copies")


def test_on_a_terminal_the_passphrase_is_asked_twice_and_not_shown(trust):
    typed = [f"{line}\n" for line in (PHRASE, "something else it is", PHRASE, PHRASE)]
    shown = on_terminal(trust.folder, "author", "key", "export", "k", keys=typed, after=": ").plain
    assert PHRASE not in shown
    prompts = ["Passphrase: ", "The same again: "]
    lines = shown.splitlines()
    assert lines[:2] == prompts
    assert lines[3:5] == prompts  # they were not the same
    assert "Only the passphrase opens it" in lines[5]
    shown = on_terminal(trust.folder, "author", "key", "import", "k", keys=typed[:1], after=": ")
    assert "that of this copy already" in shown.plain


def test_a_wrong_passphrase_is_told_in_a_sentence(trust, passphrase, tmp_path, monkeypatch):
    trust.qualog("author", "key", "export", "ingrid.qualog-key")
    (tmp_path / "phrase").write_text("six words have nothing to tell\n", "utf-8")
    said = trust.fails("author", "key", "import", "ingrid.qualog-key")
    assert said == (
        "Error: The passphrase is not that of this key, or the file was changed. Nothing was "
        "changed here.\n"
    )


def test_the_page_on_keys_is_as_it_says(trust, passphrase, tmp_path, monkeypatch):
    page = (ROOT / "docs" / "how-to" / "keep-your-key.md").read_text("utf-8")
    typed = re.findall(r"^\$ qualog (author key .+)$", page, re.MULTILINE)
    assert [command.split()[2] for command in typed] == ["show", "export", "import", "exchange"]
    backup = shutil.copy(trust.folder / "trust.qualog", trust.folder / "backup")
    for command in typed:
        if "import" in command:  # on a new computer
            trust.qualog("copies")
            (trust.folder / "trust.qualog").unlink()
            Path(backup).rename(trust.folder / "trust.qualog")
            monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "new computer"))
            trust.qualog("author", "use", "Ingrid Falk")
        trust.qualog(*command.split())
    assert trust.qualog("copies").count("(replaced), says Ingrid Falk") == 2


def two_at_once(folder, *commands):
    """Start commands at the same time, each in a program of its own; return how each ended."""
    program = Path(sys.executable).with_name("qualog")
    started = [
        subprocess.Popen([program, *command], cwd=folder, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    return [each.wait(60) for each in started]


def test_two_commands_that_decide_first_in_a_copy_make_one_key(trust):
    shutil.copy(trust.folder / "trust.qualog", trust.folder / "copy.qualog")
    here = ("-p", "copy.qualog", "-a", "Samir Haddad")
    adding = ((*here, "code", "add", f"code {number}") for number in range(4))
    assert two_at_once(trust.folder, *adding) == [0] * 4
    assert "The log checks out" in trust.qualog("-p", "copy.qualog", "verify")
    copies = json.loads(trust.qualog("-p", "copy.qualog", "copies", "--json"))["copies"]
    assert len(copies) == 2


def test_an_exchanged_key_has_other_letters(trust):
    before = trust.qualog("author", "key", "show").splitlines()[0]
    after = trust.qualog("author", "key", "exchange").splitlines()[0]
    assert before != after
    assert trust.qualog("author", "key", "show").splitlines()[0] == after
    assert "Signed" in trust.qualog("verify")
