"""The page of hooks: a section for each hook, and in each a whole plugin that works."""

import inspect
import json
import os
import re
import subprocess
import sys

import pytest
from tests.folders import ROOT

from qualog.plugins import hookspecs

PAGE = (ROOT / "docs" / "reference" / "hooks.md").read_text("utf-8")
SECTIONS = {
    title: text
    for title, _, text in (section.partition("\n") for section in PAGE.split("\n## ")[1:])
}
HOOKS = [name for name in vars(hookspecs) if name.startswith("qualog_")]


def block(hook, language="python"):
    """The one block of a section that is in a language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", SECTIONS[hook], re.DOTALL)
    return found


@pytest.fixture
def plugged(shell, tmp_path, monkeypatch):
    """A function that installs the plugin of a section, and makes a study that two coded."""
    site = tmp_path / "site"

    def install(hook, name):
        info = site / "of_the_page-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: of-the-page\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{hook}]\n{name} = of_the_page\n")
        (site / "of_the_page.py").write_text(block(hook), "utf-8")
        monkeypatch.setenv("PYTHONPATH", str(site))
        shell.qualog("init", "Trial", "--author", "Ada", "--author", "Bo")
        (shell.folder / "talk.txt").write_text("A: I trust them.\nB: Why?\nA: They ask.\n", "utf-8")
        shell.qualog("import", "talk.txt", "--with", "plain-text")
        shell.qualog("code", "add", "trust", "-d", "relies on")
        for coder in ("Ada", "Bo"):
            shell.qualog("apply", "trust", "talk", "--quote", "I trust them", "--author", coder)
        return site

    return install


def test_each_hook_has_a_section_in_their_order():
    assert list(SECTIONS) == ["What holds for all hooks", *HOOKS]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_section_says_when_what_and_what_if_it_is_wrong(hook):
    section = SECTIONS[hook]
    assert f".. hook:: {hook}" in section
    for told in ("**When.**", "**Returns.**", "**When it is wrong.**"):
        assert section.count(told) == 1
    assert f"def {hook}({', '.join(inspect.signature(getattr(hookspecs, hook)).parameters)}):" in (
        block(hook)
    )


def test_the_importer(shell, plugged):
    plugged("qualog_importers", "letters")
    (shell.folder / "letter.txt").write_bytes(b"Dear Anna,\r\nI trust you.\r\n")
    assert "letters" in shell.qualog("import", "letter.txt")
    (shell.folder / "bad.txt").write_bytes(b"Dear \xc5sa,\n")
    assert "bad.txt is not in UTF-8" in shell.fails("import", "bad.txt")


def test_the_theory(shell, plugged):
    site = plugged("qualog_theories", "staying")
    (site / "staying.toml").write_text(block("qualog_theories", "toml"), "utf-8")
    assert "Staying" in shell.qualog("theory", "adopt", "staying")


def test_the_mapper(shell, plugged):
    plugged("qualog_theory_mappers", "same-name")
    (shell.folder / "staying.toml").write_text(block("qualog_theories", "toml"), "utf-8")
    shell.qualog("theory", "adopt", "staying.toml")
    assert "They have one name." in shell.qualog("theory", "propose", "--with", "same-name")


def test_the_measure(shell, plugged):
    plugged("qualog_agreement_measures", "first-two")
    told = shell.qualog("agree", "--unit", "turn", "--measure", "first-two", "--json")
    assert json.loads(told)["agreement"]["measures"]["first-two"]["overall"]["value"] == 1


def test_the_exporter(shell, plugged):
    plugged("qualog_exporters", "code-names")
    shell.qualog("export", "code-names", "names.txt")
    assert (shell.folder / "names.txt").read_text("utf-8") == "trust\n"


def test_the_store(shell, plugged):
    plugged("qualog_stores", "drawer")
    address = f"drawer://{shell.folder.as_posix()}/drawer"
    assert "There is no project at" in shell.fails("--project", address, "codes")
    shell.qualog("sync", address)
    assert "trust" in shell.qualog("--project", address, "codes")


def test_the_decision(shell, plugged):
    site = plugged("qualog_decisions", "mood")
    decide = (
        "from pathlib import Path; from qualog import Project\n"
        "from of_the_page import MoodNoted\n"
        "[file] = Path().glob('*.qualog')\n"
        "with Project.open(file) as project:\n"
        "    talk = project.find.document('talk').id\n"
        "    project.decide(MoodNoted(document=talk, mood='glad'))\n"
        "    print(project.state.of_plugins['mood'][talk])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", decide],
        cwd=shell.folder,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("glad\n", "")
    assert "felt glad after “talk”" in shell.qualog("log")


def test_the_command(shell, plugged):
    plugged("qualog_commands", "count-codes")
    assert shell.qualog("count-codes") == "1\n"
