"""Imports subtitles: WebVTT (Teams, Zoom, YouTube), SubRip (.srt) and SBV, cue by cue.

Who speaks is what a voice says (`<v Anna>`, several in one cue too); where a file has none,
what stands before a colon (`Anna: …`, `[SPEAKER_00]: …`): by the rule for labels in texts, or
any label where at least half of the cues begin with one. It holds until the next, as in texts.
A line that begins with a dash is somebody's own, a line break elsewhere in a cue is a space.

Own code: webvtt-py keeps one voice of a cue alone, srt (2023) reads neither voices nor SBV.
"""

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from qualog.errors import BadInput
from qualog.material import ImportedDocument, ImportedMemo, Material
from qualog.options import option
from qualog.plugins.hookspecs import hookimpl
from qualog.plugins.protocols import Importer
from qualog_plugins.importers.reading.encoding import decode, looks_like_text
from qualog_plugins.importers.reading.files import read_bytes
from qualog_plugins.importers.recordings.cues import Cue, is_timing, is_webvtt, read_cues
from qualog_plugins.importers.recordings.utterances import Utterance, write_down
from qualog_plugins.importers.transcripts.labels import Label, Speakers, label_at
from qualog_plugins.importers.transcripts.turns import Cut, not_taken, split_names

_SUFFIXES = {".vtt", ".srt", ".sbv"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>v|i|b|u|s|c|font|lang|ruby|rt)(?P<more>[. \t\n][^<>]{0,300})?>"
    r"|<\d[\d:.]{3,12}>|\{\\[^{}\n]{0,100}\}",
    re.IGNORECASE,
)
_WORD_TIMES = re.compile(r"<\d[\d:.]{3,12}><c>")
_DASH = re.compile(r"[ \t]*[-–—](?!-)")
_BRACKETED = re.compile(r"[ \t]*\[([^\[\]\n]{1,40})\]:")
_MACHINE = re.compile(
    r"\s*(?:confidence|duration|recognizability|language|kind)\s*:", re.IGNORECASE
)


@frozen
class Options:
    """How subtitles are read."""

    speakers: bool = option(True, help="look for speakers' labels where there are no voices")
    names: str = option("", help="labels that are speakers' for certain, separated by ;")
    join: bool = option(True, help="one turn of a speaker's neighbouring cues; if not, one of each")
    encoding: str | None = option(None, help="the file's encoding; found out if not given")


