"""Importing a folder of transcripts, beside reading, decoding and inserting the same files."""

import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.checking import same
from benchmarks.log.raw import remove
from benchmarks.sizes import Setup
from benchmarks.table import Row
from benchmarks.timing import in_new_process, medians_of_timed, seconds
from benchmarks.transcripts import Writer, text, webvtt, word, write_transcripts
from qualog.project.project import Project


def run(setup: Setup) -> Iterator[Row]:
    """Measure plain text alone, and then three formats."""
    yield _row(setup, "plain text", [text])
    yield _row(setup, "plain text, Word and WebVTT", [text, word, webvtt])


def _row(setup: Setup, formats: str, writers: Sequence[Writer]) -> Row:
    folder, count, words = setup.folder, setup.sizes.transcripts, setup.sizes.words
    half, all_ = folder / f"half of {formats}", folder / f"all of {formats}"
    turns = {
        half: write_transcripts(half, count // 2, words, writers),
        all_: write_transcripts(all_, count, words, writers),
    }
    megabytes = {}

    def import_(files: Path) -> float:
        study = folder / "imports.qualog"
        Project.create(study, "Benchmark", ["Ingrid"]).close()
        measured = in_new_process("import", study, files)
        expected = [len(list(files.iterdir())), turns[files]]
        same(f"documents and turns of {formats}", measured.found, expected)
        remove(folder, "imports.qualog*")
        megabytes[files] = measured.megabytes
        return measured.seconds

    import_(half)
    times = medians_of_timed(
        setup.sizes.long_rounds, ours=lambda: import_(all_), raw=lambda: _raw(folder, all_)
    )
    ours, raw = times["ours"], times["raw"]
    work = f"`qualog import` of {count} transcripts of {words:,} words"
    against = "read, decode and insert the same files, each in a synced transaction"
    grew = f"grew by {megabytes[all_]:.0f} MB, by {megabytes[half]:.0f} MB for half"
    note = f"{formats}; peak memory {grew}"
    return Row(work, 1, ours, against, raw, "< 20 s", ours < 20, note)


def _raw(folder: Path, files: Path) -> float:
    database = sqlite3.connect(folder / "raw.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE line (name TEXT, text TEXT, original BLOB)")
    paths = sorted(files.iterdir())

    def insert() -> None:
        for path in paths:
            row = (path.name, _decoded(path), path.read_bytes())
            database.execute("INSERT INTO line VALUES (?,?,?)", row)
            database.commit()

    took = seconds(insert)
    same("raw inserts", database.execute("SELECT count(*) FROM line").fetchone()[0], len(paths))
    database.close()
    remove(folder, "raw.db*")
    return took


def _decoded(path: Path) -> str:
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as packed:
        return packed.read("word/document.xml").decode()
