"""Commands have help with examples, which a newcomer can copy: they parse, and they run."""

import json
import re
import shlex
import shutil

import click
import pytest
from tests.cli.everything import commands
from tests.plugins.importers import docx_files as docx

from qualog_cli.contents import COMMANDS
from qualog_cli.main import qualog
from qualog_cli.shared.commands import command, first_sentence, group

ALL = {ctx.command_path.removeprefix("qualog "): ctx for ctx in commands()}
AN_ID, A_DECISION = "3f9a1c22", "2eb1.168"
"""What examples call a thing, and a decision, of which nobody knows the ids before."""

ONCE = {"plugin", "sync"}
"""Commands with one way of using them."""

ROLE = ("attribute define role", 'attribute give "Interviewee 1" role manager')

BEFORE = {
    "attribute give": ROLE[:1],
    "attribute rename": ROLE,
    "attribute take": ROLE,
    "bundle": ("bundle create from-samir.qualog-bundle",),
    "bundle apply": ("bundle create from-samir.qualog-bundle",),
    "bundle open": ("bundle create trust-2025-06-02.qualog-bundle",),
    "discuss reopen": (f'discuss settle {AN_ID} --outcome both --why "it is both"',),
    "round close": ('round open first -d "Interview 1" -c "Ingrid Falk" -c "Samir Haddad"',),
    "round prove": ('round open first -d "Interview 1" -c "Ingrid Falk" -c "Samir Haddad"',),
    "theme relate": ('theme add "Leaning on each other"',),
    "theme restore": ('theme retire "Too many to meet"',),
    "theory": ('theory drop "I and Thou"',),
    "theory accept": ("theory propose Listening Turning",),
    "theory reject": ("theory propose Listening Turning",),
    "verify": ("checkpoints from-the-supervisor.txt",),
}
"""What has to have been done before a command's examples run on the study of the demo."""

ELSEWHERE = {
    "author key": "needs a passphrase; tests/cli/study/test_keys.py",
    "author key exchange": "needs the key of the copy; tests/cli/study/test_keys.py",
    "author key export": "needs a passphrase; tests/cli/study/test_keys.py",
    "author key import": "needs a passphrase; tests/cli/study/test_keys.py",
    "author key show": "needs the key of the copy; tests/cli/study/test_keys.py",
    "copies": "needs a second copy; tests/cli/sharing/test_copies.py",
    "copies accept": "needs a second copy; tests/cli/sharing/test_copies.py",
    "copies end": "needs a second copy; tests/cli/sharing/test_copies.py",
    "copies reopen": "needs a second copy; tests/cli/sharing/test_copies.py",
    "settle": "needs two copies that decided differently; tests/acceptance/test_settling.py",
    "questions": "needs two copies that decided differently; tests/acceptance/test_settling.py",
    "sync": "needs a database; tests/acceptance/test_shared_database.py",
    "theory adopt": "needs a file of one's own; tests/acceptance/test_thesis.py",
}


def test_every_command_of_the_contents_is_tried_here():
    assert COMMANDS.keys() <= ALL.keys()
    assert (BEFORE.keys() | ELSEWHERE.keys() | ONCE) <= ALL.keys()


@pytest.mark.parametrize("path", ALL)
def test_the_help_of_a_command_is_whole_and_fits_a_screen_or_two(path):
    ctx = ALL[path]
    lines = ctx.get_help().splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if line.rstrip().endswith("...") and "qualog" not in line]
    paragraphs = (ctx.command.help or "").split("\n\n")
    assert re.search(r"[.?]$|: (qualog\s|--)[^.]+$", paragraphs[-1].strip()), paragraphs[-1]


@pytest.mark.parametrize("path", ALL)
def test_a_command_has_examples_of_itself_that_parse(path):
    examples = ALL[path].command.examples
    assert len(examples) >= (2 if path in COMMANDS and path not in ONCE else 1)
    names = {name for name, ctx in ALL.items() if ctx.command is ALL[path].command}  # code list
    assert any(
        example.startswith(tuple(f"qualog {name}" for name in names)) for example in examples
    )
    for example in examples:
        parse(qualog, shlex.split(example))


def parse(program, words):
    """Read a command line as far as can be without running it; an error is raised."""
    name, *rest = words
    ctx = None
    found = program
    while isinstance(found, click.Group):
        assert rest, f"{name} needs a command"
        ctx = found.context_class(found, info_name=name, parent=ctx)
        name, found, rest = found.resolve_command(ctx, rest)
    with found.make_context(name, list(rest), parent=ctx):
        pass


@pytest.mark.parametrize("path", ALL)
def test_what_to_see_also_is_there(path):
    assert set(getattr(ALL[path].command, "see_also", ())) <= ALL.keys()


