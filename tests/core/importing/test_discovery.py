"""Folders and patterns: what of them is imported."""

import pytest
from attrs import frozen

from qualog.errors import BadInput
from qualog.importing.discovery import files_in
from qualog.plugins.registry import Plugins, installed_plugins


@frozen
class Files:
    """Files in a folder, by name."""

    folder: object

    def make(self, *names):
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("R: I trust them.\n", "utf-8")

    def found(self, *paths, plugins: Plugins | None = None):
        plugins = plugins or installed_plugins()
        found = files_in([self.folder / each for each in paths], plugins.importers(), plugins)
        return [
            [str(path.relative_to(self.folder)) for path in paths]
            for paths in (found.files, found.unknown)
        ]


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def test_a_folder_holds_what_an_importer_is_sure_of(files):
    files.make("s.qualog", "s.qualog-wal")
    files.make("b.txt", "a/c.md", ".hidden/d.txt", "a/.e.txt", "notes.json", "program.py")
    assert files.found(".") == [["a/c.md", "b.txt"], ["notes.json", "program.py"]]
    assert files.found("notes.json") == [["notes.json"], []]  # it was named


def test_what_is_read_along_with_another_is_not_imported_alone(files):
    files.make("one/talk.txt", "one/talk.ann", "one/alone.txt")
    (files.folder / "one" / "talk.ann").write_bytes(b"")  # its annotator found nothing
    assert files.found("one") == [["one/alone.txt", "one/talk.txt"], []]


def test_patterns_that_the_shell_left_alone(files):
    files.make("a/1.txt", "b/1.txt", "b/2.txt")
    assert files.found("*/1.txt") == [["a/1.txt", "b/1.txt"], []]
    assert files.found("b", "*/1.txt") == [["b/1.txt", "b/2.txt", "a/1.txt"], []]
    with pytest.raises(BadInput, match="holds no file"):
        files.found("*.xml")


def test_an_empty_file_is_left_to_its_import(files):
    files.make("a.txt")
    (files.folder / "empty.txt").touch()
    assert files.found(".") == [["a.txt", "empty.txt"], []]


def test_a_folder_of_nothing(files):
    files.make("program.py")
    with pytest.raises(BadInput, match="holds no file"):
        files.found(".")
