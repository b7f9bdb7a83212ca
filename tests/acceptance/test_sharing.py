"""Copies of a study, a participant who withdraws, and what a stranger can check: as users do it."""

import base64
import gzip
import json
import shutil

import pytest
from tests.acceptance.shell import Shell

TALK = (
    "I: How is it to work here?\n"
    "A: Nobody ever asks us, zealous verdicts yawn at us.\n"
    "I: And the clients?\n"
    "B: With them I take my time, whatever the rules say.\n"
    "A: Some of us do.\n"
    "B: Most of us.\n"
)
SECRETS = ("Nobody ever asks us", "zealous verdicts yawn", "Anna Andersdotter")


@pytest.fixture
def study(tmp_path) -> Shell:
    """A group interview of two, coded; Anna is one of them."""
    folder = tmp_path / "ingrid"
    folder.mkdir()
    shell = Shell(folder)
    (folder / "talk.txt").write_text(TALK, "utf-8")
    shell.qualog("init", "Study", "-a", "Ingrid", "-a", "Samir", "-p", "s.qualog")
    shell.qualog("participant", "add", "Anna", "--name", "Anna Andersdotter")
    shell.qualog("participant", "add", "Bo")
    shell.qualog("import", "talk.txt")
    shell.qualog("document", "speaker", "talk", "A", "--participant", "Anna")
    shell.qualog("document", "speaker", "talk", "B", "--participant", "Bo")
    shell.qualog("code", "add", "power")
    shell.qualog("code", "add", "zealous verdicts yawn")
    shell.qualog("apply", "power", "talk", "--quote", "Nobody ever asks us", "--why", SECRETS[1])
    shell.qualog("apply", "power", "talk", "--quote", "whatever the rules say")
    shell.qualog("memo", "write", "Anna sounds tired.", "--about", "Anna")
    return shell


def copy_for(study: Shell, name: str) -> Shell:
    folder = study.folder.parent / name
    folder.mkdir()
    shutil.copy(study.folder / "s.qualog", folder / "s.qualog")
    shell = Shell(folder)
    shell.qualog("author", "use", "Samir")
    return shell


def decisions(shell: Shell) -> list[dict[str, str]]:
    return json.loads(shell.qualog("log", "--json"))["log"]


def nowhere(shell: Shell, *secrets: str) -> None:
    for file in shell.folder.iterdir():
        held = file.read_bytes()
        for secret in secrets:
            for start in range(len(secret) - 7):
                assert secret[start : start + 8].encode() not in held, (file.name, secret)


def test_two_laptops_and_the_mail(study):
    samir = copy_for(study, "samir")
    samir.qualog("code", "add", "time")
    study.qualog("code", "add", "rules")
    assert "3 decisions by Samir" in study.qualog("merge", "../samir/s.qualog")
    assert "nothing new" in study.qualog("merge", "../samir/s.qualog")
    assert "time" in study.qualog("codes")
    sent = study.qualog("bundle", "create", "for-samir.qualog-bundle", "--for", "Samir")
    assert "Wrote 3 decisions" in sent  # with what this copy has come to know of his
    taken = samir.qualog("bundle", "apply", "../ingrid/for-samir.qualog-bundle")
    assert "3 decisions by Ingrid" in taken
    assert "rules" in samir.qualog("codes")
    fingerprint = study.qualog("fingerprint").splitlines()[0]
    assert samir.qualog("fingerprint").splitlines()[0] == fingerprint
    assert samir.qualog("fingerprint", "--check", fingerprint)
    assert "already exists" in study.fails("bundle", "create", "for-samir.qualog-bundle")
    assert "Nothing has come from a copy of Ingrid" in study.fails(
        "bundle", "create", "--for", "Ingrid"
    )
    assert "This is the copy you are in" in study.fails("merge", "s.qualog")
    (study.folder / "hello.txt").write_text("hello")
    assert "hello.txt is not a bundle" in study.fails("bundle", "apply", "hello.txt")


