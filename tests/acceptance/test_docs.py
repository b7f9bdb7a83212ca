"""Every command that the documentation shows runs as it is shown."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib

import pytest
from tests.acceptance.coded_files import write_coded_files
from tests.acceptance.shell import Shell
from tests.folders import ROOT
from tests.plugins.importers import docx_files as docx

SHOWN_DATABASE = "postgresql://ingrid@db.example.org/studies"
FILE_COMMANDS = ("mkdir", "mv", "cp")
SHOWN = re.compile(r"^\$ (.+)$", re.MULTILINE)
IMPORTER = ROOT / "docs" / "how-to" / "write-an-importer.md"
DECISION = ROOT / "docs" / "how-to" / "write-a-decision.md"
CORPORA = ROOT / "docs" / "how-to" / "work-through-real-annotators.md"
R = ROOT / "docs" / "how-to" / "work-in-r.md"  # run by test_r.py
ROUNDS = ROOT / "docs" / "how-to" / "code-blind-in-rounds.md"
LAPTOPS = ROOT / "docs" / "how-to" / "work-on-two-laptops.md"  # run by test_two_laptops.py
KEY = ROOT / "docs" / "how-to" / "keep-your-key.md"
FIRST_CHANGE = ROOT / "docs" / "how-to" / "contribute-a-first-change.md"
INSTALL = ROOT / "docs" / "install.md"
GUIDES = sorted(
    page
    for page in (ROOT / "docs" / "how-to").glob("*.md")
    if page not in (IMPORTER, DECISION, ROUNDS, CORPORA, FIRST_CHANGE, KEY, LAPTOPS, R)
    and "```console" in page.read_text("utf-8")
)


def found(*command, key, where):
    """Give what finds the id of the thing that a command lists and that meets a condition."""

    def find(shell):
        listed = json.loads(shell.qualog(*command, "--json"))[key]
        return next(thing["id"] for thing in listed if where(thing))

    return find


def links(shell):
    """Give the ids of the links to theory, in the order in which they are shown."""
    theories = json.loads(shell.qualog("theory", "show", "--json"))["theories"]
    return [link["id"] for each in theories for c in each["concepts"] for link in c["links"]]


ID_SHOWN = {
    "$CODING": found("codings", key="codings", where=lambda it: it["quote"] == "You take it."),
    "$MEMO": found("memo", "list", key="memos", where=lambda it: "Is standing" in it["text"]),
    "$LINK": lambda shell: links(shell)[0],
    "$OTHER_LINK": lambda shell: links(shell)[1],
    "$DISCUSSION": found("discuss", "list", key="discussions", where=lambda it: True),
}
"""What the ids in the guides by phase stand for, when they are come to."""


def run(shell, words):
    """Run a command of a page."""
    if words[0] in FILE_COMMANDS:
        subprocess.run(words, cwd=shell.folder, check=True)
    else:
        shell.qualog(*words)


def commands(path):
    """Give the commands of a page, without what follows a comment sign or the name `qualog`."""
    blocks = re.findall(r"```console\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in SHOWN.findall(block)]
    for line in lines:
        for part in line.split("&&"):
            words = shlex.split(part, comments=True)
            if words and words[0] == "qualog":
                yield words[1:]
            elif words and words[0] in FILE_COMMANDS:
                yield words


def shown_files(path):
    """Give the files that a page tells to make: a name in code, then the block after it."""
    shown = re.compile(r"`([\w-]+\.(?:txt|bars))`:\n\n```text\n(.*?)```", re.DOTALL)
    return shown.findall(path.read_text("utf-8"))


def test_the_tutorial(shell):
    page = ROOT / "docs" / "tutorial" / "first-study.md"
    for name, text in shown_files(page):
        (shell.folder / name).write_text(text, "utf-8")
    told = {" ".join(words): shell.qualog(*words) for words in commands(page)}
    assert len(told) > 25
    # What the text says of the commands is what they show.
    by_turn = json.loads(
        shell.qualog("agree", "--unit", "turn", "--json", "--at", "after open coding")
    )
    assert by_turn["agreement"]["measures"]["percent"]["overall"]["value"] == 1
    by_character = json.loads(shell.qualog("agree", "--json"))["agreement"]["measures"]
    assert 0 < by_character["alpha"]["overall"]["value"] < 1
    assert "caseload" in told["codes --at after open coding"]
    assert (shell.folder / "The meeting.report.html").is_file()


def test_the_guides_by_phase_follow_one_study(shell):
    """The pages are run one after another, in the order of the contents, in one folder."""
    contents = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = [ROOT / "docs" / f"{page}.md" for page in re.findall(r"^guide/.+$", contents, re.M)]
    assert sorted(pages) == sorted((ROOT / "docs" / "guide").glob("*.md"))
    for page in pages:
        for name, text in shown_files(page):
            (shell.folder / name).write_text(text, "utf-8")
        for words in commands(page):
            run(shell, [ID_SHOWN[word](shell) if word in ID_SHOWN else word for word in words])
    # What the text says of the commands is what they show.
    assert "independent" in shell.qualog("round", "prove", "Round 1")
    assert "settled" in shell.qualog("codings", "--consensus")
    assert (shell.folder / "Nights on the ward.report.html").is_file()


def test_the_first_page(shell):
    begin, *rest = commands(ROOT / "docs" / "index.md")
    assert begin == ["demo"]
    shell.qualog("demo", ".")
    told = {words[0]: shell.qualog(*words) for words in rest}
    assert "I am the one who signs" in told["codings"]
    assert "whoever signs, pays" in told["log"]


def test_how_to_install(shell):
    for words in commands(INSTALL):
        shell.qualog(*words)
    assert (shell.folder / "qualog-demo" / "demo.qualog").is_file()
    rows = re.findall(r"^\| (`\w+`.*?) \| ", INSTALL.read_text("utf-8"), re.MULTILINE)
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(told) == sorted(project["optional-dependencies"])


def test_a_first_change(tmp_path, monkeypatch):
    """The page's two replacements are made in a copy: the test fails after the first alone."""
    for folder in ("cli", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "corpus")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "cli"))
    page = FIRST_CHANGE.read_text("utf-8")
    edit = re.compile(r"In `([\w/.]+)`[^`]*```diff\n-(.*?\n)\+(.*?\n)```")
    shown = edit.findall(page)
    assert len(shown) == 2
    [command] = set(re.findall(r"^\$ (pytest -n 0 .+)$", page, re.MULTILINE))
    for (name, old, new), passes in zip(shown, (False, True), strict=True):
        file = tmp_path / name
        before = file.read_text("utf-8")
        assert before.count(old) == 1
        file.write_text(before.replace(old, new), "utf-8")
        tests = [sys.executable, "-m", *shlex.split(command), "-q", "-k", "search"]
        ran = subprocess.run(
            tests, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )
        assert (ran.returncode == 0) is passes, ran.stdout
    checks = set(re.findall(r"^\$ (ruff .+|mypy|lint-imports)$", page, re.MULTILINE))
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert len(checks) == 4
    assert all(check in contributing for check in checks)


