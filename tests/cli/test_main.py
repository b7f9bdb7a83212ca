"""What is given before a command, and what becomes of errors: a line or two, and the exit code."""

import errno
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from tests.cli.terminals import on_terminal

from qualog_cli import main


@pytest.fixture
def two(shell):
    """Two projects in one folder: neither is found, one has to be named."""
    for name in ("First", "Second"):
        shell.qualog("init", name, "--author", "Ingrid Falk", "--author", "Samir Haddad")
    return shell


@pytest.mark.parametrize("option", ["--project", "-p"])
def test_the_project_may_be_named_before_the_command(two, option):
    assert "has several projects" in two.fails("status")
    assert two.qualog(option, "first.qualog", "status").startswith("First\n")
    assert two.qualog("status", option, "first.qualog").startswith("First\n")


def test_of_two_projects_the_nearer_one_wins(two, monkeypatch):
    printed = two.qualog("-p", "first.qualog", "status", "-p", "second.qualog")
    assert printed.startswith("Second\n")
    monkeypatch.setenv("QUALOG_PROJECT", "second.qualog")
    assert two.qualog("status").startswith("Second\n")
    assert two.qualog("-p", "first.qualog", "status").startswith("First\n")


def test_the_project_before_a_group_reaches_its_commands(two):
    two.qualog("-p", "first.qualog", "-a", "Ingrid Falk", "code", "add", "trust")
    assert "trust" in two.qualog("-p", "first.qualog", "code", "list")
    assert "trust" not in two.qualog("-p", "second.qualog", "code", "list")


def authors_of_last(shell):
    [decision] = json.loads(shell.qualog("log", "--last", "1", "--json"))["log"]
    return decision["authors"]


@pytest.mark.parametrize("option", ["--author", "-a"])
def test_the_author_may_be_named_before_the_command(trust, option):
    trust.qualog(option, "Samir Haddad", "code", "add", "power")
    assert authors_of_last(trust) == "Samir Haddad"
    trust.qualog("code", "add", "money", option, "Ingrid Falk")
    assert authors_of_last(trust) == "Ingrid Falk"


def test_of_two_authors_the_nearer_one_wins_and_several_decide_jointly(trust, monkeypatch):
    trust.qualog("-a", "Samir Haddad", "code", "add", "power", "-a", "Ingrid Falk")
    assert authors_of_last(trust) == "Ingrid Falk"
    trust.qualog("-a", "Samir Haddad", "-a", "Ingrid Falk", "code", "add", "money")
    assert authors_of_last(trust) == "Samir Haddad and Ingrid Falk"
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid Falk")
    trust.qualog("-a", "Samir Haddad", "code", "add", "room")
    assert authors_of_last(trust) == "Samir Haddad"
    trust.qualog("code", "add", "door")
    assert authors_of_last(trust) == "Ingrid Falk"


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(shell, option):
    name, version = shell.qualog(option).split()
    assert name == "qualog"
    assert version[0].isdigit()


def test_help_is_asked_for_in_three_ways(shell):
    shown = shell.qualog("--help")
    assert shown == shell.qualog("-h") == shell.qualog("help")
    assert shell.qualog("codes", "-h") == shell.qualog("codes", "--help")
    assert shell.qualog("code", "add", "-h") == shell.qualog("code", "add", "--help")


@pytest.mark.parametrize("words", [(), ("code",)], ids=str)
def test_without_a_command_the_help_is_shown_beside_the_output(shell, words):
    answer = shell.run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == shell.qualog(*words, "--help")


def test_the_exit_codes(demo):
    assert demo.run("verify").code == 0
    assert demo.run("fingerprint", "--check", "13f3 d42e dbda 35c4 a4c0 0841").code == 1
    assert demo.run("codes", "--at", "never").code == 2
    assert demo.run("nothing").code == 2
    assert demo.run("codes", "--nothing").code == 2


def test_an_error_goes_beside_the_output_and_says_what_to_do(shell):
    answer = shell.run("status")
    assert answer.out == ""
    assert answer.err == (
        "Error: There is no project here. Begin one with qualog init, or name its file with "
        "--project.\n"
    )
    assert shell.fails("code", "add") == (
        "Error: Missing argument: NAME\nHow it is used: qualog code add --help\n"
    )


