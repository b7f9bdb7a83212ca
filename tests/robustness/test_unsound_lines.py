"""Lines that nobody ought to have written, put in by the store's back door: every command lives."""

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import click
import pytest
from attrs import frozen
from tests.cli.everything import commands
from tests.core.conftest import HandClock, begin, transcript
from tests.corpus.life import live

from qualog.decisions import known_kinds
from qualog.log.codec import encode_body, encode_words
from qualog.log.entry import LogEntry, Sealed, entry_hash, sealed_commitment
from qualog.log.store import StoredEntry
from qualog.log.stores.sqlite import SqliteStore
from qualog.log.strict.line import line_faults
from qualog.material import Material
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project

D = "d" * 16
KINDS = sorted(kind for kind in known_kinds() if "." not in kind)


@frozen
class Line:
    """A line to put in; `at` is its tick, by default the next one."""

    kind: str
    version: int
    body: bytes
    words: bytes | None = None
    authors: str | None = None
    at: int | None = None


@frozen
class Place:
    """A folder with a study in which everything was decided (`s.qualog`), and a copy of it.

    `ids` are those of everything in it, `author` is one of its authors.
    """

    folder: Path
    ids: list[str]
    author: str


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    folder = tmp_path_factory.mktemp("unsound")
    os.environ["QUALOG_CONFIG"] = str(folder / "configuration")
    made = folder / "made.qualog"
    with Project.create(made, "Study", ["Ingrid", "Samir"], clock=HandClock()) as project:
        begin(project)
        live(project)
        project.participants.add("Cleo", name="Cleo Real")
        again = Material(documents=(transcript("again"),))
        project.imports.import_(again, importer="test", participant="Cleo")
        coding = project.codings.apply("power", "again", turn=2, by=["Ingrid"])
        project.codings.apply("power", "again", turn=2, by=["Samir H"])
        project.memos.write("a thought", about=coding.id, why="to remember")
        project.attributes.give("Cleo", "years of service", "3")
        [author] = project.author
    shutil.copy(made, folder / "other.qualog")
    with Project.open(folder / "other.qualog", author=["Samir H"]) as other:
        other.codes.add("theirs")
    database = sqlite3.connect(made)
    ids = set()
    for (body,) in database.execute("SELECT body FROM line"):
        waiting = [json.loads(body)]
        while waiting:
            match waiting.pop():
                case str(text) if len(text) == 16:
                    ids.add(text)
                case dict() as inner:
                    waiting += [*inner, *inner.values()]
                case list() as inner:
                    waiting += inner
    database.close()
    return Place(folder, sorted(ids | {D}), author)


def put_in(place: Place, *lines: Line) -> list[StoredEntry]:
    """Give the study lines of another copy, well chained, whatever they say."""
    file = place.folder / "s.qualog"
    for stray in place.folder.glob("s.qualog*"):
        stray.unlink()
    shutil.copy(place.folder / "made.qualog", file)
    store = SqliteStore.open(file)
    at, previous, entries = max(head.at for head in store.heads().values()), bytes(32), []
    for seq, line in enumerate(lines, 1):
        at = at + 1 if line.at is None else line.at
        sealed = Sealed(bytes(32), line.words) if line.words is not None else None
        commitment = sealed_commitment(sealed) if sealed else b""
        authors = place.author if line.authors is None else line.authors
        texts = (authors, line.kind, "", "", "")
        columns = (store.project.encode(), D.encode(), *map(str.encode, texts))
        previous = entry_hash(previous, seq, at, line.version, (*columns, line.body, commitment))
        entry = LogEntry(
            D,
            seq,
            at,
            authors,
            line.kind,
            line.version,
            "",
            "",
            "",
            line.body,
            commitment,
            previous,
        )
        entries.append(StoredEntry(entry, sealed))
    store.write(lambda transaction: transaction.put(entries))
    store.close()
    return entries


COMMANDS = """
status
log
log --json
show dddd.1
show dddd.1 --json
codings
codings --json
codes
read again
documents
themes
memo list
history power
questions
verify
fingerprint
moments
diff 2025-01-01
participant list
participant withdraw Cleo --preview
agree
disagreements
round list
discuss list
theory list
search fine
matrix codes documents
sql SELECT * FROM codings
sql SELECT * FROM decisions
sql SELECT * FROM memos
export report out.html
export codings-csv out.csv
export sqlite out.db
export qdpx out.qdpx
export log-jsonl out.jsonl
bundle create out.bundle
backup backup.qualog
merge other.qualog
code add another
undo dddd.1
doctor
""".strip().splitlines()


def run(place: Place, command: str, monkeypatch, capsys) -> str:
    """Run a command in this process; give what it printed. No exception but its exit gets out."""
    from qualog_cli.main import main

    words = command.split()
    if words[0] == "sql":
        words = ["sql", command.removeprefix("sql ")]
    for left in place.folder.glob("out.*"):
        left.unlink()
    for left in place.folder.glob("backup.*"):
        left.unlink()
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("QUALOG_CONFIG", str(place.folder / "configuration"))
    arguments = ["qualog", "-p", "s.qualog", "-a", "Ingrid", *words]
    monkeypatch.setattr(sys, "argv", arguments)
    try:
        main()
    except SystemExit as ended:
        assert ended.code in (None, 0, 1, 2), command
    except BaseException as error:
        raise AssertionError(f"qualog {command}: {type(error).__name__}: {error}") from error
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err, command
    return printed.out + printed.err


def every_command_lives(place: Place, monkeypatch, capsys, *lines: Line) -> None:
    entries = put_in(place, *lines)
    faulty = [stored.entry for stored in entries if any(line_faults(stored))]
    failures = []
    for command in COMMANDS:
        try:
            printed = run(place, command, monkeypatch, capsys)
        except AssertionError as error:
            failures.append(str(error))
    assert not failures, "\n".join(failures)
    for entry in faulty:
        assert f"dddd.{entry.seq}" in printed, printed


