"""Beginning a plugin: a whole distribution is written, or nothing."""

import ast
import sys
import tomllib

import pytest
from click.testing import CliRunner

from qualog.errors import BadInput, NotAllowed
from qualog_cli.plugins.skeletons import plugin_command
from qualog_cli.plugins.skeletons.skeleton import KINDS

ATTRIBUTES = {
    "importer": "qualog_importers",
    "mapper": "qualog_theory_mappers",
    "measure": "qualog_agreement_measures",
    "exporter": "qualog_exporters",
}


def new(*words):
    asked = CliRunner().invoke(plugin_command, ["new", *map(str, words)])
    if asked.exception is not None and not isinstance(asked.exception, SystemExit):
        raise asked.exception
    return asked.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_distribution_is_written(tmp_path, kind, monkeypatch):
    """That each passes its own tests once it is installed, .ci/run and the guide's test show."""
    told = new(kind, "bar-lines", "--into", tmp_path)
    folder = tmp_path / f"qualog-{kind}-bar-lines"
    module = f"qualog_{kind}_bar_lines"
    written = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    assert written == {
        "README.md",
        "pyproject.toml",
        f"src/{module}/__init__.py",
        f"src/{module}/py.typed",
        f"tests/test_{module}.py",
    }
    assert all(each in told for each in written)
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == folder.name
    assert project["entry-points"] == {ATTRIBUTES[kind]: {"bar-lines": module}}
    ast.parse((folder / "tests" / f"test_{module}.py").read_text("utf-8"))
    monkeypatch.syspath_prepend(folder / "src")
    imported = __import__(module)
    [thing] = getattr(imported, ATTRIBUTES[kind])()
    assert thing.name == "bar-lines"
    assert not [each for each in folder.rglob("*") if "{{" in each.name]
    del sys.modules[module]


def test_nothing_is_overwritten(tmp_path):
    new("importer", "bars", "--into", tmp_path)
    module = tmp_path / "qualog-importer-bars" / "src" / "qualog_importer_bars" / "__init__.py"
    module.write_text("mine", "utf-8")
    with pytest.raises(BadInput, match="already exists"):
        new("importer", "bars", "--into", tmp_path)
    assert module.read_text("utf-8") == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["qualog-importer-bars"]


@pytest.mark.parametrize(
    "name", ["", "Bars", "bar_lines", "-bars", "bars-", "../bars", "b" * 41, "å"]
)
def test_what_is_no_name(tmp_path, name):
    with pytest.raises(BadInput, match="is not a name for a plugin"):
        new("exporter", "--into", tmp_path, "--", name)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken(tmp_path):
    with pytest.raises(NotAllowed, match="already a plugin of this kind called “word”"):
        new("importer", "word", "--into", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="nowhere"):
        new("importer", "bars", "--into", tmp_path / "nowhere")


def test_a_kind_that_is_none(tmp_path):
    assert "importer, mapper, measure or exporter" in new("store", "x", "--into", tmp_path)
