"""Plugins that break, as a user meets them: each is named, and all else works."""

import json

import pytest

IMPORTER = """
import sys, time
from qualog import hookimpl
from qualog.options import NoOptions
from qualog.material import ImportedDocument, Material

class Chat:
    name = "chat-log"
    summary = "Reads chats"
    options = NoOptions

    def sniff(self, path, head):
        {sniff}

    def read(self, path, options):
        {read}

@hookimpl
def qualog_importers():
    return [Chat()]
"""
BROKEN = "The plugin chat-log (acme-chat 1.0) is broken"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder that distributions are put into, and that Python finds them in."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("QUALOG_CONFIG", str(tmp_path / "config"))
    return folder


def install(site, distribution, code, **groups):
    """Put a distribution of one module into a folder; each group has the names of its lines."""
    module = distribution.replace("-", "_")
    (site / f"{module}.py").write_text(code, "utf-8")
    folder = site / f"{module}-1.0.dist-info"
    folder.mkdir()
    about = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n"
    (folder / "METADATA").write_text(about, "utf-8")
    lines = [f"[qualog_{group}]\n{name} = {module}" for group, name in groups.items()]
    (folder / "entry_points.txt").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def study(shell, site):
    shell.qualog("init", "Trust", "--author", "Ingrid Falk")
    (shell.folder / "talk.txt").write_text("I: Whom do you ask?\nR: Her.\n", "utf-8")
    return shell


@pytest.mark.parametrize(
    ("sniff", "cause"),
    [
        ("raise ValueError('odd')", "ValueError: odd"),
        ("sys.exit(4)", "SystemExit: 4"),
        ("return 'yes'", "sniff returned 'yes', and not a number from 0 to 1"),
        ("return float('nan')", "sniff returned nan, and not a number from 0 to 1"),
        ("return True", "sniff returned True, and not a number"),
        ("return 7", "sniff returned 7, and not a number"),
    ],
)
def test_a_file_is_read_by_another_only_with_a_warning(study, site, sniff, cause):
    install(site, "acme-chat", IMPORTER.format(sniff=sniff, read="pass"), importers="chat-log")
    answer = study.run("import", "talk.txt")
    assert answer.code == 0
    assert "talk.txt (plain-text)" in answer.out
    assert f"{BROKEN} and may have been the one to read it: {cause}" in answer.err


def test_one_that_cannot_be_imported_is_named_for_every_file_once(study, site):
    install(site, "acme-chat", "import sys\nsys.exit('no licence')", importers="chat-log")
    for number in range(7):
        (study.folder / "texts").mkdir(exist_ok=True)
        (study.folder / "texts" / f"{number}.txt").write_text(f"Text {number}.\n", "utf-8")
    answer = study.run("import", "texts")
    assert answer.code == 0
    assert answer.err.count(BROKEN) == 1
    assert "and 3 more files: The plugin" in answer.err
    assert "SystemExit: no licence" in answer.err
    assert "chat-log (acme-chat 1.0) is broken: SystemExit: no licence" in study.fails(
        "import", "talk.txt", "--with", "chat-log"
    )


def test_no_warning_where_the_importer_is_named(study, site):
    install(site, "acme-chat", "1 / 0", importers="chat-log")
    assert study.run("import", "talk.txt", "--with", "plain-text").err == ""


def test_one_that_never_answers_is_given_up(study, site, monkeypatch):
    """Whoever looks at the clock sees that it is a matter of seconds."""
    sniff = "\n        while True: time.sleep(0.01)"
    install(site, "acme-chat", IMPORTER.format(sniff=sniff, read="pass"), importers="chat-log")
    (study.folder / "other.txt").write_text("Other.\n", "utf-8")
    answer = study.run("import", "talk.txt", "other.txt")
    assert answer.code == 0
    assert "it did not answer in 5 seconds" in answer.err
    assert answer.err.count(BROKEN) == 1


@pytest.mark.parametrize(
    ("read", "cause"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("sys.exit(1)", "SystemExit: 1"),
        ("return 'a text'", "read returned 'a text', and not a Material"),
        ("return Material(documents=('talk',))", "and not a tuple of ImportedDocument"),
    ],
)
def test_a_reader_that_fails_changes_nothing(study, site, read, cause):
    code = IMPORTER.format(sniff="return 0.99", read=read)
    install(site, "acme-chat", code, importers="chat-log")
    answer = study.run("import", "talk.txt")
    assert answer.code == 2
    assert "The plugin chat-log (acme-chat 1.0) failed in “chat-log”" in answer.err
    assert cause in answer.err
    assert "documents        0" in study.qualog("status")


