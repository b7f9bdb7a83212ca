"""The help of a command that plugins add to names them, and has the options of the one named."""

import click
import pytest
from attrs import frozen

from qualog_cli.shared import plugin_help
from qualog_cli.shared.plugin_help import PluginCommand


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (("import", "--with", "word"), ["-o speakers=yes|no", "-o long-comments=memo|code"]),
        (("import", "--with=word"), ["-o speakers=yes|no"]),
        (("import", "talk.docx", "--with", "word", "--name", "x"), ["-o names=TEXT"]),
        (("agree", "--measure", "alpha"), ["-o difference=nominal|", "-o distances=TEXT"]),
        (("agree", "-m", "alpha", "-m", "kappa"), ["-o difference="]),
        (("export", "codings-csv"), []),
        (("theory", "propose", "--with", "indicators"), []),
    ],
    ids=" ".join,
)
def test_the_help_of_one_plugin_has_its_options(shell, words, options):
    text = shell.qualog(*words, "--help")
    for option in options:
        assert option in text
    name = words[0] if words[0] != "theory" else "theory propose"
    assert text.startswith(f"Usage: qualog {name} ")
    assert f"All other options: qualog {name} --help" in text
    assert "--project" not in text


def test_the_usage_names_the_plugin_where_it_is_typed(shell):
    assert shell.qualog("import", "--with", "word", "--help").startswith(
        "Usage: qualog import --with word [OPTIONS] FILES...\n"
    )
    assert shell.qualog("export", "qdpx", "--help").startswith(
        "Usage: qualog export qdpx [OPTIONS] [OUT]\n"
    )


def test_a_measure_shows_what_it_compares_and_its_source(shell):
    text = shell.qualog("agree", "--measure", "u-alpha", "--help")
    assert "compares  spans, with free boundaries" in text
    assert "Krippendorff" in text


def test_several_plugins_are_shown_one_after_the_other(shell):
    text = shell.qualog("agree", "-m", "alpha", "-m", "kappa", "--help")
    assert text.index("--measure alpha") < text.index("--measure kappa")


def test_a_plugin_that_is_not_there(shell):
    problem = shell.fails("import", "--with", "wrod", "--help")
    assert "There is no importer “wrod”. Did you mean “word”?" in problem


def test_without_a_plugin_all_are_named_and_the_options_are_those_of_the_command(shell):
    for command, heading, names in (
        ("import", "Importers:", ("plain-text", "word", "refi-qda")),
        ("agree", "Measures:", ("alpha", "weighted-kappa")),
        ("export", "Formats:", ("report", "qdpx")),
    ):
        text = shell.qualog(command, "--help")
        listed = text[text.index(heading) :]
        assert all(name in listed for name in names)
        assert "--project" in text
        assert len(text.splitlines()) <= 90  # in 80 columns


def test_a_mistake_is_named_before_any_help_is_shown(shell):
    problem = shell.fails("import", "--nothing", "--help", "--with", "word")
    assert problem.startswith("Error: There is no option --nothing.")


@frozen
class Plugin:
    summary: str


@frozen
class Registered:
    called: str
    plugin: Plugin


def lines_of(count, columns):
    names = [f"made-up-plugin-{number}" for number in range(count)]
    plugins = [Registered(name, Plugin("Does " + "what has to be done " * 9)) for name in names]

    def take(**_):
        """Take it."""

    command = PluginCommand(
        "take",
        callback=take,
        params=[click.Option(["--with"])],
        plugins=lambda: plugins,
        chosen=lambda name: plugins[names.index(name)],
        by="with",
        title="Plugins",
    )
    ctx = command.context_class(
        command, info_name="take", terminal_width=columns, max_content_width=columns
    )
    text = click.unstyle(command.get_help(ctx))
    return text[text.index("Plugins:") :].splitlines()[1:]


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_few_plugins_have_a_line_each_that_says_what_they_do(columns):
    lines = lines_of(plugin_help._MOST_IN_LINES, columns)
    assert len(lines) == plugin_help._MOST_IN_LINES
    assert all("  Does what has" in line and line.endswith(" …") for line in lines)
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
def test_many_plugins_are_named_and_no_name_is_broken(columns):
    *lines, last = lines_of(plugin_help._MOST_IN_LINES + 1, columns)
    assert last == "  To see what each of them does: qualog plugins"[:columns] or columns == 40
    names = [name for line in lines for name in line.strip().strip(",").split(", ")]
    assert [f"made-up-plugin-{number}" for number in range(21)] == names[:21]
    assert max(map(len, lines)) <= columns
