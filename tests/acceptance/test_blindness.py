"""In an open blind round, nothing of another coder's is shown: by no command, by no exporter.

Two worlds are made that differ in one thing: what Samir coded and wrote in the blind round. Every
command, with whatever it can be asked, must say the same to Ingrid in both of them. Commands and
exporters are found by themselves, so one that is added and tells anything fails here.
"""

import os
import random
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import click
import pytest
from attrs import frozen
from click.testing import CliRunner
from tests.core.conftest import HandClock

from qualog.decisions.theory import Concept, Evidence, TheoryPack
from qualog.health.backup import back_up
from qualog.material import ImportedDocument, ImportedTurn, Material
from qualog.plugins.protocols import Proposal
from qualog.plugins.registry import installed_plugins
from qualog.project.project import Project
from qualog.tables.full_text import SEARCHED
from qualog.tables.schema import RELATIONS
from qualog_cli.contents import COMMANDS
from qualog_cli.main import qualog

DOCUMENT = "the meeting"
TURNS = [
    f"{part} {thing} of the meeting was {how}, as I listen to it in the {when}."
    for when in ("morning", "evening")
    for thing in ("beginning", "middle", "end", "noise", "silence")
    for part in ("The early", "The late")
    for how in ("asked about", "remembered", "doubted")
]
"""Of three, the second is Anna's."""

BACKWARDS = [" ".join(reversed(each.split())) for each in TURNS]


@frozen
class Secret:
    """What Samir does in the round, as far as it is not the same in both worlds.

    Passages are turns, by number from 0; the first is coded before the round.
    """

    passages: tuple[tuple[int, str], ...]
    memos: tuple[str, ...]
    of_three: int


WORLDS = {
    "one": Secret(
        ((4, "solitude"), (12, "solitude"), (24, "time")),
        ("Quixotic", f"Quixotic, again: {TURNS[25]}", "Quixotic of me"),
        2,
    ),
    "other": Secret(
        ((6, "trust"), (22, "trust")),
        ("Zymurgy", "Zymurgy, again", "Zymurgy, a third time", "Zymurgy at last"),
        1,
    ),
}


ELSEWHERE = ("init", "demo", "plugin", "help", "completion")
"""They make a study or a plugin, or are about the program, and read no study."""

LOGS = ("backup", "bundle")
"""They write the log itself to a file, and say nothing of what is in it."""

FREE = {
    **dict.fromkeys(
        ("definition", "examples", "exclude", "include", "reason", "relation"), "words"
    ),
    **dict.fromkeys(("name", "terms", "text", "why"), "words"),
    **dict.fromkeys(("day", "held", "transcribed"), "2025-03-01"),
}
"""What is said for parameters that may be anything."""


@frozen
class World:
    """A folder with Ingrid's study, in which she has what Samir decided, and with his."""

    folder: Path
    secret: Secret
    coding: str
    memo: str
    link: str
    decisions: tuple[str, ...]
    own: str
    round: str

    def words(self) -> list[str]:
        """Give what would give it away."""
        spans = [span(turn) for turn, _ in self.secret.passages]
        return [
            *(rf"\b{position}\b" for each in spans for position in each),
            *(re.escape(f"“{TURNS[turn][4:-4]}”") for turn, _ in self.secret.passages),
            self.secret.memos[0],
            *(each[:8] for each in (self.coding, self.memo, self.link)),
        ]


def span(turn: int) -> tuple[int, int]:
    """Give a passage within a turn: no one else marks just that."""
    start = sum(len(each) + 4 for each in TURNS[:turn]) + 3
    return start + 4, start + len(TURNS[turn]) - 4


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    return [
        make(tmp_path_factory.mktemp(name), secret, tmp_path_factory.mktemp("config"))
        for name, secret in WORLDS.items()
    ]