@pytest.fixture
def study(demo, monkeypatch):
    """The demo's study with Ingrid at work in it, and the files that examples name."""
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid Falk")
    folder = demo.folder
    (folder / "interview-6.txt").write_text("I: Why?\nR: So it is with her.\n", "utf-8")
    (folder / "transcripts").mkdir()
    (folder / "transcripts" / "a.txt").write_text("Why? So it is.\n", "utf-8")
    body = docx.para(docx.start(1), docx.run("her keys"), docx.end(1))
    docx.make(folder / "coded.docx", body, docx.comment(1, "trust", "Ingrid Falk"))
    for other in ("from-samir", "from-ada"):
        (folder / other).mkdir()
        shutil.copy(folder / "demo.qualog", folder / other / "trust.qualog")
    return demo


def runs():
    """Yield examples to run on one study: those of a group are a course of work, others are not."""
    for path, ctx in ALL.items():
        examples = ctx.command.examples
        if path in ELSEWHERE:
            continue
        if isinstance(ctx.command, click.Group):
            yield pytest.param(path, examples, id=path)
        else:
            yield from (pytest.param(path, [example], id=example) for example in examples)


@pytest.mark.parametrize(("path", "examples"), list(runs()))
def test_examples_run_on_the_study_of_the_demo(study, path, examples):
    examples = [example.removeprefix("qualog ") for example in examples]
    before = BEFORE.get(path, ())
    if any("role = manager" in example for example in examples) and path != "attribute":
        before = ROLE
    for example in before:
        study.qualog(*shlex.split(filled(study, example)))
    for example in examples:
        words = shlex.split(filled(study, example))
        answer = study.run(*words, stdin="y\n")
        is_check = "--check" in words or words[:2] == ["round", "prove"]
        assert answer.code == 0 or (is_check and answer.code == 1), f"{example}\n{answer.err}"
        if "--json" in words:
            json.loads(answer.out)


def filled(study, example):
    """Return an example with an id and a folder that are here, where it has some that are not."""
    example = example.replace("/media/stick", "stick")
    if A_DECISION in example:
        [*_, last] = json.loads(study.qualog("log", "--json", "--kind", "code-defined"))["log"]
        return example.replace(A_DECISION, last["id"])
    if AN_ID not in example:
        return example
    match example.split()[0]:
        case "memo":
            found = json.loads(study.qualog("memo", "list", "--json"))["memos"]
        case "discuss":
            if not json.loads(study.qualog("discuss", "list", "--open", "--json"))["discussions"]:
                study.qualog("discuss", "open", "Interview 4", "--turn", "8")
            open_ones = () if "reopen" in example else ("--open",)
            found = json.loads(study.qualog("discuss", "list", *open_ones, "--json"))["discussions"]
        case "theory":
            theories = json.loads(study.qualog("theory", "show", "--json"))["theories"]
            links = [link for theory in theories for c in theory["concepts"] for link in c["links"]]
            found = [link for link in links if link["status"] == "proposed"]
        case _:
            found = json.loads(study.qualog("codings", "--json"))["codings"]
            if "split" in example:
                found = [coding for coding in found if coding["code"] == "The money"]
            else:
                found = [coding for coding in found if coding["document"] == "Interview 1"]
    return example.replace(AN_ID, found[0]["id"])


@pytest.fixture
def helped():
    """A command whose docstring has all that one can have."""

    @command("tune")
    @click.argument("name", required=False)
    @click.option("--loud", is_flag=True)
    def tune(name, loud):
        """Tune an instrument. It takes a while.

        It is done by ear.

        Examples:
            qualog tune lute
            qualog tune lute --loud

        See also: codes, code add.
        """

    return tune


def test_examples_and_other_commands_are_taken_from_the_docstring(helped):
    assert helped.help == "Tune an instrument. It takes a while.\n\nIt is done by ear."
    assert helped.examples == ("qualog tune lute", "qualog tune lute --loud")
    assert helped.see_also == ("codes", "code add")
    assert first_sentence(helped) == "Tune an instrument."


def test_the_help_has_them_before_and_after_the_options(helped):
    text = helped.get_help(helped.context_class(helped, info_name="qualog tune"))
    text = click.unstyle(text)
    lines = [line for line in text.splitlines() if line]
    assert lines == [
        "Usage: qualog tune [OPTIONS] [NAME]",
        "  Tune an instrument. It takes a while.",
        "  It is done by ear.",
        "Examples:",
        "  qualog tune lute",
        "  qualog tune lute --loud",
        "Options:",
        "  --loud",
        "  --help  Show this message and exit.",
        "See also: qualog codes, qualog code add",
    ]


def test_a_command_without_them_is_as_short_as_it_was():
    bare = command("bare")(lambda: None)
    assert (bare.help, bare.examples, bare.see_also) == (None, (), ())


def test_a_group_lists_its_commands_before_its_options_and_each_in_a_whole_sentence():
    long = "Do what takes so many words to say that they do not fit on one line of the help."
    several = group("several")(lambda: None)
    several.command("one", help=long)(lambda: None)
    several.command("hidden", hidden=True)(lambda: None)
    ctx = several.context_class(several, info_name="several", terminal_width=60)
    text = click.unstyle(several.get_help(ctx))
    assert text.index("Commands:") < text.index("Options:")
    assert long in " ".join(text.split())
    assert "hidden" not in text
