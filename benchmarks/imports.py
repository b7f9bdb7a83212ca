"""Taking in a folder of transcripts, beside reading, decoding and inserting the same files."""

import random
import sqlite3
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Row, alternating_times, fresh
from qualog.project.project import Project

_FILES = 200
_WORDS = 10_000
_ROUNDS = 3


def run(folder: Path, count: int, rounds: int):
    kinds = {"plain text": (_text,), "plain text, Word and WebVTT": (_text, _word, _webvtt)}
    for kind, writers in kinds.items():
        few = _transcripts(folder / f"few {kind}", _FILES // 2, writers)
        many = _transcripts(folder / f"many {kind}", _FILES, writers)
        grown = {}

        def ours(files: Path, grown: dict[Path, float] = grown) -> float:
            took, grown[files] = _imported(folder, files)
            return took

        ours(few)
        took, raw = alternating_times(
            _ROUNDS, lambda many=many: ours(many), lambda many=many: _raw(folder, many)
        )
        note = f"{kind}; peak memory grew by {grown[many]:.0f} MB, by {grown[few]:.0f} MB for half"
        yield Row(
            f"`qualog import` of {_FILES} transcripts of {_WORDS:,} words",
            1,
            took,
            "read, decode and insert the same files, each in a synced transaction",
            raw,
            "< 20 s",
            took < 20,
            note,
        )


def _imported(folder: Path, files: Path) -> tuple[float, float]:
    """Give the seconds of one command that takes in a folder, and by how many MB it grew."""
    study = folder / "imports.qualog"
    Project.create(study, "Benchmark", ["A"]).close()
    took, grew = fresh("import", study, files)
    for each in folder.glob("imports.qualog*"):
        each.unlink()
    return took, grew


def _raw(folder: Path, files: Path) -> float:
    path = folder / "raw-import.db"
    began = time.perf_counter()
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE file (name TEXT, text TEXT, original BLOB)")
    for each in sorted(files.iterdir()):
        data = each.read_bytes()
        if each.suffix == ".docx":
            with zipfile.ZipFile(each) as packed:
                text = packed.read("word/document.xml").decode()
        else:
            text = data.decode()
        database.execute("INSERT INTO file VALUES (?,?,?)", (each.name, text, data))
        database.commit()
    database.close()
    took = time.perf_counter() - began
    for each in folder.glob("raw-import.db*"):
        each.unlink()
    return took


def _transcripts(folder: Path, count: int, writers: Sequence) -> Path:
    """Make transcripts of two speakers, the same at every run."""
    folder.mkdir()
    drawn = random.Random(7)
    letters = "abcdefghijklmnoprstuvyåäö"
    known = ["".join(drawn.choices(letters, k=drawn.randint(1, 10))) for _ in range(3000)]
    for number in range(count):
        turns, left = [], _WORDS
        while left > 0:
            said = min(left, drawn.randint(5, 110))
            speaker = f"Person{number}" if len(turns) % 2 else "Interviewer"
            turns.append((speaker, " ".join(drawn.choices(known, k=said)).capitalize() + "."))
            left -= said
        writers[number % len(writers)](folder / f"talk{number:03}", turns)
    return folder


def _text(path: Path, turns: Sequence[tuple[str, str]]) -> None:
    told = "\n\n".join(f"{speaker}: {said}" for speaker, said in turns)
    path.with_suffix(".txt").write_text(told, "utf-8")


def _word(path: Path, turns: Sequence[tuple[str, str]]) -> None:
    import docx

    document = docx.Document()
    for speaker, said in turns:
        document.add_paragraph(f"{speaker}: {said}")
    document.save(str(path.with_suffix(".docx")))


def _webvtt(path: Path, turns: Sequence[tuple[str, str]]) -> None:
    lines, second = ["WEBVTT", ""], 0
    for speaker, said in turns:
        words = said.split()
        for start in range(0, len(words), 12):
            lines += [f"{_clock(second)} --> {_clock(second + 4)}"]
            lines += [f"<v {speaker}>{' '.join(words[start : start + 12])}", ""]
            second += 4
    path.with_suffix(".vtt").write_text("\n".join(lines), "utf-8")


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"
