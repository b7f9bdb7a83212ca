"""Transcripts of two speakers, as plain text, Word and WebVTT; the same at every run."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

_LETTERS: Final = "abcdefghijklmnoprstuvyåäö"

Turns = Sequence[tuple[str, str]]
Writer = Callable[[Path, Turns], None]


def write_transcripts(folder: Path, count: int, words: int, writers: Sequence[Writer]) -> int:
    """Write so many transcripts of so many words into a new folder, and return how many turns."""
    folder.mkdir()
    chance = random.Random(7)
    known = ["".join(chance.choices(_LETTERS, k=chance.randint(1, 10))) for _ in range(3000)]
    turns = 0
    for number in range(count):
        conversation = _conversation(chance, known, words, f"Person{number}")
        writers[number % len(writers)](folder / f"talk{number:03}", conversation)
        turns += len(conversation)
    return turns


def _conversation(
    chance: random.Random, known: Sequence[str], words: int, speaker: str
) -> list[tuple[str, str]]:
    turns: list[tuple[str, str]] = []
    while words > 0:
        length = min(words, chance.randint(5, 110))
        sentence = " ".join(chance.choices(known, k=length)).capitalize() + "."
        turns.append((speaker if len(turns) % 2 else "Interviewer", sentence))
        words -= length
    return turns


def text(path: Path, turns: Turns) -> None:
    """Write plain text, a paragraph a turn."""
    paragraphs = "\n\n".join(f"{speaker}: {sentence}" for speaker, sentence in turns)
    path.with_suffix(".txt").write_text(paragraphs, "utf-8")


def word(path: Path, turns: Turns) -> None:
    """Write a Word file, a paragraph a turn."""
    import docx

    document = docx.Document()
    for speaker, sentence in turns:
        document.add_paragraph(f"{speaker}: {sentence}")
    document.save(str(path.with_suffix(".docx")))


def webvtt(path: Path, turns: Turns) -> None:
    """Write subtitles, a dozen words each, which become turns again."""
    lines, second = ["WEBVTT", ""], 0
    for speaker, sentence in turns:
        words = sentence.split()
        for start in range(0, len(words), 12):
            lines += [f"{_clock(second)} --> {_clock(second + 4)}"]
            lines += [f"<v {speaker}>{' '.join(words[start : start + 12])}", ""]
            second += 4
    path.with_suffix(".vtt").write_text("\n".join(lines), "utf-8")


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"