MEASURE = """
from qualog import hookimpl
from qualog.options import NoOptions

class Kappa:
    name = "kappa"
    title = "Another kappa"
    summary = "Another kappa"
    source = "None"
    range = "0 to 1"
    assumptions = "none"
    compares = "units"
    options = NoOptions

    def measure(self, data, options):
        {measure}

@hookimpl
def qualog_agreement_measures():
    return [Kappa()]
"""


def test_a_measure_of_one_name_with_a_shipped_one(demo, site):
    demo.qualog("agree", "--measure", "kappa")
    install(site, "acme-kappa", MEASURE.format(measure="return 0.5"), agreement_measures="kappa")
    assert "Cohen" in demo.qualog("agree", "--measure", "kappa")
    assert "Cohen" in demo.qualog("agree")
    problem = demo.fails("agree", "--measure", "acme-kappa:kappa")
    assert "The plugin kappa (acme-kappa 1.0) failed in “acme-kappa:kappa”" in problem
    assert "a value of the type float, and not an Agreement" in problem
    offered = json.loads(demo.qualog("plugins", "--json"))["offers"]
    called = {each["called"] for each in offered if each["name"] == "kappa"}
    assert called == {"kappa", "acme-kappa:kappa"}
    assert "acme-kappa:kappa is called so because another plugin of its kind" in demo.qualog(
        "plugins"
    )


def test_a_broken_measure_of_a_shipped_name_harms_no_agreement(demo, site):
    install(site, "acme-kappa", "raise SystemExit", agreement_measures="kappa")
    assert "Cohen" in demo.qualog("agree", "--measure", "kappa")


EXPORTER = """
from qualog import hookimpl
from qualog.options import NoOptions

class Lines:
    name = "lines"
    summary = "Writes lines"
    suffix = ".txt"
    options = NoOptions

    def write(self, study, target, options):
        target.write_text("one")
        return None

@hookimpl
def qualog_exporters():
    return [Lines()]
"""


def test_an_exporter_that_does_not_say_what_it_left_out(study, site):
    install(site, "acme-lines", EXPORTER, exporters="lines")
    assert "write returned None, and not a list of sentences" in study.fails("export", "lines")


def test_an_exporter_that_writes_nothing_is_not_said_to_have_written(study, site):
    code = EXPORTER.replace('target.write_text("one")', "pass").replace("return None", "return []")
    install(site, "acme-lines", code, exporters="lines")
    assert "lines (acme-lines 1.0) failed in “lines”: write wrote no " in study.fails(
        "export", "lines"
    )


@pytest.mark.parametrize("harm", ["os.chdir('/')", "sys.stdout.close()", "print('noise')"])
@pytest.mark.parametrize("place", ["import", "hook", "sniff"])
def test_what_plugins_share_is_as_it_was(study, site, harm, place):
    sniff = f"{harm}; return 0" if place == "sniff" else "return 0"
    code = "import os\n" + IMPORTER.format(sniff=sniff, read="pass")
    if place == "import":
        code = code.replace("class Chat", f"{harm}\nclass Chat")
    if place == "hook":
        code = code.replace("return [Chat()]", f"{harm}; return [Chat()]")
    install(site, "acme-chat", code, importers="chat-log")
    answer = study.run("import", "talk.txt")
    assert answer.out.startswith("talk.txt (plain-text): ")
    assert ("noise" in answer.err) == (harm == "print('noise')")


PACK = """
from pathlib import Path
from qualog import hookimpl

@hookimpl
def qualog_theories():
    return [Path(__file__).with_name("staying.toml")]
"""


def test_a_theory_pack_that_cannot_be_read_is_named_and_hides_no_other(study, site):
    install(site, "acme-theory", PACK, theories="staying")
    answer = study.run("theory", "packs")
    assert answer.code == 0
    assert "i-and-thou" in answer.out
    assert "The plugin staying (acme-theory 1.0) is broken: " in answer.err
    assert "staying (acme-theory 1.0) is broken: " in study.fails("theory", "adopt", "staying")


def test_a_store_that_is_broken_is_named_where_its_address_is_opened(study, site):
    install(site, "acme-drawer", "1 / 0", stores="drawer")
    problem = study.fails("--project", "drawer://x", "status")
    assert "drawer (acme-drawer 1.0) is broken and may have been the one to open it" in problem


