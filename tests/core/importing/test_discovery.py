"""Folders and patterns: what of them is imported."""

import pytest
from attrs import frozen
from tests.core.plugins.made import EntryPoint, Importer, importing

from qualog.errors import BadInput, NotFound
from qualog.importing import discovery
from qualog.importing.discovery import find_files
from qualog.plugins.registry import Plugins


@frozen
class Files:
    """Files in a folder, by name."""

    folder: object

    def make(self, *names):
        for name in names:
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("R: I trust them.\n", "utf-8")

    def found(self, *paths, importer=None):
        found = find_files([self.folder / path for path in paths], importer=importer)
        return [
            [str(path.relative_to(self.folder)) for path in paths]
            for paths in ([file.path for file in found.files], found.unknown)
        ]


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def test_a_folder_holds_what_an_importer_is_sure_of(files):
    files.make("s.qualog", "s.qualog-wal")
    files.make("b.txt", "a/c.md", ".hidden/d.txt", "a/.e.txt", "notes.json", "program.py")
    assert files.found(".") == [["a/c.md", "b.txt"], ["notes.json", "program.py"]]
    assert files.found("notes.json") == [["notes.json"], []]  # it was named


def test_each_file_of_a_folder_knows_its_importer(files):
    files.make("b.txt")
    (files.folder / "c.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nI trust them.\n")
    found = find_files([files.folder]).files
    assert [file.importer.name for file in found] == ["plain-text", "subtitles"]
    [named] = find_files([files.folder / "b.txt"]).files
    assert named.importer is None, "it is chosen when it is read"


def test_what_is_read_along_with_another_is_not_imported_alone(files):
    files.make("one/talk.txt", "one/talk.ann", "one/alone.txt")
    (files.folder / "one" / "talk.ann").write_bytes(b"")  # its annotator found nothing
    assert files.found("one") == [["one/alone.txt", "one/talk.txt"], []]


def test_a_link_to_a_folder_is_the_folder(files):
    files.make("one/talk.txt", "one/talk.ann")
    (files.folder / "one" / "talk.ann").write_bytes(b"")
    (files.folder / "link").symlink_to(files.folder / "one")
    assert files.found("link") == [["link/talk.txt"], []]


def test_patterns_that_the_shell_left_alone(files):
    files.make("a/1.txt", "b/1.txt", "b/2.txt")
    assert files.found("*/1.txt") == [["a/1.txt", "b/1.txt"], []]
    assert files.found("b", "*/1.txt") == [["b/1.txt", "b/2.txt", "a/1.txt"], []]
    with pytest.raises(BadInput, match="holds no file that an importer is sure of"):
        files.found("*.xml")


def test_a_pattern_that_is_none(files):
    # Python 3.13 reads it as a pattern, and finds nothing.
    with pytest.raises(BadInput, match=r"is not a pattern of files. Write it as in|holds no file"):
        files.found("**x/*.txt")


def test_a_folder_whose_name_looks_like_a_pattern(files):
    files.make("talks [1]/a.txt")
    assert files.found("talks [1]") == [["talks [1]/a.txt"], []]


def test_an_empty_file_is_left_to_its_import(files):
    files.make("a.txt")
    (files.folder / "empty.txt").touch()
    assert files.found(".") == [["a.txt", "empty.txt"], []]


def test_a_folder_of_nothing(files):
    files.make("program.py")
    with pytest.raises(BadInput, match="holds no file that an importer is sure of"):
        files.found(".")


def test_with_an_importer_that_is_named_only_what_it_knows_at_all(files):
    files.make("a.txt", "program.py", "notes.json")
    assert files.found(".", importer="plain-text") == [["a.txt", "program.py"], ["notes.json"]]
    found = find_files([files.folder / "a.txt"], importer="word").files
    assert [file.importer.name for file in found] == ["word"]  # a person says so
    with pytest.raises(BadInput, match="holds no file that the importer word knows"):
        files.found(".", importer="word")
    with pytest.raises(NotFound, match=r"no importer “wrod”\. Did you mean “word”"):
        files.found(".", importer="wrod")


def test_an_importer_that_fails_at_its_companions_is_noted(files, monkeypatch):
    class Fails(Importer):
        def companions(self, path):
            raise ValueError("no")

    plugins = Plugins.of([EntryPoint("p", importing(Fails("one", 0.9)))])
    monkeypatch.setattr(discovery, "installed_plugins", lambda: plugins)
    files.make("a.txt")
    assert files.found(".") == [["a.txt"], []]
    assert [each.cause for each in plugins.failures] == ["ValueError: no"]


@pytest.mark.parametrize(("confidence", "is_found"), [(0.49, False), (0.5, True)])
def test_how_sure_an_importer_must_be_of_what_nobody_named(
    files, monkeypatch, confidence, is_found
):
    plugins = Plugins.of([EntryPoint("p", importing(Importer("one", confidence)))])
    monkeypatch.setattr(discovery, "installed_plugins", lambda: plugins)
    files.make("a.txt", "b.txt")
    if is_found:
        assert files.found(".") == [["a.txt", "b.txt"], []]
    else:
        with pytest.raises(BadInput, match="sure of"):
            files.found(".")
    assert files.found(".", importer="one") == [["a.txt", "b.txt"], []]
