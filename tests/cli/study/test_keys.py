"""The key of a copy, as it is shown, exported and brought in from a shell."""

import shutil

import pytest


@pytest.fixture
def passphrase(tmp_path, monkeypatch):
    (tmp_path / "phrase").write_text("six words have nothing to do\n", "utf-8")
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


def test_an_exchanged_key_has_other_letters(trust):
    before = trust.qualog("author", "key", "show").splitlines()[0]
    after = trust.qualog("author", "key", "exchange").splitlines()[0]
    assert before != after
    assert trust.qualog("author", "key", "show").splitlines()[0] == after
    assert "Signed" in trust.qualog("verify")