MAPPER = """
from qualog import hookimpl
from qualog.decisions.theory import Evidence
from qualog.options import NoOptions
from qualog.plugins.protocols import Proposal

class Maps:
    name = "maps"
    summary = "Maps"
    options = NoOptions

    def propose(self, state, theory, options):
        code = next(iter(state.codebook.live())).id
        concept = next(iter(theory.concepts()))[0]
        return [Proposal({proposal})]

@hookimpl
def qualog_theory_mappers():
    return [Maps()]
"""


@pytest.mark.parametrize(
    ("proposal", "cause"),
    [
        ("'nope', concept", "propose: subject returned 'nope'"),
        ("3, concept", "propose: subject returned 3"),
        ("[], concept", "propose: subject returned a value"),
        ("code, 'nope'", "propose: concept returned 'nope'"),
        ("code, concept, None", "propose: evidence returned None"),
        ("code, concept, ('x',)", "propose: evidence returned 'x'"),
        ("code, concept, (Evidence('nope', 0, 4),)", "and not a passage that is there"),
        ("code, concept, (), 4", "propose: reason returned 4"),
    ],
)
def test_a_mapper_proposes_only_what_is_there(demo, site, proposal, cause):
    install(site, "acme-maps", MAPPER.format(proposal=proposal), theory_mappers="maps")
    problem = demo.fails("theory", "propose", "--with", "maps", "--author", "Ingrid Falk")
    assert "The plugin maps (acme-maps 1.0) failed in “maps”: " in problem
    assert cause in problem


@pytest.mark.parametrize("field", ["interval='wide'", "undefined=None", "value='high'"])
def test_a_measure_whose_agreement_has_something_wrong_in_it(demo, site, field):
    fields = {"value": "value=0.5"} | {field.partition("=")[0]: field}
    body = f"return Agreement('K', {', '.join(fields.values())})"
    code = "from qualog.reliability.result import Agreement\n" + MEASURE.format(measure=body)
    install(site, "acme-kappa", code, agreement_measures="kappa")
    problem = demo.fails("agree", "--measure", "acme-kappa:kappa")
    assert "The plugin kappa (acme-kappa 1.0) failed" in problem
    assert f"an Agreement whose “{field.partition('=')[0]}” is" in problem


COMMAND = '''
import sys
import click
from qualog import hookimpl

@hookimpl
def qualog_commands(group):
    @group.command("{name}")
    def command():
        """Do it. And more."""
        {body}
'''


@pytest.mark.parametrize(
    "body", ["1 / 0", "raise OSError('gone')", "{}['x']", "raise GeneratorExit"]
)
def test_a_command_that_raises(study, site, body):
    install(site, "acme-brief", COMMAND.format(name="debrief", body=body), commands="acme")
    problem = study.fails("debrief")
    assert "The plugin acme (acme-brief 1.0) failed in “qualog debrief”: " in problem


@pytest.mark.parametrize(
    ("body", "code"), [("sys.exit(3)", 3), ("raise click.ClickException('no')", 2)]
)
def test_a_command_ends_as_it_likes(study, site, body, code):
    install(site, "acme-brief", COMMAND.format(name="debrief", body=body), commands="acme")
    answer = study.run("debrief")
    assert (answer.code, "acme" in answer.err) == (code, False)


def test_a_command_that_hides_a_builtin_is_shown_and_called_in_full(study, site):
    body = 'click.echo("mine")'
    install(site, "acme-brief", COMMAND.format(name="codes", body=body), commands="acme")
    assert "Show the codebook." in study.qualog("codes", "--help")
    assert study.qualog("acme-brief:codes") == "mine\n"
    told = "acme-brief:codes is called so because Qualog has a command “codes” of its own."
    assert told in " ".join(study.qualog("--help").split())
    assert told in study.qualog("plugins")


def test_two_commands_of_one_name(study, site):
    for name in ("acme-brief", "bolt-brief"):
        code = COMMAND.format(name="debrief", body=f'click.echo("{name}")')
        install(site, name, code, commands="brief")
    assert study.qualog("bolt-brief:debrief") == "bolt-brief\n"
    problem = study.fails("debrief")
    assert "Name one of them as acme-brief:debrief or bolt-brief:debrief." in problem
    assert "because several plugins have a command “debrief”" in study.qualog("plugins")


