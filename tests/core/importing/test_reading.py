"""Reading: the importer opens the file, once, and what goes wrong is told in words."""

import builtins
import io

import pytest
from attrs import frozen
from tests.core.plugins.made import EntryPoint, Importer, importing

from qualog.errors import BadInput, PluginError
from qualog.importing.reading import read_material
from qualog.material import ImportedDocument, Material
from qualog.options import option
from qualog.plugins.registry import Plugins


@frozen
class Options:
    names: str = option("", help="who speaks")
    strict: bool = option(False, help="no mercy")


class Reader(Importer):
    options = Options

    def read(self, path, options):
        text = f"{path.read_text()}|{options.names}|{options.strict}"
        return Material((ImportedDocument("it", text),))


def registered(importer):
    [found] = Plugins.of([EntryPoint("p", importing(importer))]).importers()
    return found


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("words")
    return path


def read(importer, path, options=None, **how):
    [document] = read_material(registered(importer), path, options or {}, **how).documents
    return document.text


def test_options_are_those_that_were_typed(path):
    assert read(Reader("one"), path, {"strict": "yes"}) == "words||True"
    with pytest.raises(PluginError, match="The options of the importer one are: names and strict"):
        read(Reader("one"), path, {"stict": "yes"})


def test_speakers_that_are_known_are_given_unless_they_are_typed(path):
    assert read(Reader("one"), path, speakers=["I", "R"]) == "words|I;R|False"
    assert read(Reader("one"), path, {"names": "X"}, speakers=["I", "R"]) == "words|X|False"


def test_an_importer_that_has_no_such_option_is_not_given_them(path):
    class Plain(Importer):
        def read(self, path, options):
            return Material((ImportedDocument("it", "so"),))

    assert read(Plain("one"), path, speakers=["I"]) == "so"


def test_a_plugin_that_raises_is_blamed_by_name(path):
    with pytest.raises(PluginError, match=r"p \(acme 1.2\) failed in “one”.*the reader fell over"):
        read_material(registered(Importer("one")), path, {})


def test_what_the_system_refuses_is_not_the_plugin_s_fault(path):
    class Refused(Importer):
        def read(self, path, options):
            raise PermissionError(13, "Permission denied")

    with pytest.raises(BadInput, match=r"x\.txt cannot be read: Permission denied\."):
        read_material(registered(Refused("one")), path, {})


def test_what_is_no_file_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(BadInput, match="is empty"):
        read_material(registered(Reader("one")), tmp_path / "empty.txt", {})
    with pytest.raises(BadInput, match="does not exist"):
        read_material(registered(Reader("one")), tmp_path / "no.txt", {})


def test_the_file_is_opened_once(path, monkeypatch):
    opened = []
    real = io.open

    def counted(file, *how, **more):
        if str(file) == str(path):
            opened.append(file)
        return real(file, *how, **more)

    monkeypatch.setattr(builtins, "open", counted)
    monkeypatch.setattr(io, "open", counted)
    assert read(Reader("one"), path) == "words||False"
    assert len(opened) == 1
