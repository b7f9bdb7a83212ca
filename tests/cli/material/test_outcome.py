"""What an import of several files says beside its bar, and at its end."""

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli.material.imports.outcome import progress


@pytest.fixture
def folder(trust):
    files = trust.folder / "many"
    files.mkdir()
    for number in range(12):
        text = f"I: Why?\nR: So\x1b[31m it is, number {number}.\n"
        (files / f"t{number}\x1b[2J.txt").write_text(text, "utf-8")
    (files / "empty.txt").write_bytes(b"")
    return trust


def test_the_bar_is_on_a_terminal_and_nothing_of_a_name_is_sent_as_it_is(folder):
    screen = on_terminal(folder.folder, "-a", "Ingrid Falk", "import", "many", NO_COLOR="1")
    assert "Importing" in screen.text
    assert "\x1b[2J" not in screen.text
    assert "\x1b[31m" not in screen.text
    assert "t1␛[2J" in screen.text
    assert "Imported 12 of 13 files: 12 new documents." in screen.text


def test_no_bar_on_a_pipe(folder):
    answer = folder.run("-a", "Ingrid Falk", "import", "many")
    assert "Importing" not in answer.out + answer.err
    assert "\x1b" not in answer.out + answer.err
    assert "\r" not in answer.out + answer.err
    assert "Imported 12 of 13 files: 12 new documents." in answer.out
    assert "Not imported: " in answer.err


def test_of_a_few_files_there_is_no_bar():
    with progress([]) as (files, _):
        assert list(files) == []