def test_the_readme(shell):
    (shell.folder / "interview-1.txt").write_text(
        "I: Whom do you rely on?\nR: Her. I would hand her my keys\nany day.\n", "utf-8"
    )
    make_word_file(shell.folder / "commented.docx", "keys", "time")
    for words in commands(ROOT / "README.md"):
        shell.qualog(*words)
    assert (shell.folder / "Trust at work.report.html").is_file()


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[pytest.mark.postgresql] * (page.stem == "share-a-database"))
        for page in GUIDES
    ],
    ids=lambda page: page.stem,
)
def test_a_guide(shell, page, request):
    """Each guide is run in a demo's study, or in a folder with what it speaks of."""
    prepare = {
        "ask-with-sql": prepare_demo,
        "back-up-and-restore": prepare_backup,
        "bring-in-several-coders": prepare_coders,
        "correct-a-transcript": prepare_correction,
        "prove-it": prepare_proof,
        "when-a-participant-withdraws": prepare_withdrawal,
        "code-in-word": prepare_word,
        "compare-groups": prepare_demo,
        "find-disagreements": prepare_demo,
        "exchange-with-nvivo-atlas-maxqda": prepare_demo,
        "follow-a-code": prepare_demo,
        "follow-agreement-over-time": prepare_demo,
        "measure-agreement": prepare_demo,
        "plan-double-coding": prepare_demo,
        "read-through-theory": prepare_theory,
        "share-a-database": prepare_demo,
        "write-other-plugins": lambda shell: {},
        "settle-questions": prepare_copies,
        "discuss-disagreements": prepare_discussion,
    }[page.stem]
    values = prepare(shell)
    if page.stem == "share-a-database":
        values[SHOWN_DATABASE] = request.getfixturevalue("database")
    for words in commands(page):
        run(shell, [values.get(word, word) for word in words])