def make(folder: Path, secret: Secret, configuration: Path) -> World:
    """Make a world; chance and clock are the same in each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUALOG_CONFIG", str(configuration))
        patch.setattr(os, "urandom", random.Random(7).randbytes)
        patch.chdir(folder)
        return live(folder, secret)


def live(folder: Path, secret: Secret) -> World:
    clock = HandClock()
    ingrid = Project.create(folder / "s.qualog", "Study", ["Ingrid", "Samir"], clock=clock)
    ingrid.participants.add("Anna")
    for name, said in ((DOCUMENT, TURNS), ("another", BACKWARDS)):
        ingrid.imports.import_(Material(documents=(transcript(name, said),)), importer="test")
    ingrid.documents.speaker(DOCUMENT, "R", participant="Anna")
    for code in ("trust", "time", "solitude"):
        ingrid.codes.add(code)
    ingrid.themes.add("leaning")
    theory = ingrid.theory.adopt(TheoryPack("Dialogue", concepts=(Concept("Thou"), Concept("It"))))
    back_up(ingrid.log.store, folder / "samir.qualog")
    with ingrid, Project.open(folder / "samir.qualog", author=["Samir"], clock=clock) as samir:
        (turn, code), *passages = secret.passages
        known = samir.codings.apply(code, DOCUMENT, span=span(turn), why=secret.memos[0])
        ingrid.copies.merge(samir.path)
        ingrid.codings.recode(known.id, "time", why=secret.memos[0])
        ingrid.memos.write(f"So he says: {secret.memos[0]}", about=known.id)
        ingrid.moments.name("before")
        opened = ingrid.rounds.open("R1", [DOCUMENT], ["Ingrid", "Samir"], blind=True)
        samir.copies.merge(ingrid.path)
        begins = samir.state.heads[samir.log.replica] + 2  # after what says that he knows
        coded = [
            samir.codings.apply(code, DOCUMENT, span=span(turn), why=secret.memos[0])
            for turn, code in passages
        ]
        about = DOCUMENT
        for text in secret.memos:
            place = span(passages[0][0]) if about == DOCUMENT else None
            about = samir.memos.write(text, about=about, span=place, why=secret.memos[0]).id
        first, last = span(passages[0][0])
        samir.codings.resize(coded[0].id, span=(first, last - 1))
        link = samir.theory.propose(coded[0].id, "Thou", reason=secret.memos[0])
        elsewhere = Evidence(samir.find.document("another").id, 0, 5)
        reason = f"{secret.of_three} of 3 passages"
        trust, concept = samir.find.code("trust").id, theory.concept_ids[1]
        samir.theory.take_proposals("counts", [Proposal(trust, concept, (elsewhere,), reason)])
        samir.undo(coded[0].made.decision, why=secret.memos[0])
        hidden = range(begins, samir.state.heads[samir.log.replica] + 1)
        recode = {each.id: "past" for each in coded if each.code != coded[0].code}
        samir.codes.split("time", ["past", "future"], recode=recode)
        samir.documents.coded(DOCUMENT)
        samir.codings.apply("solitude", "another", turn=7)
        samir.memos.write(secret.memos[0], about=DOCUMENT)
        own = ingrid.codings.apply("trust", DOCUMENT, turn=3)
        ingrid.copies.merge(samir.path)
        samir.memos.write(secret.memos[0], about=DOCUMENT)  # and not merged yet
        samir.copies.bundle(folder / "samir.qualog-bundle")
        decisions = tuple(f"{samir.log.replica}.{each}" for each in hidden)
    (folder / "more.txt").write_text("I: And now?\n", "utf-8")
    return World(
        folder, secret, known.id, about, link.id, decisions, own.made.decision,
        opened.opened.decision,
    )  # fmt: skip


def transcript(name: str, said: list[str]) -> ImportedDocument:
    text, turns = "", []
    for number, words in enumerate(said):
        who = "IRI"[number % 3]
        text += f"{who}: {words}\n"
        turns.append(ImportedTurn(len(text) - len(words) - 1, len(text) - 1, who))
    return ImportedDocument(name, text, tuple(turns))


def leaves(command: click.Command, path: tuple[str, ...] = ()):
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from leaves(command.get_command(click.Context(command), name), (*path, name))
    else:
        yield path, command


LEAVES = {path: command for path, command in leaves(qualog) if path and path[0] not in ELSEWHERE}


def candidates(world: World, parameter: click.Parameter) -> list[str]:
    """Give what may be said for a parameter: by its type, by its name, else whatever there is."""
    decisions = [world.decisions[0], world.own, world.round]
    known = {
        **{name: [word] for name, word in FREE.items()},
        "about": [world.coding, world.memo, world.decisions[0], DOCUMENT],
        "authors": ["Ingrid"],
        "at": ["before", world.decisions[0]],
        "after": ["now"],
        "assignments": [],
        "author": ["Samir"],
        "before": ["before"],
        "bundles": ["samir.qualog-bundle"],
        "code": ["trust", "solitude"],
        "code_name": ["trust", "solitude"],
        "codes": ["solitude"],
        "coders": ["Samir"],
        "concept": ["Thou"],
        "coding": [world.coding, world.coding[:1], ""],
        "decision": decisions,
        "document": [DOCUMENT],
        "files": ["more.txt"],
        "format_name": [each.name for each in installed_plugins().exporters()],
        "grep": ["again"],
        "keep": decisions,
        "kind": ["coding-applied", "memo-written"],
        "link": [world.link],
        "measures": [each.name for each in installed_plugins().measures()],
        "memo": [world.memo, world.memo[:1], ""],
        "others": ["samir.qualog"],
        "out": ["out.file"],
        "participant": ["Anna"],
        "pattern": ["meeting"],
        "project": [],
        "query": [
            *(f"SELECT * FROM {each}" for each in RELATIONS),
            *(
                f"SELECT rowid FROM {index} WHERE {index} MATCH stems('meeting evening')"
                for each in SEARCHED
                for index in (each.words, each.stems)
            ),
        ],
        "question": decisions,
        "round_": ["R1"],
        "speaker": ["R"],
        "subject": [world.coding, "trust"],
        "recode": [f"{world.coding}=past"],
        "since": ["before"],
        "span": ["110:150"],
        "theme": ["leaning"],
        "theory": ["Dialogue"],
        "what": [DOCUMENT, "trust", "time", "solitude", world.coding, world.memo, *decisions],
    }
    if isinstance(parameter.type, click.Choice):
        return list(parameter.type.choices)
    if isinstance(parameter.type, click.types.IntParamType):
        return ["3"]
    everything = [DOCUMENT, "solitude", "Samir", world.coding, world.memo, world.decisions[0]]
    return known.get(parameter.name or "", everything)


def calls(world: World, path: tuple[str, ...], command: click.Command) -> list[list[str]]:
    """Give ways to call a command: with each thing that it needs, then with each option."""
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    options = [each for each in command.params if isinstance(each, click.Option)]
    needed = [each for each in options if each.required]
    said = [candidates(world, each) for each in (*arguments, *needed)]
    base = []
    for turn in range(max(map(len, said), default=1)):
        words = [each[turn % len(each)] for each in said]
        named = zip(needed, words[len(arguments) :], strict=True)
        given = [word for option, value in named for word in (option.opts[0], value)]
        base.append([*path, *given, "--", *words[: len(arguments)]])
    found = list(base)
    for option in options:
        if option in needed or option.name == "project":
            continue
        values = [[]] if option.is_flag else [[each] for each in candidates(world, option)]
        found += [
            [*path, option.opts[0], *value, *call[len(path) :]]
            for value in values
            for call in (base if option.name in ("as_json", "yes") else base[:1])
        ]
    return found


def asked(world: World, call: list[str], place: Path) -> str:
    """Give what a command says to Ingrid, and what it writes, in a copy of a world."""
    if not place.exists():
        shutil.copytree(world.folder, place)
    before = set(place.iterdir())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("QUALOG_PROJECT", "s.qualog")
        patch.setenv("QUALOG_AUTHOR", "Ingrid")
        patch.setenv("QUALOG_CONFIG", str(place / "config"))
        patch.setattr(os, "urandom", random.Random(11).randbytes)
        answer = CliRunner().invoke(qualog, call, prog_name="qualog")
    told = [answer.output, str(answer.exit_code)]
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        told.append(f"{type(answer.exception).__name__}: {answer.exception}")
    written = sorted(set(place.iterdir()) - before - {place / "config"})
    told += map(_content, written if call[0] not in LOGS else ())
    for each in written:
        each.unlink()
    return "\n".join(told).replace(str(place), "")


def _content(file: Path) -> str:
    """Give what is in a file that was written, as far as it can be read."""
    data = file.read_bytes()
    if data.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(file)) as database:
            return "\n".join(database.iterdump())
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            return "\n".join(
                package.read(each).decode("utf-8", "replace") for each in package.namelist()
            )
    return data.decode("utf-8", "replace")


SAID_OF_ALL = [
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?"), "TIME"),
    (re.compile(r"\b([0-9a-f]{4} ){5}[0-9a-f]{4}\b"), "FINGERPRINT"),
    (re.compile(r"\b[0-9a-f]{16,}\b(?!\.)"), "HEX"),
    (re.compile(r"[A-Za-z0-9+/]{43,}={0,2}"), "BASE64"),
    (re.compile(r"[\d,]+ MB"), "SPACE"),
]


def levelled(told: str) -> str:
    """Give what was told, without what differs in any two logs: hashes, times, space."""
    for what, put in SAID_OF_ALL:
        told = what.sub(put, told)
    return told


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_it_says_the_same_whatever_another_coder_did(worlds, path, tmp_path):
    one, other = worlds
    pairs = zip(calls(one, path, LEAVES[path]), calls(other, path, LEAVES[path]), strict=True)
    decides = any(each.name == "authors" for each in LEAVES[path].params)
    for turn, (call, same_call) in enumerate(pairs):
        number = turn if decides else 0  # each decision is made in a copy as it was
        told = asked(one, call, tmp_path / f"one-{number}")
        assert levelled(told) == levelled(asked(other, same_call, tmp_path / f"other-{number}"))
        for each in one.words():
            found = re.search(each, told)
            assert not found or any(found[0] in word for word in call), (call, told)


def test_every_command_is_asked():
    assert {path[0] for path in LEAVES} | set(ELSEWHERE) == set(COMMANDS)


def test_the_worlds_are_told_apart_when_the_round_is_closed(worlds, tmp_path):
    """Else the test above would hold of two worlds that are the same."""
    told = []
    for world in worlds:
        place = tmp_path / world.secret.memos[0]
        shutil.copytree(world.folder, place)
        with Project.open(place / "s.qualog", author=["Ingrid"]) as project:
            hidden = project.blinding
            assert hidden is not None
            assert all(hidden.covers(each) for each in world.decisions)
            assert (len(project.state.codings), len(project.state.memos)) == (2, 0)
            project.rounds.close("R1")
            told.append((len(project.state.codings), len(project.state.memos)))
    assert told == [(4, 5), (3, 6)]
