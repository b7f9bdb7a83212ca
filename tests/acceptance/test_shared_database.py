"""A database that a team shares, as users meet it: two laptops, and work in the database itself."""

import json

import pytest
from tests.acceptance.shell import Shell
from tests.postgresql import psycopg

TALK = (
    "A: Nobody ever asks us, zealous verdicts yawn at us.\n"
    "B: I take my time with them.\n"
    "A: Some do.\n"
    "B: Most of us.\n"
)
SECRETS = ("Nobody ever asks us", "zealous verdicts yawn", "Anna Andersdotter")


@pytest.fixture
def laptops(tmp_path, database, monkeypatch):
    """Ingrid's, where the study begins, and Samir's, who gets it from the database."""

    class Laptop(Shell):
        def run(self, *arguments, stdin=""):
            monkeypatch.setenv("QUALOG_CONFIG", str(self.folder / "config"))
            return super().run(*arguments, stdin=stdin)

    ingrid, samir = Laptop(tmp_path / "ingrid"), Laptop(tmp_path / "samir")
    for each in (ingrid, samir):
        each.folder.mkdir()
    (ingrid.folder / "talk.txt").write_text(TALK, "utf-8")
    ingrid.qualog("init", "Study", "-a", "Ingrid", "-a", "Samir", "-p", "s.qualog")
    ingrid.qualog("participant", "add", "Anna", "--name", "Anna Andersdotter")
    ingrid.qualog("import", "talk.txt")
    ingrid.qualog("document", "speaker", "talk", "A", "--participant", "Anna")
    ingrid.qualog("code", "add", "power")
    told = ingrid.qualog("sync", database)
    assert "nothing new" in told
    assert "by Ingrid" in told
    samir.qualog("backup", "s.qualog", "-p", database)
    samir.qualog("author", "use", "Samir")
    return ingrid, samir


def state(shell, *more):
    told = {name: json.loads(shell.qualog(name, "--json", *more)) for name in ("codes", "codings")}
    verified = json.loads(shell.qualog("verify", "--json", *more))["verification"]
    assert verified["faults"] == []
    return told, verified["heads"]


def met(one, other, database):
    """Accept one person's copy in the other's, as its letters are read on the telephone."""
    copies = json.loads(one.qualog("copies", "--json"))["copies"]
    [letters] = [copy["letters"] for copy in copies if copy["this"]]
    return other.qualog("sync", database, "--accept", letters.replace(" ", "-"))


def test_two_laptops_and_a_database(laptops, database):
    ingrid, samir = laptops
    ingrid.qualog("apply", "power", "talk", "--quote", "I take my time")
    samir.qualog("code", "add", "on the train")
    samir.qualog("apply", "on the train", "talk", "--quote", "with them")
    samir.qualog("sync", database)
    asked = ingrid.run("sync", database)
    assert (asked.code, "not met" in asked.err) == (1, True)
    told = met(samir, ingrid, database)
    assert "decisions by Samir" in told
    assert "by Ingrid" in told
    assert "by Ingrid" in samir.qualog("sync", database)
    # In the database itself, by URL and by the environment; then all copies are alike again.
    ingrid.qualog("code", "add", "seen at once", "-a", "Ingrid", "-p", database)
    for shell in (ingrid, samir, ingrid, samir):  # she lets in her copy in the database first
        shell.qualog("sync", database)
    assert state(ingrid) == state(samir) == state(ingrid, "-p", database)
    assert "seen at once" in samir.qualog("codes")
    again = samir.qualog("sync", database)
    assert "nothing new" in again
    assert "Nothing to send" in again


def test_every_command_takes_a_url(laptops, database, monkeypatch):
    ingrid, _ = laptops
    monkeypatch.setenv("QUALOG_PROJECT", database)
    monkeypatch.setenv("QUALOG_AUTHOR", "Ingrid")
    for command in (
        ("status",),
        ("read", "talk"),
        ("apply", "power", "talk", "--quote", "I take my time"),
        ("log", "--json"),
        ("agree",),
        ("questions",),
        ("verify",),
        ("diff", "yesterday"),
        ("export", "report", "out.html"),
        ("bundle", "create"),
        ("backup",),
        ("doctor",),
    ):
        ingrid.qualog(*command)
    names = {each.name for each in ingrid.folder.iterdir()}
    assert "out.html" in names
    assert any(each.startswith("study-") and each.endswith(".qualog-bundle") for each in names)
    assert any(each.startswith("study-") and each.endswith(".qualog-backup") for each in names)


def test_words_that_were_erased_are_nowhere_in_the_database(laptops, database, server):
    if server.folder is None:
        pytest.skip("the files of a server that was given to us are not ours to read")
    ingrid, samir = laptops
    ingrid.qualog("apply", "power", "talk", "--quote", "Nobody ever asks us", "--why", SECRETS[1])
    ingrid.qualog("sync", database)
    samir.qualog("sync", database)
    assert SECRETS[1].encode() in on_disk(server, database)
    ingrid.qualog("participant", "withdraw", "Anna", "--yes")
    ingrid.qualog("sync", database)
    held = on_disk(server, database)
    for secret in SECRETS:
        for start in range(len(secret) - 7):
            assert secret[start : start + 8].encode() not in held, secret
    samir.qualog("code", "add", "fresh")
    assert "erased" in samir.qualog("sync", database)  # an old copy brings nothing back
    met(samir, ingrid, database)
    held = on_disk(server, database)
    read = samir.qualog("read", "talk", "-p", database)
    for secret in SECRETS:
        assert secret.encode() not in held
        assert secret not in read
    assert state(ingrid)[1] == state(samir, "-p", database)[1]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("sync", "other.qualog"), "qualog merge"),
        (("status", "-p", "mysql://ada:s3cr3t@x/x"), "No store opens mysql://"),
        pytest.param(
            ("sync", "postgresql://ada:s3cr3t@/x?host=/nowhere"),
            "cannot be opened",
            marks=pytest.mark.postgresql,
        ),
        pytest.param(
            ("sync", "postgresql://ada:s3cr3t@x:y/x"),
            "cannot be read",
            marks=pytest.mark.postgresql,
        ),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence_without_the_password(shell, arguments, problem):
    shell.qualog("init", "Study", "-a", "Ingrid")
    message = shell.fails(*arguments)
    assert problem in message
    assert "s3cr3t" not in message


def test_another_study_is_not_mixed_in(laptops, database, tmp_path):
    ingrid, samir = laptops
    before = state(samir, "-p", database)
    ingrid.qualog("init", "Other", "-a", "Ingrid", "-p", "other.qualog")
    ingrid.qualog("sync", database, "-p", "other.qualog")
    assert "several projects" in samir.fails("status", "-p", database)
    project = json.loads((next((samir.folder / "config" / "replicas").iterdir())).read_text())
    assert project
    name = next(each.stem for each in (samir.folder / "config" / "replicas").iterdir())
    assert state(samir, "-p", f"{database}&project={name[:6]}") == before


def on_disk(server, database):
    """Give the bytes of all files of the tables; the server's journal is another matter."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        query = "SELECT oid::text FROM pg_database WHERE datname=current_database()"
        [(folder,)] = connection.execute(query).fetchall()
    files = (server.folder / "data" / "base" / folder).iterdir()
    return b"".join(each.read_bytes() for each in files)
