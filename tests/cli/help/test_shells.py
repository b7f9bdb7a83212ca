"""Real shells complete commands, options and the names of the study, each where it is here."""

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import CompletionItem
from tests.cli.terminals import on_terminal

from qualog_cli.help.shells import SHELLS, script
from qualog_cli.program import COMPLETION

EVIL = 'it\'s "so", $HOME & (more); 100%'
"""A name with what shells take for more than letters."""


@pytest.fixture
def study(demo, monkeypatch):
    """The study of the demo with codes of awkward names, where `qualog` is on the path."""
    for code in (EVIL, "vård: hur, när", "信任"):
        demo.qualog("-a", "Ingrid Falk", "code", "add", code)
    program = Path(sys.executable).with_name("qualog")
    found = program if program.exists() else Path(str(shutil.which("qualog")))
    monkeypatch.setenv("PATH", f"{found.parent}:/usr/local/bin:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(demo.folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PYTHONUTF8", "1")
    return demo


def needed(name):
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not on the PATH")


def bash(study, *words):
    """What Bash takes from the completion of these words, of which the last is begun."""
    line = " ".join(f"'{word}'" for word in words)
    program = f"""
{script("bash")}
COMP_WORDS=(qualog {line}) COMP_CWORD={len(words)}
_qualog_completion qualog 2>&1
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    ran = subprocess.run(
        ["bash", "--norc", "-c", program],
        cwd=study.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.stderr == ""
    return [line for line in ran.stdout.splitlines() if line]


@needed("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("sta",), ["status"]),
        (("code", "re"), ["rename", "restore", "retire"]),
        (("status", "--js"), ["--json"]),
        (("apply", "The"), ["The\\ room", "The\\ money", "The\\ decision", "The\\ manager",
                            "The\\ client\\ as\\ a\\ case", "The\\ plan\\ as\\ a\\ form",
                            "The\\ worker\\'s\\ feelings"]),
        (("apply", "vård"), ["vård:\\ hur,\\ när"]),
        (("apply", "信"), ["信任"]),
        (("apply", "it"), ["it\\'s\\ \\\"so\\\",\\ \\$HOME\\ \\&\\ \\(more\\)\\;\\ 100%"]),
        (("log", "--by", "Sam"), ["Samir\\ Haddad"]),
        (("codes", "--at", "aft"), ["after\\ open\\ coding"]),
        (("apply", "nothing of this name"), []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_bash_is_given(study, words, offered):
    given = bash(study, *words)
    if words == ("apply", "The"):
        assert set(offered) == set(given)
    else:
        assert given == offered


@needed("bash")
@pytest.mark.parametrize("content", [None, b"broken"])
def test_bash_is_given_nothing_where_the_project_is_broken_or_absent(study, content):
    (study.folder / "demo.qualog").unlink()
    if content is not None:
        (study.folder / "demo.qualog").write_bytes(content)
    assert bash(study, "apply", "") == []
    assert bash(study, "sta") == ["status"]


@needed("bash")
@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("say sta\t", ["status"]),
        ("say apply Casel\t", ["apply", "Caseload"]),
        ("say apply 'The mon\t", ["apply", "The money"]),
        ('say apply "The mon\t', ["apply", "The money"]),
        ("say apply The\\ mon\t", ["apply", "The money"]),
        ("say apply it\t", ["apply", EVIL]),
        ("say apply vår\t", ["apply", "vård: hur, när"]),
    ],
)
def test_who_presses_the_key_in_bash_gets_a_line_that_runs(study, keys, given):
    """A function `say` stands for the program: it writes down its arguments, one a line."""
    out = study.folder / "arguments"
    rc = study.folder / "rc"
    rc.write_text(
        f"{script('bash')}\n"
        "complete -o nosort -F _say say\n"
        '_say() { _qualog_completion qualog "${@:2}"; }\n'
        f"say() {{ printf '%s\\n' \"$@\" > {out}; }}\n"
        "bind 'set enable-bracketed-paste off'\n"
        "PS1='READY>'\n",
        "utf-8",
    )
    on_terminal(
        study.folder,
        program=("bash", "--noprofile", "--rcfile", str(rc), "-i"),
        keys=f"{keys}\rexit\r",
        after="READY>",
        columns=200,
    )
    assert out.read_text("utf-8").splitlines() == given


@needed("fish")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("qualog sta", ["status"]),
        ("qualog apply The\\ mon", ["The money"]),
        ("qualog apply vård", ["vård: hur, när"]),
        ("qualog log --by Sam", ["Samir Haddad"]),
        ("qualog export qd", ["qdc", "qdpx"]),
    ],
)
def test_fish_is_given(study, line, offered):
    (study.folder / "qualog.fish").write_text(script("fish"), "utf-8")
    ran = subprocess.run(
        ["fish", "--no-config", "-c", f"source qualog.fish; complete -C {line!r}"],
        cwd=study.folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert [found.partition("\t")[0] for found in ran.stdout.splitlines()] == offered
    assert ran.stderr == ""


@needed("zsh")
@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("qualog sta\t", ["status"]),
        ("qualog apply Casel\t", ["apply", "Caseload"]),
        ("qualog apply The\\ mon\t", ["apply", "The money"]),
        ("qualog apply vår\t", ["apply", "vård: hur, när"]),
        ("qualog apply it\t", ["apply", EVIL]),
    ],
)
def test_who_presses_the_key_in_zsh_gets_a_line_that_runs(study, keys, given):
    out = study.folder / "arguments"
    (study.folder / ".zshrc").write_text(
        "autoload -U compinit; compinit -u -D\n"
        f"{script('zsh')}\n"
        f"accept() {{ printf '%s\\n' ${{(Q)${{(z)BUFFER}}[2,-1]}} > {out}; exit }}\n"
        "zle -N accept; bindkey '^M' accept\n"
        "PS1='READY>'\n",
        "utf-8",
    )
    on_terminal(
        study.folder,
        program=("zsh", "-d", "-i"),
        keys=f"{keys}\r",
        after="READY>",
        columns=200,
        ZDOTDIR=str(study.folder),
    )
    assert out.read_text("utf-8").splitlines() == given


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Caseload", "Caseload"),
        ("The money", "'The money'"),
        ("it's", "'it''s'"),
        ("$HOME", "'$HOME'"),
        ("--json", "--json"),
        ("vård", "vård"),
    ],
)
def test_powershell_is_given_names_that_it_does_not_split(name, value):
    """PowerShell is seldom where tests run; this is what Qualog answers to its script."""
    completer = SHELLS["powershell"][0](click.Group("qualog"), {}, "qualog", COMPLETION)
    kind, shown, _ = completer.format_completion(CompletionItem(name)).split("\n")
    assert (kind, shown) == ("plain", value)
    kind, shown, _ = completer.format_completion(CompletionItem("a b", type="file")).split("\n")
    assert (kind, shown) == ("file", "a b")


@pytest.mark.parametrize(
    ("shell_name", "words", "place"),
    [("powershell", "qualog apply Casel", "2"), ("zsh", "qualog apply Casel", "2"),
     ("fish", "qualog apply Casel", "Casel"), ("bash", "qualog\napply\nCasel", "2")],
)  # fmt: skip
def test_the_program_answers_each_shell(study, monkeypatch, shell_name, words, place):
    monkeypatch.setenv(COMPLETION, f"{shell_name}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", place)
    answer = study.start()
    assert (answer.code, answer.err) == (0, "")
    assert "Caseload" in answer.out
    assert "Listening" not in answer.out
