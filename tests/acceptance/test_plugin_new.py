"""Beginning a plugin: a whole distribution is written, or nothing."""

import os
import subprocess
import sys
import tomllib

import pytest
from click.testing import CliRunner
from tests.folders import ROOT

from qualog.errors import BadInput, NotAllowed
from qualog_cli.plugins.skeletons import plugin_command
from qualog_cli.plugins.skeletons.skeleton import KINDS


def new(*words):
    asked = CliRunner().invoke(plugin_command, ["new", *map(str, words)])
    if asked.exception is not None and not isinstance(asked.exception, SystemExit):
        raise asked.exception
    return asked.output


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_distribution_is_written(tmp_path, kind):
    told = new(kind, "bar-lines", "--into", tmp_path)
    folder = tmp_path / f"qualog-{kind}-bar-lines"
    module = folder.name.replace("-", "_")
    written = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    assert written - {f"src/{module}/bar-lines.toml", f"src/{module}/commands.py"} == {
        "README.md",
        "pyproject.toml",
        f"src/{module}/__init__.py",
        f"src/{module}/py.typed",
        f"tests/test_{module}.py",
    }
    assert all(each in told for each in written)
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == folder.name
    assert project["entry-points"] == {
        hook: {"bar-lines": f"{module}{below}"} for hook, below in KINDS[kind].items()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with a distribution of each kind, and one with what pip writes of each."""
    folder, site = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("site")
    for kind in KINDS:
        new(kind, f"own-{kind}", "--into", folder)
    for made in folder.iterdir():
        project = tomllib.loads((made / "pyproject.toml").read_text("utf-8"))["project"]
        info = site / f"{made.name.replace('-', '_')}-0.1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {made.name}\nVersion: 0.1.0\n"
        (info / "METADATA").write_text(metadata, "utf-8")
        lines = [
            f"[{group}]\n{name} = {module}\n"
            for group, named in project["entry-points"].items()
            for name, module in named.items()
        ]
        (info / "entry_points.txt").write_text("".join(lines), "utf-8")
    return folder, [site, *folder.glob("*/src")]


def run(folder, *words, path=()):
    """Run a module in a folder, with these paths; return what it says if it fails."""
    ran = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


@pytest.mark.dev
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_clean_for_ruff(written, kind):
    folder = written[0] / f"qualog-{kind}-own-{kind}"
    assert run(folder, "ruff", "check", "--no-cache") == ""
    assert run(folder, "ruff", "format", "--check", "--no-cache") == ""


@pytest.mark.dev
def test_what_is_written_is_clean_for_mypy(written, tmp_path):
    folder, path = written
    files = sorted(map(str, folder.rglob("*.py")))
    words = ["--strict", "--follow-imports=silent", f"--cache-dir={tmp_path}", *files]
    assert run(ROOT, "mypy", "--config-file=", *words, path=path) == ""


def test_what_is_written_passes_its_tests(written):
    folder, path = written
    pytest_alone = ["pytest", "-q", "-W", "error", "-p", "no:cacheprovider", "-p", "no:xdist"]
    assert run(folder, *pytest_alone, "--import-mode=importlib", path=path) == ""


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


def test_a_command_of_qualogs_own(tmp_path):
    with pytest.raises(NotAllowed, match="called “codes”"):
        new("command", "codes", "--into", tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="nowhere"):
        new("importer", "bars", "--into", tmp_path / "nowhere")


def test_a_kind_that_is_none(tmp_path):
    told = new("printer", "x", "--into", tmp_path)
    assert all(kind in told for kind in KINDS)
