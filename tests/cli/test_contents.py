"""The table of contents and the commands themselves say the same."""

from pathlib import Path

import pytest
from tests.cli.everything import commands

import qualog_cli
from qualog_cli.contents import COMMANDS, SECTIONS
from qualog_cli.shared.commands import first_sentence


@pytest.mark.parametrize("ctx", list(commands()), ids=lambda ctx: ctx.command_path)
def test_the_line_of_a_command_is_the_first_sentence_of_its_help(ctx):
    sentence = first_sentence(ctx.command)
    assert sentence.endswith("."), sentence
    if ctx.info_name in COMMANDS and ctx.parent.parent is None:
        assert COMMANDS[ctx.info_name].summary == sentence


def test_each_section_is_a_folder_and_each_folder_a_section():
    here = Path(qualog_cli.__file__).parent
    folders = {package.parent.name for package in here.glob("*/__init__.py")}
    assert folders - {"shared"} == {section.lower() for section in SECTIONS}


def test_a_command_is_in_the_folder_of_its_section():
    for section, entries in SECTIONS.items():
        for name in entries:
            assert COMMANDS[name].module.partition(".")[0] == section.lower()


def test_the_help_has_all_sections_in_their_order_with_their_commands(shell):
    lines = shell.qualog("--help").splitlines()
    headings = [line.removesuffix(":") for line in lines if line.endswith(":") and line[0] != " "]
    assert headings == [*SECTIONS, "Options"]
    named = [line.split()[0] for line in lines if line.startswith("  ") and line[2].isalpha()]
    assert [name for name in named if name in COMMANDS] == list(COMMANDS)


def test_what_code_and_codes_and_plugin_and_plugins_do_differently_is_said(shell):
    for plural, singular in (("codes", "code"), ("plugins", "plugin"), ("documents", "document")):
        assert f": qualog {singular}" in shell.qualog(plural, "--help")
        assert f": qualog {plural}" in shell.qualog(singular, "--help")