def test_who_reads_no_more_of_the_output_hears_nothing(demo):
    program = subprocess.Popen(
        [sys.executable, "-m", "qualog_cli.main", "log"],
        cwd=demo.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    program.stdout.close()
    _, problem = program.communicate()
    assert problem == b""
    assert program.returncode == 0


def redact(shell):
    [added] = json.loads(shell.qualog("log", "--json", "--kind", "code-created"))["log"][:1]
    return "-a", "Ingrid Falk", "redact", added["id"]


def test_no_cancels(trust):
    before = trust.qualog("log")
    screen = on_terminal(trust.folder, *redact(trust), keys="n\r", after="[y/N]")
    assert screen.code == 2
    assert screen.plain.endswith("Cancelled. Nothing was changed.\n")
    assert trust.qualog("log") == before


def test_the_key_that_stops_cancels_too(trust):
    before = trust.qualog("log")
    screen = on_terminal(trust.folder, *redact(trust), keys="\x03", after="[y/N]")
    assert screen.code == 2
    assert screen.plain.endswith("Cancelled. Nothing was changed.\n")
    assert trust.qualog("log") == before


def test_the_key_that_stops_a_command_at_work(demo):
    """A plan of a million resamples takes minutes; it is stopped as soon as it is at work."""
    program = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "qualog_cli.main",
            "plan",
            "--width",
            "0.01",
            "--resamples",
            "9" * 7,
        ],
        cwd=demo.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    time.sleep(2)
    assert program.poll() is None
    program.send_signal(signal.SIGINT)
    printed, problem = program.communicate(timeout=30)
    assert (program.returncode, printed) == (2, "")
    assert problem == ("\nStopped. What was decided before that is kept; to see it: qualog log\n")


def test_yes_goes_on(trust):
    screen = on_terminal(trust.folder, *redact(trust), keys="y\r", after="[y/N]")
    assert screen.code == 0
    assert "The words have been erased" in screen.plain


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/mine/trust.qualog"),
            "Error: /mine/trust.qualog: the system reports: Permission denied.\n",
        ),
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            "Error: The system reports: No space left on device.\n",
        ),
        (OSError("odd"), "Error: The system reports: odd.\n"),
        (MemoryError(), "Error: There is not enough memory for this.\n"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_the_system_refuses_is_an_error_of_one_line(monkeypatch, capsys, error, shown):
    def refuse(**_):
        raise error

    monkeypatch.setattr(main.qualog, "main", refuse)
    with pytest.raises(SystemExit) as end:
        run_main(monkeypatch)
    assert end.value.code == 2
    assert capsys.readouterr() == ("", shown)


def run_main(monkeypatch):
    for stream in (sys.stdout, sys.stderr):  # what pytest captures with cannot be reconfigured
        monkeypatch.setattr(stream, "reconfigure", lambda **_: None, raising=False)
    main.main()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_project_that_one_may_not_read(trust):
    file = trust.folder / "trust.qualog"
    file.chmod(0)
    try:
        assert "trust.qualog" in trust.fails("status")
    finally:
        file.chmod(0o600)


def test_a_folder_that_one_may_not_write_to(trust, monkeypatch):
    folder = trust.folder / "not-mine"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        answer = trust.run("export", "codings-csv", "not-mine/codings.csv")
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write anywhere")
    finally:
        folder.chmod(0o700)
    assert answer.code == 2
    assert "not-mine" in answer.err


def test_what_cannot_be_encoded_is_printed_with_marks(trust, monkeypatch):
    trust.qualog("-a", "Ingrid Falk", "code", "add", "tröst 信")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    printed = subprocess.run(
        [sys.executable, "-m", "qualog_cli.main", "codes"],
        cwd=trust.folder,
        capture_output=True,
        check=True,
    )
    assert "tröst ?".encode("latin-1") in printed.stdout


def test_the_exit_code_that_a_command_asks_for_is_the_programs(monkeypatch):
    def ask(**_):
        return 1

    monkeypatch.setattr(main.qualog, "main", ask)
    with pytest.raises(SystemExit) as end:
        run_main(monkeypatch)
    assert end.value.code == 1