def of(decision, **values):
    body = json.loads(encode_body(decision)) | values
    spoken = encode_words(decision, None) or None
    return Line(decision.kind, decision.version, json.dumps(body).encode(), spoken)


def raw(kind, body, words=None, version=None, **more):
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    known = known_kinds().get(kind)
    version = version or (known.version if known else 1)
    return Line(kind, version, data, words, **more)


HOSTILE = {
    "a revert of a number": raw("decision-reverted", {"target": 5}),
    "a revert that is a list": raw("decision-reverted", b"[]"),
    "a revert of nothing": raw("decision-reverted", {"target": D + "." + "9" * 5000}),
    "a revert of a word": raw("decision-reverted", {"target": "x"}),
    "a merge of nothing": raw("replicas-merged", {"heads": {}}),
    "a merge of a number": raw("replicas-merged", {"heads": 5}),
    "a merge that is no JSON": raw("replicas-merged", b"\xff"),
    "a merge that knew too much": raw(
        "replicas-merged", {"heads": {"e" * 16: [1 << 62, "0" * 64]}}
    ),
    "a merge with itself": raw("replicas-merged", {"heads": {D: [9, "0" * 64]}}),
    "an unknown kind": raw("x-y", {"a": 1}),
    "an unknown kind that is no JSON": raw("x-y", b"\xff\xfe"),
    "a kind with marks": raw("<b>{name}\x1b[1m", {"a": 1}),
    "an empty kind": raw("", {"a": 1}),
    "a version of zero": raw("code-created", {}, version=0),
    "a version too high": raw("code-created", {}, version=1 << 31),
    "no JSON": raw("coding-applied", b"\xff\xfe"),
    "deep lists": raw("coding-applied", b"[" * 100_000 + b"]" * 100_000),
    "deep objects": raw("x-y", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "deep in a receipt": raw("words-erased", b'{"because":' + b"[" * 60_000 + b"]" * 60_000 + b"}"),
    "a commitment in depth": raw("x-y", b'{"commitment":' + b"[" * 60_000 + b"]" * 60_000 + b"}"),
    "a commitment and no JSON": raw("x-y", b'{"commitment":\xff'),
    "a receipt of a number too large": raw(
        "words-erased", {"because": "x", "lines": {D: [1 << 63]}, "contents": []}
    ),
    "a receipt of odd contents": raw(
        "words-erased", {"because": D + ".1", "lines": {}, "contents": [5, None]}
    ),
    "a confirmation of numbers": raw("erasure-confirmed", {"receipts": [1]}),
    "a moment beyond numbers": raw(
        "moment-named", {"moment": "a", "heads": {D: 1 << 70}}, b'{"name":"m"}'
    ),
    "words that are no JSON": raw("code-created", {"code": "c1", "parent": None}, b"\xff"),
    "words that are a list": raw("code-created", {"code": "c1", "parent": None}, b"[1]"),
    "words of another type": raw("code-created", {"code": "c1", "parent": None}, b'{"name":5}'),
    "words without depth": raw("code-created", {"code": "c1", "parent": None}, b"[" * 100_000),
    "a reason that is none": raw("x-y", {}, b'{"why":{"a":[1]}}'),
    "words of a kind unknown, no JSON": raw("x-y", {}, b"\xff\xff"),
    "an unknown author": raw("project-described", {}, b'{"aim":"x"}', authors="nobody"),
    "no author": raw("project-described", {}, b'{"aim":"x"}', authors=""),
    "a beginning in the middle": raw("replica-begun", {"author": "x", "key": "zz"}),
    "a key that is none": raw(
        "key-bound", {"author": "a", "key": "zz", "size": 1, "root": "", "proof": ""}
    ),
    "a copy accepted that is none": raw("copy-accepted", {"copy": 5, "key": "", "upto": []}),
}
for _name, _at in {
    "nowhere": 0,
    "the end": (1 << 63) - 1,
    "far": 1 << 62,
    "beyond": (1 << 62) + 9,
}.items():
    HOSTILE[f"a clock at {_name}"] = raw("project-described", {}, b'{"aim":"x"}', at=_at)


@pytest.mark.parametrize("name", HOSTILE)
def test_every_command_lives_with(name, place, monkeypatch, capsys):
    every_command_lives(place, monkeypatch, capsys, HOSTILE[name])


def test_every_command_lives_with_all_of_them(place, monkeypatch, capsys):
    lines = [line for line in HOSTILE.values() if line.at is None]
    every_command_lives(place, monkeypatch, capsys, *lines)


def reading_commands():
    """Yield every command that prints JSON and needs nothing named, as it is typed."""
    for ctx in commands():
        options = {option for parameter in ctx.command.params for option in parameter.opts}
        needs = any(parameter.required for parameter in ctx.command.params)
        if "--json" in options and not needs and not isinstance(ctx.command, click.Group):
            command = ctx.command_path.removeprefix("qualog ")
            yield command
            yield f"{command} --json"


def test_all_that_reads_lives_with_all_of_them(place, monkeypatch, capsys):
    """Commands and exporters are found by themselves: one that is added is tried."""
    put_in(place, *(line for line in HOSTILE.values() if line.at is None))
    found = [*reading_commands()]
    assert len(found) > 40
    found += [f"export {each.name} out.{each.name}" for each in installed_plugins().exporters()]
    failures = []
    for command in found:
        try:
            run(place, command, monkeypatch, capsys)
        except AssertionError as error:
            failures.append(str(error))
    assert not failures, "\n".join(failures)