class Subtitles:
    """The importer of subtitles."""

    name = "subtitles"
    summary = "Subtitles and meeting transcripts with times (.vtt, .srt, .sbv)"
    options = Options

    def sniff(self, path: Path, head: bytes) -> float:
        """Say how sure it is."""
        if not looks_like_text(head):
            return 0.0
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = head[: len(head) // 2 * 2].decode("utf-16" if wide else "utf-8-sig", "replace")
        lines = [line for line in text.splitlines()[:4] if line.strip()]
        if is_webvtt(text.replace("\r", "\n")):
            return 0.95
        if any(map(is_timing, lines[:2])):
            return 0.9
        return 0.5 if path.suffix.lower() in _SUFFIXES else 0.0

    def read(self, path: Path, options: Any) -> Material:
        """Give the file as one document, each turn with its time.

        Raises:
            BadInput: it is empty, no text, or has no cue.
        """
        data = read_bytes(path)
        text, encoding = decode(data, path, options.encoding)
        found = read_cues(text)
        cues = _once(found.cues) if _WORD_TIMES.search(text) else found.cues
        pieces = [piece for number, cue in enumerate(cues) for piece in _pieces(number, cue)]
        doubtful: tuple[str, ...] = ()
        if options.speakers and not any(piece.said.speaker for piece in pieces):
            pieces, doubtful = _labelled(pieces, len(cues), split_names(options.names))
        script = write_down([piece.said for piece in pieces], join=options.join)
        if not script.turns:
            raise BadInput(
                f"{path.name} has no words with times as subtitles have (00:01.000 --> 00:02.000). "
                "If it is a text, import it --with plain-text."
            )
        notes = [note.strip() for note in found.notes if not _MACHINE.match(note)]
        left = found.left_out
        left["notes of a program, such as its confidence"] = len(found.notes) - len(notes)
        shown = sum(len(each.lines) for each in found.cues) - sum(len(each.lines) for each in cues)
        left["lines that are shown a second time while the next are said"] = shown
        return Material(
            documents=(ImportedDocument(path.stem, script.text, script.turns, data, encoding),),
            memos=tuple(ImportedMemo(path.stem, note) for note in notes if note),
            dropped=(
                *(f"{what}: {count}" for what, count in left.items() if count),
                *not_taken(Cut((), doubtful)),
            ),
        )


@frozen
class _Piece:
    """A part of a cue that one voice says, and which cue it is of."""

    cue: int
    said: Utterance


def _pieces(number: int, cue: Cue) -> Iterator[_Piece]:
    """Part a cue at its voices, and at lines that begin with a dash."""
    whole = "\n".join(cue.lines)
    speaker: str | None = None
    words: list[str] = []
    end = 0
    for tag in _TAG.finditer(whole):
        words.append(whole[end : tag.start()])
        end = tag.end()
        if (tag["name"] or "").lower() == "v":
            yield from _said(number, cue, words, speaker)
            words = []
            speaker = None if tag["end"] else _voice(tag["more"] or "")
    yield from _said(number, cue, [*words, whole[end:]], speaker)


def _voice(told: str) -> str | None:
    """Give the name in `<v.loud Anna Berg>`, which follows the classes."""
    _, _, name = told.replace("\n", " ").replace("\t", " ").partition(" ")
    return " ".join(html.unescape(name).split()) or None


def _said(number: int, cue: Cue, words: list[str], speaker: str | None) -> Iterator[_Piece]:
    lines: list[str] = []
    for line in html.unescape("".join(words)).replace("\r", "\n").split("\n"):
        if lines and not _DASH.match(line) and not label_at(line, 0, len(line)):
            lines[-1] = f"{lines[-1]} {line.strip()}".strip()
        else:
            lines.append(line.strip())
    for line in lines:
        if line:
            yield _Piece(number, Utterance(line, speaker, cue.time, cue.until))


def _labelled(
    pieces: list[_Piece], cues: int, names: list[str]
) -> tuple[list[_Piece], tuple[str, ...]]:
    """Give the pieces to the speakers whom labels name; and what may be a label and is none."""
    texts = [_BRACKETED.sub(r"\1:", piece.said.text, count=1) for piece in pieces]
    labels = [_label(text) for text in texts]
    begun = {piece.cue for piece, label in zip(pieces, labels, strict=True) if label}
    if 2 * len(begun) >= cues:
        labels = [label and evolve(label, time=label.time or 0) for label in labels]
    who = Speakers([label for label in labels if label], names)
    speaker: str | None = None
    found = []
    for piece, text, label in zip(pieces, texts, labels, strict=True):
        named = who.name(label) if label else None
        speaker = named or speaker
        words = text[label.content :] if label and named else piece.said.text
        found.append(evolve(piece, said=evolve(piece.said, text=words, speaker=speaker)))
    return found, who.doubtful if speaker else ()


def _label(text: str) -> Label | None:
    label = label_at(text, 0, len(text))
    return None if label is None or label.alone else label


def _once(cues: list[Cue]) -> list[Cue]:
    """Leave out lines that YouTube's cues show again above the new ones."""
    before = ""
    kept = []
    for cue in cues:
        lines = []
        for line in cue.lines:
            plain = _TAG.sub("", line).strip()
            if not plain or plain != before:
                lines.append(line)
            before = plain or before
        kept.append(evolve(cue, lines=lines))
    return kept


@hookimpl
def qualog_importers() -> Iterable[Importer]:
    """Give the importer."""
    return [Subtitles()]
