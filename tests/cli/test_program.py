"""The program finds the command that is named, those of plugins too, and imports no other."""

import subprocess
import sys

import pytest

from qualog_cli.contents import COMMANDS
from qualog_cli.program import plugins_have_commands

COMMANDS_OF_A_PLUGIN = '''
import click
from qualog.plugins.hookspecs import hookimpl

@hookimpl
def qualog_commands(group):
    @group.command("word-cloud")
    @click.option("--loud", is_flag=True)
    def word_cloud(loud):
        """Draw the words of a code as a cloud. It needs no project."""
        click.echo("CLOUD" if loud else "cloud")
'''


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder that distributions are put into, and that Python finds them in."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder


def install(site, name, group, code, info="dist-info"):
    module = name.replace("-", "_")
    (site / f"{module}.py").write_text(code, "utf-8")
    folder = site / f"{module}-1.0.{info}"
    folder.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    (folder / ("METADATA" if info == "dist-info" else "PKG-INFO")).write_text(metadata, "utf-8")
    (folder / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n", "utf-8")


def modules_of(folder, *words, program="from qualog_cli.main import main\nmain()"):
    """The modules that are imported when a command ends."""
    listed = "atexit.register(lambda: sys.__stderr__.write('\\n'.join(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", f"import atexit, sys\n{listed}\n{program}", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(ran.stderr.split())


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("help",)], ids=" ".join)
def test_help_imports_no_command_and_nothing_heavy(tmp_path, words):
    modules = modules_of(tmp_path, *words)
    imported = {f"qualog_cli.{entry.module}" for entry in COMMANDS.values()} & modules
    assert imported - {"qualog_cli.help.help"} == set()
    rooms = {module.split(".")[1] for module in modules if module.startswith("qualog.")}
    assert rooms == {"errors", "language"}
    bare = modules_of(tmp_path, program="import click, attrs")
    slow = {"difflib", "importlib.metadata", "json", "pathlib", "urllib.parse"} - bare
    if words != ("--version",):  # which is read from the metadata
        assert not slow & modules
    heavy = {"sqlite3", "msgspec", "numpy", "lxml", "jinja2", "cryptography"}
    assert not heavy & modules


def test_a_command_imports_no_other(demo):
    modules = modules_of(demo.folder, "codes")
    imported = {name for name, entry in COMMANDS.items() if f"qualog_cli.{entry.module}" in modules}
    assert imported == {"codes"}


@pytest.mark.parametrize("group", ["qualog", "qualog_commands"])
def test_commands_of_plugins_are_listed_helped_and_run(shell, site, group):
    install(site, "cloudy", group, COMMANDS_OF_A_PLUGIN)
    listed = shell.qualog("--help")
    place = listed.index("Commands of plugins:")
    assert listed.index("Help:") < place < listed.index("Options:")
    assert "word-cloud" in listed[place:]
    assert "Draw the words of a code as a cloud." in listed[place:]
    assert "It needs no project" not in listed
    assert shell.qualog("word-cloud", "--loud") == "CLOUD\n"
    assert "--loud" in shell.qualog("help", "word-cloud")
    assert "Did you mean qualog word-cloud?" in shell.fails("word-clod")


def test_an_egg_counts_as_a_distribution(shell, site):
    install(site, "cloudy", "qualog_commands", COMMANDS_OF_A_PLUGIN, info="egg-info")
    assert shell.qualog("word-cloud") == "cloud\n"


def test_a_command_of_a_plugin_does_not_hide_one_of_qualog(shell, site):
    install(site, "sly", "qualog_commands", COMMANDS_OF_A_PLUGIN.replace("word-cloud", "codes"))
    assert "Show the codebook." in shell.qualog("codes", "--help")


@pytest.mark.parametrize(
    "code",
    [
        "import nothing_of_this_name",
        COMMANDS_OF_A_PLUGIN.replace("@group.command", "1 / 0\n    @group.command"),
    ],
)
def test_a_broken_plugin_leaves_the_help_whole(shell, site, code):
    install(site, "broken", "qualog_commands", code)
    listed = shell.qualog("--help")
    assert "Commands of plugins" not in listed
    assert "Options:" in listed
    assert "There is no command qualog broken." in shell.fails("broken")


def test_who_has_commands_is_seen_without_importing_anything(tmp_path, monkeypatch):
    archive = tmp_path / "archive.zip"
    archive.write_bytes(b"")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "nowhere"), str(archive), str(tmp_path)])
    assert not plugins_have_commands()
    install(tmp_path, "reader", "qualog_importers", "")
    assert not plugins_have_commands()
    (tmp_path / "bare-1.0.dist-info").mkdir()
    assert not plugins_have_commands()
    install(tmp_path, "cloudy", "qualog_commands", "")
    assert plugins_have_commands()


def test_qualogs_own_distribution_is_not_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    install(tmp_path, "qualog", "qualog_commands", "")
    assert not plugins_have_commands()


def test_the_folder_where_python_was_started_counts(tmp_path, monkeypatch):
    install(tmp_path, "cloudy", "qualog_commands", "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [""])
    assert plugins_have_commands()
