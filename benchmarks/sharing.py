"""Copies: taking in what another copy decided, opening a project; beside raw SQLite."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import drafts, study_of
from benchmarks.measure import Row, alternating_times, seconds
from qualog.project.project import Project

_ROUNDS = 3
_COLUMNS = 12


def run(folder: Path, count: int, rounds: int) -> Iterator[Row]:
    foreign = count // 10
    here, there = folder / "here.qualog", folder / "there.qualog"
    study_of(here, 1000).close()
    shutil.copy(here, there)
    with Project.open(there, author=["Samir"]) as project:
        project.log.append(drafts(project, foreign))
    rows = _lines(there)

    def merge() -> float:
        copy = folder / "copy.qualog"
        shutil.copy(here, copy)
        with Project.open(copy, author=["Ingrid"]) as project:
            took = seconds(lambda: project.copies.merge(there))
        _remove(folder, "copy.qualog*")
        return took

    def bundle() -> float:
        copy, sent = folder / "copy.qualog", folder / "sent.qualog-bundle"
        shutil.copy(here, copy)
        with (
            Project.open(there, author=["Samir"]) as project,
            Project.open(copy, author=["Ingrid"]) as reader,
        ):
            began = time.perf_counter()
            project.copies.bundle(sent)
            reader.copies.apply(sent)
            took = time.perf_counter() - began
        _remove(folder, "copy.qualog*", "sent.*")
        return took

    def insert() -> float:
        raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute(f"CREATE TABLE line ({', '.join(f'c{n}' for n in range(_COLUMNS))})")

        def all_of_them() -> None:
            raw.execute("BEGIN")
            raw.executemany(f"INSERT INTO line VALUES ({','.join('?' * _COLUMNS)})", rows)
            raw.execute("COMMIT")

        took = seconds(all_of_them)
        raw.close()
        _remove(folder, "raw.db*")
        return took

    merged, sent, inserted = alternating_times(_ROUNDS, merge, bundle, insert)
    raw_name = "raw inserts of the same rows"
    yield Row(f"merge {foreign:,} decisions of another copy", foreign, merged, raw_name, inserted)
    yield Row(f"send and apply a bundle of {foreign:,}", foreign, sent, raw_name, inserted)

    def open_ours() -> float:
        return seconds(lambda: Project.open(there).close())

    def open_bare() -> float:
        return seconds(lambda: sqlite3.connect(there).execute("SELECT * FROM replica").fetchall())

    ours, bare = alternating_times(rounds * 3, open_ours, open_bare)
    yield Row(f"open a project of {foreign:,}", 1, ours, "sqlite3.connect and one row", bare)


def _lines(path: Path) -> list[tuple[object, ...]]:
    database = sqlite3.connect(path)
    found = database.execute("SELECT * FROM line").fetchall()
    database.close()
    return found


def _remove(folder: Path, *patterns: str) -> None:
    for pattern in patterns:
        for each in folder.glob(pattern):
            each.unlink()