@pytest.mark.parametrize(
    ("harm", "cause"),
    [
        ("group.commands = None", "AttributeError"),
        ("group.commands['x'] = 3", "qualog_commands added 3, and not a command"),
        ("group.commands[4] = click.Command('x')", "added the command “4”: a name has"),
        ("group.add_command(click.Command('Big Name'))", "added the command “Big Name”: a name"),
    ],
)
def test_what_is_added_to_the_command_line_is_a_command(study, site, harm, cause):
    code = COMMAND.format(name="debrief", body="pass") + f"    {harm}\n"
    install(site, "acme-brief", code, commands="acme")
    assert "Show the codebook." in study.qualog("--help")
    [told] = [line for line in study.qualog("plugins").splitlines() if "Broken" in line]
    assert told.startswith("Broken: acme (acme-brief 1.0): ")
    assert cause in told


def test_a_command_of_a_plugin_that_ends_at_import_leaves_the_help_whole(study, site):
    install(site, "acme-brief", "import sys; sys.exit(1)", commands="acme")
    assert "Show the codebook." in study.qualog("--help")
    assert "Broken: acme (acme-brief 1.0): SystemExit: 1" in study.qualog("plugins")


DECISION = '''
from qualog import hookimpl
from qualog.decisions import Decision, decision, words
from qualog.language import message
from qualog.replay.appliers.applier import applies

@decision("{kind}")
class Noted(Decision):
    """Something was noted."""

    note: str
    text: str = words()

    def sentence(self, names):
        {sentence}

{applier}

@hookimpl
def qualog_decisions():
    return [Noted]

@hookimpl
def qualog_commands(group):
    import click
    from qualog.ids import new_id
    from qualog_cli.shared.options import deciding

    @group.command("note")
    @click.argument("text")
    @deciding
    def note(text, project, why):
        """Note something."""
        with project.together(why):
            project.decide(Noted(note=new_id(), text=text))
            project.codes.add(text)
'''
SAID = 'return message("noted “{text}”", text=self.text)'
ONLY_TOLD = ""
FAILS = "@applies(Noted)\ndef apply(state, noted, made):\n    1 / 0\n"


def notes(site, kind="acme.noted", sentence=SAID, applier=ONLY_TOLD):
    code = DECISION.replace("{kind}", kind).replace("{sentence}", sentence)
    install(
        site, "acme-notes", code.replace("{applier}", applier), decisions="acme", commands="acme"
    )


def test_a_decision_that_is_only_told(study, site):
    notes(site)
    study.qualog("note", "odd")
    assert "unknown kind" not in study.qualog("status")
    assert "noted “odd”" in study.qualog("log")
    listed = study.qualog("plugins")
    assert "Broken" not in listed
    [line] = [line for line in listed.splitlines() if line.startswith("kind of decision")]
    assert line.split()[3:6] == ["acme.noted", "acme-notes", "1.0"]


def test_its_words_are_erased_and_it_is_taken_back(study, site):
    notes(site)
    study.qualog("note", "odd")
    first = study.qualog("log").splitlines()[-2].split()[0]
    study.qualog("redact", first, "--yes")
    assert "noted “[erased]”" in study.qualog("log")
    study.qualog("undo", first)
    assert "has already been taken back" in study.fails("undo", first)


def test_a_decision_that_breaks_shows_a_question_and_no_traceback(study, site):
    notes(site, sentence="1 / 0", applier="")
    study.qualog("note", "odd")
    notes_folder = site / "acme_notes.py"
    code = notes_folder.read_text("utf-8")
    notes_folder.write_text(code.replace("@hookimpl", f"{FAILS}\n@hookimpl", 1), "utf-8")
    assert "decided: acme.noted" in study.qualog("log")
    asked = study.qualog("questions")
    assert "the plugin acme (acme-notes 1.0) failed: ZeroDivisionError" in asked
    assert "One question to settle" in study.qualog("status")


def test_a_kind_that_is_another_s_is_refused(study, site):
    notes(site, kind="code-created")
    assert "of the kind “code-created” were refused" in study.qualog("plugins")
    problem = study.fails("note", "odd")
    assert "Decisions of the kind “code-created” cannot be made" in problem
    assert "created the code" not in study.qualog("log")
    study.qualog("code", "add", "trust")
    assert "created the code “trust”" in study.qualog("log")


def test_once_the_plugin_is_gone_its_decisions_are_kept_and_counted(study, site):
    notes(site)
    study.qualog("note", "odd")
    for file in [*site.glob("acme_notes-1.0.dist-info/*"), site / "acme_notes.py"]:
        file.unlink()
    (site / "acme_notes-1.0.dist-info").rmdir()
    assert "One decision is of the unknown kind acme.noted" in study.qualog("status")
    assert "The log checks out" in study.qualog("doctor")
