"""Copies: bringing in what another copy decided, opening a project; beside raw SQLite."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.checking import same
from benchmarks.log import raw
from benchmarks.sizes import Setup
from benchmarks.study import check_codings, drafts, study_of
from benchmarks.table import Row
from benchmarks.timing import medians, medians_of_timed, seconds
from qualog.project.project import Project

_COMMON: Final = 1000  # codings that both copies have from the beginning


def run(setup: Setup) -> Iterator[Row]:
    """Measure a merge, a bundle and the opening of a project."""
    here, there = setup.folder / "here.qualog", setup.folder / "there.qualog"
    study_of(here, _COMMON).close()
    shutil.copy(here, there)
    with Project.open(there, author=["Samir"]) as project:
        project.log.append(drafts(project, setup.sizes.foreign))
        rows = [row for row in raw.codings(there) if row[0] == project.log.replica]
    same("decisions of another copy", len(rows), setup.sizes.foreign)
    yield from _bring_in(setup, here, there, rows)
    yield _open(setup, there)


def _bring_in(setup: Setup, here: Path, there: Path, rows: Sequence[raw.SqlRow]) -> Iterator[Row]:
    folder, foreign = setup.folder, setup.sizes.foreign

    def copy() -> Path:
        path = folder / "copy.qualog"
        shutil.copy(here, path)
        return path

    def merge() -> float:
        with Project.open(copy(), author=["Ingrid"]) as project:
            took = seconds(lambda: project.copies.merge(there))
            check_codings("merge", project, _COMMON + foreign)
        raw.remove(folder, "copy.qualog*")
        return took

    def bundle() -> float:
        sent = folder / "sent.qualog-bundle"
        with (
            Project.open(there, author=["Samir"]) as sender,
            Project.open(copy(), author=["Ingrid"]) as reader,
        ):

            def send() -> None:
                sender.copies.bundle(sent)
                reader.copies.apply(sent)

            took = seconds(send)
            check_codings("bundle", reader, _COMMON + foreign)
        raw.remove(folder, "copy.qualog*")
        sent.unlink()
        return took

    times = medians_of_timed(
        setup.sizes.long_rounds,
        merge=merge,
        bundle=bundle,
        insert=lambda: raw.seconds_to_insert(folder, raw.COLUMNS, rows),
    )
    against, inserted = "raw inserts of the same rows", times["insert"]
    work = f"merge {foreign:,} decisions of another copy"
    yield Row(work, foreign, times["merge"], against, inserted)
    work = f"send and apply a bundle of {foreign:,}"
    yield Row(work, foreign, times["bundle"], against, inserted)


def _open(setup: Setup, path: Path) -> Row:
    def ours() -> None:
        Project.open(path).close()

    def bare() -> None:
        with_row = sqlite3.connect(path)
        same("replicas", len(with_row.execute("SELECT * FROM replica").fetchall()), 2)
        with_row.close()

    times = medians(setup.sizes.rounds * 3, ours=ours, bare=bare)
    work = f"open a project of {setup.sizes.foreign:,}"
    return Row(work, 1, times["ours"], "sqlite3.connect and one row", times["bare"])