def test_another_study_is_not_merged(study, tmp_path):
    other = Shell(tmp_path)
    other.qualog("init", "Other", "-a", "Eve", "-p", "other.qualog")
    assert "another project" in study.fails("merge", "../other.qualog")


def test_a_withdrawal(study):
    samir = copy_for(study, "samir")
    shutil.copy(study.folder / "s.qualog", study.folder.parent / "before.qualog")
    samir.qualog("memo", "write", "She said: Nobody ever asks us", "--about", "Anna")
    (study.folder / "talk.txt").unlink()  # what lies beside the project is for people to delete

    told = study.qualog("participant", "withdraw", "Anna", "--preview")
    assert "(others' words stay)" in told
    assert "one coding of their passages" in told
    assert "created the code “zealous verdicts yawn”" in told
    assert "Anna" in study.qualog("participant", "list")
    study.qualog(
        "participant", "withdraw", "Anna", "--yes", "--why", "asked to", "--day", "2026-03-01"
    )
    [born] = [each for each in decisions(study) if "“zealous verdicts yawn”" in each["sentence"]]
    study.qualog("redact", born["id"], "--yes")
    nowhere(study, *SECRETS)

    outputs = [
        ("read", "talk"), ("codings",), ("log",), ("log", "--json"), ("codes",), ("memo", "list"),
        ("participant", "list"), ("participant", "key"), ("status",), ("documents",), ("agree",),
        ("matrix", "coders"), ("search", "asks"), ("codings", "--at", "2026-01-01"),
    ]  # fmt: skip
    for arguments in outputs:
        answer = study.run(*arguments)
        said = answer.out + answer.err
        for secret in SECRETS:
            assert secret not in said, arguments
    for format_name in ("report", "report-md", "codings-csv", "sqlite"):
        study.qualog("export", format_name, f"after-{format_name}")
    nowhere(study, *SECRETS)
    study.qualog("bundle", "create", "after.qualog-bundle")
    sent = gzip.decompress((study.folder / "after.qualog-bundle").read_bytes())
    for entry in map(json.loads, sent.splitlines()[1:-1]):
        _, sealed, contents = entry
        words = [each[-1] for each in (sealed, *contents) if each]
        for secret in SECRETS:
            assert secret.encode() not in b"".join(map(base64.b64decode, words))
    assert "withdrew on 2026-03-01" in study.qualog("log")
    assert "whatever the rules say" in study.qualog("codings")
    assert (
        "One more participant withdrew their consent."
        in study.folder.joinpath("after-report-md.md").read_text()
    )

    assert "erased here too" in samir.qualog("merge", "../ingrid/s.qualog")
    nowhere(samir, *SECRETS)
    for _ in range(2):  # Samir's memo is erased with a receipt of his copy's own
        study.qualog("merge", "../samir/s.qualog")
        samir.qualog("merge", "../ingrid/s.qualog")
    study.qualog("merge", "../samir/s.qualog")
    assert "erased in all copies" in study.qualog("participant", "list")
    study.qualog("merge", "../before.qualog")
    nowhere(study, *SECRETS)
    assert "The log checks out" in study.qualog("verify")
    [withdrawn] = [each for each in decisions(study) if each["kind"] == "consent-withdrawn"]
    assert "cannot be undone" in study.fails("undo", withdrawn["id"])


def test_a_reviewer_checks_what_they_are_given(study):
    study.qualog("checkpoints", "given.txt")
    study.qualog("code", "rename", "power", "powerlessness")
    assert "hold" in study.qualog("verify", "--checkpoints", "given.txt")
    decision = study.qualog("log").split()[0]
    study.qualog("prove", decision, "proof.json")
    assert json.loads((study.folder / "proof.json").read_text())["kind"] == "replica-begun"
    (study.folder / "broken.txt").write_text("hello")
    assert "incomplete or was changed" in study.fails("verify", "--checkpoints", "broken.txt")