def test_how_to_keep_a_key(shell, tmp_path, monkeypatch):
    """The key is imported on another computer: in another folder, with other settings."""
    (tmp_path / "phrase").write_text("six words that nobody would guess", "utf-8")
    monkeypatch.setenv("QUALOG_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    shell.qualog("init", "Trust at work", "--author", "Ingrid Falk")
    new = Shell(tmp_path / "new")
    new.folder.mkdir()
    for words in commands(KEY):
        if words[2] == "import":
            shutil.copy(shell.folder / "trust-at-work.qualog", new.folder)
            shutil.copy(shell.folder / "ingrid.qualog-key", new.folder)
            with monkeypatch.context() as elsewhere:
                elsewhere.setenv("QUALOG_CONFIG", str(tmp_path / "new settings"))
                new.qualog("author", "use", "Ingrid Falk")
                new.qualog(*words)
                listed = new.qualog("copies")
        else:
            shell.qualog(*words)
    assert "(replaced), says Ingrid Falk" in listed


@pytest.mark.shared
def test_three_corpora_of_real_annotators(shell, shared):
    """The guide's commands run on the corpora that it speaks of, and print its figures."""
    interop = shared / "interop"
    shutil.copytree(interop / "brat" / "bratiaa", shell.folder / "bratiaa")
    shutil.copytree(interop / "redewiedergabe_nc", shell.folder / "redewiedergabe")
    shutil.copy(interop / "multi_coder" / "20YCHEC_iaa-v2_double.csv", shell.folder)
    printed = "\n".join(shell.qualog(*words) for words in commands(CORPORA))
    figures = re.findall(r"\b0\.\d{3}\b", CORPORA.read_text("utf-8"))
    assert len(figures) > 6
    for figure in figures:
        assert figure in printed, figure
    assert printed.count("% of all disagreement, alpha +") >= 10 + 10 + 4  # the last has but four


def test_the_guide_to_an_importer(shell, monkeypatch):
    """The package of the guide is made, built, installed, tested and used, as the guide says."""
    text = IMPORTER.read_text("utf-8")
    begin, *rest = commands(IMPORTER)
    shell.qualog(*begin)
    package = shell.folder / "qualog-importer-bar-lines"
    for name, block in re.findall(r"```python\n# ([\w./-]+)\n(.*?)```", text, re.DOTALL):
        assert (package / name).is_file(), "the guide names the skeleton's own files"
        (package / name).write_text(block, "utf-8")
    there = shell.folder / "site"
    quietly = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-build-isolation"]
    subprocess.run([*quietly, "--quiet", "--target", there, package], check=True)
    monkeypatch.setenv("PYTHONPATH", str(there))
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    tested = subprocess.run(tests, cwd=package, capture_output=True, encoding="utf-8", check=False)
    assert tested.returncode == 0, tested.stdout
    [(name, talk)] = shown_files(IMPORTER)
    (shell.folder / name).write_text(talk, "utf-8")
    (shell.folder / "bad.bars").write_text("BARS 1.0\n00:00:04|Fine.\n", "utf-8")
    shell.qualog("init", "Bars", "--author", "Ingrid")
    told = {" ".join(words): shell.qualog(*words) for words in rest}
    assert "qualog-importer-bar-lines 0.1.0" in told["plugins"]
    assert "one line without words" in told["import talk.bars"]
    assert "trust" in told["codings"]
    assert "bad.bars, line 2: write it as" in shell.fails("import", "bad.bars")


def test_the_guide_to_a_decision_and_a_command(shell, monkeypatch):
    """Its code runs beside Qualog, as a distribution of two modules; its commands are run."""
    first, second = re.findall(r"```python\n(.*?)```", DECISION.read_text("utf-8"), re.DOTALL)
    lines = re.findall(r"```toml\n(.*?)```", DECISION.read_text("utf-8"), re.DOTALL)
    site = shell.folder / "site"
    package, about = (
        site / "qualog_decision_debriefing",
        site / "qualog_decision_debriefing-0.1.dist-info",
    )
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(first, "utf-8")
    given = "from qualog_decision_debriefing import DebriefingNoted\n"
    (package / "commands.py").write_text(given + second, "utf-8")
    about.mkdir()
    name = "Metadata-Version: 2.1\nName: qualog-decision-debriefing\nVersion: 0.1\n"
    (about / "METADATA").write_text(name, "utf-8")
    points = "".join(lines).replace("project.entry-points.", "").replace('"', "")
    (about / "entry_points.txt").write_text(points, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(site))
    shell.qualog("init", "Trust", "--author", "Ingrid Falk")
    shell.qualog("code", "add", "trust")
    shown = {" ".join(words[:2]): shell.qualog(*words) for words in commands(DECISION)}
    assert "debriefing.noted" in shown["plugins"]
    assert shown["debriefing list"] == "trust and reliance were one code\n"
    assert "held a peer debriefing on the code “trust” with Maria Berg" in shown["log"]


def test_the_guide_to_blind_rounds(shell):
    """What is shown at each of the two prompts is run on a laptop of its own."""
    laptops = {name: Shell(shell.folder / name) for name in ("ingrid", "samir")}
    ingrid, samir = laptops.values()
    for each in laptops.values():
        each.folder.mkdir()
    ingrid.qualog("init", "Trust", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    for name, text in (
        ("Interview 1", "R: I would hand her my keys any day.\n"),
        ("Interview 2", "R: They decide, and I hear of it later.\n"),
    ):
        (ingrid.folder / f"{name}.txt").write_text(text, "utf-8")
        ingrid.qualog("import", f"{name}.txt")
    for code in ("trust", "power"):
        ingrid.qualog("code", "add", code)
    shutil.copy(ingrid.folder / "trust.qualog", samir.folder)
    samir.qualog("author", "use", "Samir Haddad")
    shown = re.findall(r"^(ingrid|samir)\$ qualog (.+)$", ROUNDS.read_text("utf-8"), re.MULTILINE)
    assert len(shown) > 12
    for name, line in shown:
        words = shlex.split(line)
        told = laptops[name].qualog(*words)
        if words[:2] == ["bundle", "create"]:
            other = samir if name == "ingrid" else ingrid
            shutil.copy(laptops[name].folder / words[2], other.folder)
        if words[:2] == ["round", "prove"] and "--json" in words:
            [pair] = json.loads(told)["proof"]["pairs"]
            assert (pair["verdict"], pair["decisions"]) == ("independent", [2, 2])


def make_word_file(path, first="trust; confidence", second="trust"):
    """A Word file with a comment by each of two people."""
    body = docx.para(
        docx.start(1),
        docx.run("I would hand her my keys"),
        docx.end(1),
        docx.start(2),
        docx.run(" any day."),
        docx.end(2),
    )
    docx.make(
        path,
        body,
        docx.comment(1, first, "Ingrid Falk"),
        docx.comment(2, second, "sh42"),
    )


def prepare_word(shell):
    make_word_file(shell.folder / "interview.docx")
    return {}


def prepare_coders(shell):
    """Small files of the kinds that the guide speaks of, with the headings of the real ones."""
    write_coded_files(shell.folder)
    return {}


def prepare_correction(shell):
    text = "I: Whom do you ask?\nR: Nobody. I just do it, with hold the others.\n"
    (shell.folder / "interview-3.txt").write_text(text, "utf-8")
    better = text.replace("with hold", "without").replace("Nobody. ", "")
    (shell.folder / "interview-3-corrected.txt").write_text(better, "utf-8")
    shell.qualog("init", "Trust at work", "--author", "Ingrid")
    shell.qualog("import", "interview-3.txt", "--name", "Interview 3")
    shell.qualog("code", "add", "alone")
    for quote in ("Nobody.", "I just do it"):
        shell.qualog("apply", "alone", "Interview 3", "--quote", quote)
    [coding, _] = json.loads(shell.qualog("codings", "--json"))["codings"]
    return {"$CODING": coding["id"]}


def prepare_backup(shell):
    shell.qualog("demo", ".")
    (shell.folder / "stick").mkdir()
    return {"/media/stick": "stick"}


def prepare_demo(shell):
    shell.qualog("demo", ".")
    log = json.loads(shell.qualog("log", "--json", "--kind", "code-renamed"))["log"]
    return {"$DECISION": log[0]["id"]}


def prepare_discussion(shell):
    shell.qualog("demo", ".")
    shell.qualog("discuss", "open", "Interview 4", "--turn", "8")
    [found] = json.loads(shell.qualog("discuss", "list", "--open", "--json"))["discussions"]
    return {"$DISCUSSION": found["id"]}


def prepare_copies(shell):
    shell.qualog("init", "Study", "--author", "Ingrid Falk", "--author", "Samir Haddad")
    shell.qualog("code", "add", "trust")
    samir = Shell(shell.folder / "from-samir")
    samir.folder.mkdir()
    shutil.copy(shell.folder / "study.qualog", samir.folder)
    ids = {}
    for author, copy, name in (
        ("Ingrid Falk", shell, "reliance"),
        ("Samir Haddad", samir, "confidence"),
    ):
        copy.qualog("code", "rename", "trust", name, "--author", author)
        [renamed] = json.loads(copy.qualog("log", "--json", "--kind", "code-renamed"))["log"]
        ids[name] = renamed["id"]
    return {"$QUESTION": ids["confidence"], "$DECISION": ids["reliance"]}


def prepare_proof(shell):
    shell.qualog("demo", ".")
    log = json.loads(shell.qualog("log", "--json", "--kind", "codes-merged"))["log"]
    fingerprint = shell.qualog("fingerprint").splitlines()[0]
    coding = json.loads(shell.qualog("codings", "--json"))["codings"][0]
    return {
        "$DECISION": log[0]["id"],
        "$FINGERPRINT": fingerprint,
        "$DOCUMENT": coding["document"],
        "$QUOTATION": coding["quote"],
    }


def prepare_withdrawal(shell):
    shell.qualog("demo", ".")
    pseudonym = json.loads(shell.qualog("participant", "list", "--json"))["participants"][0]
    code = shell.qualog("code", "add", "her phrase")
    return {
        "Interviewee 1": pseudonym["pseudonym"],
        "$DECISION": re.findall(r"\((\w+\.\d+)\)", code)[0],
    }


def prepare_theory(shell):
    shell.qualog("init", "Listening", "--author", "Ingrid")
    text = "R: I listen to them. She listened to me and that is it. It is a case like any other.\n"
    (shell.folder / "talk.txt").write_text(text, "utf-8")
    shell.qualog("import", "talk.txt")
    for code, quote in (
        ("presence", "I listen to them"),
        ("presence", "She listened to me"),
        ("workload", "It is a case like any other"),
    ):
        if quote != "She listened to me":
            shell.qualog("code", "add", code)
        shell.qualog("apply", code, "talk", "--quote", quote)
    shell.qualog("theory", "adopt", "street-level-bureaucracy")
    for concept in ("Discretion", "Coping"):
        shell.qualog("theory", "propose", "presence", concept)
    return dict(zip(("$LINK", "$OTHER_LINK"), links(shell), strict=True))
