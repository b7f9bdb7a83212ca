"""A command loads the plugins that it asks for, and no others: sets of modules, not times."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import atexit, sys
atexit.register(lambda: sys.__stderr__.write("\\n".join(sys.modules)))
from qualog_cli.main import main
main()
"""
KINDS = {"agreement", "exporters", "importers", "stores", "theory"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A folder with the demo's study, and what is configured for it."""
    folder = tmp_path_factory.mktemp("demo")
    loaded(folder, "demo", ".")
    return folder


def loaded(folder, *words):
    """The modules that a command has imported when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder,
        env={**os.environ, "QUALOG_CONFIG": str(folder / "config")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(ran.stderr.split())


def kinds(modules):
    return KINDS & {each.split(".")[1] for each in modules if each.startswith("qualog_plugins.")}


def plugins(modules, kind):
    """Which folders or modules of a kind are loaded."""
    return {
        each.split(".")[2]
        for each in modules
        if each.startswith(f"qualog_plugins.{kind}.") and each.count(".") >= 2
    }


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("status",),
        ("read", "Interview 1"),
        ("codes",),
        ("codings",),
        ("log",),
        ("code", "add", "new"),
        ("verify",),
    ],
    ids=" ".join,
)
def test_a_command_that_asks_for_no_plugin_loads_none(demo, words):
    modules = loaded(demo, *words)
    assert not {"pluggy", "qualog.plugins.registry", "qualog_plugins"} & modules


def test_agree_loads_the_measures_that_it_computes(demo):
    modules = loaded(demo, "agree", "--interval", "none")
    assert kinds(modules) == {"agreement"}
    assert plugins(modules, "agreement") == {"units"}
    modules = loaded(demo, "agree", "--measure", "u-alpha", "--interval", "none")
    assert kinds(modules) == {"agreement"}
    assert plugins(modules, "agreement") == {"spans"}


def test_export_loads_the_exporter_that_is_named(demo):
    modules = loaded(demo, "export", "codings-csv", "--force")
    assert kinds(modules) == {"exporters"}
    assert not {"database", "refi"} & plugins(modules, "exporters")
    modules = loaded(demo, "export", "report", "--force")
    assert kinds(modules) == {"agreement", "exporters"}  # it has figures of agreement
    assert not {"database", "refi", "word"} & plugins(modules, "exporters")


def test_import_loads_importers_alone_and_one_that_is_named_alone(demo):
    (demo / "talk.txt").write_text("I: Why?\nR: So.\n", "utf-8")
    assert kinds(loaded(demo, "import", "talk.txt")) == {"importers"}
    modules = loaded(demo, "import", "talk.txt", "--with", "plain-text", "--name", "again")
    assert kinds(modules) == {"importers"}
    assert not {"programs", "recordings", "refi", "word"} & plugins(modules, "importers")
    assert "qualog_plugins.importers.texts.plain_text" in modules
    assert not any(each.startswith("qualog_plugins.importers.texts.pdf") for each in modules)


def test_theory_loads_theories_or_mappers_alone(demo):
    modules = loaded(demo, "theory", "packs")
    assert kinds(modules) == {"theory"}
    assert "qualog_plugins.theory.indicators" not in modules
    modules = loaded(demo, "theory", "propose")
    assert kinds(modules) == {"theory"}
    assert "qualog_plugins.theory.shipped" not in modules


def test_a_list_of_all_plugins_loads_all(demo):
    assert kinds(loaded(demo, "plugins")) == KINDS
